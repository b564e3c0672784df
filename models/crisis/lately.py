"""Who complained within the last hour, of what and where: counted as it comes and goes.

Rebuilt at load from the complaints, never saved. Only complaints count, without the backlog; a
caller without a name counts once per channel, place and `every` seconds.
"""

from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from models.plan import Plan
    from models.state import Complaint

HOUR = 3_600
Person = int | str
Spot = tuple[str, str]  # place, category
SEARCHED = 200  # newest complaints among which those of a place and category are listed
REMEMBERED = 8_192  # places × categories whose counters are looked up at once


class People(dict[Person, int]):
    """Who complained, and how often; a crowd is not counted anew for every newcomer."""

    named = 0  # of them gave a name

    def count(self, who: Person, n: int) -> None:
        """Count one of somebody's complaints in (1) or out (-1)."""
        before = self.get(who, 0)
        if total := before + n:
            self[who] = total
        else:
            del self[who]
        if type(who) is int and not (before and total):
            self.named += n


class Counted(NamedTuple):
    """Where a complaint of one place and category counts."""

    people: tuple[People, ...]
    places: tuple[tuple[str, dict[str, int]], ...]


class Lately:
    """The last hour's complaints, oldest first, and how many people they are by spot."""

    def __init__(self, every: int = 600) -> None:
        self.every = every
        self.ring: deque[Complaint] = deque()
        self.people: dict[Spot, People] = {}  # place × top category; site, building × category
        self.buildings: dict[str, dict[str, int]] = {}  # category -> building -> complaints
        self.floors: dict[str, dict[str, int]] = {}
        self.known: dict[Spot, Counted] = {}
        self.size = 0  # complaints that count

    def enter(self, complaint: "Complaint", plan: "Plan") -> None:
        """Take in the newest complaint."""
        self.ring.append(complaint)
        self.count(complaint, plan, 1)

    def forget(self, until: int, plan: "Plan") -> None:
        """Drop what came at `until` or earlier."""
        while self.ring and self.ring[0].at <= until:
            self.count(self.ring.popleft(), plan, -1)

    def count(self, complaint: "Complaint", plan: "Plan", n: int) -> None:
        """Count a complaint in (1) or out (-1), as it stands now."""
        if complaint.kind != "complaint" or complaint.backlog:
            return
        self.size += n
        place, category = complaint.place, complaint.category
        counted = self.known.get((place, category)) or self.spots(place, category, plan)
        who = complaint.who or caller(complaint, self.every)
        for people in counted.people:
            people.count(who, n)
        for place, by_place in counted.places:
            if total := by_place.get(place, 0) + n:
                by_place[place] = total
            else:
                del by_place[place]

    def spots(self, place: str, category: str, plan: "Plan") -> Counted:
        """Return the counters of a place and category, and remember them."""
        if len(self.known) > REMEMBERED:
            self.known.clear()
            self.people = {spot: people for spot, people in self.people.items() if people}
        top = category.partition(".")[0]
        building, floor = plan.spot(place)
        at_ranks = [(above, top) for above in ranks(place)]
        names = dict.fromkeys([*at_ranks, ("", category), (building, category)])
        counted = self.known[place, category] = Counted(
            tuple(self.people.setdefault(name, People()) for name in names),
            tuple(
                (path, by_category.setdefault(category, {}))
                for path, by_category in ((building, self.buildings), (floor, self.floors))
                if path
            ),
        )
        return counted

    def at(self, place: str, category: str) -> People:
        """Return who complained: of a top category at one of `ranks`, or in building or site."""
        return self.people.get((place, category)) or People()

    def keys(self, place: str, category: str, most: int) -> list[str]:
        """Return the newest complaints at or below a place and of a category, oldest first."""
        below, inside = f"{category}.", f"{place}/"
        newest = islice(reversed(self.ring), SEARCHED)
        alike = (c for c in newest if c.category == category or c.category.startswith(below))
        here = (c for c in alike if c.place == place or c.place.startswith(inside))
        return [c.key for c in islice(here if place else alike, most)][::-1]


def caller(complaint: "Complaint", every: int) -> str:
    """Return whom a complaint without a name counts as."""
    return f"{complaint.channel}|{complaint.place}|{complaint.at // every}"


def ranks(place: str) -> Iterator[str]:
    """Yield floor, building and site (""): the places that have a rhythm of their own."""
    building, _, below = place.partition("/")
    if below:
        yield f"{building}/{below.partition('/')[0]}"
    if building:
        yield building
    yield ""
