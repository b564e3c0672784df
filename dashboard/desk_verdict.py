"""What became of an action: pending until the fold has passed its event, then what it decided."""

from typing import Literal

from dashboard.actions import Pending
from models.stores.tables import AlertRow

Fate = Literal["pending", "done", "by_other", "over", "again", "unknown", "set_aside"]


def fate(action: Pending, cursor: int, set_aside: bool, alert: AlertRow | None) -> Fate:
    """Decide what to tell the person who acted.

    `cursor` is how far the site's records have come; `alert` the record of the alert that was
    acted on, None where the action was about something else or the alert is not known.
    """
    if action.pos > cursor:
        return "pending"
    if set_aside:
        return "set_aside"
    if not action.action.startswith("alert."):
        return "done"
    return "unknown" if alert is None else of_alert(action, alert)


def of_alert(action: Pending, alert: AlertRow) -> Fate:
    """Read the fate of an action from the alert as it stands after it."""
    over = alert.status == "resolved"
    if action.action == "alert.judged":
        return "done" if alert.verdict == action.wanted else "by_other"
    if action.action == "alert.resolved":
        return "done" if over else "unknown"
    if action.action == "alert.escalated":
        return "over" if over else "done"
    if alert.acknowledged_by == action.wanted:
        return "done"
    if over:
        return "over"
    # The fold takes every answer to a waiting alert, so that it waits again has a later reason.
    return "by_other" if alert.acknowledged_by else "again"
