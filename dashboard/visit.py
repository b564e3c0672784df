"""What a page must know before it draws: which site, in which language, and its picture."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

import msgspec
import streamlit as st
from redis import RedisError

from dashboard import connections
from dashboard.words import LOCALES, Words, words
from models.snapshot import Snapshot

PORTFOLIO = "portfolio"


@dataclass(frozen=True)
class Visit:
    """One reader on one page."""

    site: str
    words: Words
    snapshot: Snapshot | None = None
    broken: str = ""  # why the snapshot is missing or old: redis, unreadable
    chosen: str = ""  # the language asked for by ?lang=, "" for the site's own

    def link(self, page: str = "", site: str = "") -> str:
        """Give the address of a page ("", desk, weekly), keeping the chosen language."""
        query = {"site": site or self.site} | ({"lang": self.chosen} if self.chosen else {})
        return f"/{page}?{urlencode(query)}"

    def other_language(self) -> str:
        """Give the address of this site's wall in the other language."""
        other = next(each for each in LOCALES if each != self.words.locale)
        return f"/?{urlencode({'site': self.site, 'lang': other})}"

    def clock(self) -> dict[str, int] | None:
        """Give what the browser needs to count site time, None for the wall clock itself."""
        clock = self.snapshot.site.clock if self.snapshot else None
        if self.snapshot is None or clock is None:
            return None
        return msgspec.structs.asdict(clock) | {"at": self.snapshot.at}

    def again(self) -> "Visit":
        """Read the picture anew, as a fragment does at every ring of the doorbell."""
        return _read(self)


def visit() -> Visit:
    """Read `?site=` and `?lang=`; the language asked for is remembered for the session."""
    asked = st.query_params.get("lang", "")
    if asked in LOCALES:
        st.session_state["lang"] = asked
    chosen = st.session_state.get("lang", "")
    site = st.query_params.get("site", PORTFOLIO)
    return _read(Visit(site, words(chosen), chosen=chosen))


def picture(site: str) -> tuple[Snapshot | None, str]:
    """Read a site's picture, or tell why that is impossible: redis or unreadable."""
    try:
        return connections.live().snapshot(site), ""
    except RedisError:
        return None, "redis"
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None, "unreadable"


def _read(before: Visit) -> Visit:
    """Read the picture; where that fails, keep the session's last one and say why it is old."""
    snapshot, broken = picture(before.site)
    if broken:
        last = st.session_state.get("picture")
        snapshot = last if last and last.site.id == before.site else None
    else:
        st.session_state["picture"] = snapshot
    chosen = before.chosen or (snapshot.site.locale if snapshot else "")
    return replace(before, snapshot=snapshot, broken=broken, words=words(chosen))
