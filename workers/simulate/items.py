"""What the simulator tells: complaints in people's words, and what staff did about them."""

from msgspec import Struct

from models.events import Data, Kind, Urgency
from models.events.versions import kind
from workers.simulate.people import Person
from workers.simulate.plans import Language


class Complaint(Struct, frozen=True):
    """One complaint as it comes to the door, and what only the simulator knows of it."""

    site: str
    channel: str
    id: str
    time: int
    kind: Kind
    category: str
    urgency: Urgency  # as the category has it; staff work by it, the door is not told
    place: str
    person: Person
    language: Language
    subject: str
    text: str
    trouble: str
    incident: str = ""  # the true incident; "" where it stands alone
    mended: int = 0  # when the incident's cause is gone; 0 where there is none

    @property
    def source(self) -> str:
        """The sender's name in the log."""
        return f"sim.{self.channel}"

    @property
    def key(self) -> str:
        """The complaint's name in the log."""
        return f"{self.source}/{self.id}"


class Item(Struct, frozen=True):
    """One thing that happens: a complaint, or a staff fact about the complaint `subject`."""

    time: int
    site: str
    type: str
    source: str
    id: str
    subject: str
    data: Complaint | Data
    incident: str = ""  # for scoring only; no part of what the system is told


def received(complaint: Complaint) -> Item:
    """Return the item of a complaint."""
    return Item(
        time=complaint.time,
        site=complaint.site,
        type="complaint.received",
        source=complaint.source,
        id=complaint.id,
        subject=complaint.key,
        data=complaint,
        incident=complaint.incident,
    )


def fact(complaint: Complaint, at: int, name: str, data: Data) -> Item:
    """Return the item of a staff fact; `name` tells it from the complaint's other facts."""
    return Item(
        time=at,
        site=complaint.site,
        type=kind(type(data)),
        source="sim.staff",
        id=f"{complaint.id}.{name}",
        subject=complaint.key,
        data=data,
        incident=complaint.incident,
    )
