"""The live picture in Redis. All of it may be wiped at any time: the log is the truth."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from redis import Redis
from rq import Queue

from models.snapshot import Snapshot
from models.stores.keys import (
    DUE,
    armed_key,
    armed_recipient_key,
    beat_key,
    cursor_key,
    lease_key,
    pulse_key,
    rows_key,
    snapshot_key,
)
from models.stores.shown import (
    COMMIT,
    RELEASE,
    RENEW,
    Batch,
    Cursor,
    Pulse,
    commands,
    in_chunks,
    pairs,
)

__all__ = ["Batch", "Cursor", "Live", "Pulse", "connect"]

ARMED_SECONDS = 2
BEAT_SECONDS = 60


def connect(url: str) -> Redis:
    """Return a client that gives bytes, as RQ needs it."""
    return Redis.from_url(url, socket_timeout=30, socket_connect_timeout=5)


class Live:
    """The live picture in one Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self._commit = redis.register_script(COMMIT)
        self._release = redis.register_script(RELEASE)
        self._renew = redis.register_script(RENEW)

    # what screens read

    def sites(self) -> list[str]:
        """Return the sites that have a picture."""
        prefix = snapshot_key("")
        keys = self.redis.scan_iter(match=prefix + "*", count=1_000)
        return sorted(key.decode().removeprefix(prefix) for key in keys)

    def snapshot(self, site: str) -> Snapshot | None:
        """Return the site's picture. Raises msgspec.DecodeError if it is not one."""
        raw = self.redis.get(snapshot_key(site))
        return msgspec.json.decode(raw, type=Snapshot) if raw else None

    def pulse(self, site: str) -> Pulse | None:
        """Return the wall-clock facts of the site's last fold, if it is recent."""
        raw = self.redis.get(pulse_key(site))
        return msgspec.json.decode(raw, type=Pulse) if raw else None

    def beat(self, name: str, now: int) -> None:
        """Note that a process is alive."""
        self.redis.set(beat_key(name), now, ex=BEAT_SECONDS)

    def beats(self) -> dict[str, int]:
        """Return when each process last said that it is alive."""
        prefix = beat_key("")
        keys = sorted(self.redis.scan_iter(match=prefix + "*", count=1_000))
        values = self.redis.mget(keys) if keys else []
        return {
            key.decode().removeprefix(prefix): int(value)
            for key, value in zip(keys, values, strict=True)
            if value is not None
        }

    # waking the workers

    def ring(self, *sites: str) -> None:
        """Have the sites' new events folded; costs nothing while a worker is at it."""
        self.enqueue("consume", "workers.consume.consume", {s: armed_key(s) for s in sites})

    def ring_recipient(self, name: str) -> None:
        """Have a recipient's messages sent."""
        self.enqueue("deliver", "alerts.job.deliver_job", {name: armed_recipient_key(name)})

    def enqueue(self, queue: str, function: str, armed: Mapping[str, str]) -> None:
        """Enqueue a job per name under a fresh id, unless that was done a moment ago.

        `armed` are names and their keys. A job that re-enqueues its own id can be lost; a doubled
        one only finds no work.
        """
        pipeline = self.redis.pipeline(transaction=False)
        for key in armed.values():
            pipeline.set(key, 1, nx=True, ex=ARMED_SECONDS)
        for name, fresh in zip(armed, pipeline.execute(), strict=True):
            if fresh:
                Queue(queue, connection=self.redis).enqueue(
                    function, name, job_id=uuid.uuid4().hex, result_ttl=0, failure_ttl=3_600
                )

    def waiting(self, queue: str) -> bool:
        """Whether jobs wait in a queue."""
        return bool(self.redis.llen(f"rq:queue:{queue}"))

    def disarm(self, sites: Iterable[str]) -> None:
        """Let the next ring enqueue again; done before the last look, so that none is lost."""
        self.redis.delete(*map(armed_key, sites))

    def rearm(self, sites: Iterable[str]) -> None:
        """Tell ringers that a worker is at it and looks by itself."""
        pipeline = self.redis.pipeline(transaction=False)
        for site in sites:
            pipeline.set(armed_key(site), 1, ex=ARMED_SECONDS)
        pipeline.execute()

    def acquire(self, site: str, owner: str, seconds: int, leaving: str = "") -> bool:
        """Take the site's lease, and give up that of the site we come from.

        It only saves work: the commit's comparison is the fence.
        """
        pipeline = self.redis.pipeline(transaction=False)
        pipeline.set(lease_key(site), owner, nx=True, ex=seconds)
        if leaving:
            self._release(keys=[lease_key(leaving)], args=[owner], client=pipeline)
        return bool(pipeline.execute()[0])

    def renew(self, site: str, owner: str, seconds: int) -> bool:
        """Keep the lease, or take it again if it ran out; False if it is somebody else's now."""
        return bool(self._renew(keys=[lease_key(site)], args=[owner, seconds]))

    def release(self, site: str, owner: str) -> None:
        """Give the lease up if it is still ours."""
        self._release(keys=[lease_key(site)], args=[owner])

    # the state

    def cursor(self, site: str) -> Cursor | None:
        """Return what the site's picture shows."""
        raw: Any = self.redis.get(cursor_key(site))
        return Cursor.parse(raw.decode()) if raw else None

    def load(self, site: str) -> tuple[Cursor, dict[bytes, bytes]] | None:
        """Return the cursor and its rows, read at one instant."""
        cursor = self.cursor(site)
        if cursor is None:
            return None
        pipeline = self.redis.pipeline(transaction=True)
        pipeline.get(cursor_key(site))
        pipeline.hgetall(rows_key(site, cursor.generation))
        raw, rows = pipeline.execute()
        if raw is None:
            return None
        again = Cursor.parse(raw.decode())
        return (again, rows) if again.generation == cursor.generation else self.load(site)

    def commit(self, site: str, old: Cursor | None, new: Cursor, batch: Batch) -> bool:
        """Write a batch in one round trip, if the picture still shows `old`.

        Returns False if it does not: another writer was here, and nothing was written.
        """
        flat = [
            part for command in commands(site, old, new, batch) for part in (len(command), *command)
        ]
        return bool(self._commit(keys=[cursor_key(site)], args=[str(old or ""), *flat]))

    def write_rows(self, site: str, generation: str, rows: Mapping[str, bytes]) -> None:
        """Write rows of a generation that no cursor points to yet."""
        for command in in_chunks("HSET", rows_key(site, generation), pairs(rows)):
            self.redis.execute_command(*command)  # type: ignore[no-untyped-call]

    def disbelieve(self, site: str, shown: Cursor) -> None:
        """Let nobody believe a picture that knows more than the log; a newer one stays."""
        if self._release(keys=[cursor_key(site)], args=[str(shown)]):
            self.drop_generation(site, shown.generation)

    def drop_generation(self, site: str, generation: str) -> None:
        """Remove the rows of a generation that no cursor points to."""
        self.redis.unlink(rows_key(site, generation))

    def due_sites(self, now: int) -> list[str]:
        """Return the sites for which something falls due by `now` (site time of live sites)."""
        found: Any = self.redis.zrangebyscore(DUE, "-inf", now)
        return [site.decode() for site in found]
