"""`tocsin simulate`: the invented portfolio lives in real time, through the same door as all.

The first start tells each site's last hours at once. Every later one takes up the work that staff
had in hand and goes on from now; while the simulator was stopped, nothing happened.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from threading import Event as Flag

import structlog
from msgspec.structs import replace
from redis.exceptions import RedisError

from models.events import Draft
from models.stores import settings
from models.stores.log import Text
from workers.files.pace import Room
from workers.files.stage import OPENING, Stage, opening
from workers.intake.accept import Door
from workers.simulate import duty, staff
from workers.simulate.incidents import Planned
from workers.simulate.items import Complaint, Item
from workers.simulate.past import PAST, drafted, tell_past
from workers.simulate.plans import SitePlan, portfolio
from workers.simulate.rhythm import DAY, LIVELY
from workers.simulate.story import events
from workers.simulate.truth import NAME, Truth

logger = structlog.get_logger()
IN_HAND = 9 * DAY  # no course is longer
FIRST_AFTER = 15  # seconds until a newcomer sees an incident begin
DUTY_EVERY = 20
LOOK = 0.5


def run(
    stage: Stage,
    *,
    seed: int = 1,
    speed: float = 1.0,
    sites: int = 6,
    stop: Flag | None = None,
) -> None:
    """Feed the first `sites` sites until told to stop; `speed` multiplies how much happens."""
    Simulation(stage, seed, speed, stop or Flag()).live(portfolio(seed)[:sites])


class Simulation:
    """The portfolio and the stores that it feeds."""

    def __init__(self, stage: Stage, seed: int, speed: float, stop: Flag) -> None:
        self.stage, self.seed, self.speed, self.stop = stage, seed, speed, stop
        self.truth = Truth(stage.settings.home / NAME)
        self.doors: dict[str, Door] = {}
        self.next_duty = 0

    def live(self, plans: Sequence[SitePlan]) -> None:
        """Open what is new, then tell what happens as it happens."""
        for plan in plans:
            self.open(plan)
        for _, due in groupby(self.story(plans, settings.now()), key=attrgetter("time")):
            batch = list(due)
            if not self.await_time(batch[0].time):
                return
            self.tell(batch)

    def open(self, plan: SitePlan) -> None:
        """Open a site; a new one is told its past."""
        now, log = settings.now(), self.stage.log
        begin = now - PAST  # the site's clock is the wall's: it must not be ahead of its past
        log.open_site(plan.id, plan.opened(begin), self.stage.rules(), begin)
        opened, rules = opening(log, plan.id)
        door = Door.to(plan.id, opened, rules.policy, self.stage.settings.signing_key())
        self.doors[plan.id] = door
        if log.heads()[plan.id] == OPENING:
            self.truth.write(tell_past(log, plan, door, self.seed, now))
            self.ring([plan.id])
            logger.info("simulate.opened", site=plan.id)

    def story(self, plans: Sequence[SitePlan], now: int) -> Iterator[Item]:
        """Return what is to happen from `now` on, at all sites, in time order."""
        pace = replace(
            LIVELY,
            complaints=LIVELY.complaints * self.speed,
            incidents=LIVELY.incidents * self.speed,
        )
        first = [Planned(now + FIRST_AFTER, "ac_warm", 32, 6, "floor")]
        stories: list[Iterable[Item]] = [
            events(plan, self.seed, now, pace, planned=[] if number else first)
            for number, plan in enumerate(plans)
        ]
        return heapq.merge(self.in_hand(plans, now), *stories, key=attrgetter("time"))

    def in_hand(self, plans: Sequence[SitePlan], now: int) -> list[Item]:
        """Return what staff still have to do about the complaints told before `now`."""
        ours = {plan.id for plan in plans}
        told = (c for c in self.truth.read(now - IN_HAND) if c.site in ours)
        items = (item for c in told for item in staff.course(self.seed, c) if item.time >= now)
        return sorted(items, key=attrgetter("time"))

    def await_time(self, time: int) -> bool:
        """Wait until it is `time` and the log has room; False when told to stop."""
        while not self.stop.is_set():
            if settings.now() >= time and not self.crowded():
                return True
            self.answer(settings.now())
            self.stop.wait(LOOK)
        return False

    def crowded(self) -> bool:
        """Whether the workers lag so far behind that we hold back."""
        return bool(Room(self.stage.log, self.stage.live, "", self.stage.settings).crowded())

    def tell(self, items: Sequence[Item]) -> None:
        """Append what is due now."""
        pairs = [drafted(item, self.doors[item.site]) for item in items]
        self.append([draft for draft, _ in pairs], [text for _, text in pairs if text])
        self.truth.write(item.data for item in items if isinstance(item.data, Complaint))

    def answer(self, now: int) -> None:
        """Let the duty manager look at the alerts once in a while."""
        if now < self.next_duty:
            return
        self.next_duty = now + DUTY_EVERY
        try:
            pictures = [self.stage.live.snapshot(site) for site in self.doors]
        except RedisError:
            return
        drafts = [draft for picture in pictures if picture for draft in duty.answers(picture, now)]
        if drafts:
            self.append(drafts, [])

    def append(self, drafts: Sequence[Draft], texts: Sequence[Text]) -> None:
        """Append and wake the workers."""
        self.stage.log.append(drafts, settings.now(), texts)
        self.ring(dict.fromkeys(draft.site for draft in drafts))

    def ring(self, sites: Iterable[str]) -> None:
        """Wake the workers; where Redis is away, the clock will."""
        try:
            self.stage.live.ring(*sites)
        except RedisError:
            logger.info("simulate.no_workers")
