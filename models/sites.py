"""Fold what a site is and which rules it keeps."""

import msgspec

from models import events as e
from models.clock.settle import settle
from models.policy import Policy
from models.state import State
from models.turn import Folds, Turn


def opened(state: State, _turn: Turn, data: e.SiteOpened) -> None:
    """Take the site's description."""
    state.site.opened = data
    state.limits.clear()


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
    state.limits.clear()
    if state.index is not None:
        state.index.rules = policy.clusters


FOLDS: Folds = {e.SiteOpened: opened, e.RulesAdopted: adopted}
