"""A site's past, told again in one process: events at their own time, alerts answered."""

from collections.abc import Iterator
from heapq import heappop, heappush

from models.advance import advance
from models.effects import Effect, Tell
from models.events import AlertAcknowledged, Data, Draft, Event, RulesAdopted, SiteOpened
from models.state import State

UNANSWERED = ("triggered", "raised", "reminded")


class Past:
    """One site without stores; the log's positions and times are given as the log gives them."""

    def __init__(self, site: str, opened: SiteOpened, rules: RulesAdopted, answer: int) -> None:
        """Alerts are acknowledged `answer` seconds after they rang; 0: nobody ever does."""
        self.site, self.answer = site, answer
        self.state = State(site)
        self.at = opened.clock.base if opened.clock else 0
        self.ringing: list[tuple[int, str]] = []
        self._tell("tocsin", "opened", self.at, site, opened)
        self._tell("tocsin", "rules/1", self.at, site, rules)

    def tell(self, draft: Draft) -> Iterator[tuple[Event, list[Effect]]]:
        """Fold a draft, before it whatever was answered by then; yield each with its effects."""
        at = draft.at or draft.time
        while self.ringing and self.ringing[0][0] < at:
            when, alert = heappop(self.ringing)
            self.at = max(self.at, when)
            yield self._tell(
                "judge", f"{alert}/{when}", when, alert, AlertAcknowledged("duty", "judge")
            )
        self.at = max(self.at, at)
        yield self._tell(draft.source, draft.id, draft.time, draft.subject, draft.data)

    def _tell(
        self, source: str, name: str, time: int, subject: str, data: Data
    ) -> tuple[Event, list[Effect]]:
        pos = self.state.site.pos + 1
        event = Event(self.site, pos, source, name, time, self.at, self.at, subject, data)
        effects = advance(self.state, event)
        if self.answer:
            for effect in effects:
                if isinstance(effect, Tell) and effect.transition in UNANSWERED:
                    heappush(self.ringing, (effect.at + self.answer, effect.alert))
        return event, effects
