"""What people do at the desk: every action is one event, appended and then rung for.

The desk never writes a record. It keeps a `Pending` for each action and shows what the fold made
of it once the site's cursor has passed the event (`desk_verdict`).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from redis import RedisError

from dashboard.queries import site_now
from models.events import AlertAcknowledged, AlertHandedOver, AlertJudged, Data, Draft
from models.events.versions import kind
from models.stores.live import Live
from models.stores.log import Log

SOURCE = "desk"


@dataclass(frozen=True)
class Pending:
    """An action that is in the log and perhaps not yet judged."""

    site: str
    pos: int  # of its last event
    subject: str  # the alert, cluster or complaint that it is about
    action: str  # the event's type
    wanted: str  # what the record says if the fold agrees: an owner, a verdict


@dataclass(frozen=True)
class Desk:
    """The means to act: the log, and the bell that wakes the workers."""

    log: Log
    live: Live

    def act(
        self, site: str, subjects: Sequence[str], data: Data, now: int, name: str = ""
    ) -> Pending:
        """Append the event about each subject at wall time `now` (epoch seconds) and ring.

        All or none are stored; the same `name` twice is one action. A dead Redis delays the fold
        but loses nothing: the clock rings every site that is behind. Raises UnknownSiteError, or
        the database's error; then nothing was stored.
        """
        time = site_now(self.log.stream(site), now)
        name = name or uuid.uuid4().hex
        drafts = [
            Draft(site, SOURCE, f"{name}/{i}", time, subject, data)
            for i, subject in enumerate(subjects)
        ]
        appended = self.log.append(drafts, now)
        self._ring(site)
        return Pending(site, appended[-1].pos, subjects[0], tag(data), wanted(data))

    def _ring(self, site: str) -> None:
        try:
            self.live.ring(site)
        except RedisError:
            return


def tag(data: Data) -> str:
    """Return the event's type, such as alert.acknowledged."""
    return kind(type(data))


def wanted(data: Data) -> str:
    """Return what the alert's record will say if the fold agrees."""
    match data:
        case AlertAcknowledged(by=owner) | AlertHandedOver(to=owner):
            return owner
        case AlertJudged(verdict=verdict):
            return verdict
    return ""
