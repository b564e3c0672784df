"""Requests that come within a few milliseconds share one transaction; each is answered after it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from models.events import Draft
from models.stores.log import Appended, Log, Text
from models.stores.settings import now
from workers.intake import metrics
from workers.intake.bell import Bell

GATHER_SECONDS = 0.002
MOST = 1_000  # drafts in one transaction, so that nobody waits long for the others
AWAY = (OperationalError, PoolTimeoutError)  # the store is away: trying each alone helps nobody

logger = structlog.get_logger()
Answer = list[Appended] | Exception


@dataclass
class Request:
    """One request's drafts and the promise of its answer."""

    drafts: Sequence[Draft]
    texts: Sequence[Text]
    answer: "asyncio.Future[list[Appended]]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def give(self, answer: Answer) -> None:
        """Answer, unless whoever asked has gone."""
        if self.answer.done():
            return
        if isinstance(answer, Exception):
            self.answer.set_exception(answer)
        else:
            self.answer.set_result(answer)


class GroupCommit:
    """The only writer of the intake: one task takes what waits and commits it in a thread."""

    def __init__(self, log: Log, bell: Bell) -> None:
        self.log, self.bell = log, bell
        self._waiting: asyncio.Queue[Request | None] = asyncio.Queue()

    async def append(self, drafts: Sequence[Draft], texts: Sequence[Text]) -> list[Appended]:
        """Return where each draft stands, once it is durable. Raises what `Log.append` raises."""
        request = Request(drafts, texts)
        self._waiting.put_nowait(request)
        return await request.answer

    def end(self) -> None:
        """Let `run` return once all that waits is committed."""
        self._waiting.put_nowait(None)

    async def run(self) -> None:
        """Commit group after group until `end`."""
        last = False
        while not last:
            group, last = await self._gather()
            if not group:
                continue
            answers = await asyncio.to_thread(self.commit, group)
            for request, answer in zip(group, answers, strict=True):
                request.give(answer)
            self.bell.ring(a.site for many in answers if isinstance(many, list) for a in many)

    async def _gather(self) -> tuple[list[Request], bool]:
        group = [await self._waiting.get()]
        await asyncio.sleep(GATHER_SECONDS)
        while not self._waiting.empty() and sum(len(r.drafts) for r in group if r) < MOST:
            group.append(self._waiting.get_nowait())
        return [request for request in group if request], None in group

    def commit(self, group: Sequence[Request]) -> list[Answer]:
        """Commit all together; if that fails, each alone, so that a bad one fails alone."""
        try:
            return self._together(group)
        except AWAY as error:
            return [error] * len(group)
        except Exception as error:
            logger.exception("intake.commit_failed", requests=len(group))
            if len(group) == 1:
                return [error]
            return [self.commit([request])[0] for request in group]

    def _together(self, group: Sequence[Request]) -> list[Answer]:
        drafts = [draft for request in group for draft in request.drafts]
        texts = [text for request in group for text in request.texts]
        with metrics.COMMIT.time():
            appended = iter(self.log.append(drafts, now(), texts))
        metrics.GROUP.observe(len(drafts))
        return [list(islice(appended, len(request.drafts))) for request in group]
