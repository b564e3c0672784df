"""Overdue 积压: many steps past their limit in one place, or in the whole site."""

from models.crisis.evidence import Evidence
from models.policy import LevelAt
from models.state import State
from models.turn import Turn

RULE = "overdue"
SITE = "*"


def look(state: State, turn: Turn) -> None:
    """Judge each place group whose breached steps changed in this turn, and the site."""
    if not turn.late_places:
        return
    rules = state.rules.crisis.overdue
    for place in turn.late_places:
        if place:
            judge(state, turn, place, state.late_steps.get(place, 0), rules.place)
    judge(state, turn, SITE, sum(state.late_steps.values()), rules.site)


def judge(state: State, turn: Turn, subject: str, count: int, at: LevelAt) -> None:
    """Say whether the count is above its threshold."""
    above = count >= at.count
    if not above and (RULE, subject) not in state.watched:
        return
    turn.evidence.append(
        Evidence(
            rule=RULE,
            subject=subject,
            level=at.level if above else 0,
            quiet=state.rules.crisis.overdue.quiet,
            place="" if subject == SITE else subject,
            count=count,
            threshold=at.count,
            withdrawn=turn.corrected and not above,
        )
    )
