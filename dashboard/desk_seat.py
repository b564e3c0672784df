"""What everything on the desk works with: one site, one reader, the stores, the moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import msgspec
import streamlit as st
from redis import RedisError
from sqlalchemy import Engine

from dashboard import connections, queries
from dashboard.actions import Desk
from dashboard.desk_text import plain
from dashboard.visit import PORTFOLIO, Visit
from dashboard.words import Words
from models.events import SiteOpened
from models.snapshot import Snapshot
from models.stores import settings

DESCRIBED = 30  # seconds that the list of sites is kept
VIEWS = ("alerts", "clusters", "complaints", "refused")


@dataclass(frozen=True)
class Seat:
    """One reader at the desk of one site; `site` is the portfolio's id for all of them."""

    here: Visit
    engine: Engine
    desk: Desk
    sites: Mapping[str, SiteOpened]
    by: str  # the role that acts, "" until it is given

    @property
    def words(self) -> Words:
        """The reader's language."""
        return self.here.words

    def say(self, msgid: str, **values: object) -> str:
        """Give the words of a key."""
        return self.here.words.text(msgid, **values)

    @property
    def site(self) -> str:
        """The site that is looked at."""
        return self.here.site

    @property
    def everywhere(self) -> bool:
        """Whether the desk shows all sites together."""
        return self.site == PORTFOLIO

    @property
    def idle(self) -> bool:
        """Whether nobody said who acts: then nothing can be done, only seen."""
        return not self.by

    @property
    def at(self) -> str:
        """The site whose complaints are looked at; "" if all sites are and none was chosen."""
        return shown("of") if self.everywhere else self.site

    def of(self, site: str) -> str:
        """What the address must say of a thing's site: nothing where the desk is that site's."""
        return site if self.everywhere else ""

    def query(self, site: str, complaint: str) -> str:
        """The part of an address that names a complaint."""
        return urlencode({"complaint": complaint} | ({"of": site} if self.everywhere else {}))

    def zone(self, site: str) -> str:
        """The site's time zone."""
        return self.sites[site].zone if site in self.sites else "Asia/Shanghai"

    def now(self, site: str) -> int:
        """Site time of this moment, epoch seconds."""
        return queries.site_now(self.desk.log.stream(site), settings.now())

    def stamp(self, site: str, epoch: int) -> str:
        """Tell a moment in the site's zone; an unset one is a dash."""
        return self.words.stamp(epoch, self.zone(site)) if epoch else "–"

    def place(self, site: str, path: str) -> str:
        """Name a place of a site."""
        return plain(self.words.place(path, self.names(site)))

    def names(self, site: str) -> dict[str, list[str]]:
        """Names of places: what the site was opened with, and what its picture added."""
        opened = self.sites.get(site)
        known = {place.path: [place.zh, place.en] for place in opened.places} if opened else {}
        picture = self.picture(site)
        return known | (picture.site.names if picture else {})

    def picture(self, site: str) -> Snapshot | None:
        """The live picture of a site, None where there is none to be had."""
        own = self.here.snapshot
        if own is not None and own.site.id == site:
            return own
        return pictured(site) if self.everywhere else None

    def site_name(self, site: str) -> str:
        """Name a site."""
        if site == PORTFOLIO:
            return self.say("desk.portfolio")
        opened = self.sites.get(site)
        return plain((self.words.pick([opened.zh, opened.en]) if opened else "") or site)

    def category(self, code: str) -> str:
        """Name a category, of either level."""
        return plain(self.words.code("category", code))


@st.cache_data(ttl=DESCRIBED, show_spinner=False)
def described() -> dict[str, SiteOpened]:
    """List all sites, read at most twice a minute."""
    return queries.sites(connections.log().engine)


def covered(site: str, sites: Mapping[str, SiteOpened]) -> tuple[str, ...]:
    """Return the site, or for the portfolio all on the wall clock: a past is not added to today."""
    if site != PORTFOLIO:
        return (site,)
    return tuple(name for name, one in sites.items() if name != PORTFOLIO and one.clock is None)


@st.cache_data(ttl=5, max_entries=64, show_spinner=False)
def pictured(site: str) -> Snapshot | None:
    """Read another site's picture, at most once in five seconds."""
    try:
        return connections.live().snapshot(site)
    except (RedisError, msgspec.MsgspecError):
        return None


def seat(here: Visit, by: str) -> Seat:
    """Sit down."""
    log = connections.log()
    if here.site not in described():
        described.clear()  # it may have been opened a moment ago
    return Seat(here, log.engine, Desk(log, connections.live()), described(), by.strip())


def shown(name: str) -> str:
    """Read which alert, cluster, complaint or view the address names; "" for none."""
    return st.query_params.get(name, "")


def view() -> str:
    """Tell which view the address asks for: named, or that of the thing it names."""
    if shown("view") in VIEWS:
        return shown("view")
    return next((f"{name}s" for name in ("cluster", "complaint") if shown(name)), "alerts")


def go(view: str, **named: str) -> None:
    """Turn to a view, and to one thing in it; the address says so and can be passed on."""
    for name in ("alert", "cluster", "complaint", "of"):
        st.query_params.pop(name, None)
    st.query_params.update({"view": view} | {key: value for key, value in named.items() if value})
