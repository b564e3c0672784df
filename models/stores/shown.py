"""What a site's picture shows, and the one script that moves it from one position to the next."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from models.stores.keys import DOORBELL, DUE, cursor_key, pulse_key, rows_key, snapshot_key

PULSE_SECONDS = 300
CHUNK = 2_000  # arguments of one command inside the script, below Lua's stack limit

COMMIT = """
local shown = redis.call('GET', KEYS[1]) or ''
if shown ~= ARGV[1] then
  return 0
end
local i = 2
while i <= #ARGV do
  local n = tonumber(ARGV[i])
  redis.call(unpack(ARGV, i + 1, i + n))
  i = i + n + 1
end
return 1
"""
RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
"""
RENEW = """
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
return 1
"""


class Cursor(Struct, frozen=True):
    """What a picture shows: the log's token, the generation of its rows, and the position."""

    token: str
    generation: str
    pos: int

    def __str__(self) -> str:
        return f"{self.token}:{self.generation}:{self.pos}"

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Read what `str` wrote."""
        token, generation, pos = text.split(":")
        return cls(token, generation, int(pos))


class Pulse(Struct, frozen=True):
    """What is of the wall clock, so that snapshots can be compared byte by byte."""

    as_of: int  # wall time of the last fold
    pos: int
    at: int  # site time of it
    lag: int  # events that waited when the fold ended


class Batch(Struct, frozen=True):
    """What one commit writes: rows that changed, names of rows that are gone, the picture."""

    changed: Mapping[str, bytes]
    gone: Sequence[str]
    snapshot: bytes
    pulse: Pulse
    next_due: int | None


def commands(site: str, old: Cursor | None, new: Cursor, batch: Batch) -> list[list[Any]]:
    """Return the Redis commands that write a batch."""
    rows, pulse = rows_key(site, new.generation), msgspec.json.encode(batch.pulse)
    made = in_chunks("HSET", rows, pairs(batch.changed))
    made += in_chunks("HDEL", rows, batch.gone)
    made.append(["SET", snapshot_key(site), batch.snapshot])
    made.append(["SET", cursor_key(site), str(new)])
    made.append(["SET", pulse_key(site), pulse, "EX", PULSE_SECONDS])
    due: list[Any] = ["ZREM", DUE, site]
    if batch.next_due is not None:
        due = ["ZADD", DUE, batch.next_due, site]
    made.append(due)
    ring = msgspec.json.encode({"site": site, "pos": new.pos})
    made.append(["PUBLISH", DOORBELL, ring])
    if old is not None and old.generation != new.generation:
        made.append(["UNLINK", rows_key(site, old.generation)])
    return made


def pairs(rows: Mapping[str, bytes]) -> list[Any]:
    """Flatten a mapping to field, value, field, value."""
    return [part for pair in rows.items() for part in pair]


def in_chunks(name: str, key: str, arguments: Iterable[Any]) -> list[list[Any]]:
    """Return one command, or several where the arguments are too many for one."""
    values = list(arguments)
    return [[name, key, *values[i : i + CHUNK]] for i in range(0, len(values), CHUNK)]
