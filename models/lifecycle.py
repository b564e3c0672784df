"""The life of an alert: triggered, acknowledged, resolved; told and told again until answered.

Everything counts from the deciding event's `at`, so that after an outage nobody is told that
a tier had its time while nobody was told at all.
"""

from models import events as e
from models.crisis.evidence import Evidence
from models.effects import Tell
from models.policy import Escalation
from models.state import Alert, State
from models.turn import Folds, Turn

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


def escalation(state: State, alert: Alert) -> Escalation:
    """Return the tiers of the alert's level."""
    return state.rules.alerts[str(alert.level)]


def tell_tier(state: State, turn: Turn, alert: Alert, transition: str) -> None:
    """Tell the current tier and set when the next is due."""
    plan = escalation(state, alert)
    tier = plan.tiers[alert.tier]
    more = alert.tier + 1 < len(plan.tiers) or alert.repetition < plan.repeat
    alert.next = turn.event.at + tier.within if more else 0
    tell(state, turn, alert, transition, tuple(tier.tell))


def tell(state: State, turn: Turn, alert: Alert, transition: str, roles: tuple[str, ...]) -> None:
    """Have the roles told, unless a silence covers the alert."""
    state.touch(f"a:{alert.id}")
    if silenced(state, alert, turn.event.at):
        return
    alert.told = True
    turn.effects.append(
        Tell(
            alert=alert.id,
            transition=transition,
            tier=alert.tier,
            repetition=alert.round * 100 + alert.repetition,
            roles=roles,
            level=alert.level,
            rule=alert.rule,
            place=alert.place,
            category=alert.category,
            cluster=alert.cluster,
            count=alert.count,
            signal=alert.signal,
            since=alert.since,
            at=turn.event.at,
        )
    )


def silenced(state: State, alert: Alert, at: int) -> bool:
    """Whether a silence covers the alert; level Ⅰ is never silenced."""
    return alert.level > 1 and any(
        at < silence.until
        and f"{alert.place}/".startswith(f"{silence.place}/" if silence.place else "")
        and f"{alert.category}.".startswith(f"{silence.category}." if silence.category else "")
        for silence in state.site.silences.values()
    )


def escalate(state: State, turn: Turn, alert: Alert) -> None:
    """Tell the next tier, or the last one once more."""
    plan = escalation(state, alert)
    if alert.tier + 1 < len(plan.tiers):
        alert.tier += 1
    else:
        alert.repetition += 1
    tell_tier(state, turn, alert, "escalated")


def observe(state: State, turn: Turn, alert: Alert, *, over: bool = False) -> None:
    """Let the portfolio know what this site sees."""
    if state.site.opened.kind != "portfolio":
        turn.effects.append(
            e.SiteObserved(
                site=state.site.id,
                rule=alert.rule,
                level=0 if over else alert.level,
                category=alert.category,
                place=alert.place,
                count=alert.count,
            )
        )


def told_roles(state: State, alert: Alert) -> tuple[str, ...]:
    """Return everybody of the tiers that were told so far, each once."""
    tiers = escalation(state, alert).tiers[: alert.tier + 1]
    return tuple(dict.fromkeys(role for tier in tiers for role in tier.tell))


def end(state: State, turn: Turn, alert: Alert, by: str = "") -> None:
    """The alert is over; its end is told only to those who were told of it."""
    alert.status, alert.ended, alert.next = "resolved", turn.event.at, 0
    alert.by = by or alert.by
    del state.watched[alert.rule, alert.subject]
    if alert.told:
        tell(state, turn, alert, "resolved", told_roles(state, alert))
    observe(state, turn, alert, over=True)
    state.touch(f"a:{alert.id}")


def over_at(alert: Alert) -> int:
    """Return when an acknowledged alert ends by itself, 0 if it does not."""
    if alert.status != "acknowledged" or (alert.rule == "overdue" and alert.holds):
        return 0
    return alert.last + alert.quiet


def next_due(state: State, alert: Alert) -> int:
    """Return when the clock must look at the alert, 0 for never."""
    times = [t for t in (alert.next, over_at(alert)) if t]
    return min(times) if times else 0


def passed(state: State, turn: Turn) -> None:
    """Escalate, remind and end what is due; an acknowledgement that is in the log has won."""
    data = turn.event.data
    assert isinstance(data, e.TimePassed)
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


def acknowledged(state: State, turn: Turn) -> None:
    """Somebody answered; the first one does, later ones change nothing."""
    data, alert = turn.event.data, state.alerts.get(turn.event.subject)
    assert isinstance(data, e.AlertAcknowledged)
    if alert is None or alert.status != "triggered":
        return
    alert.status, alert.by, alert.note = "acknowledged", data.by, data.note
    alert.acknowledged_at = turn.event.at
    alert.next = turn.event.at + escalation(state, alert).forgotten
    if alert.told:
        tell(state, turn, alert, "acknowledged", told_roles(state, alert))
    state.touch(f"a:{alert.id}")


def handed_over(state: State, turn: Turn) -> None:
    """The alert has a new owner, who has the time of a fresh acknowledgement."""
    data, alert = turn.event.data, state.alerts.get(turn.event.subject)
    assert isinstance(data, e.AlertHandedOver)
    if alert is not None and alert.status == "acknowledged":
        alert.by = data.to
        alert.next = turn.event.at + escalation(state, alert).forgotten
        state.touch(f"a:{alert.id}")


def escalated(state: State, turn: Turn) -> None:
    """A person wants the next tier told now."""
    alert = state.alerts.get(turn.event.subject)
    if alert is not None and alert.status == "triggered" and alert.next:
        escalate(state, turn, alert)


def resolved(state: State, turn: Turn) -> None:
    """A person declared it over."""
    data, alert = turn.event.data, state.alerts.get(turn.event.subject)
    assert isinstance(data, e.AlertResolved)
    if alert is not None and alert.status != "resolved":
        alert.note = data.note or alert.note
        end(state, turn, alert, data.by)


def judged(state: State, turn: Turn) -> None:
    """A person's verdict."""
    data, alert = turn.event.data, state.alerts.get(turn.event.subject)
    assert isinstance(data, e.AlertJudged)
    if alert is not None:
        alert.verdict = data.verdict
        state.touch(f"a:{alert.id}")


def silence_set(state: State, turn: Turn) -> None:
    """Keep the silence under the event's subject."""
    assert isinstance(turn.event.data, e.SilenceSet)
    state.site.silences[turn.event.subject] = turn.event.data
    state.touch("site")


def silence_ended(state: State, turn: Turn) -> None:
    """End the silence now."""
    if state.site.silences.pop(turn.event.subject, None) is not None:
        state.touch("site")
        tell_untold(state, turn)


FOLDS: Folds = {
    e.TimePassed: passed,
    e.AlertAcknowledged: acknowledged,
    e.AlertHandedOver: handed_over,
    e.AlertEscalated: escalated,
    e.AlertResolved: resolved,
    e.AlertJudged: judged,
    e.SilenceSet: silence_set,
    e.SilenceEnded: silence_ended,
}
