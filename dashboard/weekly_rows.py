"""The records that a weekly is computed from: two narrow frames."""

from collections.abc import Collection

import pandas as pd
from sqlalchemy import Engine, func, or_, select

from dashboard.rows import as_frame, frame
from dashboard.weekly_figures import Rows
from dashboard.weekly_period import Span
from models.policy import STEPS
from models.stores.database import reading
from models.stores.recall import COURSE
from models.stores.records import CLUSTER, COMPLAINT

MOMENTS = [f"{what}_{step}" for step in STEPS for what in ("due", "done")]
COMPLAINT_COLUMNS = [
    "site", "key", "kind", "category", "place", "backlog", "time", "at", "status", "reopened",
    "cluster", *MOMENTS,
]  # fmt: skip
PROMISE_COLUMNS = ["until", "answered"]
CLUSTER_COLUMNS = ["site", "id", "size", "workers", "as_one"]


def extent(engine: Engine, sites: Collection[str]) -> tuple[int, int] | None:
    """Return the site times of the first and the last complaint; None if there is none."""
    query = select(func.min(COMPLAINT.c.at), func.max(COMPLAINT.c.at))
    with reading(engine) as connection:
        first, last = connection.execute(query.where(COMPLAINT.c.site.in_(sites))).one()
    return None if first is None else (int(first), int(last))


def weekly_rows(engine: Engine, sites: Collection[str], span: Span) -> Rows:
    """Return the complaints that came in, fell due or were worked in the span, and the rest.

    Moments that are not set are NaN. The clusters are those of the complaints; the promises are
    all that were ever made.
    """
    columns = [COMPLAINT.c[name] for name in ("at", *MOMENTS)]
    touched = or_(*(column.between(span.begin, span.end - 1) for column in columns))
    chosen = [COMPLAINT.c[name] for name in COMPLAINT_COLUMNS]
    with reading(engine) as connection:
        rows = as_frame(
            connection.execute(select(*chosen).where(COMPLAINT.c.site.in_(sites), touched))
        )
    rows[MOMENTS] = rows[MOMENTS].astype("float64").where(rows[MOMENTS] > 0)
    complaints = rows.astype({"backlog": bool})
    return Rows(complaints, clusters(engine, sites, span), promises(engine, sites))


def clusters(engine: Engine, sites: Collection[str], span: Span) -> pd.DataFrame:
    """Return the clusters that were alive in the span."""
    alive = (CLUSTER.c.last >= span.begin) & (CLUSTER.c.first < span.end)
    chosen = [CLUSTER.c[name] for name in CLUSTER_COLUMNS]
    return frame(engine, select(*chosen).where(CLUSTER.c.site.in_(sites), alive)).astype(
        {"as_one": bool}
    )


def promises(engine: Engine, sites: Collection[str]) -> pd.DataFrame:
    """Return every promise with its time, and when it was answered or NaN.

    A complaint that was closed before a promise was due owes it no more.
    """
    counted = (COMPLAINT.c.kind == "complaint") & ~COMPLAINT.c.backlog & (COMPLAINT.c.course != "")
    query = select(COMPLAINT.c.course).where(COMPLAINT.c.site.in_(sites), counted)
    with reading(engine) as connection:
        courses = [COURSE(text) for text in connection.scalars(query)]
    answered = [pair for course in courses for pair in course.answered]
    owed = [
        (until, None)
        for course in courses
        for _, until in course.promises
        if not 0 < course.closed_at <= until
    ]
    return pd.DataFrame([*answered, *owed], columns=PROMISE_COLUMNS, dtype="float64")


def backlog_open(engine: Engine, sites: Collection[str]) -> int:
    """Count what is still open from before go-live (存量)."""
    left = COMPLAINT.c.backlog & (COMPLAINT.c.status == "open")
    mine = COMPLAINT.c.site.in_(sites) & left
    with reading(engine) as connection:
        return int(
            connection.execute(select(func.count()).select_from(COMPLAINT).where(mine)).scalar_one()
        )
