"""From an alert's transition to one message per recipient: pure."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from alerts.recipients import LOG, Recipient
from models.effects import Tell
from models.events import SiteOpened
from models.stores.tables import OutboxRow

COVERAGE_GAP = "coverage_gap"


class Notice(Struct, frozen=True, omit_defaults=True):
    """The body of an outbox row: all that the wording needs, numbers and names, never prose.

    Names are pairs (zh, en); `gap` holds the told roles that nobody holds.
    """

    tell: Tell
    site: str
    site_name: tuple[str, str]
    place_name: tuple[str, str]
    zone: str
    demo: bool = False
    gap: tuple[str, ...] = ()


def rows(
    tell: Tell, site: str, opened: SiteOpened, recipients: Sequence[Recipient], now: int
) -> list[OutboxRow]:
    """Return what must be sent: one row for everyone who holds a told role.

    A site that does not deliver tells the log receiver only. Roles that nobody holds are
    reported to the people on duty, and where there are none, to the log receiver. `now` is
    wall time: a message ages by it.
    """
    body = notice(tell, site, opened)
    if not opened.deliver:
        return [row(body, LOG, now)]
    held = {role for one in recipients for role in one.roles}
    missing = tuple(role for role in tell.roles if role not in held)
    made = [row(body, one, now) for one in holders(tell.roles, recipients)]
    if missing:
        gap = msgspec.structs.replace(body, gap=missing)
        watchers = list(holders(("duty",), recipients)) or [LOG]
        made += [row(gap, one, now) for one in watchers]
    return made


def holders(roles: Iterable[str], recipients: Sequence[Recipient]) -> Iterator[Recipient]:
    """Yield each recipient who holds one of the roles, once, in the order of the file."""
    wanted = frozenset(roles)
    return (one for one in recipients if not wanted.isdisjoint(one.roles))


def row(body: Notice, recipient: Recipient, now: int) -> OutboxRow:
    """Return the outbox row; its key holds for all time, so nobody is told the same twice."""
    tell = body.tell
    transition = COVERAGE_GAP if body.gap else tell.transition
    told = f"{COVERAGE_GAP}.{tell.transition}" if body.gap else tell.transition
    parts = (body.site, tell.alert, told, str(tell.tier), str(tell.repetition), recipient.name)
    return OutboxRow(
        key="|".join(parts),
        site=body.site,
        alert=tell.alert,
        transition=transition,
        tier=tell.tier,
        repetition=tell.repetition,
        recipient=recipient.name,
        level=tell.level,
        body=msgspec.json.encode(body).decode(),
        created_at=tell.at,
        queued_at=now,
    )


def notice(tell: Tell, site: str, opened: SiteOpened) -> Notice:
    """Return what the wording needs."""
    return Notice(
        tell=tell,
        site=site,
        site_name=(opened.zh or opened.en or site, opened.en or opened.zh or site),
        place_name=place_names(tell.place, opened),
        zone=opened.zone,
        demo=opened.demo,
    )


def place_names(path: str, opened: SiteOpened) -> tuple[str, str]:
    """Return a place's names from the outermost in, its ids where it has no name."""
    known = {place.path: place for place in opened.places}
    ids = path.split("/") if path else []
    zh, en = [], []
    for depth, id_ in enumerate(ids, start=1):
        place = known.get("/".join(ids[:depth]))
        zh.append(place.zh or place.en or id_ if place else id_)
        en.append(place.en or place.zh or id_ if place else id_)
    return " ".join(zh), " ".join(en)
