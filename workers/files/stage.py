"""Where a file is played: the stores, the site that takes it, and the count of its rows."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from models.events import RulesAdopted, SiteOpened
from models.policy import load as policy
from models.stores import database, live, settings
from models.stores.live import Live
from models.stores.log import Log
from models.stores.settings import Settings
from workers.files.show import Show
from workers.intake.accept import Door

OPENING = 2  # the first events of a stream: site.opened, rules.adopted


class PlayError(ValueError):
    """The site cannot take this file; the text says why."""


@dataclass
class Tally:
    """What became of the file's complaints; `events` counts all that was new in the log."""

    site: str = ""
    accepted: int = 0
    duplicate: int = 0
    refused: int = 0
    events: int = 0
    refused_file: Path | None = None


@dataclass
class Stage:
    """The stores that a file is played into, and who watches."""

    log: Log
    live: Live
    settings: Settings
    show: Show = field(default_factory=Show)
    clock: Callable[[], float] = time.monotonic  # for pacing only
    sleep: Callable[[float], None] = time.sleep

    @classmethod
    def of(cls, chosen: Settings, show: Show | None = None) -> "Stage":
        """Return the stage of an installation."""
        engine = database.connect(chosen.database_url)
        return cls(Log(engine), Live(live.connect(chosen.redis_url)), chosen, show or Show())

    def rules(self) -> RulesAdopted:
        """Return the rules that a new site adopts."""
        return policy.adoption(policy.load(self.settings.policy))

    def door(self, site: str, opened: SiteOpened, rules: RulesAdopted) -> Door:
        """Open the site if it is new; return its door as the log describes it.

        Raises PlayError where the site is a live one.
        """
        self.log.open_site(site, opened, rules, settings.now())
        opened, rules = opening(self.log, site)
        if opened.clock is None:
            raise PlayError(f"The site {site} is live; a file needs a site of its own, see --site.")
        return Door.to(site, opened, rules.policy, self.settings.signing_key())


def opening(log: Log, site: str) -> tuple[SiteOpened, RulesAdopted]:
    """Return the first two events of a stream. Raises PlayError if they are others."""
    first = [event.data for event in log.read(site, 0, OPENING)]
    match first:
        case [SiteOpened() as opened, RulesAdopted() as rules]:
            return opened, rules
    raise PlayError(f"The log of {site} does not begin with its opening.")
