"""Paint the snapshot of a state: costs the same whether 100 or 1,000,000 complaints are open."""

from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

from models import snapshot as s
from models.crisis.early import levels_of, site_rising
from models.crisis.picture import crises, learned
from models.picture.lists import cluster_list, due_list
from models.picture.maps import heat_map, stacking_plan
from models.places import prefixes
from models.state import State

HOUR = 3_600
SHIFT_HOURS = 12
SHIFT_STARTS = 8  # 08–20 and 20–08


def paint(state: State) -> s.Snapshot:
    """Return the picture after the state's newest event."""
    levels = levels_of(state)
    dues, clusters = due_list(state), cluster_list(state, levels)
    alarms, hidden = crises(state)
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
        hidden_crises=hidden,
        buildings=buildings,
        heat=heat,
        due=dues,
        clusters=clusters,
        observed=[
            s.SiteTile(seen.site, seen.rule, seen.category, seen.level, at)
            for seen, at in zip(state.site.observed, state.site.observed_at, strict=True)
        ],
        rising=site_rising(state, levels),
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
