"""Drafts into the log: in batches, at the wall's pace or as fast as it goes."""

from collections.abc import Iterable, Iterator

from redis.exceptions import RedisError

from models.events import ComplaintReceived, SiteClock
from models.stores import settings
from workers.files.feed import Fed
from workers.files.pace import Room
from workers.files.stage import Stage, Tally

BATCH = 500  # events a transaction
SOON = 0.001  # seconds that are not worth waiting for
LOOK = 0.1  # seconds between two looks whether there is room again


def paced(fed: Iterable[Fed], clock: SiteClock, stage: Stage) -> Iterator[Fed | None]:
    """Yield each draft when its site time has come; None means that nothing is due just now."""
    begun = stage.clock()
    for one in fed:
        at = one.draft.at or 0
        while (wait := (at - clock.base) / clock.rate - (stage.clock() - begun)) > SOON:
            yield None
            stage.sleep(min(wait, LOOK))
        yield one


def play(fed: Iterable[Fed | None], total: int, stage: Stage, tally: Tally) -> None:
    """Append in batches, waking the workers after each, pausing while people would wait."""
    stage.show.phase(f"playing into {tally.site}", total)
    room = Room(stage.log, stage.live, tally.site, stage.settings)
    batch: list[Fed] = []
    for one in fed:
        if one is not None:
            batch.append(one)
        if batch and (one is None or len(batch) == BATCH):
            _wait(room, stage)
            _append(batch, stage, tally)
            batch = []
    if batch:
        _append(batch, stage, tally)


def _wait(room: Room, stage: Stage) -> None:
    while site := room.crowded():
        stage.show.note(f"waiting for the workers at {site}")
        stage.sleep(LOOK)
    stage.show.note("")


def _append(batch: list[Fed], stage: Stage, tally: Tally) -> None:
    texts = [one.text for one in batch if one.text]
    appended = stage.log.append([one.draft for one in batch], settings.now(), texts)
    for one, place in zip(batch, appended, strict=True):
        tally.events += place.fresh
        if isinstance(one.draft.data, ComplaintReceived):
            tally.accepted += place.fresh
            tally.duplicate += not place.fresh
    stage.show.advance(sum(one.row > 0 for one in batch), tally.accepted, tally.duplicate)
    try:
        stage.live.ring(tally.site)
    except RedisError:
        stage.show.note("no workers: the picture follows when they run")
