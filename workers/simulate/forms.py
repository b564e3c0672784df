"""A simulated complaint as the plain form that goes through the one door."""

from typing import Any

from workers.intake.form import Complainant, ComplaintForm
from workers.simulate.items import Complaint


def form_of(complaint: Complaint) -> ComplaintForm:
    """Return the form; what only the simulator knows (trouble, incident) is not on it."""
    person = complaint.person
    fields: dict[str, Any] = {
        "id": complaint.id,
        "source": complaint.source,
        "site": complaint.site,
        "channel": complaint.channel,
        "kind": complaint.kind,
        "category": complaint.category,
        "place": complaint.place,
        "time": complaint.time,
        "subject": complaint.subject,
        "body": complaint.text,
        "complainant": Complainant.model_validate(
            {"name": person.name, "contact": person.contact, "role": person.role}
        ),
    }
    return ComplaintForm.model_validate(fields)
