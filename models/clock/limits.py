"""Which targets hold for one complaint of a site."""

from models.clock.targets import Targets, chosen
from models.state import Complaint, State


def limits(state: State, complaint: Complaint) -> Targets:
    """Return the target of each step, shared by all complaints of the same sort."""
    sort = (complaint.kind, complaint.category, complaint.urgency, complaint.channel)
    known = state.targets.get(sort)
    if known is None:
        known = state.targets[sort] = chosen(state.rules.clock, state.site.opened.steps, sort)
    return known
