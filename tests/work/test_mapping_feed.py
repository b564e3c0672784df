"""The feed: a file's own time, made from the file alone."""

from hypothesis import given
from hypothesis import strategies as st

from models.events import ComplaintReceived, Resolved, TimePassed
from workers.files.entries import Entries, Entry
from workers.files.feed import MINUTE, Fed, feed, quiet
from workers.intake.accept import Door

BASE = 1_651_377_600
DOOR = Door("hall", False, True, frozenset(), frozenset({"other"}), {}, b"k" * 32)


def complaint(row: int, time: int) -> Entry:
    form = {"site": "hall", "channel": "web", "source": "hall", "id": f"c{row}", "time": time}
    return Entry(row, time, "hall", f"c{row}", f"hall/c{row}", form, form=True)


def resolved(row: int, time: int) -> Entry:
    data = {"type": "complaint.resolved"}
    return Entry(row, time, "hall", f"c{row}.resolved", f"hall/c{row}", data)


def fed(*entries: Entry) -> list[Fed]:
    kept = Entries()
    for entry in entries:
        kept.add(entry)
    return list(feed(kept, DOOR, lambda source: source))


def test_time_passes_before_the_events_of_a_minute() -> None:
    """The fold hears that a minute came before it hears what happened in it."""
    found = fed(complaint(2, BASE + 130), complaint(3, BASE + 5), resolved(2, BASE + 135))
    kinds = [(type(one.draft.data), (one.draft.at or 0) - BASE) for one in found]
    assert kinds == [
        (ComplaintReceived, 5),
        (TimePassed, 120),
        (ComplaintReceived, 130),
        (Resolved, 135),
        (TimePassed, 180),
    ]


def test_quiet_night_is_told_ever_more_rarely() -> None:
    """A long quiet stretch costs few events, and its first hour is told most closely."""
    assert list(quiet(0, 24 * 60 * MINUTE)) == [900, 3_600, 14_400, 57_600, 86_400]
    assert list(quiet(0, MINUTE)) == [MINUTE]


@given(st.lists(st.integers(0, 50_000), min_size=1, max_size=30))
def test_same_rows_same_drafts(offsets: list[int]) -> None:
    """The same entries give the same drafts, whose site time never runs backwards."""
    entries = [complaint(row, BASE + offset) for row, offset in enumerate(offsets, 2)]
    entries += [resolved(row, BASE + offset + 90) for row, offset in enumerate(offsets, 2)]
    first = fed(*entries)
    assert first == fed(*entries)
    times = [one.draft.at for one in first]
    assert times == sorted(times, key=lambda at: at or 0)
    ids = [(one.draft.source, one.draft.id) for one in first]
    assert len(ids) == len(set(ids))
