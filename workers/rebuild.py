"""Make the picture anew from the log, or prove that it needs no making."""

import msgspec

from models import saved
from models.advance import next_due
from models.picture import paint
from models.stores import keys, records, settings
from models.stores.live import Batch, Cursor, Live, Pulse
from models.stores.log import Log
from workers.warm import Shelf, refold, token_of

TRIES = 5  # a live site moves on while we compare


class SiteBusyError(RuntimeError):
    """The site moved on in every try."""


def rebuild(log: Log, redis: Live, site: str) -> Cursor:
    """Paint a new generation of the site's picture and flip to it. Raises SiteBusyError."""
    token = token_of(log, site)
    for _ in range(TRIES):
        until = records.cursor(log.engine, site)
        state = refold(log, site, until)
        warm = Shelf(log, redis, 1).paint(site, state, token, redis.cursor(site))
        state.touched = {}
        new = Cursor(token, warm.generation, until)
        pulse = Pulse(settings.now(), until, state.site.at, 0)
        picture = msgspec.json.encode(paint(state))
        if records.cursor(log.engine, site) == until and redis.commit(
            site, warm.shown, new, Batch({}, [], picture, pulse, next_due(state))
        ):
            return new
        redis.drop_generation(site, warm.generation)
    raise SiteBusyError(site)


def verify(log: Log, redis: Live, site: str) -> list[str]:
    """Return how the site's picture differs from the log folded anew, at one position.

    An empty list says that they are equal, byte by byte.
    """
    loaded = redis.load(site)
    raw = redis.redis.get(keys.snapshot_key(site))
    if loaded is None or raw is None:
        return ["there is no picture"]
    cursor, rows = loaded
    if msgspec.json.decode(raw)["pos"] != cursor.pos:
        return verify(log, redis, site)  # it moved between the two reads
    state = refold(log, site, cursor.pos)
    expected = {name.encode(): value for name, value in saved.everything(state).items()}
    names = sorted(expected.keys() | rows.keys())
    differences = [name.decode() for name in names if expected.get(name) != rows.get(name)]
    if raw != msgspec.json.encode(paint(state)):
        differences.append("snapshot")
    return differences
