"""Nothing stays in Redis for ever but what is named permanent."""

from redis import Redis
from sqlalchemy import Engine

from models.stores.keys import PERMANENT, PREFIX
from models.stores.live import Live
from models.stores.log import Log
from models.stores.settings import Settings
from tests.days import OPENED, RULES, SITE, START, drafts
from workers.consume import Consumer


def test_every_key_is_permanent_or_ends(engine: Engine, valkey: Redis) -> None:
    """After a day of work and ringing, each of our keys is on the list or has a time to live."""
    log, live = Log(engine), Live(valkey)
    log.open_site(SITE, OPENED, RULES, START)
    log.append(list(drafts(seed=4, complaints=30)), START)
    live.ring(SITE)
    live.ring_recipient("duty")
    live.beat("clock", START)
    live.acquire("other", "me", 5)
    Consumer(log, live, Settings(linger_ms=0)).drain(SITE)
    keys = [key.decode() for key in valkey.scan_iter(PREFIX + "*")]
    endless = [key for key in keys if valkey.ttl(key) == -1]
    assert len(keys) > len(endless) > 0
    assert [key for key in endless if not key.startswith(PERMANENT)] == []


def test_a_lease_is_one_workers(valkey: Redis) -> None:
    """Only its owner renews and releases it; one that ran out can be taken again."""
    live = Live(valkey)
    assert live.acquire("a", "me", 5)
    assert not live.acquire("a", "you", 5)
    assert not live.renew("a", "you", 5)
    live.release("a", "you")
    assert live.renew("a", "me", 5)
    live.release("a", "me")
    assert live.renew("a", "me", 5)


def test_rings_are_not_doubled(valkey: Redis) -> None:
    """A hundred rings of a site that is armed enqueue one job; after disarming, one more."""
    live = Live(valkey)
    for _ in range(100):
        live.ring(SITE)
    assert valkey.llen("rq:queue:consume") == 1
    live.disarm([SITE])
    live.ring(SITE)
    assert valkey.llen("rq:queue:consume") == 2
