"""Who is told of an alert, tier by tier; silences hold back all but level Ⅰ."""

from models import categories
from models.crisis.life_safety import danger_level
from models.effects import Tell
from models.events import SiteObserved
from models.lifecycle.wake import mark
from models.places import holds
from models.policy import Escalation
from models.state import Alert, State
from models.turn import Turn


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
    mark(state, alert)
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
            usual=alert.usual,
            signal=alert.signal,
            since=alert.since,
            at=turn.event.at,
            named=alert.named,
            anonymous=alert.anonymous,
            confirmed=alert.confirmed,
        )
    )


def silenced(state: State, alert: Alert, at: int) -> bool:
    """Whether a silence covers the alert; level Ⅰ never, nor what may turn out to be that."""
    rules = state.rules.crisis.life_safety
    level = alert.level if alert.confirmed else danger_level(rules, alert)
    return level > 1 and any(
        at < silence.until
        and holds(silence.place, alert.place)
        and categories.holds(silence.category, alert.category)
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


def told_roles(state: State, alert: Alert) -> tuple[str, ...]:
    """Return everybody of the tiers that were told so far, each once."""
    tiers = escalation(state, alert).tiers[: alert.tier + 1]
    return tuple(dict.fromkeys(role for tier in tiers for role in tier.tell))


def observe(state: State, turn: Turn, alert: Alert, *, over: bool = False) -> None:
    """Let the portfolio know what this site sees, and is sure of."""
    if state.site.opened.kind != "portfolio" and alert.confirmed:
        turn.effects.append(
            SiteObserved(
                site=state.site.id,
                rule=alert.rule,
                level=0 if over else alert.level,
                category=alert.category,
                place=alert.place,
                count=alert.count,
                signal=alert.signal,
            )
        )
