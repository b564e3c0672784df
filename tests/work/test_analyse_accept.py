"""What the door makes of a form: placed, judged, masked, flagged, and nothing lost."""

from typing import Any

import msgspec
import pytest
from pydantic import ValidationError

from models.events import ComplaintReceived, Draft, Place, SiteClock, SiteOpened
from models.policy.load import load
from models.stores.log import Text
from workers.intake.accept import Door, accept
from workers.intake.form import ComplaintForm

NOW = 1_772_330_000  # 2026-03-01, morning in Shanghai
MALL = SiteOpened(places=[Place("a", "building"), Place("a/f1", "floor")])
POLICY = msgspec.to_builtins(load())
SECRET = b"for tests"


def door(opened: SiteOpened = MALL) -> Door:
    return Door.to("mall", opened, POLICY, SECRET)


def taken(opened: SiteOpened = MALL, **fields: Any) -> tuple[Draft, ComplaintReceived, Text]:
    """Return what the door makes of a form with these fields."""
    form = ComplaintForm(**{"id": "1", "site": "mall", "channel": "web", **fields})
    draft, text = accept(form, door(opened), NOW)
    assert isinstance(draft.data, ComplaintReceived)
    return draft, draft.data, text


def test_a_plain_complaint_is_placed_under_its_key() -> None:
    """Without a source the channel at the site is the source, and source/id is the key."""
    draft, received, text = taken(subject="灯坏了", place="a/f1", category="engineering.power")
    assert (draft.source, draft.id, draft.subject) == ("mall/web", "1", "mall/web/1")
    assert (received.place, received.category, received.flags) == ("a/f1", "engineering.power", [])
    assert (text.key, text.subject) == ("mall/web/1", "灯坏了")
    assert len(received.terms) == 4 * len(received.weights) > 0


def test_without_an_id_the_door_makes_one() -> None:
    """Two complaints without an id are two complaints."""
    assert taken(id="")[0].id != taken(id="")[0].id


def test_an_unknown_place_becomes_its_nearest_known_ancestor() -> None:
    """The place as it was given stays in the text."""
    _, received, text = taken(place=" a / f1/shop-17 ", body="漏水")
    assert (received.place, received.flags) == ("a/f1", ["unknown_place"])
    assert text.body == "漏水\n\nplace: a/f1/shop-17"


def test_a_growing_site_takes_places_as_they_come() -> None:
    """A site that grows flags no place."""
    _, received, _ = taken(SiteOpened(grows=True), place="Queens/11368")
    assert (received.place, received.flags) == ("Queens/11368", [])


@pytest.mark.parametrize(
    ("given", "kept"), [("engineering.teleporter", "engineering"), ("<b>Lärm</b>", "other")]
)
def test_an_unknown_category_is_flagged(given: str, kept: str) -> None:
    """An unknown category becomes its top level or "other"; as given it stays in the text."""
    _, received, text = taken(category=given)
    assert (received.category, received.flags) == (kept, ["unknown_category"])
    assert given in text.body


@pytest.mark.parametrize(
    ("why", "fields", "expected"),
    [
        ("nothing said", {}, ("normal", "category")),
        ("the category's own default", {"category": "engineering.lift"}, ("urgent", "category")),
        ("the top category's default", {"category": "charges.deposit"}, ("complex", "category")),
        ("the form overrules it", {"category": "charges", "urgency": "normal"}, ("normal", "form")),
        ("danger in the text raises it", {"body": "厨房着火了"}, ("urgent", "lexicon")),
        ("also over the form", {"body": "电梯困人", "urgency": "normal"}, ("urgent", "lexicon")),
    ],
)
def test_urgency_is_judged(why: str, fields: dict[str, Any], expected: tuple[str, str]) -> None:
    """Category, then form, then danger; the event says which of them decided."""
    _, received, _ = taken(**fields)
    assert (received.urgency, received.urgency_source) == expected, why


def test_one_person_is_one_person_and_no_name_is_in_the_log() -> None:
    """A telephone is the same however it is written; who it is cannot be read from the event."""
    ways = ["13812345678", "+86 138-1234-5678", "138 1234 5678"]
    hashes = {taken(complainant={"contact": way})[1].who for way in ways}
    assert len(hashes) == 1
    assert 0 < hashes.pop() < 1 << 63
    assert taken(complainant={"name": "匿名"})[1].who == taken()[1].who == 0
    draft, _, _ = taken(complainant={"name": "王女士", "contact": ways[0]}, body=f"请回电{ways[0]}")
    assert b"138123" not in msgspec.json.encode(draft)


def test_an_account_is_one_person_within_its_channel() -> None:
    """The same number of two channels' accounts is two people; a changed telephone is not."""
    one = taken(complainant={"ref": "42", "contact": "13800000000"})[1].who
    assert taken(complainant={"ref": "42", "contact": "13900000000"})[1].who == one
    assert taken(channel="app", complainant={"ref": "42"})[1].who != one


@pytest.mark.parametrize("time", [-62_135_596_800, 0, NOW + 90_000, 253_402_300_799])
def test_an_absurd_time_is_clamped_only_where_the_wall_clock_rules(time: int) -> None:
    """A live site puts the hour of receipt and says so; a site with its own clock believes it."""
    draft, received, _ = taken(time=time)
    assert (draft.time, received.flags) == (NOW, ["time_clamped"])
    virtual = SiteOpened(clock=SiteClock(base=0, wall_base=0))
    draft, received, _ = taken(virtual, time=time)
    assert (draft.time, received.flags) == (time, [])


def test_a_text_is_masked_cut_and_cleaned() -> None:
    """What is stored holds no number, no hostile character, and at most 20,000 characters."""
    _, received, text = taken(subject="电话13812345678\u202e", body="a\x00" * 30_000)
    assert text.subject == "电话*********78"
    assert len(text.body) == 20_000
    assert received.flags == ["bidi_characters", "control_characters", "text_cut"]


def test_the_wish_is_kept_with_the_text() -> None:
    """What they wish, who they are to the site and how to reply stand beside the text."""
    _, _, text = taken(body="太吵", wish="退款", reply_by="phone", complainant={"role": "owner"})
    assert text.body == "太吵"
    assert (text.wish, text.reply_by, text.role) == ("退款", "phone", "owner")
    _, _, text = taken(wish="打13812345678")
    assert text.wish == "打*********78"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"channel": "fax"}, "channel"),
        ({"id": "a/b"}, "id"),
        ({"id": "a\x00"}, "id"),
        ({"time": "2026-03-01T09:00:00"}, "time"),
        ({"time": True}, "time"),
        ({"time": 10**30}, "time"),
        ({"time": "0001-01-01T00:00:00+14:00"}, "time"),
        ({"evidence": ["photo.jpg"]}, "evidence"),
        ({"body": 5}, "body"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_form_that_cannot_be_right_is_refused_by_field(
    fields: dict[str, Any], field: str
) -> None:
    """What cannot be stored as meant is refused, and the refusal names the field."""
    with pytest.raises(ValidationError) as refused:
        ComplaintForm(**{"site": "mall", "channel": "web", **fields})
    assert refused.value.errors()[0]["loc"][0] == field
