"""What people do at the desk: every action is one event, appended and then rung for.

The desk never writes a record. It keeps a `Pending` for each action and shows what the fold made
of it once the site's cursor has passed the event (`desk_verdict`).
"""

import uuid
from dataclasses import dataclass

from redis import RedisError

from dashboard.queries import site_now
from models.events import Data, Draft
from models.stores.live import Live
from models.stores.log import Log

SOURCE = "desk"


@dataclass(frozen=True)
class Pending:
    """An action that is in the log and perhaps not yet judged."""

    site: str
    pos: int
    subject: str  # the alert, cluster or complaint that it is about
    action: str  # the event's type
    by: str


@dataclass(frozen=True)
class Desk:
    """The means to act: the log, and the bell that wakes the workers."""

    log: Log
    live: Live

    def act(self, site: str, subject: str, data: Data, now: int, name: str = "") -> Pending:
        """Append one event about `subject` at wall time `now` (epoch seconds) and ring.

        The same `name` twice is one event. A dead Redis delays the fold, but loses nothing: the
        clock rings every site that is behind. Raises UnknownSite, or the database's error; then
        nothing was stored.
        """
        time = site_now(self.log.stream(site), now)
        draft = Draft(site, SOURCE, name or uuid.uuid4().hex, time, subject, data)
        [appended] = self.log.append([draft], now)
        self._ring(site)
        by = str(getattr(data, "by", ""))
        return Pending(site, appended.pos, subject, tag(data), by)

    def _ring(self, site: str) -> None:
        try:
            self.live.ring(site)
        except RedisError:
            return


def tag(data: Data) -> str:
    """Return the event's type, such as alert.acknowledged."""
    return str(data.__struct_config__.tag)
