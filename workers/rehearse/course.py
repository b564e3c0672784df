"""What came of some days of one site under one set of rules."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from alerts import routes
from alerts.recipients import LOG, Recipient
from alerts.routes import Notice
from models.advance import advance, next_due
from models.clock.counters import counts
from models.effects import Effect, Joined, Tell
from models.events import Data, Event, SiteObserved, TimePassed
from models.state import Alert, Complaint, State
from workers import last_sight

ROSE = ("triggered", "raised")
LATE = ("breached", "met_late")
NIGHT = (22, 7)  # local hours
GRACE = 5  # seconds that the live clock may come late; beyond, its tick is made up for
MADE_UP = 1 << 40  # positions of events that are in no log


@dataclass
class Rang:
    """One alert, with the worst level it had; `answered` is when somebody did, 0 for never."""

    rule: str
    subject: str
    level: int
    since: int
    complaints: tuple[str, ...] = ()
    answered: int = 0
    notice: Notice | None = None  # as it was last told to have risen


@dataclass
class Course:
    """What came of the days. `worked`: members of a cluster worked as one, by position."""

    begin: int
    end: int = 0
    rang: dict[str, Rang] = field(default_factory=dict)
    messages: int = 0
    night: int = 0
    breaches: Counter[str] = field(default_factory=Counter)
    clusters: dict[str, str] = field(default_factory=dict)  # complaint -> the cluster it joined
    observed: list[tuple[int, SiteObserved]] = field(default_factory=list)
    worked: dict[int, tuple[str, ...]] = field(default_factory=dict)


class Courser:
    """Folds the days of one site, from a state that is its own to change."""

    def __init__(self, state: State, begin: int, people: Sequence[Recipient]) -> None:
        """`begin` is the site time from which on things are noted."""
        self.state, self.people = state, people
        self.course = Course(begin)
        self.made = MADE_UP
        self.ticked = 0
        self.heard: Callable[[State, list[Effect]], None] | None = None

    def tick(self, before: int) -> None:
        """Let time pass wherever something fell due until `before`."""
        while (due := next_due(self.state)) is not None and self.ticked < due < before:
            self.ticked = due
            self.make(due, self.state.site.id, TimePassed(due))

    def make(self, at: int, subject: str, data: Data) -> None:
        """Fold an event that is in no log."""
        self.made += 1
        site = self.state.site
        at = max(at, site.at)
        self.tell(Event(site.id, self.made, "rehearsal", str(self.made), at, at, at, subject, data))

    def tell(self, event: Event) -> None:
        """Fold one event and note what came of it. Raises whatever the fold raises."""
        effects = advance(self.state, event)
        if self.heard is not None:
            self.heard(self.state, effects)
        for effect in effects:
            self.note(event, effect)
        self.look(event.at)

    def note(self, event: Event, effect: Effect) -> None:
        """Note a message, a joined complaint, or what the portfolio hears."""
        if isinstance(effect, Tell):
            self.message(effect)
        elif isinstance(effect, SiteObserved):
            self.course.observed.append((event.at, effect))
        elif isinstance(effect, Joined) and not effect.suggested and not effect.by:
            self.course.clusters[effect.complaint] = effect.cluster

    def message(self, tell: Tell) -> None:
        """Count who would be sent something, as if the site delivered, and when."""
        opened = msgspec.structs.replace(self.state.site.opened, deliver=True)
        sent = routes.rows(tell, self.state.site.id, opened, self.people, tell.at)
        count = sum(row.recipient != LOG.name for row in sent)
        self.course.messages += count
        self.course.night += count if at_night(tell.at, opened.zone) else 0
        if tell.transition in ROSE:
            self.see(self.state.alerts[tell.alert])
            if (rang := self.course.rang.get(tell.alert)) is not None:
                rang.notice = routes.notice(tell, self.state.site.id, opened)

    def look(self, now: int) -> None:
        """Note the alerts that changed, and the complaints that were forgotten."""
        state = self.state
        for complaint in last_sight.forgotten(state, Complaint):
            self.done_with(complaint, now)
        for name in state.touched:
            if name.startswith("a:") and (alert := state.alerts.get(name[2:])) is not None:
                self.see(alert)
        state.touched.clear()

    def see(self, alert: Alert) -> None:
        """Note an alert of these days with its worst level."""
        if alert.since < self.course.begin:
            return
        rang = self.course.rang.get(alert.id)
        if rang is None:
            rang = Rang(alert.rule, alert.subject, alert.level, alert.since)
            self.course.rang[alert.id] = rang
        rang.level = min(rang.level, alert.level)
        rang.complaints = tuple(alert.complaints)
        rang.answered = rang.answered or alert.acknowledged_at

    def done_with(self, complaint: Complaint, now: int) -> None:
        """Count the limits that a complaint passed in these days."""
        if not counts(complaint):
            return
        for step in last_sight.standings(self.state, complaint, now):
            if step.status in LATE and self.course.begin <= step.due <= now:
                self.course.breaches[step.step] += 1

    def finish(self) -> Course:
        """Close the books."""
        self.course.end = self.state.site.at
        for complaint in self.state.complaints.values():
            self.done_with(complaint, self.course.end)
        return self.course


def at_night(at: int, zone: str) -> bool:
    """Whether people of the site sleep."""
    hour = datetime.fromtimestamp(at, ZoneInfo(zone)).hour
    return hour >= NIGHT[0] or hour < NIGHT[1]
