"""Evidence becomes an alert, and worse evidence a worse one; at the end it is over."""

from operator import attrgetter

from models.crisis.evidence import Evidence
from models.crisis.standing import level_now
from models.lifecycle.alike import speaker
from models.lifecycle.tell import observe, tell, tell_tier, told_roles
from models.lifecycle.wake import mark
from models.state import Alert, State
from models.turn import Turn

KEPT_COMPLAINTS = 20


def weigh(state: State, turn: Turn) -> None:
    """Carry this turn's evidence into alerts, the worst first: the last fold of every event."""
    if not turn.evidence:
        return
    for evidence in sorted(turn.evidence, key=lambda one: one.level or 9):
        alert = state.watched.get((evidence.rule, evidence.subject))
        if alert is not None:
            refresh(state, turn, alert, evidence)
        elif evidence.level:
            trigger(state, turn, evidence)


def trigger(state: State, turn: Turn, evidence: Evidence) -> None:
    """A new alert: its first tier is told, unless another alert tells of the same trouble."""
    alert = Alert(
        id=f"{evidence.rule}:{turn.event.pos}:{evidence.subject}",
        rule=evidence.rule,
        subject=evidence.subject,
        level=evidence.level,
        since=turn.event.at,
        last=turn.event.at,
        quiet=evidence.quiet,
    )
    state.alerts[alert.id] = alert
    state.watched[alert.rule, alert.subject] = alert
    update(alert, evidence)
    note(alert, evidence)
    voice = speaker(state, alert)
    if voice is not None:
        speak_for(state, voice, alert)
    else:
        tell_tier(state, turn, alert, "triggered")
    observe(state, turn, alert)


def refresh(state: State, turn: Turn, alert: Alert, evidence: Evidence) -> None:
    """New numbers; a worse level is told at once and must be acknowledged anew."""
    if evidence.withdrawn:
        alert.count = evidence.count
        end(state, turn, alert, transition="withdrawn")
        return
    if not 0 < evidence.level <= alert.level:
        fade(alert, turn.event.at)
        mark(state, alert)
        return
    worse, known = evidence.level < alert.level, alert.confirmed
    alert.holds, alert.last = True, turn.event.at
    alert.level = evidence.level
    if worse or evidence.count >= alert.count:
        update(alert, evidence)
    note(alert, evidence)
    mark(state, alert)
    if not worse:
        if alert.confirmed and not known:
            observe(state, turn, alert)
        return
    if (voice := speaker(state, alert)) is not None:
        speak_for(state, voice, alert)
    else:
        again(alert)
        tell_tier(state, turn, alert, "raised")
    observe(state, turn, alert)


def speak_for(state: State, voice: Alert, alert: Alert) -> None:
    """From here on `voice` tells of the alert, and of all that this one spoke for."""
    for one in [alert, *(other for other in state.watched.values() if other.under == alert.id)]:
        one.under, one.next = voice.id, 0
        one.status, one.by, one.acknowledged_at = voice.status, voice.by, voice.acknowledged_at
        mark(state, one)


def fade(alert: Alert, at: int) -> None:
    """The evidence is milder than the level: from now on it must stay so for a while."""
    if alert.holds:
        alert.holds, alert.last = False, at


def update(alert: Alert, evidence: Evidence) -> None:
    """Copy the evidence's numbers: an alert shows them as they were at their height."""
    alert.place, alert.category, alert.cluster = (
        evidence.place, evidence.category, evidence.cluster,
    )  # fmt: skip
    alert.count, alert.threshold, alert.usual = (
        evidence.count, evidence.threshold, evidence.usual,
    )  # fmt: skip
    alert.named, alert.anonymous, alert.signal = (
        evidence.named, evidence.anonymous, evidence.signal,
    )  # fmt: skip


def note(alert: Alert, evidence: Evidence) -> None:
    """Keep the newest complaints that are the evidence."""
    known = dict.fromkeys([*alert.complaints, *evidence.complaints])
    alert.complaints = [*known][-KEPT_COMPLAINTS:]


def again(alert: Alert) -> None:
    """Start the escalation over; from here on it speaks for itself."""
    alert.status, alert.by, alert.under = "triggered", "", ""
    alert.tier = alert.repetition = 0
    alert.round += 1


def lower(state: State, turn: Turn, alert: Alert, level: int) -> None:
    """The level falls after its quiet time; nobody is told, the screens show it."""
    alert.level, alert.last, alert.holds = level, turn.event.at, True
    mark(state, alert)
    observe(state, turn, alert)


def end(state: State, turn: Turn, alert: Alert, by: str = "", transition: str = "resolved") -> None:
    """The alert is over, or taken back; that is told only to those who were told of it."""
    alert.status, alert.ended, alert.next = "resolved", turn.event.at, 0
    alert.by = by or alert.by
    del state.watched[alert.rule, alert.subject]
    state.ended.append(alert)
    mark(state, alert)
    if alert.told:
        tell(state, turn, alert, transition, told_roles(state, alert))
    observe(state, turn, alert, over=True)
    step_forward(state, turn, alert)


def step_forward(state: State, turn: Turn, ended: Alert) -> None:
    """What another alert spoke for is told now if it is still true, and is over if it is not."""
    quiet = [alert for alert in state.watched.values() if alert.under == ended.id]
    for alert in sorted(quiet, key=attrgetter("raised")):
        alert.under = ""
        mark(state, alert)
        voice = speaker(state, alert)
        if voice is not None:
            alert.under = voice.id
        elif level_now(state, alert, turn.event.at):
            again(alert)
            tell_tier(state, turn, alert, "triggered")
        elif alert.status == "triggered":
            end(state, turn, alert)
