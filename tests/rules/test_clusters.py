"""Which complaints are one trouble. Messages are written as the words that the door leaves."""

from struct import pack
from zlib import crc32

import pytest

from models.clusters.index import Index
from models.clusters.rows import Judgement, Message
from models.policy import ClusterRules

MINUTE, HOUR, DAY = 60, 3_600, 86_400
ROOM, LIFT = "T1/12/1203", "engineering.lift"
NOON = 10 * DAY


def said(pos: int, text: str, at: int = NOON, place: str = "", category: str = "other") -> Message:
    """Return the message of a complaint."""
    words = [crc32(word.encode()) for word in text.split()]
    terms, weights = pack(f"<{len(words)}I", *words), bytes([3] * len(words))
    return Message(pos, f"s/{pos}", f"s/{pos}", at, at, place, category, terms, weights)


def told(*messages: Message) -> Index:
    """Return an index that was told the messages after ten ordinary days."""
    index = Index(ClusterRules())
    for day in range(10):
        index.add(said(-100 + day, f"日常 {day}", day * DAY, f"T9/{day}", "cleaning.waste"))
    for message in messages:
        judgement = index.judge(message)
        message.cluster = judgement.joined or message.cluster
        index.add(message)
    return index


JUDGED = [
    ("the same words with no field given are one trouble",
     said(1, "小区 东门 烧烤 摊 油烟 扰民"), said(2, "东门 烧烤 摊 油烟 扰民", NOON + HOUR), True),
    ("other words are not",
     said(1, "小区 东门 烧烤 摊 油烟 扰民"), said(2, "地下 车库 租车 占", NOON + HOUR), False),
    ("one place and kind, minutes apart, is one trouble in any words",
     said(1, "电梯 停", NOON, ROOM, LIFT),
     said(2, "elevator move", NOON + 5 * MINUTE, ROOM, LIFT), True),
    ("neighbours on one floor who complain of one kind within minutes share a trouble",
     said(1, "电梯 停 三楼 不动", NOON, "T1/12/1203", LIFT),
     said(2, "不到 电梯", NOON + 9 * MINUTE, "T1/12/1207", LIFT), True),
    ("the same words in another building are another trouble",
     said(1, "电梯 停 三楼 不动", NOON, "T1/12/1203", LIFT),
     said(2, "电梯 停 三楼 不动", NOON + 9 * MINUTE, "T2/12/1203", LIFT), False),
    ("another problem at the same place is another trouble",
     said(1, "电梯 停 三楼 不动", NOON, ROOM, LIFT),
     said(2, "走廊 地面 很脏", NOON + 5 * MINUTE, ROOM, "cleaning.hygiene"), False),
    ("what comes back weeks later is a new trouble",
     said(1, "电梯 停 三楼 不动", NOON, ROOM, LIFT),
     said(2, "电梯 停 三楼 不动", NOON + 21 * DAY, ROOM, LIFT), False),
    ("without words place, kind and minute suffice",
     said(1, "", NOON, ROOM, LIFT), said(2, "", NOON + 3 * MINUTE, ROOM, LIFT), True),
    ("without words a day later they do not",
     said(1, "", NOON, ROOM, LIFT), said(2, "", NOON + DAY, ROOM, LIFT), False),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "one"), [row[1:] for row in JUDGED],
                         ids=[row[0] for row in JUDGED])  # fmt: skip
def test_two_messages_are_judged(first: Message, second: Message, one: bool) -> None:
    """Words, place, kind and time decide together, as the table says."""
    judgement = told(first).judge(second)
    assert judgement.joined == (first.key if one else None)


def test_a_reason_says_what_is_shared() -> None:
    """A join names its nearest message, the score, the distance, the minutes and the words."""
    first = said(1, "电梯 停 三楼 不动", NOON, "T1/12/1203", LIFT)
    judgement = told(first).judge(said(2, "电梯 动", NOON + 9 * MINUTE, "T1/12", LIFT))
    reason = judgement.reason
    assert reason is not None
    assert (reason.like, reason.place, reason.minutes) == ("s/1", 1, 9)
    assert reason.score >= ClusterRules().joined
    assert 1 <= len(reason.shared) <= 5


def test_a_message_between_two_clusters_suggests_and_never_merges() -> None:
    """What is like two troubles joins one of them and names the other."""
    index = told(said(1, "东门 烧烤 摊 油烟 扰民"), said(2, "麻将馆 深夜 噪音"))
    judgement = index.judge(said(3, "东门 烧烤 摊 油烟 扰民 麻将馆 深夜 噪音", NOON + HOUR))
    assert {judgement.joined, *judgement.suggested} == {"s/1", "s/2"}
    assert sorted(index.members["s/1"]) == [1]


def test_what_people_parted_stays_apart() -> None:
    """A complaint is neither joined with nor suggested to what people have kept it apart from."""
    index = told(said(1, "东门 烧烤 摊 油烟 扰民"))
    again = said(2, "东门 烧烤 摊 油烟 扰民", NOON + HOUR)
    assert index.judge(again).joined == "s/1"
    assert index.judge(again, {"s/2": ["s/1"]}) == Judgement()


def test_moves_count() -> None:
    """A later message joins the cluster into which people put the one it is like."""
    index = told(said(1, "东门 烧烤 摊 油烟 扰民"), said(2, "麻将馆 深夜 噪音"))
    index.move(1, "s/2")
    assert index.judge(said(3, "东门 烧烤 摊 油烟 扰民", NOON + HOUR)).joined == "s/2"
    index.move(1, "s/9")
    assert index.judge(said(3, "东门 烧烤 摊 油烟 扰民", NOON + HOUR)).joined == "s/9"


def test_the_window_forgets_the_oldest() -> None:
    """Rows beyond the window's age or size are dropped, oldest first, and leave nothing behind."""
    index = Index(ClusterRules(window=DAY, rows=3))
    for pos in range(1, 6):
        index.add(said(pos, f"空调 漏水 {pos}", NOON + pos, ROOM, LIFT))
    assert index.expire(NOON + 5) == [1, 2]
    assert index.expire(NOON + DAY + 6) == [3, 4, 5]
    assert not any((index.rows, index.members, index.words.held,
                    index.spots.held))  # fmt: skip


def test_caps_bound_the_work() -> None:
    """However many messages say the same, few are kept per word and per place."""
    index = told(*(said(pos, "空调 漏水", NOON + pos, ROOM, LIFT) for pos in range(1, 300)))
    assert max(map(len, index.words.held.values())) <= 33
    assert max(map(len, index.spots.held.values())) <= 7
