"""What the desk reads of clusters: which there are, who stands in one and why, what is like it."""

from typing import Any

import pandas as pd
from sqlalchemy import Engine, Select, func, select

from dashboard.queries import with_text
from dashboard.rows import as_frame, frame, one, rows_of
from models.stores.database import reading
from models.stores.records import CLUSTER, COMPLAINT, MEMBERSHIP
from models.stores.tables import ClusterRow, MembershipRow


def cluster(engine: Engine, site: str, name: str) -> ClusterRow | None:
    """Return one cluster."""
    return one(engine, ClusterRow, site=site, id=name)


def clusters(engine: Engine, site: str, limit: int = 200) -> tuple[pd.DataFrame, int]:
    """Return a site's open clusters, newest activity first, and how many there are."""
    mine = (CLUSTER.c.site == site) & (CLUSTER.c.merged_into == "")
    query = select(CLUSTER).where(mine, CLUSTER.c.open > 0, CLUSTER.c.size > 1)
    counting = select(func.count()).select_from(query.subquery())
    query = query.order_by(CLUSTER.c.last.desc(), CLUSTER.c.id).limit(limit)
    with reading(engine) as connection:
        return as_frame(connection.execute(query)), int(connection.execute(counting).scalar_one())


def members(engine: Engine, site: str, name: str, limit: int = 500) -> pd.DataFrame:
    """Return a cluster's complaints with their text, oldest first."""
    return frame(
        engine, with_text(COMPLAINT.c.cluster == name, site).order_by(COMPLAINT.c.pos).limit(limit)
    )


def reasons(engine: Engine, site: str, name: str) -> list[MembershipRow]:
    """Return why each complaint stands in a cluster, or is suggested for it."""
    query = select(MEMBERSHIP).where(MEMBERSHIP.c.site == site, MEMBERSHIP.c.cluster == name)
    return rows_of(engine, MembershipRow, query.order_by(MEMBERSHIP.c.at, MEMBERSHIP.c.complaint))


def bridges(engine: Engine, site: str, name: str) -> list[MembershipRow]:
    """Return for which other clusters the complaints of this one are suggested."""
    query = standing_in(site, name).where(MEMBERSHIP.c.suggested, MEMBERSHIP.c.cluster != name)
    return rows_of(engine, MembershipRow, query.order_by(MEMBERSHIP.c.score.desc()).limit(50))


def returned(engine: Engine, site: str, name: str) -> MembershipRow | None:
    """Return what the cluster's trouble is the return of, if it came before."""
    query = standing_in(site, name).where(MEMBERSHIP.c.times > 1, MEMBERSHIP.c.cluster != name)
    found = rows_of(engine, MembershipRow, query.order_by(MEMBERSHIP.c.times.desc()).limit(1))
    return found[0] if found else None


def standing_in(site: str, name: str) -> Select[Any]:
    """Select all that was said of the complaints that stand in a cluster."""
    mine = (COMPLAINT.c.site == MEMBERSHIP.c.site) & (COMPLAINT.c.key == MEMBERSHIP.c.complaint)
    query = select(MEMBERSHIP).join(COMPLAINT, mine)
    return query.where(COMPLAINT.c.site == site, COMPLAINT.c.cluster == name)
