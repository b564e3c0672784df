"""Bring one complaint's counters and deadlines up to a moment: the only place that does."""

from models.clock.limits import limits
from models.clock.standing import RESOLUTION, due, stand
from models.places import prefix, prefixes
from models.state import AT_RISK, BREACHED, Complaint, State
from models.turn import Turn

RECEIPT = 0
COUNTED = {RECEIPT: "receipt", RESOLUTION: "resolution"}  # steps whose punctuality the wall shows
NEWEST_BREACHES = 16


def settle(state: State, turn: Turn, complaint: Complaint, now: int) -> None:
    """Recompute where the complaint stands at `now` and carry the difference everywhere."""
    allowed = limits(state, complaint)
    rules = state.rules.clock
    standing = stand(complaint, allowed, rules, now)
    state.warnings.move(complaint.key, complaint.warn_at, standing.warn_at)
    state.deadlines.move(complaint.key, complaint.due_at, standing.due_at)
    complaint.warn_at, complaint.due_at = standing.warn_at, standing.due_at
    if standing.breaches > complaint.breaches:
        note_breach(state, complaint)
    if counts(complaint):
        recount(state, turn, complaint, standing.worst, standing.breaches)
        punctuality(state, turn, complaint, allowed, now)
    complaint.standing, complaint.breaches = standing.worst, standing.breaches
    state.touch(f"c:{complaint.key}")


def counts(complaint: Complaint) -> bool:
    """Whether the complaint enters the figures: complaints, without the backlog."""
    return complaint.kind == "complaint" and not complaint.backlog


def enter(state: State, complaint: Complaint, n: int) -> None:
    """Count the complaint as open (n = 1), or no longer (n = -1), everywhere it shows."""
    if complaint.kind != "complaint":
        return
    if complaint.backlog:
        state.backlog += n
        return
    state.open += n
    show(state, complaint, 0, n)


def show(state: State, complaint: Complaint, column: int, n: int) -> None:
    """Add to the open or breached count of the complaint's building and floor."""
    for place in prefixes(complaint.place):
        if place in state.plan.kept or stands_alone(state, complaint, place):
            counts = state.floors.setdefault(place, [0, 0])
            counts[column] += n
            if counts == [0, 0]:
                del state.floors[place]


def stands_alone(state: State, complaint: Complaint, place: str) -> bool:
    """Whether a top place needs a column of its own: not in the tree, or said without a floor."""
    alone = place == complaint.place or place not in state.plan.names
    return bool(place) and "/" not in place and alone


def recount(state: State, turn: Turn, complaint: Complaint, worst: int, breaches: int) -> None:
    """Carry a change of standing into the site's counters."""
    old = complaint.standing
    if old != worst:
        state.at_risk += (worst == AT_RISK) - (old == AT_RISK)
        change = (worst == BREACHED) - (old == BREACHED)
        state.breached += change
        if change:
            show(state, complaint, 1, change)
    if breaches != complaint.breaches:
        group = prefix(complaint.place, 1)
        late = state.late_steps.get(group, 0) + breaches - complaint.breaches
        state.late_steps[group] = late
        if not late:
            del state.late_steps[group]
        turn.late_places[group] = None


def note_breach(state: State, complaint: Complaint) -> None:
    """Keep the newest breaches for the wall."""
    newest = [key for key in state.site.breached if key != complaint.key]
    state.site.breached = [complaint.key, *newest][:NEWEST_BREACHES]


def punctuality(
    state: State, turn: Turn, complaint: Complaint, allowed: tuple[int, ...], now: int
) -> None:
    """Count a step once as on time or late, when that is first known."""
    for step, name in COUNTED.items():
        if complaint.counted >> step & 1 or not allowed[step]:
            continue
        done = complaint.done[step] if complaint.done else 0
        end = due(complaint, step, allowed, state.rules.clock)
        if not done and not 0 < end <= now:
            continue
        complaint.counted |= 1 << step
        count(state, turn, f"{name}.all")
        if done and (not end or done <= end):
            count(state, turn, f"{name}.good")


def count(state: State, turn: Turn, name: str) -> None:
    """Count one more of something in the last 24 hours."""
    quarter = state.rolling.count(name, turn.event.at)
    state.touch(f"h:{quarter}")
