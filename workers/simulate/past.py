"""A new site's last hours, told in one go, so that the wall is alive within seconds.

The whole past is one append: the site's clock, which is the wall's, must not tick in between.
Each event carries the site time that it would have had, so nothing looks like a burst.
"""

from collections.abc import Iterable, Iterator
from itertools import takewhile

import msgspec

from models.events import Draft
from models.stores.log import Log, Text
from workers.files.feed import tick
from workers.intake.accept import Door, accept
from workers.simulate.forms import form_of
from workers.simulate.items import Complaint, Item
from workers.simulate.plans import SitePlan
from workers.simulate.rhythm import CALM, HOUR
from workers.simulate.story import events

MINUTE = 60
PAST = 20 * HOUR


def tell_past(log: Log, plan: SitePlan, door: Door, seed: int, now: int) -> list[Complaint]:
    """Append the story of the hours up to `now`; return its complaints."""
    start = now - PAST
    items = list(takewhile(lambda item: item.time < now, events(plan, seed, start, CALM)))
    drafts: list[Draft] = []
    texts: list[Text] = []
    for until, item in with_minutes(items, start):
        if until:
            drafts.append(tick(plan.id, until).draft)
        draft, text = drafted(item, door)
        drafts.append(msgspec.structs.replace(draft, at=item.time))
        texts += [text] if text else []
    log.append(drafts, now, texts)
    return [item.data for item in items if isinstance(item.data, Complaint)]


def with_minutes(items: Iterable[Item], start: int) -> Iterator[tuple[int, Item]]:
    """Return each item with the full minute since `start` that passed before it, 0 for none."""
    last = start
    for item in items:
        minute = item.time - item.time % MINUTE
        yield minute if minute > last else 0, item
        last = max(last, minute)


def drafted(item: Item, door: Door) -> tuple[Draft, Text | None]:
    """Take a complaint through the door as at its own time, or a staff fact as it is."""
    if isinstance(item.data, Complaint):
        return accept(form_of(item.data), door, item.time)
    return Draft(item.site, item.source, item.id, item.time, item.subject, item.data), None
