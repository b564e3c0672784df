"""`tocsin import` and `tocsin replay`: a file, or a site's own log, played into a site.

An import is as fast as the log takes it and goes to the mapping's own site; the same file again
changes nothing. A replay runs at N times the wall's speed, each on a site of its own.
"""

import re
from itertools import count
from pathlib import Path

import msgspec

from models.events import SiteClock, SiteOpened
from models.stores import settings
from workers.files.feed import end, feed
from workers.files.gather import Gathered, gather
from workers.files.play import paced, play
from workers.files.recorded import Recorded
from workers.files.refused import RefusedFile
from workers.files.stage import PlayError, Stage, Tally

AHEAD = 86_400  # a file's times may be this far ahead of the wall clock


def import_file(
    path: Path, map_name: str, stage: Stage, site: str = "", *, deliver: bool = False
) -> Tally:
    """Play a file into its site as fast as the log takes it.

    Raises FileError, MappingError or PlayError with one sentence for the person.
    """
    with RefusedFile(path, stage.settings.home) as refused, stage.show:
        gathered = _gathered(path, map_name, stage, refused)
        tally = Tally(site=site or gathered.site)
        entries = gathered.entries
        clock = SiteClock(entries.first, settings.now(), 0, end(entries.last))
        door = stage.door(tally.site, _described(gathered.opened, clock, deliver), stage.rules())
        fed = feed(entries, door, lambda source: _named(source, tally.site, gathered.site))
        play(fed, len(entries), stage, tally)
        return _closed(tally, gathered, refused)


def replay(
    what: str,
    map_name: str,
    stage: Stage,
    speed: int = 60,
    site: str = "",
    *,
    deliver: bool = False,
) -> Tally:
    """Play a file, or a site of the log, into a new site whose time runs `speed` times ours.

    Raises FileError, MappingError or PlayError with one sentence for the person.
    """
    if speed < 1:
        raise PlayError("The speed must be at least 1.")
    path = Path(what)
    if not path.exists() and not map_name and stage.log.exists(what):
        return _replay_log(Recorded(stage.log, what), stage, speed, site, deliver)
    with RefusedFile(path, stage.settings.home) as refused, stage.show:
        gathered = _gathered(path, map_name, stage, refused)
        entries = gathered.entries
        name = gathered.site if map_name else path.stem
        tally = Tally(site=_own_site(stage, site, name))
        clock = SiteClock(entries.first, settings.now(), speed, end(entries.last))
        door = stage.door(tally.site, _described(gathered.opened, clock, deliver), stage.rules())
        fed = feed(entries, door, lambda source: f"{source}@{tally.site}")
        play(paced(fed, clock, stage), len(entries), stage, tally)
        return _closed(tally, gathered, refused)


def _replay_log(recorded: Recorded, stage: Stage, speed: int, site: str, deliver: bool) -> Tally:
    tally = Tally(site=_own_site(stage, site, recorded.site))
    first, last = recorded.span()
    clock = SiteClock(first, settings.now(), speed, last)
    stage.door(tally.site, _described(recorded.opened, clock, deliver), recorded.rules)
    with stage.show:
        play(paced(recorded.feed(tally.site), clock, stage), len(recorded), stage, tally)
    return tally


def _gathered(path: Path, map_name: str, stage: Stage, refused: RefusedFile) -> Gathered:
    stage.show.phase(f"reading {path.name}")
    latest = settings.now() + AHEAD
    gathered = gather(path, map_name, latest, refused, stage.show.seen)
    if not len(gathered.entries):
        wrong = f"; {refused.count:,} refused, see {refused.path}" if refused.count else ""
        raise PlayError(f"{path.name}: holds nothing that could be taken{wrong}.")
    return gathered


def _closed(tally: Tally, gathered: Gathered, refused: RefusedFile) -> Tally:
    tally.duplicate += gathered.duplicates
    tally.refused = refused.count
    tally.refused_file = refused.path if refused.count else None
    gathered.entries.close()
    return tally


def _own_site(stage: Stage, wished: str, name: str) -> str:
    """Return a site id that no stream has yet."""
    name = re.sub(r"[^\w.-]+", "-", name)
    taken = stage.log.heads()
    if wished in taken:
        raise PlayError(f"The site {wished} is there already; each replay needs its own.")
    return wished or next(site for n in count(1) if (site := f"{name}-{n}") not in taken)


def _named(source: str, site: str, own: str) -> str:
    """Return the source in the log: an id is known once, so another site needs another source."""
    return source if site == own else f"{source}@{site}"


def _described(opened: SiteOpened, clock: SiteClock, deliver: bool) -> SiteOpened:
    return msgspec.structs.replace(opened, clock=clock, deliver=deliver, go_live=0)
