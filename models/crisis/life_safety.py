"""Danger to life, from what the door's words found; counts for every kind of complaint.

Words deceive: a heated bill, a chicken on fire. One person's words are enough if they tell the
danger plainly (`life.…`), and not only in passing (`sign.…`), in a category that they fit or beside
another danger. Else the report waits, told to the duty manager as one to be confirmed (待核实).
What was told plainly is confirmed by a second person who speaks of danger, or by staff who file
it under such a category; anything, by the verdict that it is right.
"""

from models.categories import holds
from models.crisis.evidence import LIFE_SAFETY, Evidence
from models.events import (
    AlertJudged,
    ClusterJoined,
    ClusterMerged,
    ComplaintClassified,
    ComplaintReceived,
)
from models.policy.crisis import LifeSafety
from models.state import Alert, Complaint, State
from models.turn import Folds, Turn

RULE = LIFE_SAFETY
NAME, SIGN = "life.", "sign."
TWO = 2
WORSE = " worse"  # behind a cluster's name: the subject of a danger that waits beside a known one


def received(state: State, turn: Turn, data: ComplaintReceived) -> None:
    """Raise the worst danger's level for the complaint's cluster."""
    complaint = turn.received
    rules = state.rules.crisis.life_safety
    told = graded(rules, data.signals) if data.signals else []
    if complaint is None or complaint.backlog or not told:
        return
    subject = hears(state, data, complaint, told)
    alert = state.watched.get((RULE, subject))
    level, signal, sure = weighed(state, data, complaint, alert, told)
    turn.evidence.append(
        Evidence(
            rule=RULE,
            subject=subject,
            level=level,
            quiet=rules.quiet,
            place=complaint.place,
            category=complaint.category,
            cluster=complaint.cluster,
            count=alert.count + 1 if alert and sure else 1,
            threshold=1 if sure else TWO,
            signal=signal,
            complaints=(complaint.key,),
        )
    )


def hears(
    state: State, data: ComplaintReceived, complaint: Complaint, told: list[tuple[int, str]]
) -> str:
    """Return the subject of the alert that hears of it: the cluster.

    A worse danger than the known one, told plainly but not sure, waits in an alert of its own.
    """
    cluster = complaint.cluster
    known, apart = state.watched.get((RULE, cluster)), f"{cluster}{WORSE}"
    waits = (RULE, apart) in state.watched
    heard = told if waits else plain(told)
    if known is None or not known.confirmed or not heard or min(heard)[0] >= known.level:
        return cluster
    raised = not waits and weighed(state, data, complaint, known, told)[0] < known.level
    return cluster if raised else apart


def weighed(
    state: State,
    data: ComplaintReceived,
    complaint: Complaint,
    alert: Alert | None,
    told: list[tuple[int, str]],
) -> tuple[int, str, bool]:
    """Return level and danger of the matter, and whether they are sure, now that this was told."""
    rules = state.rules.crisis.life_safety
    waits = waiting(rules, alert)
    sure = certain(rules, data, told)
    if alert is not None and several([complaint, *reports(state, alert)]):
        sure = plain(told + waits)
    if sure:
        return *min(sure + plain(waits)), True
    if alert is not None and alert.confirmed:  # part of a danger that is known
        return alert.level, alert.signal, True
    level, signal = min(plain(told + waits) or told + waits)
    return max(level, rules.unconfirmed), signal, False


def graded(rules: LifeSafety, signals: list[str]) -> list[tuple[int, str]]:
    """Return the dangers that are told, plainly or in passing, with their levels."""
    levels = ((rules.signals.get(danger(signal), 0), signal) for signal in signals)
    return [(level, signal) for level, signal in levels if level]


def danger(signal: str) -> str:
    """Return the name of the danger that a signal tells of."""
    return signal.replace(SIGN, NAME, 1)


def plain(told: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return what of it was told plainly."""
    return [one for one in told if is_plain(one[1])]


def is_plain(signal: str) -> bool:
    """Whether a signal is a danger that was told plainly, not only its sign."""
    return signal.startswith(NAME)


def waiting(rules: LifeSafety, alert: Alert | None) -> list[tuple[int, str]]:
    """Return the danger that an alert waits to have confirmed, if any."""
    if alert is None or alert.confirmed:
        return []
    return [(danger_level(rules, alert), alert.signal)]


def danger_level(rules: LifeSafety, alert: Alert) -> int:
    """Return the level of an alert's danger once it is confirmed."""
    return rules.signals.get(danger(alert.signal), alert.level)


def certain(
    rules: LifeSafety, data: ComplaintReceived, told: list[tuple[int, str]]
) -> list[tuple[int, str]]:
    """Return the dangers for which the words of one person are enough."""
    beside = len({danger(signal) for _, signal in told}) > 1
    return [one for one in plain(told) if beside or fits(rules, one[1], data.category)]


def fits(rules: LifeSafety, signal: str, category: str) -> bool:
    """Whether one person's word for such a danger is enough in the category."""
    where = rules.fits.get(signal)
    return where is None or any(holds(one, category) or holds(category, one) for one in where)


def reports(state: State, alert: Alert) -> list[Complaint]:
    """Return the complaints that an alert is about, as far as they are remembered."""
    return [*filter(None, map(state.complaints.get, alert.complaints))]


def several(complaints: list[Complaint]) -> bool:
    """Whether they come from more than one person, without a name from two channels or places."""
    return len({one.who or f"{one.channel}|{one.place}" for one in complaints}) > 1


def judged(state: State, turn: Turn, data: AlertJudged) -> None:
    """A person found that the report is right."""
    alert = state.alerts.get(turn.event.subject)
    if alert is not None and alert.rule == RULE and data.verdict == "right":
        confirm(state, turn, alert)


def classified(state: State, turn: Turn, data: ComplaintClassified) -> None:
    """Staff filed a report of danger under another category."""
    complaint, rules = state.complaints.get(turn.event.subject), state.rules.crisis.life_safety
    if complaint is None or data.category is None:
        return
    for alert in [alert for alert in state.watched.values() if alert.rule == RULE]:
        known = complaint.key in alert.complaints and is_plain(alert.signal)
        if known and fits(rules, alert.signal, complaint.category):
            confirm(state, turn, alert)


def gathered(state: State, turn: Turn, _data: object) -> None:
    """People said what is one matter: two persons' words in it confirm each other."""
    every = [alert for alert in state.watched.values() if alert.rule == RULE]
    told = [one for alert in every for one in reports(state, alert)]
    for alert in [alert for alert in every if is_plain(alert.signal)]:
        matter = {one.cluster for one in reports(state, alert)}
        if several([one for one in told if one.cluster in matter]):
            confirm(state, turn, alert)


def confirm(state: State, turn: Turn, alert: Alert) -> None:
    """Raise an open alert that waits for it to the level of its danger."""
    if alert.confirmed or alert.status == "resolved":
        return
    rules = state.rules.crisis.life_safety
    turn.evidence.append(
        Evidence(
            rule=RULE,
            subject=alert.subject,
            level=danger_level(rules, alert),
            quiet=rules.quiet,
            place=alert.place,
            category=alert.category,
            cluster=alert.cluster,
            count=alert.count,
            threshold=1,
            signal=danger(alert.signal),
        )
    )


def now(_state: State, _alert: Alert, _at: int) -> int:
    """Return 0: it is told by reports, and over when they end."""
    return 0


FOLDS: Folds = {
    ComplaintReceived: received,
    ComplaintClassified: classified,
    AlertJudged: judged,
    ClusterJoined: gathered,
    ClusterMerged: gathered,
}
