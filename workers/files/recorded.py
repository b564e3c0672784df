"""A site's own log as something to replay: the same events, ticks included, at their site time."""

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import select

from models.events import ComplaintReceived, Draft, Event
from models.stores.database import reading
from models.stores.log import TEXT, Log, Text
from workers.files.feed import Fed
from workers.files.stage import OPENING, opening

PAGE = 500  # events, and texts, read at once


class Recorded:
    """The events that a site has now; what comes later is not replayed."""

    def __init__(self, log: Log, site: str) -> None:
        self.log, self.site = log, site
        self.head = log.heads()[site]
        self.opened, self.rules = opening(log, site)

    def __len__(self) -> int:
        return self.head - OPENING

    def span(self) -> tuple[int, int]:
        """Return the first and last site time to replay."""
        first = self.log.read(self.site, OPENING, 1) or self.log.read(self.site, 0, 1)
        last = self.log.read(self.site, self.head - 1, 1)
        return first[0].at, last[0].at

    def feed(self, site: str) -> Iterator[Fed]:
        """Yield the events as drafts for another site, with the texts that are left of them."""
        after = OPENING
        while after < self.head:
            page = self.log.read(self.site, after, min(PAGE, self.head - after))
            texts = self._texts(page, site)
            for event in page:
                yield Fed(redraft(event, site), texts.get(_told(event)), event.pos)
            after = page[-1].pos

    def _texts(self, page: Sequence[Event], site: str) -> dict[str, Text]:
        keys = [key for event in page if (key := _told(event))]
        columns = [TEXT.c[name] for name in Text.__struct_fields__]
        query = select(*columns).where(TEXT.c.site == self.site, TEXT.c.key.in_(keys))
        with reading(self.log.engine) as connection:
            texts = [Text(*row) for row in connection.execute(query)]
        return {text.key: msgspec.structs.replace(text, site=site) for text in texts}


def redraft(event: Event, site: str) -> Draft:
    """Return the event as a draft for another site; its time stays what it was."""
    source = f"{event.source}@{site}"
    subject = site if event.subject == event.site else event.subject
    return Draft(site, source, event.id, event.time, subject, event.data, event.at)


def _told(event: Event) -> str:
    return event.subject if isinstance(event.data, ComplaintReceived) else ""
