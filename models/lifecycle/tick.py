"""What time does to alerts: escalate, remind, fall, end, forget."""

from operator import attrgetter

from models.crisis.standing import level_now
from models.events import TimePassed
from models.lifecycle.rise import again, end, lower
from models.lifecycle.tell import escalate, tell_tier
from models.lifecycle.wake import mark, over_at
from models.state import Alert, State
from models.turn import Turn


def passed(state: State, turn: Turn, data: TimePassed) -> None:
    """Escalate, remind and end what is due; an acknowledgement that is in the log has won."""
    unsilence(state, turn)
    fallen = {alert.id: alert for alert in state.alarms.until(data.until)}
    for alert in fallen.values():
        alert.due = 0
    for alert in sorted(fallen.values(), key=attrgetter("raised")):
        if alert.status == "resolved":  # it went with the alert that spoke for it
            continue
        if 0 < over_at(alert) <= data.until:
            fall(state, turn, alert)
        elif 0 < alert.next <= data.until:
            if alert.status == "triggered":
                escalate(state, turn, alert)
            else:
                again(alert)
                tell_tier(state, turn, alert, "reminded")
        else:
            mark(state, alert)
    forget(state, data.until - state.rules.clock.remember)


def fall(state: State, turn: Turn, alert: Alert) -> None:
    """After its quiet time an alert is over, or falls to the level that is still true."""
    level = level_now(state, alert, turn.event.at)
    if not level:
        end(state, turn, alert)
    elif level > alert.level:
        lower(state, turn, alert, level)
    else:
        alert.last, alert.holds = turn.event.at, True
        mark(state, alert)


def forget(state: State, before: int) -> None:
    """Drop alerts that ended before a moment; the records keep them."""
    while state.ended and state.ended[0].ended <= before:
        alert = state.ended.popleft()
        del state.alerts[alert.id]
        state.touch(f"a:{alert.id}", alert)


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
    for alert in sorted(state.watched.values(), key=attrgetter("raised")):
        if alert.status == "triggered" and not alert.told and not alert.under:
            tell_tier(state, turn, alert, "triggered")
