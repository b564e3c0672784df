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
    broken: str = ""  # why there is no snapshot: "", redis or unreadable
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
        return _read(replace(self, snapshot=None, broken=""))


def visit() -> Visit:
    """Read `?site=` and `?lang=`; the language asked for is remembered for the session."""
    asked = st.query_params.get("lang", "")
    if asked in LOCALES:
        st.session_state["lang"] = asked
    chosen = st.session_state.get("lang", "")
    site = st.query_params.get("site", PORTFOLIO)
    return _read(Visit(site, words(chosen), chosen=chosen))


def _read(before: Visit) -> Visit:
    """Read the picture; where that fails, keep the last one and say why it is old."""
    try:
        snapshot = connections.live().snapshot(before.site)
    except RedisError:
        return replace(before, broken="redis")
    except msgspec.MsgspecError:
        return replace(before, broken="unreadable")
    if snapshot is None:
        return before
    return replace(
        before, snapshot=snapshot, words=words(before.chosen or snapshot.site.locale)
    )
