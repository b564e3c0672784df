"""`tocsin status` tells what waits and what is silent."""

from redis import Redis
from sqlalchemy import Engine

from models.events import SiteOpened
from models.policy.load import adoption, load
from models.stores.live import Live
from models.stores.log import Log
from workers import status

NOW = 1_763_784_000


def test_what_no_picture_shows_yet_is_waiting(engine: Engine, valkey: "Redis[bytes]") -> None:
    """A site whose events nobody has folded stands there with all of them waiting, and no fold."""
    log = Log(engine)
    log.open_site("mall", SiteOpened(zh="商场", en="Mall"), adoption(load()), NOW)
    [mall] = status.sites(log, Live(valkey), NOW)
    assert (mall.site, mall.head, mall.recorded, mall.waiting, mall.age) == ("mall", 2, 0, 2, None)
