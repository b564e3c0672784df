"""The sites of a weekly: what each of them keeps, and the way to its own weekly."""

from collections.abc import Iterable

from dashboard.desk_seat import Seat
from dashboard.desk_steps import adopted
from dashboard.markup import Markup, div, span, tag
from dashboard.weekly_cards import share_cells, verdict
from dashboard.weekly_change import of_counts
from dashboard.weekly_figures import Figures, GroupFigure, Kept
from dashboard.weekly_period import Week
from dashboard.weekly_words import change, ratio
from models.policy import STEPS
from models.snapshot import Share

HEADS = ("site", "received", "change", "resolution", "parts", "before", "change")
NONE = GroupFigure("", 0, Share())


def kept(seat: Seat, sites: Iterable[str]) -> dict[str, Kept]:
    """Return what each of the sites keeps by its description and its policy in force."""
    return {site: kept_at(seat, site) for site in sites}


def kept_at(seat: Seat, site: str) -> Kept:
    """Return what one site keeps."""
    rules = adopted(site, seat.desk.log)
    registration = rules[0][1].registration if rules else 0
    return Kept(tuple(seat.sites[site].steps) or STEPS, registration)


def site_table(
    seat: Seat, sites: Iterable[str], week: Week, this: Figures, before: Figures
) -> Markup:
    """Show each site's complaints and resolutions on time; its name leads to its own weekly."""
    head = tag("tr", *(tag("th", seat.say(f"week.head_{name}")) for name in HEADS))
    now, earlier = ({one.name: one for one in one_week.where} for one_week in (this, before))
    quiet = (site for site in sites if site not in now)
    rows = [
        site_row(seat, week, site, now.get(site, NONE), earlier.get(site, NONE))
        for site in (*now, *quiet)
    ]
    table = div("steps sites-week", tag("table", head, *rows))
    return div("", div("section", seat.say("week.sites", n=len(rows))), table)


def site_row(seat: Seat, week: Week, site: str, now: GroupFigure, before: GroupFigure) -> Markup:
    """Show one site."""
    moved = of_counts(now.received, before.received)
    cells = [
        tag("a", seat.site_name(site), href=own_weekly(seat, site, week), target="_self"),
        f"{now.received:,}",
        span(verdict(moved), change(seat.words, moved, ratio)),
        *share_cells(seat.words, now.resolution, before.resolution),
    ]
    return tag("tr", *(tag("td", cell) for cell in cells))


def own_weekly(seat: Seat, site: str, week: Week) -> str:
    """Give the address of the same week at one site."""
    return f"{seat.here.link('weekly', site)}&week={week.monday}"
