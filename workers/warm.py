"""The states that this process keeps warm, and how to get one: from Redis, or from the log."""

import uuid
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec
import structlog
from sqlalchemy.exc import SQLAlchemyError

from models import saved
from models.advance import advance
from models.effects import Effect
from models.events import Event
from models.state import State
from models.stores import records
from models.stores.code import code
from models.stores.live import Cursor, Live
from models.stores.log import Log

logger = structlog.get_logger()
CHUNK = 1_000


class Poisoned(Exception):  # noqa: N818 - the event is poisoned, not the program
    """The fold cannot take the event at `pos`."""

    def __init__(self, pos: int, error: str) -> None:
        super().__init__(f"position {pos}: {error}")
        self.pos = pos
        self.error = error


@dataclass
class Warm:
    """A state, what Redis shows of it, and where the records stand."""

    state: State
    shown: Cursor | None  # what Redis holds; None if nothing that counts
    token: str
    generation: str  # of its rows in Redis; ends with the code that painted them


def fold(state: State, events: Sequence[Event], skip: dict[int, str]) -> list[tuple[Event, Effect]]:
    """Fold the events in order; those in `skip` only move the position. Raises Poisoned."""
    effects: list[tuple[Event, Effect]] = []
    for event in events:
        if event.pos in skip:
            state.site.pos, state.site.at = event.pos, event.at
            continue
        try:
            effects += [(event, effect) for effect in advance(state, event)]
        except (MemoryError, OSError, SQLAlchemyError):
            raise
        except Exception as error:
            raise Poisoned(event.pos, f"{type(error).__name__}: {error}") from error
    return effects


def refold(log: Log, site: str, until: int, alive: Callable[[], None] = lambda: None) -> State:
    """Fold the log from the newest baseline up to a position; nothing is written.

    An event that cannot be folded is set aside again, as it was when it first came.
    """
    skip = records.poisoned(log.engine, site)
    while True:
        state = start(log, site, until)
        try:
            while state.site.pos < until:
                alive()
                pos = state.site.pos
                fold(state, log.read(site, pos, min(CHUNK, until - pos)), skip)
                state.touched = {}
        except Poisoned as poisoned:
            skip[poisoned.pos] = poisoned.error
        else:
            return state


def start(log: Log, site: str, until: int) -> State:
    """Return the newest baseline's state, or an empty one."""
    found = records.baseline(log.engine, site, until, saved.LAYOUT)
    if found is None:
        return State(site)
    rows = msgspec.msgpack.decode(found[1], type=dict[str, bytes])
    return saved.load(site, {name.encode(): value for name, value in rows.items()})


def token_of(log: Log, site: str) -> str:
    """Return what a picture is of: the site's log, and the shape of the rows."""
    return f"{log.stream(site).token}.{saved.LAYOUT}"


class Shelf:
    """Warm states by site, the least lately used dropped first."""

    def __init__(self, log: Log, live: Live, size: int) -> None:
        self.log = log
        self.live = live
        self.size = size
        self.code = code()
        self.states: OrderedDict[str, Warm] = OrderedDict()

    def drop(self, site: str) -> None:
        """Forget a state that can no longer be trusted."""
        self.states.pop(site, None)

    def stands(self, site: str, pos: int) -> bool:
        """Whether the state kept of the site stands at a position."""
        warm = self.states.get(site)
        return warm is not None and warm.state.site.pos == pos

    def take(self, site: str, alive: Callable[[], None], *, look: bool) -> Warm:
        """Return the site's state as of the SQL cursor; `look` whether Redis still shows it."""
        warm = self.states.get(site)
        if warm is None or warm.shown is None or (look and not self.caught_up(warm, alive)):
            warm = self.states[site] = self.load(site, alive)
        self.states.move_to_end(site)
        while len(self.states) > self.size:
            self.states.popitem(last=False)
        return warm

    def caught_up(self, warm: Warm, alive: Callable[[], None]) -> bool:
        """Whether the state is what Redis shows, or could be brought to it in one step."""
        site, pos = warm.state.site.id, warm.state.site.pos
        shown = self.live.cursor(site)
        if shown == warm.shown:
            return True
        if shown is None or (shown.token, shown.generation) != (warm.token, warm.generation):
            return False
        if not 0 < shown.pos - pos <= CHUNK:
            return False
        self.follow(warm.state, shown.pos, alive)
        warm.state.touched, warm.shown = {}, shown
        self.follow(warm.state, records.cursor(self.log.engine, site), alive)
        return True

    def load(self, site: str, alive: Callable[[], None]) -> Warm:
        """Load from Redis what is there of this log; what is not, fold from the log."""
        token = token_of(self.log, site)
        found = self.live.load(site)
        until = records.cursor(self.log.engine, site)
        if found is not None:
            shown, rows = found
            if shown.token == token and shown.pos > until:  # the log lost what this knows
                self.live.disbelieve(site, shown)
            elif shown.token == token and rows:
                state = saved.load(site, rows)
                if state.site.pos == shown.pos:
                    self.follow(state, until, alive)
                    return Warm(state, shown, token, shown.generation)
        logger.info("state.refolded", site=site, until=until)
        state = refold(self.log, site, until, alive)
        return self.paint(site, state, token, self.live.cursor(site))

    def follow(self, state: State, until: int, alive: Callable[[], None]) -> None:
        """Fold what the records have already; it shows in Redis with the next commit."""
        skip = records.poisoned(self.log.engine, state.site.id)
        while state.site.pos < until:
            alive()
            pos = state.site.pos
            fold(state, self.log.read(state.site.id, pos, min(CHUNK, until - pos)), skip)

    def paint(self, site: str, state: State, token: str, old: Cursor | None) -> Warm:
        """Write a new generation of rows beside the old one; the next commit flips to it."""
        generation = f"{uuid.uuid4().hex[:12]}.{self.code}"
        rows = list(saved.everything(state).items())
        for i in range(0, len(rows), CHUNK):
            self.live.write_rows(site, generation, dict(rows[i : i + CHUNK]))
        return Warm(state, old, token, generation)
