"""Fold the log to the beginning and to the end of a shift, and hand over what lies between."""

from pathlib import Path

from models.handover import sheet
from models.stores.log import Log
from workers.files.stage import opening
from workers.handover import sheet_page
from workers.handover.lines import Handed
from workers.handover.shifts import ShiftError, asked
from workers.paper.words import Words
from workers.positions import position_at
from workers.warm import refold


class NoSiteError(LookupError):
    """There is no such site."""


def handover(log: Log, site: str, words: str, now: int) -> Handed:
    """Return the sheet of the shift that is asked for. Raises NoSiteError, ShiftError.

    `now` is the wall clock; a site with a clock of its own is at the time of its last event.
    """
    if not log.exists(site):
        raise NoSiteError(f"{site}: no such site")
    opened = opening(log, site)[0]
    newest = log.find(site, log.head(site))
    present = now if opened.clock is None or newest is None else newest.at
    shift = asked(words, present, opened.zone)
    until = position_at(log, site, shift.end - 1)
    if shift.begin > present or not until:
        raise ShiftError(f"--shift {words}: {site} has nothing to tell of it")
    before = refold(log, site, position_at(log, site, shift.begin - 1))
    after = refold(log, site, until)
    end = min(shift.end, present)
    made = sheet(before, after, shift.begin, end, shift.next().end)
    return Handed(made, shift, after.site.opened, after.plan.names)


def write(words: Words, handed: Handed, site: str, folder: Path) -> Path:
    """Write the page to print into a folder and return its path. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"handover-{site}-{handed.shift.on}-{handed.shift.name}.html"
    path.write_text(sheet_page.page(words, handed), encoding="utf-8")
    return path
