"""Where the trouble is: the stacking plan 楼宇剖面图, and the heatmap of place and category."""

from functools import lru_cache

from models import snapshot as s
from models.state import State

PLACES_SHOWN = 14


def stacking_plan(state: State) -> list[s.Building]:
    """Return every building with its floors, the highest first; from the tree or as seen."""
    columns = state.plan.columns
    seen = sorted(path for path in state.floors if path not in state.plan.kept)
    return [building(state, path, columns.get(path, [])) for path in (*columns, *seen)]


def building(state: State, path: str, floors: list[str]) -> s.Building:
    """Return one column of the plan."""
    shown = [s.Floor(floor, *counted(state, floor)) for floor in floors]
    of_all, breached = counted(state, path)
    return s.Building(path, of_all, breached, shown)


def counted(state: State, path: str) -> tuple[int, int]:
    """Return (open, breached) of a building or floor."""
    of_all, breached = state.floors.get(path, (0, 0))
    return of_all, breached


def heat_map(state: State) -> s.Heat:
    """Return place × top category of the last 24 hours, the busiest places first."""
    categories = list(state.rules.categories) if state.policy else []
    column = {category: i for i, category in enumerate(categories)}
    rows: dict[str, list[int]] = {}
    for name, count in state.rolling.totals.items():
        if (cell := heated(name)) is not None:
            place, category = cell
            rows.setdefault(place, [0] * len(categories))[column.get(category, -1)] += count
    busiest = sorted(rows, key=lambda place: (-sum(rows[place]), place))
    shown = busiest[:PLACES_SHOWN]
    return s.Heat(shown, categories, [rows[p] for p in shown], len(busiest) - len(shown))


@lru_cache(maxsize=8_192)
def heated(name: str) -> tuple[str, str] | None:
    """Return the (place, top category) that a counter is of, None if it is no heat."""
    kind, _, cell = name.partition("|")
    place, _, category = cell.rpartition("|")
    return (place, category) if kind == "heat" else None
