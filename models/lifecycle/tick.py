"""What time does to alerts: escalate, remind, end, forget."""

from models.events import TimePassed
from models.lifecycle.rise import again, end
from models.lifecycle.tell import escalate, tell_tier
from models.state import Alert, State
from models.turn import Turn


def over_at(alert: Alert) -> int:
    """Return when an acknowledged alert ends by itself, 0 if it does not."""
    if alert.status != "acknowledged" or (alert.rule == "overdue" and alert.holds):
        return 0
    return alert.last + alert.quiet


def next_due(alert: Alert) -> int:
    """Return when the clock must look at the alert, 0 for never."""
    times = [t for t in (alert.next, over_at(alert)) if t]
    return min(times) if times else 0


def passed(state: State, turn: Turn, data: TimePassed) -> None:
    """Escalate, remind and end what is due; an acknowledgement that is in the log has won."""
    unsilence(state, turn)
    for alert in list(state.watched.values()):
        if 0 < over_at(alert) <= data.until:
            end(state, turn, alert)
        elif 0 < alert.next <= data.until:
            if alert.status == "triggered":
                escalate(state, turn, alert)
            else:
                again(alert)
                tell_tier(state, turn, alert, "reminded")
    forget(state, data.until - state.rules.clock.remember)


def forget(state: State, before: int) -> None:
    """Drop alerts that ended before a moment; the records keep them."""
    for name in [a.id for a in state.alerts.values() if 0 < a.ended <= before]:
        del state.alerts[name]
        state.touch(f"a:{name}")


def unsilence(state: State, turn: Turn) -> None:
    """Forget silences that ended and tell what is still true and was never told."""
    at, site = turn.event.at, state.site
    ended = [name for name, silence in site.silences.items() if silence.until <= at]
    for name in ended:
        del site.silences[name]
    if ended:
        state.touch("site")
        tell_untold(state, turn)


def tell_untold(state: State, turn: Turn) -> None:
    """Tell the open alerts that a silence kept quiet."""
    for alert in state.watched.values():
        if alert.status == "triggered" and not alert.told:
            tell_tier(state, turn, alert, "triggered")
