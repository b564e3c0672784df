"""Put the policy in force: every site hears of a changed one by an event in its log."""

from collections.abc import Iterator
from typing import TypeVar

import structlog
from sqlalchemy import func, select

from models.events import Draft, RulesAdopted, SiteOpened, versions
from models.policy import Policy
from models.policy.dates import restless, running_out
from models.policy.load import adoption, load
from models.stores.database import reading
from models.stores.live import Live
from models.stores.log import ENTRY, Log
from models.stores.settings import Settings
from workers.writer import PORTFOLIO

logger = structlog.get_logger()
T = TypeVar("T", RulesAdopted, SiteOpened)


def adopt(log: Log, settings: Settings, now: int) -> list[str]:
    """Open the portfolio where it is missing, and return the sites that adopted a new policy.

    A replayed site keeps the rules it was replayed under. Raises PolicyError.
    """
    policy = load(settings.policy)
    for country, until in running_out(policy, now):
        logger.warning("policy.holidays_end", country=country, until=until.isoformat())
    for site, zone in without_holidays(log, policy):
        logger.warning("policy.no_holidays", site=site, zone=zone)
    rules = adoption(policy)
    portfolio = SiteOpened(zh="在管项目", en="Portfolio", kind="portfolio")
    log.open_site(PORTFOLIO, portfolio, rules, now)
    changed = [
        site
        for site in log.sites()
        if log.stream(site).live and in_force(log, site).digest != rules.digest
    ]
    for site in changed:
        number = log.head(site)  # unique per site and log position, and the same if tried again
        log.append([Draft(site, "tocsin", f"{site}/rules/{number}", now, site, rules)], now)
    return changed


def without_holidays(log: Log, policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield (site, time zone) of the live sites that rest on weekends only."""
    for site in log.sites():
        opened = newest(log, site, SiteOpened)
        if opened.clock is None and restless(policy, opened.zone):
            yield site, opened.zone


def in_force(log: Log, site: str) -> RulesAdopted:
    """Return the newest policy of a site's log. Raises LookupError if it has none."""
    return newest(log, site, RulesAdopted)


def newest(log: Log, site: str, kind: type[T]) -> T:
    """Return the newest event of a kind in a site's log. Raises LookupError if it has none."""
    named = ENTRY.c.type == versions.kind(kind)
    last = select(func.max(ENTRY.c.pos)).where(ENTRY.c.site == site, named)
    with reading(log.engine) as connection:
        pos = connection.execute(last).scalar()
    found = log.find(site, pos) if pos else None
    if found is None or not isinstance(found.data, kind):
        raise LookupError(site)
    return found.data


def ring(live: Live, sites: list[str]) -> None:
    """Have the adopted policy folded."""
    live.ring(*sites)
