"""Which targets hold for one complaint of a site."""

from models.clock.targets import Calendars, Sort, Targets, targets
from models.state import Complaint, State


def limits(state: State, complaint: Complaint) -> Targets:
    """Return the target of each step, shared by all complaints of the same sort."""
    sort = (complaint.kind, complaint.category, complaint.urgency, complaint.channel)
    if state.kept and complaint.pos < state.kept[-1].until:
        return kept(state, complaint, sort)
    known = state.targets.get(sort)
    if known is None:
        rules = state.rules.clock
        if state.calendars is None:
            state.calendars = Calendars(rules, state.site.opened.zone)
        known = state.targets[sort] = made(state, state.calendars, sort)
    return known


def kept(state: State, complaint: Complaint, sort: Sort) -> Targets:
    """Return the targets of the policy that was in force when the complaint came."""
    rules = next(kept for kept in state.kept if complaint.pos < kept.until)
    known = state.kept_targets.get((rules.until, sort))
    if known is None:
        fresh = Calendars(rules.rules, state.site.opened.zone)
        calendars = state.kept_calendars.setdefault(rules.until, fresh)
        known = state.kept_targets[rules.until, sort] = made(state, calendars, sort)
    return known


def made(state: State, calendars: Calendars, sort: Sort) -> Targets:
    """Return the targets of one sort."""
    return targets(calendars, state.site.id, state.site.opened.steps, sort)
