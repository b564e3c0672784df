"""Troubles that many people feel at once: where they reach, how many they move, how fast."""

import random
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from workers.simulate.grammar import Phrases, Trouble, Words
from workers.simulate.plans import SitePlan
from workers.simulate.rhythm import pick

MINUTE = 60
RARE = 1.5  # the weight of what never happens to one person alone
SIZES = ((55, 3, 7), (31, 8, 18), (12, 20, 40), (2, 52, 70))  # weight, people from, to
AGAIN = 0.12  # of the people complain a second time


class Planned(Struct, frozen=True):
    """An incident to come: at `time`, of this trouble, moving so many people.

    `spread` "" leaves how far it reaches to chance.
    """

    time: int
    trouble: str
    people: int
    minutes: int
    spread: str = ""


class Incident(Struct, frozen=True):
    """One trouble in the world. `reach` lists its places, the one that names it best first."""

    id: str
    time: int
    trouble: Trouble
    detail: int
    reach: list[str]
    people: int
    minutes: int
    mended: int


class Outcry(Struct, frozen=True):
    """Somebody complains of the incident at a place; `again` for the second time."""

    time: int
    place: str
    person: int
    again: bool


def drawn(
    troubles: Mapping[str, list[Trouble]],
    weights: Mapping[str, float],
    rng: random.Random,
    time: int,
) -> Planned:
    """Draw what happens: the category by its share, the size with a long tail."""
    able = {share: [t for t in troubles[share] if t.spread] for share in weights}
    share = pick(rng, {share: weight for share, weight in weights.items() if able[share]})
    trouble = pick(rng, {t.id: t.weight or RARE for t in able[share]})
    _, least, most = rng.choices(SIZES, [size[0] for size in SIZES])[0]
    people = rng.randint(least, most)
    return Planned(time, trouble, people, rng.randint(12, 45) + people // 2)


def placed(
    plan: SitePlan, phrases: Phrases, planned: Planned, name: str, rng: random.Random
) -> Incident:
    """Give a planned incident its places and its end."""
    trouble = next(t for t in phrases.troubles if t.id == planned.trouble)
    reach = spread(plan, planned.spread or rng.choice(trouble.spread), rng)
    mended = planned.time + int(planned.minutes * MINUTE * rng.uniform(1.0, 1.8)) + 20 * MINUTE
    return Incident(
        id=name,
        time=planned.time,
        trouble=replace(trouble, zh=narrowed(trouble.zh, rng), en=narrowed(trouble.en, rng)),
        detail=rng.randrange(len(trouble.zh.details) or 1),
        reach=reach,
        people=planned.people,
        minutes=planned.minutes,
        mended=mended,
    )


def narrowed(words: Words, rng: random.Random) -> Words:
    """Return the words that fit one incident: it shows itself in some of the ways, not in all."""
    return replace(
        words,
        things=rng.sample(words.things, min(len(words.things), 3)),
        faults=rng.sample(words.faults, min(len(words.faults), 5)),
    )


def spread(plan: SitePlan, how: str, rng: random.Random) -> list[str]:
    """Return the places an incident reaches, the most telling one first."""
    if how in {"garage", "outside", "common"}:
        return [rng.choice(plan.groups[how])]
    occupied = {plan.floor_of(room) for room in plan.groups["room"]}
    floors = [floor for floor in plan.groups["floor"] if floor in occupied]
    home = rng.choice(floors)
    root = home.rpartition("/")[0]
    column = [floor for floor in floors if floor.rpartition("/")[0] == root]
    if how == "building":
        return [root, *rooms_on(plan, column)]
    first = column.index(home)
    reached = [home] if how == "floor" else column[max(0, first - 2) : first + 1]
    rooms = rooms_on(plan, reached)
    if how == "stack":  # what runs down one riser meets the rooms above one another
        number = rng.choice(rooms)[-2:]
        rooms = [room for room in rooms if room[-2:] == number]
    return [*reached, *rooms]


def rooms_on(plan: SitePlan, floors: list[str]) -> list[str]:
    """Return the rooms on the floors, in the plan's order."""
    wanted = frozenset(floors)
    return [room for room in plan.groups["room"] if plan.floor_of(room) in wanted]


def outcries(incident: Incident, rng: random.Random) -> Iterator[Outcry]:
    """Return who complains when and where: quickly more, then fewer; some come again."""
    for person in range(incident.people):
        place = nearby(incident, rng)
        share = rng.betavariate(1.2, 2.4)
        at = incident.time + int(incident.minutes * MINUTE * share)
        yield Outcry(at, place, person, again=False)
        later = at + rng.randint(9, 40) * MINUTE
        if rng.random() < AGAIN and later < incident.mended:
            yield Outcry(later, place, person, again=True)


def nearby(incident: Incident, rng: random.Random) -> str:
    """Return the place a person names: most often the own room, else the floor or building."""
    rooms = incident.reach[1:]
    if rooms and rng.random() < 0.65:  # noqa: PLR2004
        return rng.choice(rooms)
    return incident.reach[0]
