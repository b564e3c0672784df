"""Much trouble at once: what came lately counts, and how fast it comes."""

from models.clusters.index import Index
from models.clusters.rows import Message
from models.policy import ClusterRules
from tests.rules.test_clusters import DAY, HOUR, MINUTE, NOON, said

COOLING = "engineering.air_conditioning"
HOT = (
    "空调 热风 闷",
    "空调 没开 难受",
    "空调 不冷 店里",
    "空调 停 开门",
    "空调 坏 风口",
    "空调 动静 工位",
)


def told(*messages: Message) -> Index:
    """Return an index that was told the messages as the fold tells them."""
    index = Index(ClusterRules())
    for message in messages:
        index.expire(message.at)
        message.cluster = index.judge(message).joined or message.cluster
        index.add(message)
    return index


def usual() -> list[Message]:
    """Ten days of cooling trouble in the same building, one every three hours."""
    return [said(k + 1, f"日常 {k}", k * 3 * HOUR, f"T1/{k % 19 + 30}", COOLING) for k in range(80)]


def over_floors(pause: int) -> list[str]:
    """Return the clusters of six people on six floors, one after the other."""
    told_of = [
        said(k + 100, text, NOON + k * pause, f"T1/{k + 2}/{k + 2}01", COOLING)
        for k, text in enumerate(HOT)
    ]
    index = told(*usual(), *told_of)
    return [index.rows[message.pos].cluster for message in told_of]


def test_many_floors_within_minutes_are_one_trouble() -> None:
    """Six people of one building, in their own words and within ten minutes, are together."""
    assert over_floors(100) == ["s/100"] * 6


def test_many_floors_within_hours_are_not() -> None:
    """The same six, twenty minutes apart, are what the building has anyhow."""
    assert len(set(over_floors(20 * MINUTE))) == 6


def test_old_trouble_does_not_hide_what_is_new() -> None:
    """What this floor has had every day for weeks leaves room to find the one of minutes ago."""
    old = [
        said(k, f"空调 不冷 师傅 来看 {k}", NOON - 30 * DAY + k * DAY, "T1/12", COOLING)
        for k in range(1, 20)
    ]
    first = said(300, "空调 全是 热风", NOON, "T1/12/1203", COOLING)
    index = told(*old, first)
    again = said(301, "空调 不冷 师傅 来看", NOON + 4 * MINUTE, "T1/12/1207", COOLING)
    index.expire(again.at)
    assert index.judge(again).joined == first.key


def test_fresh_positions_leave_with_their_rows() -> None:
    """Nothing is called fresh that is hours old or no longer kept."""
    index = Index(ClusterRules(window=DAY, rows=3))
    for pos in range(1, 6):
        index.add(said(pos, f"空调 漏水 {pos}", NOON + pos, "T1/12", COOLING))
    index.expire(NOON + 5)
    assert list(index.fresh) == [3, 4, 5]
    index.expire(NOON + 3 * HOUR)
    assert (list(index.fresh), len(index.rows)) == ([], 3)
