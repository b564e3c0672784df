"""The stacking plan of a site (楼宇剖面图): which columns and floors its place tree has."""

from msgspec import Struct

from models.events import SiteOpened


class Plan(Struct, frozen=True):
    """Columns with their floors, the highest first; `kept` names every path that is counted."""

    columns: dict[str, list[str]]
    kept: frozenset[str]
    names: dict[str, list[str]]  # path -> [zh, en]


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
    return Plan(columns, kept, names)
