"""API keys: one per channel and site, kept only as hashes."""

import hashlib
import secrets
from functools import lru_cache
from time import monotonic

from msgspec import Struct
from sqlalchemy import Engine, insert, select

from models.stores.database import reading
from models.stores.settings import now
from models.stores.tables import ApiKey

API_KEY = ApiKey.__table__  # type: ignore[attr-defined]
ANY, STAFF = "*", "staff"  # STAFF stands beside the channels: what was done about a complaint
TRUSTED_SECONDS = 30  # so long a withdrawn key may still be taken


class Grant(Struct, frozen=True):
    """What a key is for; '*' means any channel, or any site."""

    channel: str
    site: str

    def covers(self, channel: str, site: str) -> bool:
        """Whether the key may send for this channel at this site."""
        return self.channel in {ANY, channel} and self.site in {ANY, site}


def issue_key(engine: Engine, channel: str, site: str = ANY) -> str:
    """Make a key and return it; it cannot be read again, only its hash is stored."""
    key = "tocsin_" + secrets.token_urlsafe(24)
    row = {"digest": digest(key), "channel": channel, "site": site, "created_at": now()}
    with engine.begin() as connection:
        connection.execute(insert(API_KEY).values(**row))
    return key


def digest(key: str) -> str:
    """Return what is stored of a key; its 192 random bits need no salt."""
    return hashlib.sha256(key.encode()).hexdigest()


class Keys:
    """The keys of one database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._find = lru_cache(maxsize=1_024)(self._read)

    def grant(self, key: str) -> Grant | None:
        """Return what a key allows, or None if there is no such key."""
        return self._find(digest(key), int(monotonic()) // TRUSTED_SECONDS)

    def _read(self, stored: str, _period: int) -> Grant | None:
        query = select(API_KEY.c.channel, API_KEY.c.site).where(API_KEY.c.digest == stored)
        with reading(self.engine) as connection:
            row = connection.execute(query).first()
        return Grant(row.channel, row.site) if row else None
