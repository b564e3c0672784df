"""A changed policy reaches every live site by an event in its log."""

from pathlib import Path

from redis import Redis
from sqlalchemy import Engine
from structlog.testing import capture_logs

from models.events import SiteOpened
from models.policy.load import DEFAULT
from models.stores.live import Live
from models.stores.log import Log
from models.stores.settings import Settings
from tests.days import OPENED, RULES, SITE, START, drafts
from workers.adopt import adopt
from workers.consume import Consumer
from workers.rebuild import verify
from workers.writer import PORTFOLIO


def test_a_new_policy_is_adopted_once(engine: Engine, valkey: Redis, tmp_path: Path) -> None:
    """The first run opens the portfolio; a changed file is adopted once; the fold follows."""
    log, live = Log(engine), Live(valkey)
    log.open_site(SITE, OPENED, RULES, START)
    log.append(list(drafts(seed=2, complaints=20)), START)
    assert adopt(log, Settings(), START) == []
    changed = tmp_path / "policy.toml"
    changed.write_text(DEFAULT.read_text().replace("default-1", "stricter-2", 1))
    settings = Settings(policy=changed, linger_ms=0)
    assert adopt(log, settings, START) == [SITE, PORTFOLIO]
    assert adopt(log, settings, START) == []
    worker = Consumer(log, live, settings)
    worker.drain(SITE)
    assert worker.writer.shelf.states[SITE].state.site.rules == "stricter-2"
    assert verify(log, live, SITE) == []


def test_a_site_abroad_without_holidays_is_named(engine: Engine) -> None:
    """Whoever adopts a policy hears of live sites whose country it does not name."""
    log = Log(engine)
    log.open_site(SITE, OPENED, RULES, START)
    log.open_site("pier", SiteOpened(zone="America/New_York"), RULES, START)
    with capture_logs() as said:
        adopt(log, Settings(), START)
    named = [one["site"] for one in said if one["event"] == "policy.no_holidays"]
    assert named == ["pier"]
