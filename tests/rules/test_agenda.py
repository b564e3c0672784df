"""The agenda: whatever moves, what is soonest is known, in order, each once."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from models.agenda import Agenda

NAMES = "abcdef"
TIMES = st.integers(0, 200)  # seconds: some minutes, and 0 for no time
MOVES = st.lists(st.tuples(st.sampled_from(NAMES), TIMES, st.booleans()), max_size=40)


@dataclass(eq=False)
class Entry:
    """Something with a time and a name."""

    name: str
    time: int = 0


def filled(moves: list[tuple[str, int, bool]]) -> tuple[Agenda[Entry], list[Entry]]:
    """Return an agenda after moves, between some of which it was looked at, and its entries."""
    agenda: Agenda[Entry] = Agenda(lambda entry: entry.time, lambda entry: entry.name)
    entries = {name: Entry(name) for name in NAMES}
    for name, time, look in moves:
        entry = entries[name]
        old, entry.time = entry.time, time
        agenda.move(entry, old, time)
        if look:
            agenda.first()
    return agenda, list(entries.values())


def listed(agenda: Agenda[Entry], most: int) -> list[tuple[int, str]]:
    """Return time and name of the first entries."""
    return [(entry.time, entry.name) for entry in agenda.soonest(most, lambda _: True)]


@given(MOVES)
def test_what_is_soonest_comes_first_and_once(moves: list[tuple[str, int, bool]]) -> None:
    """All that have a time are told by time and name, as a walk over all would find them."""
    agenda, entries = filled(moves)
    expected = sorted((e.time, e.name) for e in entries if e.time)
    for most in (1, len(NAMES), 1, len(NAMES)):
        assert listed(agenda, most) == expected[:most]
    assert agenda.first() == (expected[0][0] if expected else None)
    assert [e.name for e in agenda.soonest(2, lambda e: e.name in "ace")] == [
        name for _, name in expected if name in "ace"
    ][:2]


@given(MOVES, TIMES)
def test_what_has_fallen_due_is_found_and_then_gone(
    moves: list[tuple[str, int, bool]], until: int
) -> None:
    """All up to a time are given out; once they moved on, the rest is still there."""
    agenda, entries = filled(moves)
    fallen = {entry.name for entry in agenda.until(until)}
    assert fallen == {e.name for e in entries if 0 < e.time <= until}
    for entry in entries:
        if entry.name in fallen:
            old, entry.time = entry.time, until + 30
            agenda.move(entry, old, entry.time)
    expected = sorted((e.time, e.name) for e in entries if e.time)
    assert listed(agenda, len(NAMES)) == expected
