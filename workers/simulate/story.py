"""The endless story of one site: what happens, who says so, and what staff do, in time order."""

import heapq
from collections.abc import Iterator, Sequence
from typing import cast

from msgspec import Struct

from models.events import Kind, Urgency
from workers.simulate import incidents, people, staff, wording
from workers.simulate.grammar import Phrases, Trouble, load
from workers.simulate.incidents import Incident, Outcry, Planned
from workers.simulate.items import Complaint, Item, received
from workers.simulate.people import Person
from workers.simulate.plans import Language, SitePlan
from workers.simulate.rhythm import BELIEVABLE, HOUR, Pace, pick, poisson, rates, seeded, tables

URGENT = ("fire", "engineering.lift", "engineering.power", "engineering.water_leak")
ENGLISH = {"mall": 0.12, "tower": 0.18, "estate": 0.07}
CHASED = 0.03  # of the single complaints are told a second time, hours later
HEADLINE = 0.6  # of an incident's complaints name the place it is known by
TRIES = 12


class Matter(Struct, frozen=True):
    """What is complained of: the trouble, which one of its kind, and the true incident."""

    trouble: Trouble
    detail: int
    incident: str = ""
    mended: int = 0
    named: str = ""  # the place that people name where they do not name their own


def events(
    plan: SitePlan,
    seed: int,
    start: int,
    pace: Pace = BELIEVABLE,
    *,
    planned: Sequence[Planned] = (),
    phrases: Phrases | None = None,
) -> Iterator[Item]:
    """Tell the site's story from `start` (epoch seconds) on, in time order, without an end.

    The same arguments give the same items. `planned` incidents come besides those drawn.
    """
    story = Story(plan, seed, start, pace, phrases or load())
    hour = start
    while True:
        story.write(hour, [event for event in planned if hour <= event.time < hour + HOUR])
        hour += HOUR
        yield from story.until(hour)


class Story:
    """What is known of the site's recent past, and what is about to happen."""

    def __init__(self, plan: SitePlan, seed: int, start: int, pace: Pace, phrases: Phrases) -> None:
        self.plan, self.seed, self.pace, self.phrases = plan, seed, pace, phrases
        self.rng = seeded(seed, plan.id, start)
        self.name = f"{plan.id}-{start:x}"
        self.able = {
            share: phrases.troubles_of(share, plan.kind) for share in tables()["shares"][plan.kind]
        }
        self.count = 0
        self.coming: list[tuple[int, int, Item]] = []
        self.lately: dict[tuple[str, int], dict[str, int]] = {}  # trouble, detail -> place -> when

    def until(self, end: int) -> Iterator[Item]:
        """Give out what happens before `end`."""
        while self.coming and self.coming[0][0] < end:
            yield heapq.heappop(self.coming)[2]

    def write(self, hour: int, planned: Sequence[Planned]) -> None:
        """Think up the hour that begins at `hour`."""
        mean, weights = rates(self.plan.kind, self.plan.zone, hour, self.pace)
        share = self.pace.incidents / max(self.pace.complaints, 1e-9)
        drawn = [
            incidents.drawn(self.able, weights, self.rng, time)
            for time in self.moments(hour, mean * share)
        ]
        for event in [*planned, *drawn]:
            self.happen(event)
        for time in self.moments(hour, mean):
            self.single(time, weights)

    def moments(self, hour: int, mean: float) -> list[int]:
        """Return the seconds of the hour at which something happens."""
        return sorted(hour + self.rng.randrange(HOUR) for _ in range(poisson(self.rng, mean)))

    def single(self, time: int, weights: dict[str, float]) -> None:
        """One person has a trouble that nobody shares."""
        share = pick(self.rng, weights)
        able = {t.id: t for t in self.able[share] if t.weight}
        trouble = able[pick(self.rng, {name: t.weight for name, t in able.items()})]
        detail = self.rng.randrange(len(trouble.zh.details) or 1)
        place = self.untouched(trouble, detail, time)
        if place is None:
            return
        self.touch(trouble, detail, [self.plan.floor_of(place)], time)
        kinds = tables()["kinds"]
        kind = pick(self.rng, kinds.get(trouble.category.partition(".")[0], kinds["else"]))
        channel = pick(self.rng, tables()["channels"])
        person = people.somebody(self.plan, place, channel, self.rng)
        chased = bool(person.ref and kind == "complaint" and self.rng.random() < CHASED)
        incident = f"{self.name}-again-{self.count}" if chased else ""
        matter = Matter(trouble, detail, incident)
        self.complain(time, place, person, matter, channel=channel, kind=kind)
        if chased:
            later = time + self.rng.randint(HOUR, 20 * HOUR)
            channel = pick(self.rng, tables()["channels_of_incidents"])
            self.complain(later, place, person, matter, channel=channel, kind=kind, again=True)

    def happen(self, planned: Planned) -> None:
        """An incident: each person it moves complains, in own words."""
        for _ in range(5 * TRIES):
            name = f"{self.name}-{planned.trouble}-{self.count}"
            incident = incidents.placed(self.plan, self.phrases, planned, name, self.rng)
            if not self.touched(incident.trouble, incident.detail, incident.reach[0], planned.time):
                break
        else:
            return
        floors = dict.fromkeys(self.plan.floor_of(place) for place in incident.reach)
        self.touch(incident.trouble, incident.detail, list(floors), incident.mended)
        persons: dict[int, Person] = {}
        for outcry in incidents.outcries(incident, self.rng):
            self.cry_out(incident, outcry, persons)

    def cry_out(self, incident: Incident, outcry: Outcry, persons: dict[int, Person]) -> None:
        """One person complains of the incident, over a channel at hand."""
        channel = pick(self.rng, tables()["channels_of_incidents"])
        if outcry.person not in persons:
            persons[outcry.person] = self.newcomer(outcry.place, channel, persons)
        kind = "repair" if self.rng.random() < 0.08 else "complaint"  # noqa: PLR2004
        matter = Matter(
            trouble=incident.trouble,
            detail=incident.detail,
            incident=incident.id,
            mended=incident.mended,
            named=incident.reach[0] if self.rng.random() < HEADLINE else "",
        )
        self.complain(
            outcry.time,
            outcry.place,
            persons[outcry.person],
            matter,
            channel=channel,
            kind=kind,
            again=outcry.again,
        )

    def newcomer(self, place: str, channel: str, persons: dict[int, Person]) -> Person:
        """Return somebody who has not complained of it yet, as far as there is anybody."""
        known = {person.ref for person in persons.values() if person.ref}
        for _ in range(TRIES):
            person = people.somebody(self.plan, place, channel, self.rng)
            if person.ref not in known:
                return person
        return Person(person.role)

    def complain(
        self,
        time: int,
        place: str,
        person: Person,
        matter: Matter,
        *,
        channel: str,
        kind: str,
        again: bool = False,
    ) -> None:
        """Write one complaint and what staff will do about it into the future."""
        plan, rng = self.plan, self.rng
        language: Language = "en" if rng.random() < ENGLISH[plan.kind] else "zh"
        telling = wording.Telling(
            trouble=matter.trouble,
            detail=matter.detail,
            place=plan.spoken(matter.named or place, language, rng),
            time=time,
            zone=plan.zone,
            channel=channel,
            language=language,
            kind=kind,
            again=again,
        )
        subject, text = wording.tell(self.phrases, telling, rng)
        complaint = Complaint(
            site=plan.id,
            channel=channel,
            id=f"{self.name}-{self.count:05}",
            time=time,
            kind=cast("Kind", kind),
            category=matter.trouble.category,
            urgency=urgency_of(matter.trouble.category),
            place=place,
            person=person,
            language=language,
            subject=subject,
            text=text,
            trouble=matter.trouble.id,
            incident=matter.incident,
            mended=matter.mended,
        )
        self.remember(complaint)

    def remember(self, complaint: Complaint) -> None:
        """Have the complaint and what staff will do about it come at their times."""
        for item in [received(complaint), *staff.course(self.seed, complaint)]:
            self.count += 1
            heapq.heappush(self.coming, (item.time, self.count, item))

    def untouched(self, trouble: Trouble, detail: int, time: int) -> str | None:
        """Return a place where this trouble was not lately, None if none was found."""
        groups = [self.plan.groups[name] for name in trouble.where if name in self.plan.groups]
        for _ in range(TRIES if groups else 0):
            place = self.rng.choice(self.rng.choice(groups))
            if not self.touched(trouble, detail, place, time):
                return place
        return None

    def touched(self, trouble: Trouble, detail: int, place: str, time: int) -> bool:
        """Whether the trouble was lately at the place, around it or within it."""
        return any(
            time - self.pace.apart < when
            and f"{place}/".startswith(f"{other}/") | f"{other}/".startswith(f"{place}/")
            for other, when in self.lately.get((trouble.id, detail), {}).items()
        )

    def touch(self, trouble: Trouble, detail: int, places: Sequence[str], time: int) -> None:
        """Remember where the trouble was."""
        known = self.lately.setdefault((trouble.id, detail), {})
        for place in places:
            known[place] = max(time, known.get(place, 0))


def urgency_of(category: str) -> Urgency:
    """Return what the default policy holds of a category."""
    if category.startswith(URGENT):
        return "urgent"
    return "complex" if category.startswith("charges") else "normal"
