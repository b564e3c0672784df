"""Tell the fold a story, one event after the other, and look at the state between."""

import struct
from typing import Any

from msgspec.structs import replace

from models.advance import advance
from models.clock.targets import Calendars
from models.effects import Effect, Tell
from models.events import ComplaintReceived, Data, Event, SiteOpened, TimePassed
from models.policy.dates import dated
from models.policy.load import adoption, load
from models.state import Alert, Complaint, State

SITE = "mall-1"
MINUTE, HOUR, DAY = 60, 3_600, 86_400
EIGHT = 1_790_035_200  # 2026-09-22 08:00 in Shanghai
RULES = adoption(load())
CALENDARS = Calendars(dated(load()).clock, SiteOpened().zone)  # laid out once for all stories


class Story:
    """A site, told event by event. Times are given in seconds after eight o'clock."""

    def __init__(self, opened: SiteOpened | None = None, **policy: Any) -> None:
        self.state = State(SITE)
        self.pos = 0
        self.now = 0
        self.effects: list[Effect] = []
        self.tell(0, SITE, opened or SiteOpened(zh="商场", en="Mall"))
        self.tell(0, SITE, replace(RULES, policy=RULES.policy | policy))
        if not (opened or policy):
            self.state.calendars = CALENDARS

    def tell(self, at: int, subject: str, data: Data, *, time: int | None = None) -> list[Effect]:
        """Fold one event that comes in at `at`, and happened then or at `time`."""
        self.pos += 1
        self.now = at
        happened = EIGHT + (at if time is None else time)
        source, _, name = subject.partition("/")
        event = Event(SITE, self.pos, source, name, happened, EIGHT + at, EIGHT + at, subject, data)
        made = advance(self.state, event)
        self.effects += made
        return made

    def complain(self, at: int, key: str, *, time: int | None = None, **data: Any) -> Complaint:
        """A complaint comes in; by default each is about something else."""
        number = self.pos * 50
        words = data.pop("words", range(number, number + 8))
        packed = struct.pack(f"<{len(words)}I", *words)
        fields: dict[str, Any] = {"channel": "phone", "who": self.pos} | data
        self.tell(
            at,
            key,
            ComplaintReceived(terms=packed, weights=bytes([100] * len(words)), **fields),
            time=time,
        )
        return self.state.complaints[key]

    def passes(self, at: int) -> list[Effect]:
        """The clock ticks."""
        return self.tell(at, SITE, TimePassed(EIGHT + at))

    @property
    def alerts(self) -> list[Alert]:
        """The open alerts."""
        return list(self.state.watched.values())

    @property
    def told(self) -> list[str]:
        """What people were told so far, as "transition level"."""
        return [f"{e.transition} {e.level}" for e in self.effects if isinstance(e, Tell)]
