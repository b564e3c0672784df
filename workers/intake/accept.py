"""The one door for every complaint: a form in, an event and its erasable text out.

Nothing here refuses: what is odd about a complaint is flagged, and what cannot be stored in
its place (an unknown place or category) is kept at the end of its text.
"""

import re
import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from models.categories import codes
from models.events import ComplaintReceived, Draft, SiteOpened, Urgency, UrgencySource
from models.stores.text import Text
from workers.analyse import signals
from workers.analyse.clean import tidy
from workers.analyse.mask import mask
from workers.analyse.words import weigh
from workers.intake.form import Complainant, ComplaintForm

SUBJECT_LIMIT, BODY_LIMIT, WISH_LIMIT = 500, 20_000, 2_000  # characters
EARLIEST = 946_684_800  # the year 2000: what is older was mistyped
LATEST_AHEAD = 86_400
WHO_BITS = (1 << 63) - 1
ANONYMOUS = {"", "匿名", "未知", "无", "anonymous", "unknown", "none", "n/a"}
DIAL_MARKS = re.compile(r"[\s().-]")
DIAL_CODE = re.compile(r"^\+?(?:00)?86(?=1[3-9]\d{9}$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Door:
    """What the door must know of a site."""

    site: str
    live: bool  # its time is the wall clock
    grows: bool  # unknown places are taken as they come
    places: frozenset[str]
    categories: frozenset[str]
    urgency: dict[str, Urgency]  # default per category or top category
    secret: bytes

    @classmethod
    def to(cls, site: str, opened: SiteOpened, policy: Mapping[str, Any], secret: bytes) -> "Door":
        """Return the door to a site, from the description and the policy in its log."""
        return cls(
            site=site,
            live=opened.clock is None,
            grows=opened.grows,
            places=frozenset(place.path for place in opened.places),
            categories=frozenset(codes(policy["categories"])),
            urgency=dict(policy.get("urgency", {})),
            secret=blake2b(secret, digest_size=32).digest(),
        )


def accept(
    form: ComplaintForm, door: Door, now: int, flags: Iterable[str] = ()
) -> tuple[Draft, Text]:
    """Mask, cut, judge and place a complaint; `flags` are those found before the door."""
    odd, left = set(flags), dict[str, str]()
    subject = mask(tidy(form.subject, SUBJECT_LIMIT, odd))
    body = mask(tidy(form.body, BODY_LIMIT, odd))
    category = known_category(form.category, door, odd, left)
    place = known_place(form.place, door, odd, left)
    time = judge_time(form.time, door, now, odd)
    source, name = form.source or f"{form.site}/{form.channel}", form.id or uuid.uuid4().hex
    key = f"{source}/{name}"
    text = erasable(form, door, key, (subject, with_rest(body, left)), odd)
    own = ("", "") if form.coded else (subject, body)
    data = received(form, door, (category, place), own, odd)
    return Draft(door.site, source, name, time, key, data), text


def erasable(
    form: ComplaintForm, door: Door, key: str, said: tuple[str, str], flags: set[str]
) -> Text:
    """Return what lies apart from the log: subject and body as masked, and who said it."""
    return Text(
        site=door.site,
        key=key,
        subject=said[0],
        body=said[1],
        name=tidy(form.complainant.name, 200, flags),
        contact=tidy(form.complainant.contact, 200, flags),
        role=form.complainant.role,
        wish=mask(tidy(form.wish, WISH_LIMIT, flags)),
        reply_by=form.reply_by,
    )


def received(
    form: ComplaintForm, door: Door, where: tuple[str, str], own: tuple[str, str], flags: set[str]
) -> ComplaintReceived:
    """Return the event: at `where` (category, place), with what is read in the person's own words.

    Comes last, for it holds all `flags` that were found.
    """
    category, place = where
    found = signals.read("\n".join(own))
    urgency, urgency_source = judge_urgency(form, category, door, urgent=found.urgent)
    terms, weights = weigh(*own)
    return ComplaintReceived(
        channel=form.channel,
        kind=form.kind,
        category=category,
        urgency=urgency,
        urgency_source=urgency_source,
        place=place,
        who=who(form.complainant, form.channel, door),
        terms=terms,
        weights=weights,
        signals=found.signals,
        flags=sorted(flags),
        evidence=form.evidence,
    )


def judge_time(time: int | None, door: Door, now: int, flags: set[str]) -> int:
    """Return when it was complained; on a live site an absurd time becomes `now`."""
    if time is None:
        return now
    if door.live and not EARLIEST <= time <= now + LATEST_AHEAD:
        flags.add("time_clamped")
        return now
    return time


def known_category(category: str, door: Door, flags: set[str], left: dict[str, str]) -> str:
    """Return the category if the policy has it, its top level if that, or else "other"."""
    if category in door.categories:
        return category
    flags.add("unknown_category")
    left["category"] = mask(tidy(category, 200, flags))
    top = category.partition(".")[0]
    return top if top in door.categories else "other"


def known_place(place: str, door: Door, flags: set[str], left: dict[str, str]) -> str:
    """Return the place's path, or that of its nearest known ancestor."""
    parts = place_parts(place, flags)
    path = "/".join(parts)
    if door.grows or not path or path in door.places:
        return path
    flags.add("unknown_place")
    left["place"] = mask(path)
    while parts and "/".join(parts) not in door.places:
        parts.pop()
    return "/".join(parts)


def place_parts(place: str, flags: set[str]) -> list[str]:
    """Return the ids of a place's path from the top down."""
    return [part for raw in tidy(place, 500, flags).split("/") if (part := raw.strip())]


def judge_urgency(
    form: ComplaintForm, category: str, door: Door, *, urgent: bool
) -> tuple[Urgency, UrgencySource]:
    """The category's default, else what the form says; danger in the text raises it."""
    top = category.partition(".")[0]
    default: Urgency = door.urgency.get(category) or door.urgency.get(top) or "normal"
    said, source = form.urgency or default, "form" if form.urgency else "category"
    if urgent and said != "urgent":
        return "urgent", "lexicon"
    return said, "form" if source == "form" else "category"


def who(person: Complainant, channel: str, door: Door) -> int:
    """Return the keyed 63-bit hash of a complainant, 0 for one without a name.

    An account is known within its channel, a telephone or address everywhere, a name only
    within its site.
    """
    contact, name = normal(person.contact), normal(person.name)
    if person.ref.strip():
        words = ("ref", channel, person.ref.strip())
    elif contact not in ANONYMOUS:
        words = ("contact", "", DIAL_CODE.sub("", DIAL_MARKS.sub("", contact)))
    elif name not in ANONYMOUS:
        words = ("name", door.site, name)
    else:
        return 0
    digest = blake2b("\0".join(words).encode(), digest_size=8, key=door.secret).digest()
    return int.from_bytes(digest, "big") & WHO_BITS or 1


def normal(text: str) -> str:
    """Return a name or contact as it is compared: width, case and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", tidy(text, 200, set())).casefold().split())


def with_rest(body: str, left: dict[str, str]) -> str:
    """Return the body with the fields that have no place of their own, as 'field: value' lines."""
    lines = [f"{field}: {value}" for field, value in left.items() if value]
    return "\n\n".join(part for part in (body, "\n".join(lines)) if part)
