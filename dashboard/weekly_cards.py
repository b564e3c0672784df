"""The weekly's head numbers and its table of steps, as HTML."""

from dashboard.desk_seat import Seat
from dashboard.markup import Markup, div, span, tag
from dashboard.weekly_change import Change, of_counts, of_medians, of_shares
from dashboard.weekly_figures import Figures, StepFigure
from dashboard.weekly_words import change, length, median, parts, points, ratio, share
from dashboard.words import Words
from models.snapshot import Share

FEATURED = ("receipt", "resolution")
HEADS = ("step", "on_time", "parts", "before", "change", "median", "median_before", "change")


def cards(seat: Seat, this: Figures, before: Figures) -> Markup:
    """Show eight numbers, each with its denominator and its change."""
    words = seat.words
    volume = of_counts(this.received, before.received)
    small = seat.say("week.closed_too", n=f"{this.closed:,}")
    told = change(words, volume, ratio)
    made = [card(seat, "week.received", words.count(this.received), small, moved=volume, told=told)]
    earlier = {one.step: one for one in before.steps}
    made += [
        share_card(seat, f"week.{one.step}", one.on_time, earlier[one.step].on_time, good=True)
        for one in this.steps
        if one.step in FEATURED
    ]
    made.append(share_card(seat, "week.promises", this.promises, before.promises, good=True))
    made += [
        share_card(seat, f"week.{name}", now, then, good=False)
        for name, now, then in worse(this, before)
    ]
    return div("week-cards", *made)


def worse(this: Figures, before: Figures) -> list[tuple[str, Share, Share]]:
    """Return the shares of which less is better."""
    again, earlier = (Share(one.reopened, one.received) for one in (this, before))
    return [
        ("duplicates", this.duplicates, before.duplicates),
        ("repeated", this.repeated, before.repeated),
        ("reopened", again, earlier),
        ("entered_late", this.entered_late, before.entered_late),
    ]


def share_card(seat: Seat, label: str, now: Share, before: Share, *, good: bool) -> Markup:
    """Show a share; `good` says whether more of it is better."""
    moved = of_shares(now, before, more_is_better=good)
    told = change(seat.words, moved, points)
    return card(seat, label, share(now), parts(seat.words, now), moved=moved, told=told)


def card(seat: Seat, label: str, value: str, small: str, *, moved: Change, told: str) -> Markup:
    """Show one number."""
    return div(
        "week-card",
        div("label", seat.say(label)),
        div("value", value),
        div("small", small),
        div(verdict(moved), seat.say("week.versus", change=told)),
    )


def step_table(seat: Seat, this: Figures, before: Figures) -> Markup:
    """Show every step with its share, its median time and how both changed."""
    head = tag("tr", *(tag("th", seat.say(f"week.head_{name}")) for name in HEADS))
    earlier = {one.step: one for one in before.steps}
    rows = [step_row(seat, one, earlier[one.step]) for one in this.steps]
    return div("steps", tag("table", head, *rows))


def step_row(seat: Seat, now: StepFigure, before: StepFigure) -> Markup:
    """Show one step."""
    words = seat.words
    took = of_medians(now.median, before.median)
    cells = [
        words.code("step", now.step),
        *share_cells(words, now.on_time, before.on_time),
        f"{median(words, now.median)} ({now.done:,})",
        median(words, before.median),
        span(verdict(took), change(words, took, length)),
    ]
    return tag("tr", *(tag("td", cell) for cell in cells))


def share_cells(words: Words, now: Share, before: Share) -> list[str]:
    """Show a share of which more is better, what it is made of, and how it changed."""
    moved = of_shares(now, before, more_is_better=True)
    told = span(verdict(moved), change(words, moved, points))
    return [share(now), parts(words, now), share(before), told]


def verdict(moved: Change) -> str:
    """Give the class that colours a change; its words say the same."""
    return "same" if moved.verdict == "unknown" else moved.verdict
