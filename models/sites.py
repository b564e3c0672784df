"""Fold what a site is and which rules it keeps."""

import msgspec

from models import events as e
from models.clock.counters import counts, show
from models.clock.settle import settle
from models.plan import plan
from models.policy import Policy
from models.state import BREACHED, State
from models.turn import Folds, Turn


def opened(state: State, _turn: Turn, data: e.SiteOpened) -> None:
    """Take the site's description."""
    state.site.opened, state.plan = data, plan(data)
    retarget(state)
    recount(state)


def recount(state: State) -> None:
    """Count the open complaints by the plan's places anew."""
    state.floors.clear()
    for complaint in state.complaints.values():
        if counts(complaint):
            if complaint.status == "open":
                show(state, complaint, 0, 1)
            if complaint.standing == BREACHED:
                show(state, complaint, 1, 1)


def adopted(state: State, turn: Turn, data: e.RulesAdopted) -> None:
    """Take the policy, and settle every complaint by it."""
    adopt(state, msgspec.convert(data.policy, Policy))
    state.site.rules = data.version
    state.touch("rules")
    for complaint in state.complaints.values():
        settle(state, turn, complaint, turn.event.at)


def adopt(state: State, policy: Policy) -> None:
    """Put a policy in force."""
    state.policy = policy
    retarget(state)
    if state.index is not None:
        state.index.rules = policy.clusters


def retarget(state: State) -> None:
    """Forget what follows from the policy and the site's time zone."""
    state.calendars = None
    state.targets.clear()


FOLDS: Folds = {e.SiteOpened: opened, e.RulesAdopted: adopted}
