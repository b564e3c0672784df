"""Entries to drafts: a site's time is made from the file alone, never from the wall clock.

The same entries give the same drafts. Before the events of a minute the feed tells the fold that
time passed, so that what fell due in between is decided first, at about its own time.
"""

from collections.abc import Callable, Iterable, Iterator

import msgspec
from msgspec import Struct

from models.events import Draft, TimePassed
from models.events.versions import read
from models.stores.log import Text
from workers.files.entries import Entry
from workers.intake.accept import Door, accept
from workers.intake.form import ComplaintForm

MINUTE = 60
QUIET = 15 * MINUTE


class Fed(Struct, frozen=True):
    """A draft with its site time, the text that belongs to it, and the row it comes from."""

    draft: Draft
    text: Text | None = None
    row: int = 0


def feed(entries: Iterable[Entry], door: Door, name: Callable[[str], str]) -> Iterator[Fed]:
    """Yield the drafts in order of site time, `time.passed` between them.

    `name` gives the source under which a source of the file goes into the log.
    """
    minute = at = 0
    for entry in entries:
        at = max(at, entry.time)
        now = at - at % MINUTE
        if minute and now > minute:
            yield from (tick(door.site, until) for until in quiet(minute, now))
        minute = now
        yield drafted(entry, door, name(entry.source), at)
    if minute:
        yield tick(door.site, minute + MINUTE)


def quiet(last: int, until: int) -> Iterator[int]:
    """Yield the minutes to tell between two minutes with events: after 15, 60, 240 … and the last.

    What falls due in a quiet night is decided near its time, at a cost that hardly grows with it.
    """
    step = QUIET
    while last + step < until:
        yield last + step
        step *= 4
    yield until


def end(last: int) -> int:
    """Return the last site time that a feed whose last entry is of `last` will tell."""
    return last - last % MINUTE + MINUTE


def tick(site: str, until: int) -> Fed:
    """Return the draft that tells the fold that time passed."""
    return Fed(Draft(site, "clock", f"{site}/{until}", until, site, TimePassed(until), until))


def drafted(entry: Entry, door: Door, source: str, at: int) -> Fed:
    """Take a form through the door, or a fact as it is."""
    if entry.form:
        form = ComplaintForm.model_validate(entry.data)
        draft, text = accept(form, door, at, entry.flags)
        return Fed(msgspec.structs.replace(draft, source=source, at=at), text, entry.row)
    data = read.plain(entry.data)
    draft = Draft(door.site, source, entry.id, entry.time, entry.subject, data, at)
    return Fed(draft, None, entry.row)
