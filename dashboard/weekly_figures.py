"""What the weekly says, computed from complaint and cluster rows: pure, no words, no I/O.

Only complaints (投诉) count; other kinds are counted apart and so is the backlog from before
go-live. A step belongs to the week in which it fell *due*, so that a finished week never
changes afterwards; a median belongs to the week in which the step was *done*.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import pandas as pd
from msgspec import Struct

from dashboard.weekly_period import Span
from models.policy import STEPS
from models.snapshot import Share

By = Literal["place", "site"]
IN_CLUSTER, CLUSTER = ["site", "cluster"], ["site", "id"]  # an id is unique within its site


class Kept(Struct, frozen=True):
    """What a site keeps: its steps, and the seconds to enter a complaint in, 0: not measured."""

    steps: Sequence[str] = STEPS
    registration: int = 0


class StepFigure(Struct, frozen=True):
    """One step: on time, out of all that fell due; the median of those done, in seconds."""

    step: str
    on_time: Share
    median: int | None
    done: int


class GroupFigure(Struct, frozen=True):
    """One category, place or site: complaints received, and resolutions on time."""

    name: str
    received: int
    resolution: Share


class Figures(Struct, frozen=True):
    """One span of one site, or of several together."""

    received: int
    other_kinds: dict[str, int]
    backlog_received: int
    closed: int
    reopened: int
    steps: list[StepFigure]
    duplicates: Share  # `good` counts complaints that share their cluster with another
    repeated: Share  # `good` counts clusters worked separately by more than one person
    promises: Share  # kept, of those that fell due
    entered_late: Share  # `good` counts complaints entered later than the registration target
    categories: list[GroupFigure]
    by: By
    where: list[GroupFigure]  # the places of one site, or the sites themselves


class Rows(NamedTuple):
    """The records that figures are computed from, as `weekly_rows` gives them."""

    complaints: pd.DataFrame
    clusters: pd.DataFrame
    promises: pd.DataFrame


def figures(
    rows: Rows, span: Span, now: int, sites: Mapping[str, Kept], by: By = "place"
) -> Figures:
    """Figures of the span as known at site time `now`, over the sites and what each keeps."""
    complaints, clusters = rows.complaints, rows.clusters
    counted = complaints[(complaints["kind"] == "complaint") & ~complaints["backlog"]]
    received, places = within(counted, "at", span), top(counted["place"], "/")
    return Figures(
        received=len(received),
        other_kinds=kinds(complaints, span),
        backlog_received=len(within(complaints[complaints["backlog"]], "at", span)),
        closed=len(within(counted, "done_resolution", span)),
        reopened=int((received["reopened"] > 0).sum()),
        steps=[
            step_figure(counted[counted["site"].isin(keeping)], step, span, now)
            for step, keeping in keepers(sites).items()
        ],
        duplicates=duplicates(received, clusters),
        repeated=repeated(received, clusters),
        promises=promises(rows.promises, span, now),
        entered_late=entered_late(received, sites),
        categories=groups(counted, top(counted["category"], "."), span, now),
        by=by,
        where=groups(counted, counted["site"] if by == "site" else places, span, now),
    )


def within(rows: pd.DataFrame, column: str, span: Span) -> pd.DataFrame:
    """Rows whose time in `column` lies in the span; rows without one do not."""
    return rows[(rows[column] >= span.begin) & (rows[column] < span.end)]


def kinds(complaints: pd.DataFrame, span: Span) -> dict[str, int]:
    """How much came in that is no complaint, most frequent first."""
    other = complaints[(complaints["kind"] != "complaint") & ~complaints["backlog"]]
    counts = within(other, "at", span)["kind"].value_counts()
    return {str(kind): int(count) for kind, count in counts.items()}


def keepers(sites: Mapping[str, Kept]) -> dict[str, list[str]]:
    """The steps in their order, each with the sites that keep it."""
    every = {step: [site for site in sites if step in sites[site].steps] for step in STEPS}
    return {step: found for step, found in every.items() if found}


def on_time(rows: pd.DataFrame, step: str, span: Span, now: int) -> Share:
    """Share done by the deadline among those whose deadline fell in the span and has passed."""
    due = within(rows, f"due_{step}", Span(span.begin, min(span.end, now + 1)))
    good = due[f"done_{step}"].notna() & (due[f"done_{step}"] <= due[f"due_{step}"])
    return Share(int(good.sum()), len(due))


def step_figure(rows: pd.DataFrame, step: str, span: Span, now: int) -> StepFigure:
    """Both figures of one step; follow-up is timed from the resolution, all else from `time`."""
    done = within(rows, f"done_{step}", span)
    start = done["done_resolution"] if step == "follow_up" else done["time"]
    taken = (done[f"done_{step}"] - start).dropna()
    median = int(taken.median()) if len(taken) else None
    return StepFigure(step, on_time(rows, step, span, now), median, len(taken))


def duplicates(received: pd.DataFrame, clusters: pd.DataFrame) -> Share:
    """Complaints that are not alone in their cluster, out of all received."""
    known = received.merge(clusters, left_on=IN_CLUSTER, right_on=CLUSTER)
    return Share(int((known["size"] > 1).sum()), len(received))


def repeated(received: pd.DataFrame, clusters: pd.DataFrame) -> Share:
    """Clusters that several people worked each on their own, out of those worked at all."""
    found = received[IN_CLUSTER].drop_duplicates()
    touched = clusters.merge(found, left_on=CLUSTER, right_on=IN_CLUSTER)
    worked = touched[(touched["size"] > 1) & (touched["workers"] > 0)]
    apart = (worked["workers"] > 1) & ~worked["as_one"]
    return Share(int(apart.sum()), len(worked))


def top(paths: "pd.Series[str]", separator: str) -> "pd.Series[str]":
    """The first part of each dotted category or place path."""
    return paths.str.split(separator, n=1).str[0]


def promises(promised: pd.DataFrame, span: Span, now: int) -> Share:
    """Promises kept, out of those whose time fell in the span and has passed."""
    due = within(promised, "until", Span(span.begin, min(span.end, now + 1)))
    return Share(int((due["answered"] <= due["until"]).sum()), len(due))


def entered_late(received: pd.DataFrame, sites: Mapping[str, Kept]) -> Share:
    """Complaints entered later than their own site's limit, out of all of sites that have one."""
    limits = {site: own.registration for site, own in sites.items() if own.registration}
    limit = received["site"].map(limits).astype("float64").dropna()
    measured = received.loc[limit.index]
    late = measured["at"] - measured["time"] > limit
    return Share(int(late.sum()), len(measured))


def groups(
    counted: pd.DataFrame, names: "pd.Series[str]", span: Span, now: int
) -> list[GroupFigure]:
    """One figure per name that received or owed anything in the span, busiest first."""
    found = [
        GroupFigure(
            str(name), len(within(rows, "at", span)), on_time(rows, "resolution", span, now)
        )
        for name, rows in counted.groupby(names, sort=True)
    ]
    busy = [group for group in found if group.received or group.resolution.total]
    return sorted(busy, key=lambda group: (-group.received, group.name))
