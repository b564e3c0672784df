"""The kiosk: a component without a face that keeps a page alive between two drawings.

It holds the doorbell's stream and reruns its fragment at a ring; it counts clocks and deadlines
down; it freezes the page visibly when its data are no longer to be trusted; it sounds the siren.
All of that is in the browser, since Python cannot report its own death.
"""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dashboard import doorbell
from dashboard.visit import Visit
from models.stores import settings

_FOLDER = Path(__file__).parent
_SCRIPTS = ("speech.js", "clock.js", "siren.js", "freshness.js", "stream.js", "fit.js", "kiosk.js")
_MESSAGES = "kiosk."  # catalogue keys that the browser speaks

_component = st.components.v2.component(
    "tocsin_kiosk",
    js="\n".join((_FOLDER / name).read_text("utf-8") for name in _SCRIPTS),
    css=(_FOLDER / "kiosk.css").read_text("utf-8"),
    isolate_styles=False,
)


def kiosk(here: Visit, *, wall: bool = False, sirens: Sequence[str] = ()) -> None:
    """Mount the kiosk inside the fragment that a ring is to rerun.

    `sirens` names what deserves the siren now; the browser sounds it for names it has not seen.
    Only a `wall` is fitted to its screen and frozen when stale.
    """
    snapshot = here.snapshot
    _component(
        key="kiosk",
        on_ring_change=_rerun,
        data={
            "site": here.site,
            "token": doorbell.token(here.site),
            "lang": here.words.html,
            "words": {k: here.words.text(k) for k in here.words.under(_MESSAGES)},
            "zone": snapshot.site.zone if snapshot else "Asia/Shanghai",
            "clock": here.clock(),
            "now": settings.now(),
            "broken": here.broken,
            "wall": wall,
            "sirens": list(sirens),
        },
    )


def _rerun() -> None:
    """A ring needs no more than the rerun that any trigger causes."""
