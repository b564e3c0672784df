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
