"""Keep the last hour's complaints at hand for the rules that count them."""

from models.crisis.lately import HOUR, Lately
from models.events import (
    ComplaintClassified,
    ComplaintReceived,
    RulesAdopted,
    SiteOpened,
    TimePassed,
)
from models.state import State
from models.turn import Folds, Turn


def received(state: State, turn: Turn, _data: object) -> None:
    """Take the new complaint in, and count its category in the last day."""
    complaint = turn.received
    if complaint is None:
        return
    state.lately.forget(turn.event.at - HOUR, state.plan)
    state.lately.enter(complaint, state.plan)
    if complaint.kind == "complaint" and not complaint.backlog:
        quarter = state.rolling.count(turn.event.at, [f"leaf|{complaint.category}"])
        state.touch(f"h:{quarter}")


def passed(state: State, turn: Turn, _data: object) -> None:
    """Drop what is older than an hour."""
    state.lately.forget(turn.event.at - HOUR, state.plan)


def recount(state: State, _turn: Turn, _data: object) -> None:
    """Count anew by another plan or policy."""
    state.usual.clear()
    state.rising.clear()
    state.cells.clear()
    rebuild(state)


def rebuild(state: State) -> None:
    """Count the last hour's complaints as a fold from the beginning would have."""
    every = state.policy.crisis.surge.anonymous_every if state.policy else HOUR
    state.lately = Lately(every)
    newest = []
    for complaint in reversed(state.complaints.values()):
        if complaint.at <= state.site.at - HOUR:
            break
        newest.append(complaint)
    for complaint in reversed(newest):
        state.lately.enter(complaint, state.plan)


def leave(state: State, turn: Turn, _data: object) -> None:
    """Count the complaint out before staff change what it is."""
    count(state, turn, -1)


def enter(state: State, turn: Turn, _data: object) -> None:
    """Count it in again as what it now is."""
    count(state, turn, 1)


def count(state: State, turn: Turn, n: int) -> None:
    """Count a complaint of the last hour in or out."""
    state.lately.forget(turn.event.at - HOUR, state.plan)
    complaint = state.complaints.get(turn.event.subject)
    if complaint is not None and complaint.at > turn.event.at - HOUR:
        state.lately.count(complaint, state.plan, n)


BEFORE: Folds = {ComplaintClassified: leave}
FOLDS: Folds = {
    ComplaintReceived: received,
    ComplaintClassified: enter,
    RulesAdopted: recount,
    SiteOpened: recount,
    TimePassed: passed,
}
