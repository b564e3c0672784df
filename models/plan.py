"""The stacking plan of a site (楼宇剖面图): which columns and floors its place tree has."""

from msgspec import Struct, field

from models.events import SiteOpened
from models.places import prefix, prefixes


class Plan(Struct, frozen=True):
    """Columns with their floors, the highest first; `kept` names every path that is counted."""

    columns: dict[str, list[str]]
    kept: frozenset[str]
    names: dict[str, list[str]]  # path -> [zh, en]
    kinds: dict[str, str]  # path -> building, unit, floor, room or area
    bare: bool = True  # no tree was given: the first level is taken for buildings, then floors
    spots: dict[str, tuple[str, str]] = field(default_factory=dict)  # what `spot` found already

    def spot(self, path: str) -> tuple[str, str]:
        """Return the building and the floor that a place lies in, "" for none."""
        found = self.spots.get(path)
        if found is None:
            found = self.spots[path] = self.find(path)
        return found

    def find(self, path: str) -> tuple[str, str]:
        """Look a place's building and floor up on the way to the top."""
        if self.bare:
            return prefix(path, 1), prefix(path, 2) if "/" in path else ""
        by_kind = {self.kinds.get(place, ""): place for place in prefixes(path)}
        return by_kind.get("building", ""), by_kind.get("floor", "")


def plan(opened: SiteOpened) -> Plan:
    """Return the plan of a tree. Floors stand in the building or unit that holds them.

    A top place without floors is a column of its own; one whose units have them is not shown.
    """
    order = {place.path: place.order for place in opened.places}
    floors: dict[str, list[str]] = {}
    for place in opened.places:
        if place.kind == "floor":
            floors.setdefault(place.path.rpartition("/")[0], []).append(place.path)
    split = {column.partition("/")[0]: None for column in floors if "/" in column}
    columns: dict[str, list[str]] = {}
    for place in opened.places:
        path = place.path
        if path in floors or ("/" not in path and path not in split):
            columns[path] = sorted(floors.get(path, []), key=lambda floor: -order[floor])
    kept = frozenset(columns).union(*columns.values()) if columns else frozenset[str]()
    names = {place.path: [place.zh, place.en] for place in opened.places}
    kinds: dict[str, str] = {place.path: place.kind for place in opened.places}
    bare = not kinds and opened.kind != "city"
    return Plan(columns, kept, names, kinds, bare)
