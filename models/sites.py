"""Fold what a site is and which rules it keeps."""

import msgspec

from models import events as e
from models.clock.counters import counts, show
from models.clock.settle import settle
from models.clock.targets import Kept
from models.effects import Recomputed
from models.plan import plan
from models.policy import Policy
from models.state import BREACHED, State
from models.turn import Folds, Turn


def opened(state: State, _turn: Turn, data: e.SiteOpened) -> None:
    """Take the site's description."""
    state.site.opened, state.plan = data, plan(data)
    state.touch("opened")
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
    """Take the policy, and settle every complaint by it, or by what it keeps."""
    policy = msgspec.convert(data.policy, Policy)
    keep(state, turn, policy)
    adopt(state, policy)
    state.site.rules = data.version
    state.touch("rules")
    moved = 0
    for complaint in state.complaints.values():
        before = complaint.due_at
        settle(state, turn, complaint, turn.event.at)
        moved += complaint.due_at != before
    if state.complaints:
        on_change = policy.clock.on_change
        turn.effects.append(Recomputed(data.version, on_change, len(state.complaints), moved))


def keep(state: State, turn: Turn, policy: Policy) -> None:
    """Keep the old limits for the complaints of before, if the new policy says so."""
    for i in range(len(state.kept) + 1):
        state.touch(f"k:{i}")
    if policy.clock.on_change == "recompute" or state.policy is None:
        state.kept = []
    elif state.complaints:
        state.kept.append(Kept(turn.event.pos, state.policy.clock))


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
    state.kept_calendars.clear()
    state.kept_targets.clear()


FOLDS: Folds = {e.SiteOpened: opened, e.RulesAdopted: adopted}
