"""When the clock must look at an alert: somebody must be told next, or it may be over."""

from models.state import Alert, State


def over_at(alert: Alert) -> int:
    """Return when to look whether an acknowledged alert is over, 0 if nobody answered yet."""
    return alert.last + alert.quiet if alert.status == "acknowledged" else 0


def mark(state: State, alert: Alert) -> None:
    """Note that the alert changed, and move it in the agenda if its time did."""
    state.touch(f"a:{alert.id}")
    before = alert.due
    alert.due = min((time for time in (alert.next, over_at(alert)) if time), default=0)
    state.alarms.move(alert, before, alert.due)
