"""What people did stays what they did, whatever the rules: carried over into another course.

They answered alerts by name, and under other rules the same trouble may ring under another name,
or ring where it did not before; such an alert counts as answered as fast as theirs were. They
worked clusters as one, and under other rules the same complaints may stand apart.
"""

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from statistics import median_low

import msgspec

from models import events as e
from models.effects import Effect, Tell
from models.state import State
from workers.rehearse.course import Course

UNANSWERED = ("triggered", "raised", "reminded")
SINGLE: dict[str, Callable[[], e.Data]] = {
    "receipt": e.ReceiptConfirmed,
    "diagnosis": e.Diagnosed,
    "plan": e.PlanTold,
    "action": e.ProgressTold,
}
ABOUT_ALERTS = (
    e.AlertAcknowledged, e.AlertHandedOver, e.AlertEscalated, e.AlertResolved, e.AlertJudged,
)  # fmt: skip


class People:
    """Carries over what people did in the days as they were."""

    def __init__(self, was: Course) -> None:
        self.was = was
        self.known = {(rang.rule, rang.subject) for rang in was.rang.values()}
        waits = [rang.answered - rang.since for rang in was.rang.values() if rang.answered]
        self.pace = max(1, median_low(waits)) if waits else 0
        self.ringing: list[tuple[int, str]] = []

    def heard(self, state: State, effects: list[Effect]) -> None:
        """Note the alerts that ring only here; somebody will answer them."""
        for effect in effects:
            if isinstance(effect, Tell) and effect.transition in UNANSWERED and self.pace:
                alert = state.alerts[effect.alert]
                new = alert.since >= self.was.begin
                if new and (alert.rule, alert.subject) not in self.known:
                    heappush(self.ringing, (effect.at + self.pace, effect.alert))

    def answers(self, before: int) -> Iterator[tuple[int, str, e.Data]]:
        """Yield what they answer until a moment: time, alert, event."""
        while self.ringing and self.ringing[0][0] < before:
            at, alert = heappop(self.ringing)
            yield at, alert, e.AlertAcknowledged("duty")

    def carried(self, state: State, event: e.Event) -> Iterator[e.Event]:
        """Yield what an event of the log comes to under these rules."""
        if isinstance(event.data, ABOUT_ALERTS):
            subject = namesake(state, event.subject)
            yield msgspec.structs.replace(event, subject=subject)
        elif isinstance(event.data, e.ClusterWorked):
            yield from self.one_by_one(state, event, event.data)
        elif not isinstance(event.data, e.RulesAdopted):
            yield event

    def one_by_one(self, state: State, event: e.Event, data: e.ClusterWorked) -> Iterator[e.Event]:
        """Yield the event as it is where the cluster is the same, else one for each member."""
        members = self.was.worked.get(event.pos, ())
        cluster = state.clusters.get(event.subject)
        if cluster is not None and tuple(cluster.members) == members:
            yield event
            return
        for key in members:
            complaint = state.complaints.get(key)
            if complaint is None or complaint.status == "closed":
                continue
            if data.step == "resolution":
                yield msgspec.structs.replace(event, subject=key, data=e.Resolved(data.outcome))
            elif data.step == "follow_up":
                if complaint.status == "resolved":
                    yield msgspec.structs.replace(event, subject=key, data=e.FollowedUp())
            else:
                yield msgspec.structs.replace(event, subject=key, data=SINGLE[data.step]())


def namesake(state: State, alert: str) -> str:
    """Return the id of the open alert about the same subject, for a name of the other course."""
    rule, _, rest = alert.partition(":")
    subject = rest.partition(":")[2]
    other = state.watched.get((rule, subject))
    return alert if alert in state.alerts or other is None else other.id
