"""Learn the rhythms as hours end, from the clock's counts of the last day: nothing per event.

What is far above the usual is learned only up to where it would raise an alert, so that a
crisis does not become the usual, and a place that has grown is still learned, in steps.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from models.crisis.chance import UNIT, rarest
from models.crisis.lately import HOUR, ranks
from models.crisis.rhythm import WEEK, Rhythm, cell_of
from models.crisis.usual import HOURS, usual
from models.state import State

QUARTERS, WEDNESDAY = 4, 2
GAP = WEEK  # hours without any event after which nothing is known of them
HEAT = "heat|"
FORGOTTEN = UNIT // 8  # a row that has decayed to this is dropped


def pass_hours(state: State, at: int) -> None:
    """Learn every hour that ended before `at`; to be called before the day's counts roll on."""
    site, now = state.site, at // HOUR
    if state.policy is None or now < site.learned:
        return
    if not site.learned or now - site.learned > GAP:
        begin = now + 1  # the rest of this hour is no whole hour
        site.learned_from += begin - site.learned  # what is not known was not learned
        site.learned = begin
        return
    for hour in range(site.learned, now):
        learn(state, hour)
        state.usual.clear()
    state.cells.clear()
    site.learned = now


def learning(state: State) -> int:
    """Return on which day of learning the site is, 0 when it has learned enough."""
    day = (state.site.learned - state.site.learned_from) // 24 + 1
    return day if day <= days(state) else 0


def days(state: State) -> int:
    """Return how many days of learning it takes."""
    return state.rules.crisis.abnormal.learning // (24 * HOUR)


def learn(state: State, hour: int) -> None:
    """Take one hour into the rhythms."""
    week, cell = hour // WEEK, local_cell(state, hour)
    if HOURS in state.rhythms and state.rhythms[HOURS].week < week:
        forget(state, week)
    heard = {spot: capped(state, spot, n, cell) for spot, n in heard_in(state, hour).items()}
    row(state, "", "", week).add(cell, UNIT)
    most = state.rules.crisis.abnormal.rows
    for (place, category), n in heard.items():
        if len(state.rhythms) < most or f"{place}|{category}" in state.rhythms:
            row(state, place, category, week).add(cell, n * UNIT)


def heard_in(state: State, hour: int) -> dict[tuple[str, str], int]:
    """Return what came in an hour by place (floor, building, site) and top category."""
    heard: dict[tuple[str, str], int] = {}
    for quarter in range(hour * QUARTERS, (hour + 1) * QUARTERS):
        for name, n in state.rolling.quarters.get(quarter, {}).items():
            if name.startswith(HEAT):
                place, _, category = name.removeprefix(HEAT).rpartition("|")
                for above in ranks(place):
                    heard[above, category] = heard.get((above, category), 0) + n
    return heard


def capped(state: State, spot: tuple[str, str], n: int, cell: int) -> int:
    """Return `n`, or what would just not raise an alert; all of it during the learning."""
    rules = state.rules.crisis.abnormal
    if learning(state) or not rules.levels:
        return n
    mildest = min(rules.levels, key=lambda rare: rare.odds)
    if n <= mildest.least:
        return n
    expected = usual(state, *spot, cell)
    while n > mildest.least and expected <= rarest(mildest.odds, n):
        n -= 1
    return n


def row(state: State, place: str, category: str, week: int) -> Rhythm:
    """Return a rhythm, brought to the week; a new one if there is none."""
    name = f"{place}|{category}"
    rhythm = state.rhythms.get(name)
    if rhythm is None:
        rhythm = state.rhythms[name] = Rhythm(place, category, week)
    rhythm.age(week, state.rules.crisis.abnormal.memory)
    state.touch(f"r:{name}")
    return rhythm


def forget(state: State, week: int) -> None:
    """Once a week, bring all rhythms to the week and drop those of which nothing is left."""
    for name, rhythm in list(state.rhythms.items()):
        rhythm.age(week, state.rules.crisis.abnormal.memory)
        state.touch(f"r:{name}")
        if rhythm.total <= FORGOTTEN:
            del state.rhythms[name]


def local_cell(state: State, hour: int) -> int:
    """Return the cell of an hour (since the epoch) on the site's own clocks.

    A holiday has cells of its own; a weekend day that is worked is taken for a Wednesday.
    """
    cell = state.cells.get(hour)
    if cell is None:
        zone = state.site.opened.zone
        local = datetime.fromtimestamp(hour * HOUR, ZoneInfo(zone))
        kept = [h for h in state.rules.clock.holidays.values() if zone in h.zones]
        worked = any(local.date() in h.worked for h in kept)
        holiday = any(local.date() in h.off for h in kept)
        weekday = WEDNESDAY if worked else local.weekday()
        cell = state.cells[hour] = cell_of(weekday, local.hour, holiday=holiday)
    return cell
