"""Which targets hold for one complaint of a site."""

from models.clock.targets import Calendars, Targets, targets
from models.state import Complaint, State


def limits(state: State, complaint: Complaint) -> Targets:
    """Return the target of each step, shared by all complaints of the same sort."""
    sort = (complaint.kind, complaint.category, complaint.urgency, complaint.channel)
    known = state.targets.get(sort)
    if known is None:
        site = state.site
        if state.calendars is None:
            state.calendars = Calendars(state.rules.clock, site.opened.zone)
        known = targets(state.calendars, site.id, site.opened.steps, sort)
        state.targets[sort] = known
    return known
