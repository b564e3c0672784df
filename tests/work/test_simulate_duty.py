from models.events import AlertAcknowledged
from models.snapshot import Crisis, Site, Snapshot
from workers.simulate import duty

SITE = Site(id="s", zh="", en="", kind="mall", zone="Asia/Shanghai", locale="zh_CN")
ALERT = Crisis(
    alert="surge:9:x", rule="surge", level=3, status="triggered", since=1_000, place="", category=""
)


def answers(crisis: Crisis, now: int) -> list[str]:
    picture = Snapshot(site=SITE, pos=9, at=now, crises=[crisis])
    drafts = list(duty.answers(picture, now))
    assert all(isinstance(draft.data, AlertAcknowledged) for draft in drafts)
    return [draft.subject for draft in drafts]


def test_leaves_people_time() -> None:
    """A fresh alert is left for whoever sits at the desk."""
    assert answers(ALERT, 1_000 + 9 * 60) == []


def test_answers_in_the_end() -> None:
    """An alert that nobody answered is acknowledged by the simulated duty manager."""
    assert answers(ALERT, 1_000 + 21 * 60) == ["surge:9:x"]


def test_leaves_answered_ones() -> None:
    """An alert that was answered is left alone."""
    answered = Crisis(
        **{name: getattr(ALERT, name) for name in ALERT.__struct_fields__}
        | {"status": "acknowledged"}
    )
    assert answers(answered, 90_000) == []
