"""What stands in front of and behind a running intake: two open sites, their log, keys."""

from typing import Any

from sqlalchemy import select

from models.events import ComplaintReceived, Place, SiteOpened
from models.policy.load import adoption, load
from models.stores import database
from models.stores.log import DEAD_LETTER, Log
from models.stores.settings import Settings
from workers.intake.keys import issue_key

NOW = 1_772_330_000
MALL = SiteOpened(places=[Place("a", "building"), Place("a/f1", "floor")])
FORM = {"id": "1", "site": "mall", "channel": "web", "place": "a/f1", "body": "灯坏了"}


class House:
    """A running intake with two open sites, its log, and keys."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.engine = database.connect(settings.database_url)
        self.log = Log(self.engine)
        for site in ("mall", "tower"):
            self.log.open_site(site, MALL, adoption(load()), NOW)
        self.web = issue_key(self.engine, "web", "mall")
        self.staff = issue_key(self.engine, "staff", "mall")
        self.any = issue_key(self.engine, "*")

    def received(self, site: str = "mall") -> list[str]:
        """Return the keys of the complaints in a site's log, in order."""
        events = self.log.read(site, 0, 10_000)
        return [event.subject for event in events if isinstance(event.data, ComplaintReceived)]

    def letters(self) -> list[Any]:
        """Return the dead letters, oldest first."""
        with self.engine.connect() as connection:
            return list(connection.execute(select(DEAD_LETTER).order_by(DEAD_LETTER.c.id)))
