"""Same in, same out: nothing depends on batches or reloads."""

import hashlib
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from models import saved
from models.advance import advance, next_due
from models.events import (
    AlertAcknowledged,
    AlertHandedOver,
    AlertResolved,
    ComplaintReceived,
    Data,
    Event,
    SilenceSet,
    TimePassed,
)
from models.lifecycle.wake import over_at
from models.picture import paint
from models.state import State
from tests.days import OPENED, RULES, SITE, START, drafts

ANSWERED = 0.1  # chance after each event
ANSWERS: list[Data] = [
    AlertAcknowledged("duty"), AlertAcknowledged("lead"), AlertHandedOver("duty", "lead"),
    AlertResolved("duty"), SilenceSet(START + 3_600),
]  # fmt: skip


def events(seed: int, complaints: int) -> list[Event]:
    """Return a day as the log would give it: people answer alerts, and the clock ticks on."""
    rng, state, day = Random(seed), State(SITE), list[Event]()  # noqa: S311 - the same day again

    def tell(subject: str, data: Data, at: int, time: int = 0) -> None:
        pos = len(day) + 1
        day.append(Event(SITE, pos, "test", f"{pos}", time or at, START, at, subject, data))
        advance(state, day[-1])

    for data in (OPENED, RULES):
        tell(SITE, data, START)
    for draft in drafts(seed, complaints):
        tell(draft.subject, draft.data, draft.at or START, draft.time)
        if state.watched and rng.random() < ANSWERED:
            tell(rng.choice(list(state.watched.values())).id, rng.choice(ANSWERS), state.site.at)
    for _ in range(complaints // 3):
        if due := next_due(state):
            tell(SITE, TimePassed(due), max(due, state.site.at))
    return day


def folded(day: list[Event], cuts: frozenset[int]) -> State:
    """Fold the day, saving and loading the state after the positions in `cuts`."""
    state, rows = State(SITE), {}
    for event in day:
        advance(state, event)
        if event.pos in cuts:
            changed, gone = saved.changes(state)
            rows |= {name.encode(): value for name, value in changed.items()}
            for name in gone:
                rows.pop(name.encode(), None)
            state = saved.load(SITE, rows)
    return state


def digest(state: State) -> str:
    """Return a digest of all rows, the picture and the next moment."""
    parts = [saved.everything(state), paint(state), next_due(state)]
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def same(seed: int, complaints: int, cuts: frozenset[int]) -> None:
    """Compare a day with the same day cut."""
    day = events(seed, complaints)
    assert digest(folded(day, cuts)) == digest(folded(day, frozenset()))


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 1_000), st.frozensets(st.integers(1, 120), max_size=6))
def test_saving_and_loading_change_nothing(seed: int, cuts: frozenset[int]) -> None:
    """A day folded with saves and reloads at random cuts gives byte-equal rows and picture."""
    same(seed, 55, cuts)


@pytest.mark.soak
def test_saving_and_loading_change_nothing_long() -> None:
    """So do 100 longer days."""
    for seed in range(100):
        rng = Random(seed)  # noqa: S311 - a seeded day is no secret
        same(seed, 250, frozenset(rng.sample(range(1, 600), 12)))


def test_a_word_told_twice_counts_once() -> None:
    """A complaint whose terms repeat themselves is folded like any other, and is loaded alike."""
    day = [
        replace(event, data=replace(event.data, terms=event.data.terms * 2, weights=twice))
        if isinstance(event.data, ComplaintReceived) and (twice := event.data.weights * 2)
        else event
        for event in events(1, 60)
    ]
    assert digest(folded(day, frozenset({30}))) == digest(folded(day, frozenset()))


def test_a_picture_does_not_depend_on_the_ones_before() -> None:
    """Painted after every event, and with nothing remembered, a picture is the same."""
    state, rising = State(SITE), 0
    for event in events(3, 60):
        advance(state, event)
        picture = paint(state)
        state.rising.clear()
        assert paint(state) == picture
        rising += picture.rising > 0
    assert rising > 0


def test_the_agenda_of_alerts_misses_none() -> None:
    """After each event the soonest alert in the agenda is the one that a walk over all finds."""
    state, seen = State(SITE), set[str]()
    for event in events(3, 90):
        advance(state, event)
        times = [t for a in state.watched.values() for t in (a.next, over_at(a)) if t]
        assert state.alarms.first() == min(times, default=None)
        over = [a.id for a in state.alerts.values() if a.status == "resolved"]
        assert sorted(a.id for a in state.ended) == sorted(over)
        seen |= {a.status for a in state.alerts.values()}
        seen |= {"told again" for a in state.watched.values() if a.round or a.repetition}
    assert seen == {"triggered", "acknowledged", "resolved", "told again"}
