"""A complaint again from its record, for what is asked of it after the fold forgot it."""

import msgspec

from models.policy import STEPS
from models.state import STAMPS, STANDINGS, Complaint, Course
from models.stores.tables import ComplaintRow

COURSE = msgspec.json.Decoder(Course).decode


def recalled(row: ComplaintRow) -> Complaint:
    """Return the complaint; what only the fold needs is left out. Raises msgspec.DecodeError."""
    done = [getattr(row, f"done_{step}") for step in STEPS]
    return Complaint(
        key=row.key,
        pos=row.pos,
        time=row.time,
        at=row.at,
        place=row.place,
        category=row.category,
        kind=row.kind,
        urgency=row.urgency,
        channel=row.channel,
        who=row.who,
        cluster=row.cluster,
        backlog=row.backlog,
        stamps=STAMPS.pack(*done) if any(done) else b"",
        status=row.status,
        standing=STANDINGS.index(row.standing),
        person=row.person,
        team=row.team,
        course=COURSE(row.course) if row.course else None,
    )
