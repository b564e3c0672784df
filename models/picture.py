"""Paint the snapshot of a state: costs the same whether 100 or 1,000,000 complaints are open."""

from datetime import datetime
from functools import lru_cache
from itertools import chain, islice
from zoneinfo import ZoneInfo

from models import snapshot as s
from models.clock.limits import limits
from models.clock.standing import open_ends
from models.clock.targets import NAMES
from models.crisis.early import levels_of, rising, site_rising
from models.crisis.picture import crises, learned
from models.places import prefixes
from models.state import STANDINGS, Cluster, Complaint, State

HOUR = 3_600
SHIFT_HOURS = 12
SHIFT_STARTS = 8  # 08–20 and 20–08
DUE_SHOWN, BREACHES_SHOWN, CLUSTERS_SHOWN, PLACES_SHOWN = 12, 4, 12, 14
GROWTH = 100


def paint(state: State) -> s.Snapshot:
    """Return the picture after the state's newest event."""
    dues, clusters = due_list(state), cluster_list(state)
    alarms = crises(state)
    heat = heat_map(state)
    buildings = stacking_plan(state)
    shown = [*(d.place for d in dues), *(c.place for c in clusters), *heat.places]
    shown += [c.place for c in alarms]
    shown += [floor.path for building in buildings for floor in building.floors]
    shown += [building.path for building in buildings]
    return s.Snapshot(
        site=site(state, shown),
        pos=state.site.pos,
        at=state.site.at,
        numbers=numbers(state),
        hours=hours(state),
        crises=alarms,
        buildings=buildings,
        heat=heat,
        due=dues,
        clusters=clusters,
        observed=[
            s.SiteTile(seen.site, seen.rule, seen.category, seen.level, at)
            for seen, at in zip(state.site.observed, state.site.observed_at, strict=True)
        ],
        rising=site_rising(state),
        hidden_due=max(0, state.open - state.breached - len(dues)),
        hidden_clusters=max(0, len(state.latest) - len(clusters)),
    )


def site(state: State, shown: list[str]) -> s.Site:
    """Return the site's facts with the names of the places that the picture shows."""
    opened = state.site.opened
    wanted = set(chain.from_iterable(map(prefixes, shown)))
    return s.Site(
        id=state.site.id,
        zh=opened.zh,
        en=opened.en,
        kind=opened.kind,
        zone=opened.zone,
        locale=opened.locale,
        demo=opened.demo,
        clock=opened.clock,
        names={path: state.plan.names[path] for path in sorted(wanted & state.plan.names.keys())},
    )


def numbers(state: State) -> s.Numbers:
    """Return the KPI strip."""
    total = state.rolling.total
    return s.Numbers(
        open=state.open,
        at_risk=state.at_risk,
        breached=state.breached,
        backlog=state.backlog,
        shift=state.rolling.since("received", shift_start(state.site.at, state.site.opened.zone)),
        day=total("received"),
        receipt=s.Share(total("receipt.good"), total("receipt.all")),
        resolution=s.Share(total("resolution.good"), total("resolution.all")),
        flagged=total("flagged"),
        promises=s.Share(total("promise.good"), total("promise.all")),
        registered_late=total("registered.late"),
        learning=learned(state),
    )


def shift_start(at: int, zone: str) -> int:
    """Return when the shift (08–20 or 20–08 local time) of a moment began."""
    local = datetime.fromtimestamp(at, ZoneInfo(zone))
    into = ((local.hour - SHIFT_STARTS) % SHIFT_HOURS) * HOUR
    return at - into - local.minute * 60 - local.second


def hours(state: State) -> list[int]:
    """Return what was received in each of the last 24 hours, the newest last."""
    now = state.site.at // HOUR
    counts = [0] * 24
    for quarter, named in state.rolling.quarters.items():
        ago = now - quarter // 4
        if ago < len(counts):
            counts[len(counts) - 1 - ago] += named.get("received", 0)
    return counts


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


@lru_cache(maxsize=65_536)
def heated(name: str) -> tuple[str, str] | None:
    """Return the (place, top category) that a counter is of, None if it is no heat."""
    kind, _, cell = name.partition("|")
    place, _, category = cell.rpartition("|")
    return (place, category) if kind == "heat" else None


def due_list(state: State) -> list[s.Due]:
    """Return the newest breaches, then what is about to breach, the soonest first."""
    breached = [state.complaints[k] for k in state.site.breached if k in state.complaints]
    rows = [row for c in breached if c.breaches for row in due_row(state, c, breached=True)]
    rows = rows[:BREACHES_SHOWN]
    for _, complaint in state.deadlines.soonest():
        if len(rows) >= DUE_SHOWN:
            break
        if complaint.kind == "complaint" and not complaint.backlog:
            rows += due_row(state, complaint, breached=False)
    return rows


def due_row(state: State, complaint: Complaint, *, breached: bool) -> list[s.Due]:
    """Return the complaint's earliest breached, or next unbreached, step; at most one row."""
    ends = [
        (end, target)
        for end, target in open_ends(complaint, limits(state, complaint))
        if (end <= state.site.at if breached else end == complaint.due_at)
    ]
    if not ends:
        return []
    end, target = min(ends)
    return [
        s.Due(
            complaint=complaint.key,
            number=complaint.pos,
            place=complaint.place,
            category=complaint.category,
            step=NAMES[target],
            due=end,
            status="breached" if breached else STANDINGS[min(complaint.standing, 1)],
            cluster=complaint.cluster,
            urgency=complaint.urgency,
            person=complaint.person,
        )
    ]


def cluster_list(state: State) -> list[s.Cluster]:
    """Return the clusters with open complaints, the newest activity first."""
    newest = (state.clusters[name] for name in reversed(state.latest))
    levels, shown = levels_of(state), islice((c for c in newest if c.open), CLUSTERS_SHOWN)
    return [cluster(state, c, levels.get(c.id, 0)) for c in shown]


def cluster(state: State, found: Cluster, level: int) -> s.Cluster:
    """Return a cluster as the screens show it; `level` is the worst of its alerts, 0 for none."""
    chance, next_level = rising(state, found, level)
    return s.Cluster(
        id=found.id,
        place=found.place,
        category=found.category,
        size=len(found.members),
        people=len(found.named) + found.callers,
        channels=len(found.channels),
        first=found.first,
        last=found.last,
        open=found.open,
        level=level,
        central=found.central or found.id,
        hour=grown(state, found),
        times=found.times,
        since=found.since,
        rising=chance,
        rising_to=next_level,
    )


def grown(state: State, found: Cluster) -> int:
    """Return how many of a cluster's complaints came within the last hour, at most `GROWTH`."""
    since = state.site.at - HOUR
    if found.last <= since:
        return 0
    newest = map(state.complaints.get, islice(reversed(found.members), GROWTH))
    return sum([c is not None and c.at > since for c in newest])
