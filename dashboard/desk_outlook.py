"""Below the desk's alerts: what is rising, what is learned, and how often rules were right."""

from dashboard.desk_seat import Seat
from dashboard.early import rising
from dashboard.markup import Markup, div
from dashboard.precision import Record, records
from dashboard.queries import verdicts


def outlook(seat: Seat) -> Markup:
    """Draw it for one site, or the verdicts of all."""
    judged = records(verdicts(seat.engine, "" if seat.everywhere else seat.site))
    rows = [told(seat, record) for record in judged]
    none = [seat.say("precision.none")]
    return div(
        "",
        *(div("facts", line) for line in ahead(seat)),
        div("section", seat.say("precision.title")),
        *(div("facts", line) for line in rows or none),
    )


def ahead(seat: Seat) -> list[str]:
    """Tell what is rising, the most likely first, and on which day of learning the site is."""
    picture = None if seat.everywhere else seat.picture(seat.site)
    if picture is None:
        return []
    now = seat.now(seat.site)
    likely = sorted(picture.clusters, key=lambda row: -row.rising)
    lines = [
        " · ".join([arrow, seat.place(seat.site, row.place), seat.category(row.category)])
        for row in likely
        if (arrow := rising(row, seat.words, now))
    ]
    learning = picture.numbers.learning
    if learning.total:
        lines.append(seat.say("crisis.learning", day=learning.good, days=learning.total))
    return lines


def told(seat: Seat, record: Record) -> str:
    """Tell how often a rule was right at a level, and what another threshold would have done."""
    level = seat.words.level(record.level)
    text = seat.say(
        "precision.row",
        rule=seat.words.code("rule", record.rule),
        level=f"{level.shape} {level.numeral}",
        right=record.right,
        total=record.total,
    )
    if not record.spared:
        return text
    advice = seat.say("precision.advice", threshold=record.threshold, spared=record.spared)
    return f"{text}; {advice}" if seat.words.locale == "en" else f"{text}；{advice}"
