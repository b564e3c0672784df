"""The crises as the screens show them: the alerts that speak, and what the site still learns."""

from collections.abc import Iterable

from models import snapshot as s
from models.crisis.learn import days, learning
from models.state import Alert, State

SHOWN = 12


def learned(state: State) -> s.Share:
    """Return on which day of learning the rhythms the site is, out of all."""
    day = learning(state) if state.policy else 0
    return s.Share(day, days(state)) if day else s.Share()


def crises(state: State) -> tuple[list[s.Crisis], dict[str, int]]:
    """Return the open alerts that speak, the worst first, and of those left out how many by level.

    Of equally bad ones dangers to be confirmed come first, then the newest.
    """
    speaking = [alert for alert in state.watched.values() if not alert.under]
    worst = sorted(speaking, key=lambda a: (a.level, a.confirmed, -a.since, a.id))
    hidden: dict[str, int] = {}
    for alert in worst[SHOWN:]:
        hidden[str(alert.level)] = hidden.get(str(alert.level), 0) + 1
    return shown(state, worst[:SHOWN]), hidden


def shown(state: State, alerts: Iterable[Alert]) -> list[s.Crisis]:
    """Return open alerts as the screens show them."""
    under: dict[str, set[str]] = {}
    for alert in state.watched.values():
        under.setdefault(alert.under, set()).add(alert.rule)
    return [crisis(alert, under.get(alert.id, set())) for alert in alerts]


def crisis(alert: Alert, also: set[str]) -> s.Crisis:
    """Return an alert as the screens show it; `also` are the rules that it speaks for."""
    return s.Crisis(
        alert=alert.id,
        rule=alert.rule,
        level=alert.level,
        status=alert.status,
        since=alert.since,
        place=alert.place,
        category=alert.category,
        cluster=alert.cluster,
        count=alert.count,
        threshold=alert.threshold,
        named=alert.named,
        anonymous=alert.anonymous,
        usual=alert.usual,
        signal=alert.signal,
        also=sorted(also - {alert.rule}),
        tier=alert.tier,
        next=alert.next,
        by=alert.by,
        complaints=alert.complaints,
    )
