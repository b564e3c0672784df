"""Evidence becomes an alert, and worse evidence a worse one; at the end it is over."""

from models.crisis.evidence import Evidence
from models.lifecycle.tell import observe, tell, tell_tier, told_roles
from models.state import Alert, State
from models.turn import Turn

KEPT_COMPLAINTS = 20


def weigh(state: State, turn: Turn) -> None:
    """Carry this turn's evidence into alerts: the last fold of every event."""
    for evidence in turn.evidence:
        alert = state.watched.get((evidence.rule, evidence.subject))
        if alert is None:
            if evidence.level:
                trigger(state, turn, evidence)
        else:
            refresh(state, turn, alert, evidence)


def trigger(state: State, turn: Turn, evidence: Evidence) -> None:
    """A new alert: its first tier is told."""
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
    tell_tier(state, turn, alert, "triggered")
    observe(state, turn, alert)


def refresh(state: State, turn: Turn, alert: Alert, evidence: Evidence) -> None:
    """New numbers; a worse level is told at once and must be acknowledged anew."""
    state.touch(f"a:{alert.id}")
    if evidence.withdrawn:
        alert.count = evidence.count
        end(state, turn, alert, transition="withdrawn")
        return
    alert.holds = evidence.level > 0
    if alert.holds:
        alert.last = turn.event.at
    if evidence.level and evidence.level <= alert.level:
        worse = evidence.level < alert.level
        alert.level = evidence.level
        update(alert, evidence)
        if worse:
            again(alert)
            tell_tier(state, turn, alert, "raised")
            observe(state, turn, alert)
    else:
        alert.count, alert.named, alert.anonymous = (
            evidence.count, evidence.named, evidence.anonymous,
        )  # fmt: skip


def update(alert: Alert, evidence: Evidence) -> None:
    """Copy the evidence's numbers."""
    alert.place, alert.category, alert.cluster = (
        evidence.place, evidence.category, evidence.cluster,
    )  # fmt: skip
    alert.count, alert.threshold = evidence.count, evidence.threshold
    alert.named, alert.anonymous, alert.signal = (
        evidence.named, evidence.anonymous, evidence.signal,
    )  # fmt: skip
    if evidence.complaint and evidence.complaint not in alert.complaints:
        alert.complaints = [*alert.complaints, evidence.complaint][-KEPT_COMPLAINTS:]


def again(alert: Alert) -> None:
    """Start the escalation over."""
    alert.status, alert.by = "triggered", ""
    alert.tier = alert.repetition = 0
    alert.round += 1


def end(state: State, turn: Turn, alert: Alert, by: str = "", transition: str = "resolved") -> None:
    """The alert is over, or taken back; that is told only to those who were told of it."""
    alert.status, alert.ended, alert.next = "resolved", turn.event.at, 0
    alert.by = by or alert.by
    del state.watched[alert.rule, alert.subject]
    if alert.told:
        tell(state, turn, alert, transition, told_roles(state, alert))
    observe(state, turn, alert, over=True)
    state.touch(f"a:{alert.id}")
