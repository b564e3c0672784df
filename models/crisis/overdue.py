"""Overdue 积压: many steps past their limit in a place or site, or long unresolved (长期未结)."""

from models.crisis.evidence import Evidence
from models.places import prefix
from models.state import Alert, State
from models.turn import Turn

RULE = "overdue"
SITE, LONG = "*", "long"
HOUR = 3_600
LISTED = 20


def look(state: State, turn: Turn) -> None:
    """Judge each place group whose breached steps changed in this turn, and the site."""
    if state.policy is None:
        return
    if turn.event.at // HOUR != state.site.at // HOUR:
        judge(state, turn, LONG)
    for place in turn.late_places:
        if place:
            judge(state, turn, place)
    if turn.late_places:
        judge(state, turn, SITE)


def judge(state: State, turn: Turn, subject: str) -> None:
    """Say whether the subject's count is above its threshold."""
    rules = state.rules.crisis.overdue
    at = {SITE: rules.site, LONG: rules.long}.get(subject, rules.place)
    found = old(state, turn.event.at) if subject == LONG else []
    count = len(found) if subject == LONG else late(state, subject)
    above = count >= at.count
    if not above and (RULE, subject) not in state.watched:
        return
    turn.evidence.append(
        Evidence(
            rule=RULE,
            subject=subject,
            level=at.level if above else 0,
            quiet=rules.quiet,
            place="" if subject in (SITE, LONG) else subject,
            count=count,
            threshold=at.count,
            signal=LONG if subject == LONG else "",
            complaints=tuple(found[-LISTED:] if subject == LONG else newest(state, subject)),
            withdrawn=turn.corrected and not above and subject != LONG,
        )
    )


def late(state: State, subject: str) -> int:
    """Return how many steps are past their limit."""
    if subject == SITE:
        return sum(state.late_steps.values())
    return state.late_steps.get(subject, 0)


def newest(state: State, subject: str) -> list[str]:
    """Return the complaints that were late last, oldest first."""
    known = [state.complaints[key] for key in state.site.breached if key in state.complaints]
    return [c.key for c in known if subject in (SITE, prefix(c.place, 1))][::-1]


def old(state: State, at: int) -> list[str]:
    """Return the open complaints that came long ago; looked at once an hour, oldest first."""
    before = at - state.rules.crisis.overdue.long_after
    found = []
    for complaint in state.complaints.values():
        if complaint.at > before:
            break
        if complaint.status == "open" and complaint.kind == "complaint" and not complaint.backlog:
            found.append(complaint.key)
    return found


def now(state: State, alert: Alert, at: int) -> int:
    """Return the level that the subject has now, 0 for none."""
    rules = state.rules.crisis.overdue
    if alert.subject == LONG:
        return rules.long.level if len(old(state, at)) >= rules.long.count else 0
    threshold = rules.site if alert.subject == SITE else rules.place
    return threshold.level if late(state, alert.subject) >= threshold.count else 0
