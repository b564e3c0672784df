"""What of a delivery is taken and what is refused: the good ones are never lost to the bad."""

from collections.abc import Callable, Sequence

import msgspec
from msgspec import Struct, field

from models.events import ComplaintClassified, Draft
from models.stores.log import Text, UnknownSiteError
from workers.intake.accept import Door, accept, judge_time, place_parts
from workers.intake.cloud_events import FollowUp, about_complaint
from workers.intake.doors import Doors
from workers.intake.form import ComplaintForm
from workers.intake.keys import ANY, STAFF, Grant
from workers.intake.refusal import RefusedError

Reader = Callable[[object, str], ComplaintForm | FollowUp]


class Refusal(Struct, frozen=True):
    """Why the item at `index` was not taken."""

    index: int
    field: str
    reason: str

    @property
    def text(self) -> str:
        """Return it in one line."""
        return f"{self.field}: {self.reason}" if self.field else self.reason


class Sorted(Struct):
    """Drafts with the index that each had in the delivery, their texts, and the refusals."""

    drafts: list[Draft] = field(default_factory=list)
    indexes: list[int] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def sort_out(items: Sequence[object], read: Reader, grant: Grant, doors: Doors, now: int) -> Sorted:
    """Check every item of a delivery; each is taken or refused on its own."""
    result = Sorted()
    own_site = "" if grant.site == ANY else grant.site
    for index, item in enumerate(items):
        try:
            take(read(item, own_site), grant, doors, now, result)
            result.indexes.append(index)
        except RefusedError as error:
            result.refused.append(Refusal(index, error.field, error.reason))
    return result


def take(
    item: ComplaintForm | FollowUp, grant: Grant, doors: Doors, now: int, result: Sorted
) -> None:
    """Add one item to the result. Raises RefusedError."""
    channel = item.channel if isinstance(item, ComplaintForm) else STAFF
    if not grant.covers(channel, item.site):
        raise RefusedError("channel", "this key is for another channel or site")
    try:
        door = doors.to(item.site)
    except UnknownSiteError:
        raise RefusedError("site", "there is no such site") from None
    if item.time is None and not door.live:
        raise RefusedError("time", "is missing; this site has a clock of its own")
    if isinstance(item, ComplaintForm):
        draft, text = accept(item, door, now)
        result.drafts.append(draft)
        result.texts.append(text)
    else:
        check_subject(item, doors, result)
        result.drafts.append(follow_up(item, door, now))


def check_subject(item: FollowUp, doors: Doors, result: Sorted) -> None:
    """Refuse what follows a complaint that nobody made, here or earlier in the delivery."""
    if not about_complaint(item) or doors.has_complaint(item.site, item.subject):
        return
    if item.subject not in {draft.subject for draft in result.drafts if draft.site == item.site}:
        raise RefusedError("subject", "there is no such complaint at this site")


def follow_up(item: FollowUp, door: Door, now: int) -> Draft:
    """Return the event of a follow-up. Raises RefusedError."""
    data = item.data
    if isinstance(data, ComplaintClassified):
        if data.category is not None and data.category not in door.categories:
            raise RefusedError("data.category", "there is no such category")
        if data.place is not None:
            path = "/".join(place_parts(data.place, set()))
            if path and not door.grows and path not in door.places:
                raise RefusedError("data.place", "there is no such place")
            data = msgspec.structs.replace(data, place=path)
    time = judge_time(item.time, door, now, set())
    return Draft(door.site, item.source, item.id, time, item.subject, data)
