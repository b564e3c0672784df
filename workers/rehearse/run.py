"""Go over the sites: each log is folded twice, as it was and with the new rules since a moment."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.progress import Progress
from sqlalchemy.exc import SQLAlchemyError

from alerts import recipients
from alerts.recipients import Recipient
from models.events import ClusterWorked, Event, RulesAdopted, SiteObserved
from models.policy.load import in_seconds
from models.stores import database, records
from models.stores.log import Log
from models.stores.settings import Settings, now
from workers.positions import position_at
from workers.rehearse.compare import Difference, compared
from workers.rehearse.course import GRACE, MADE_UP, Course, Courser
from workers.rehearse.people import People
from workers.warm import refold
from workers.writer import PORTFOLIO

PAGE = 1_000
OPENING = 2  # the first events of a stream
Observed = list[tuple[int, SiteObserved]]
Seen = Callable[[int], None]  # hears how many events were folded


class TrialError(ValueError):
    """There is nothing to rehearse on; the text says why."""


@dataclass
class Days:
    """The part of a site's log that is folded twice."""

    log: Log
    site: str
    after: int  # the position before
    head: int
    since: int  # site time, epoch seconds

    @classmethod
    def of(cls, log: Log, site: str, since: int) -> "Days":
        """Return the days since a moment, or since the site was opened."""
        after = max(OPENING, position_at(log, site, since - 1))
        return cls(log, site, after, log.head(site), since)

    def __len__(self) -> int:
        return max(0, self.head - self.after)

    def events(self, observed: Observed | None) -> Iterator[Event]:
        """Yield the events; what sites saw is replaced by `observed` where that is given."""
        after, waiting = self.after, iter(sorted(observed or [], key=lambda seen: seen[0]))
        coming = next(waiting, None)
        number = 2 * MADE_UP
        while after < self.head:
            for event in self.log.read(self.site, after, min(PAGE, self.head - after)):
                after = event.pos
                while coming is not None and coming[0] <= event.at:
                    number += 1
                    yield made(self.site, number, *coming)
                    coming = next(waiting, None)
                if observed is None or not isinstance(event.data, SiteObserved):
                    yield event


def made(site: str, number: int, at: int, seen: SiteObserved) -> Event:
    """Return the event by which the portfolio hears of something."""
    return Event(site, number, "rehearsal", str(number), at, at, at, seen.site, seen)


class Rehearsal:
    """Folds sites twice. Nothing is written; an event that cannot be folded is left out."""

    def __init__(
        self, log: Log, rules: RulesAdopted, people: Sequence[Recipient], seen: Seen
    ) -> None:
        self.log, self.rules, self.people, self.seen = log, rules, people, seen
        self.was_observed: Observed = []
        self.new_observed: Observed = []

    def over(self, all_days: Iterable[Days]) -> dict[str, Difference]:
        """Return what differs at each site; the portfolio, which hears the others, comes last."""
        found: dict[str, Difference] = {}
        for days in all_days:
            was, new = self.site(days)
            found[days.site] = compared(days.site, was, new)
        return found

    def site(self, days: Days) -> tuple[Course, Course]:
        """Return the two courses of a site."""
        opened = refold(self.log, days.site, OPENING).site.opened
        hears = opened.kind == "portfolio"
        was = self.course(days, self.was_observed if hears else None, None)
        new = self.course(days, self.new_observed if hears else None, was)
        if not hears and opened.clock is None:
            self.was_observed += was.observed
            self.new_observed += new.observed
        return was, new

    def course(self, days: Days, observed: Observed | None, was: Course | None) -> Course:
        """Fold the days once; anew without an event that cannot be folded."""
        skip = records.poisoned(self.log.engine, days.site)
        while True:
            courser = Courser(refold(self.log, days.site, days.after), days.since, self.people)
            event = None
            try:
                if was is not None:
                    courser.tick(days.since)
                    courser.make(days.since, days.site, self.rules)
                told = People(was) if was is not None else None
                courser.heard = told.heard if told is not None else None
                for number, event in enumerate(days.events(observed), start=1):
                    if event.pos not in skip:
                        step(courser, told, event)
                    if number % PAGE == 0:
                        self.seen(PAGE)
                return courser.finish()
            except (MemoryError, OSError, SQLAlchemyError):
                raise
            except Exception as error:
                if event is None or event.pos in skip:
                    raise
                skip[event.pos] = str(error)


def step(courser: Courser, people: People | None, event: Event) -> None:
    """Fold one event of the log: as it was, or what it comes to under the new rules."""
    if people is None:
        courser.tick(event.at - GRACE)
        if isinstance(event.data, ClusterWorked):
            cluster = courser.state.clusters.get(event.subject)
            courser.course.worked[event.pos] = tuple(cluster.members) if cluster else ()
        courser.tell(event)
        return
    for at, alert, data in people.answers(event.at - GRACE):
        courser.tick(at)
        courser.make(at, alert, data)
    courser.tick(event.at - GRACE)
    for one in people.carried(courser.state, event):
        courser.tell(one)


def rehearse(
    chosen: Settings, rules: RulesAdopted, since: str, sites: Sequence[str], bar: Progress
) -> dict[str, Difference]:
    """Rehearse on the live sites of an installation, or on those named.

    `since` is a duration such as "30d". Raises TrialError, RecipientsError.
    """
    seconds = in_seconds(since)
    if not isinstance(seconds, int):
        raise TrialError(f"--since {since}: must be a number and s, m, h or d, such as 30d")
    log = Log(database.connect(chosen.database_url))
    people = recipients.load(chosen.recipients, chosen.webhook_url)
    days = [Days.of(log, site, now() - seconds) for site in chosen_sites(log, sites)]
    task = bar.add_task("", total=2 * sum(map(len, days)))
    rehearsal = Rehearsal(log, rules, people, lambda count: bar.advance(task, count))
    return rehearsal.over(days)


def chosen_sites(log: Log, asked: Sequence[str]) -> list[str]:
    """Return the sites asked for, else all live ones, the portfolio last. Raises TrialError."""
    if unknown := [site for site in asked if not log.exists(site)]:
        raise TrialError(f"{', '.join(unknown)}: no such site")
    found = list(asked) or [site for site in log.sites() if log.stream(site).live]
    if not found:
        raise TrialError("No live site has a log yet.")
    return sorted(found, key=lambda site: (site == PORTFOLIO, site))
