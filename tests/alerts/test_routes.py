import msgspec
import pytest
from msgspec.structs import replace

from alerts.recipients import LOG, Recipient
from alerts.routes import COVERAGE_GAP, Notice, rows
from models.events import Place, SiteOpened
from tests import telling

NOW = telling.START
DUTY = Recipient(name="duty", roles=("duty",), urls=("log://",))
LEAD = Recipient(name="lead", roles=("lead",), urls=("log://",))
BOTH = Recipient(name="both", roles=("duty", "lead"), urls=("log://",))
BOOK = (DUTY, LEAD, BOTH, LOG)
SITE = SiteOpened(
    zh="星河购物中心",
    en="Galaxy Mall",
    places=[Place("B", zh="B座", en="Tower B"), Place("B/3", zh="3层", en="3F")],
)
TELL = replace(
    telling.TELL, place="B/3/x9", category="engineering.lift", since=NOW - 60, at=NOW - 5
)


@pytest.mark.parametrize(
    ("sentence", "roles", "told"),
    [
        ("whoever holds the role is told", ("duty",), ["duty", "both"]),
        ("who holds two told roles is told once", ("duty", "lead"), ["duty", "lead", "both"]),
        ("the log receiver holds no role", ("lead",), ["lead", "both"]),
        ("a role that nobody holds is reported to those on duty", ("boss",), ["duty", "both"]),
    ],
)
def test_who_is_told(sentence: str, roles: tuple[str, ...], told: list[str]) -> None:
    """Each told role reaches everyone who holds it, once."""
    made = rows(replace(TELL, roles=roles), "mall", SITE, BOOK, NOW)
    assert [row.recipient for row in made] == told, sentence


def test_a_site_that_does_not_deliver_tells_only_the_log() -> None:
    """A replayed file's site reaches nobody but the log receiver."""
    quiet = replace(SITE, deliver=False)
    assert [row.recipient for row in rows(TELL, "mall", quiet, BOOK, NOW)] == ["log"]


def test_a_coverage_gap_is_one_more_row_that_names_the_roles() -> None:
    """A gap has its own key beside the message itself, and says which roles are empty."""
    tell = replace(TELL, roles=("duty", "boss", "owner"))
    made = [row for row in rows(tell, "mall", SITE, BOOK, NOW) if row.recipient == "duty"]
    assert [row.transition for row in made] == ["triggered", COVERAGE_GAP]
    assert len({row.key for row in made}) == 2
    assert msgspec.json.decode(made[1].body, type=Notice).gap == ("boss", "owner")


def test_a_gap_with_nobody_on_duty_goes_to_the_log() -> None:
    """Where nobody is on duty either, the gap is at least written down."""
    made = rows(TELL, "mall", SITE, (LEAD, LOG), NOW)
    assert [(row.recipient, row.transition) for row in made] == [("log", COVERAGE_GAP)]


@pytest.mark.parametrize(
    "change",
    [
        {"alert": "surge:8:east/4"},
        {"transition": "escalated"},
        {"tier": 1},
        {"repetition": 1},
    ],
)
def test_the_key_names_a_telling_once_and_for_all(change: dict[str, object]) -> None:
    """Alert, transition, tier, repetition, recipient and site make the key; nothing else does."""
    first = rows(TELL, "mall", SITE, BOOK, NOW)[0].key
    later = replace(TELL, count=99, at=NOW)
    assert rows(later, "mall", SITE, BOOK, NOW + 9)[0].key == first
    assert rows(replace(TELL, **change), "mall", SITE, BOOK, NOW)[0].key != first
    assert rows(TELL, "tower", SITE, BOOK, NOW)[0].key != first


def test_the_body_holds_names_in_both_languages() -> None:
    """A place is named from the outermost in, by its id where it has no name."""
    notice = msgspec.json.decode(rows(TELL, "mall", SITE, BOOK, NOW)[0].body, type=Notice)
    assert notice.place_name == ("B座 3层 x9", "Tower B 3F x9")
    assert notice.site_name == ("星河购物中心", "Galaxy Mall")
    assert notice.tell == TELL
