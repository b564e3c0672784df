"""The one function that decides everything: an event goes in, the state moves on.

No I/O, no clock, nothing global: equal events give equal states, in whatever batches they
come. A new judgement is one more line in the lists below.
"""

from collections.abc import Callable
from typing import get_args

from models import lifecycle, sites
from models.clock import fold as clock
from models.clusters import fold as clusters
from models.clusters import people
from models.crisis import abnormal, exposure, hour, life_safety, overdue, repeat, spread, surge
from models.crisis.learn import pass_hours
from models.effects import Effect
from models.events import Data, Event
from models.state import State
from models.turn import Fold, Turn

JUDGEMENTS = [
    sites.FOLDS,
    hour.BEFORE,
    clock.FOLDS,
    clusters.FOLDS,
    people.FOLDS,
    hour.FOLDS,
    life_safety.FOLDS,
    surge.FOLDS,
    spread.FOLDS,
    abnormal.FOLDS,
    repeat.FOLDS,
    exposure.FOLDS,
    lifecycle.FOLDS,
]
AFTER_EACH: list[Callable[[State, Turn], None]] = [overdue.look, lifecycle.weigh, clusters.prune]
BY_TYPE: dict[type[Data], list[Fold]] = {
    kind: [folds[kind] for folds in JUDGEMENTS if kind in folds] for kind in get_args(Data)
}


def advance(state: State, event: Event) -> list[Effect]:
    """Fold one event into `state` and return what must be done outside.

    Raises whatever a judgement raises on an event that it cannot take; the state is then
    worth nothing, and the caller goes back to the last one it saved.
    """
    turn = Turn(event)
    pass_hours(state, event.at)
    roll(state, event.at)
    for fold in BY_TYPE[type(event.data)]:
        fold(state, turn, event.data)
    for look in AFTER_EACH:
        look(state, turn)
    state.site.pos, state.site.at = event.pos, event.at
    return turn.effects


def roll(state: State, at: int) -> None:
    """Forget the counts that are older than 24 hours."""
    for quarter in state.rolling.roll(at):
        state.touch(f"h:{quarter}")


def next_due(state: State) -> int | None:
    """Return the next moment, in site time, at which something falls due; None for never."""
    times = [agenda.first() for agenda in (state.warnings, state.deadlines, state.alarms)]
    times += [silence.until for silence in state.site.silences.values()]
    known = [time for time in times if time is not None]
    return min(known) if known else None
