"""What people do to alerts and silences."""

from models import events as e
from models.lifecycle.rise import end
from models.lifecycle.tell import escalate, escalation, tell, told_roles
from models.lifecycle.tick import tell_untold
from models.lifecycle.wake import mark
from models.state import State
from models.turn import Turn


def acknowledged(state: State, turn: Turn, data: e.AlertAcknowledged) -> None:
    """Somebody answered, also for what this alert speaks for; later ones change nothing."""
    alert = state.alerts.get(turn.event.subject)
    if alert is None or alert.status != "triggered":
        return
    alert.note = data.note
    alert.next = 0 if alert.under else turn.event.at + escalation(state, alert).forgotten
    answered = [alert, *(one for one in state.watched.values() if one.under == alert.id)]
    for one in answered:
        one.status, one.by, one.acknowledged_at = "acknowledged", data.by, turn.event.at
        mark(state, one)
    if alert.told:
        tell(state, turn, alert, "acknowledged", told_roles(state, alert))


def handed_over(state: State, turn: Turn, data: e.AlertHandedOver) -> None:
    """The alert has a new owner, who has the time of a fresh acknowledgement."""
    alert = state.alerts.get(turn.event.subject)
    if alert is not None and alert.status == "acknowledged":
        alert.by = data.to
        alert.next = turn.event.at + escalation(state, alert).forgotten
        mark(state, alert)


def escalated(state: State, turn: Turn, _data: object) -> None:
    """A person wants the next tier told now."""
    alert = state.alerts.get(turn.event.subject)
    if alert is not None and alert.status == "triggered" and alert.next:
        escalate(state, turn, alert)


def resolved(state: State, turn: Turn, data: e.AlertResolved) -> None:
    """A person declared it over."""
    alert = state.alerts.get(turn.event.subject)
    if alert is not None and alert.status != "resolved":
        alert.note = data.note or alert.note
        end(state, turn, alert, data.by)


def judged(state: State, turn: Turn, data: e.AlertJudged) -> None:
    """A person's verdict."""
    alert = state.alerts.get(turn.event.subject)
    if alert is not None:
        alert.verdict = data.verdict
        state.touch(f"a:{alert.id}")


def silence_set(state: State, turn: Turn, data: e.SilenceSet) -> None:
    """Keep the silence under the event's subject."""
    state.site.silences[turn.event.subject] = data
    state.touch("site")


def silence_ended(state: State, turn: Turn, _data: object) -> None:
    """End the silence now."""
    if state.site.silences.pop(turn.event.subject, None) is not None:
        state.touch("site")
        tell_untold(state, turn)
