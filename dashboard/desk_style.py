"""How the desk looks: one stylesheet, and the small pieces of markup that repeat."""

from dashboard.desk_seat import Seat
from dashboard.markup import Markup, div, span

STYLE = """<style>
[data-testid="stHeader"], [data-testid="stToolbar"] { display: none }
[data-testid="stMainBlockContainer"] { padding: 1rem 1.6rem 2rem; max-width: none }
.st-key-kiosk { height: 0; min-height: 0; position: absolute }
.desk-title { font-size: 1.6rem; font-weight: 700; white-space: nowrap }
.desk-links { text-align: right; white-space: nowrap; line-height: 2.5rem }
.desk-links a { color: #9FC3EA; margin-left: 1rem; text-decoration: none }
.desk-links a:focus-visible, .desk-links a:hover { text-decoration: underline }
.demo { background: #5B3A00; color: #FFE2A8; border-radius: .3rem; padding: .1rem .6rem;
        font-size: .95rem; margin-left: .8rem }
.chip { display: inline-block; border-radius: .3rem; padding: .05rem .55rem; font-weight: 700;
        white-space: nowrap }
.chip-1 { background: #FF5A3C; color: #14060A } .chip-2 { background: #FF9A3C; color: #1A0D00 }
.chip-3 { background: #F2D04B; color: #1A1500 } .chip-4 { background: #6FB4F2; color: #00121F }
.chip-0 { background: #33435C; color: #EAF0F8 }
.state { color: #C9D6E8; margin-left: .6rem } .state-triggered { color: #FFC2B3; font-weight: 700 }
.card .what { font-weight: 700; margin-top: .35rem; overflow-wrap: anywhere }
.card .facts, .facts { color: #C9D6E8; overflow-wrap: anywhere }
.headline { font-size: 1.35rem; font-weight: 700; margin: .3rem 0; overflow-wrap: anywhere }
.evidence { border-left: .3rem solid #F2B134; padding: .2rem .8rem; margin: .4rem 0;
            font-size: 1.1rem }
.figures { display: flex; flex-wrap: wrap; gap: .4rem 2.2rem; margin: .5rem 0 }
.figures b { font-size: 1.5rem; font-variant-numeric: tabular-nums; margin-right: .3rem }
.figures span { color: #C9D6E8 }
[class*="st-key-card-"] { position: relative; padding: .6rem .8rem; gap: 0 }
[class*="st-key-card-"]:has(.chosen) { border-color: #F2B134; background: #141D2E }
[class*="st-key-card-"] [data-testid="stElementContainer"]:has(button) { position: absolute;
  inset: 0; width: 100% !important }
[class*="st-key-card-"] :is(.stButton, button) { width: 100%; height: 100%; min-height: 0 }
[class*="st-key-card-"] button { opacity: 0 }
[class*="st-key-card-"]:hover { border-color: #7C93B5 }
[class*="st-key-card-"]:has(button:focus-visible) { outline: 3px solid #9FC3EA }
.complaint-text { white-space: pre-wrap; overflow-wrap: anywhere; background: #141D2E;
  border-radius: .4rem; padding: .7rem .9rem; max-height: 18rem; overflow-y: auto;
  unicode-bidi: isolate }
</style>"""


def chip(seat: Seat, level: int) -> Markup:
    """Show a crisis level: shape, numeral and word, and only then colour."""
    return span(f"chip chip-{level}", str(seat.words.level(level)) or "–")


def figures(pairs: list[tuple[str, str]]) -> Markup:
    """Show a few numbers, each with what it counts."""
    return div("figures", *(div("", bold(number), span("", what)) for number, what in pairs))


def bold(text: str) -> Markup:
    """Make a number stand out."""
    return Markup(f"<b>{span('', text)}</b>")
