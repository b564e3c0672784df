"""Danger to life, from what the door's lexicon found; counts for every kind of complaint.

Words deceive: a heated bill, a chicken on fire. One person's words are enough if they name the
danger, and not only signs of it, in a category that they fit or beside another danger. Else the
report waits, told to the duty manager as one to be confirmed (待核实), for a second person, for
staff who file it under such a category, or for the verdict that it is right.
"""

from msgspec.structs import replace

from models.categories import holds
from models.crisis.evidence import LIFE_SAFETY, Evidence
from models.crisis.lately import caller
from models.events import AlertJudged, ComplaintClassified, ComplaintReceived
from models.policy.crisis import LifeSafety
from models.state import Alert, Complaint, State
from models.turn import Folds, Turn

RULE = LIFE_SAFETY
TWO = 2


def received(state: State, turn: Turn, data: ComplaintReceived) -> None:
    """Raise the worst signal's level for the complaint's cluster, once per cluster."""
    complaint = turn.received
    if complaint is None or complaint.backlog or not data.signals:
        return
    rules = state.rules.crisis.life_safety
    dangers = {rules.signs.get(signal, signal) for signal in data.signals}
    graded = [(rules.signals[danger], danger) for danger in dangers if danger in rules.signals]
    if not graded:
        return
    named = [one for one in graded if one[1] in data.signals]
    sure = [one for one in named if len(graded) > 1 or fits(rules, one[1], complaint.category)]
    level, signal = min(sure or graded)
    watched = state.watched.get((RULE, complaint.cluster))
    found = Evidence(
        rule=RULE,
        subject=complaint.cluster,
        level=level,
        quiet=rules.quiet,
        place=complaint.place,
        category=complaint.category,
        cluster=complaint.cluster,
        count=watched.count + 1 if watched else 1,
        threshold=1,
        signal=signal,
        complaints=(complaint.key,),
    )
    if not (sure or (watched and seconded(state, watched, complaint))):
        found = replace(found, level=max(level, rules.unconfirmed), count=1, threshold=TWO)
    turn.evidence.append(found)


def fits(rules: LifeSafety, signal: str, category: str) -> bool:
    """Whether one person's word for such a danger is enough in the category."""
    where = rules.fits.get(signal)
    return where is None or any(holds(one, category) or holds(category, one) for one in where)


def seconded(state: State, alert: Alert, complaint: Complaint) -> bool:
    """Whether the danger is known already, or another person told of one before."""
    every = state.rules.crisis.surge.anonymous_every
    told = [complaint, *filter(None, map(state.complaints.get, alert.complaints))]
    return alert.confirmed or len({one.who or caller(one, every) for one in told}) > 1


def judged(state: State, turn: Turn, data: AlertJudged) -> None:
    """A person found that the report is right."""
    alert = state.alerts.get(turn.event.subject)
    if alert is not None and data.verdict == "right":
        confirm(state, turn, alert)


def classified(state: State, turn: Turn, data: ComplaintClassified) -> None:
    """Staff filed a report of danger under another category."""
    if data.category is None:
        return
    complaint = state.complaints.get(turn.event.subject)
    alert = state.watched.get((RULE, complaint.cluster)) if complaint else None
    if complaint is None or alert is None or complaint.key not in alert.complaints:
        return
    if fits(state.rules.crisis.life_safety, alert.signal, complaint.category):
        confirm(state, turn, alert)


def confirm(state: State, turn: Turn, alert: Alert) -> None:
    """Raise an open alert that waits for it to the level of its danger."""
    if alert.rule != RULE or alert.confirmed or alert.status == "resolved":
        return
    rules = state.rules.crisis.life_safety
    turn.evidence.append(
        Evidence(
            rule=RULE,
            subject=alert.subject,
            level=rules.signals.get(alert.signal, alert.level),
            quiet=rules.quiet,
            place=alert.place,
            category=alert.category,
            cluster=alert.cluster,
            count=alert.count,
            threshold=1,
            signal=alert.signal,
        )
    )


def now(_state: State, _alert: Alert, _at: int) -> int:
    """Return 0: it is told by reports, and over when they end."""
    return 0


FOLDS: Folds = {
    ComplaintReceived: received,
    ComplaintClassified: classified,
    AlertJudged: judged,
}
