"""From a checked request to its answer: sort out, commit with others, say where each stands."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus

import msgspec
from fastapi import Response
from redis.exceptions import RedisError

from models.stores import database, live
from models.stores.live import Live
from models.stores.log import Appended, Log
from models.stores.settings import Settings, now
from workers.intake import metrics, problem
from workers.intake.bell import Bell
from workers.intake.delivery import Delivery, TooLargeError
from workers.intake.doors import Doors
from workers.intake.group import GroupCommit
from workers.intake.keys import Grant, Keys
from workers.intake.problem import ProblemError
from workers.intake.refusal import RefusedError
from workers.intake.sort_out import Refusal, Sorted, sort_out


class Intake:
    """What the routes work with."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.engine = database.connect(settings.database_url)
        self.redis = live.connect(settings.redis_url)
        self.log = Log(self.engine)
        self.doors = Doors(self.log, settings.signing_key())
        self.keys = Keys(self.engine)
        self.bell = Bell(Live(self.redis).ring)
        self.group = GroupCommit(self.log, self.bell)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Commit and ring until the end; what was promised is kept before it ends."""
        tasks = [asyncio.create_task(self.group.run()), asyncio.create_task(self.bell.run())]
        try:
            yield
        finally:
            self.group.end()
            await tasks[0]
            self.bell.end()
            await tasks[1]
            self.redis.close()
            self.engine.dispose()

    async def take(self, grant: Grant, body: bytes, read: Callable[[], Delivery]) -> Response:
        """Check, commit and answer one delivery. Raises ProblemError."""
        checked = await asyncio.to_thread(self.check, grant, body, read)
        appended = await self.group.append(checked.drafts, checked.texts)
        return self.answered(checked, appended)

    def check(self, grant: Grant, body: bytes, read: Callable[[], Delivery]) -> Sorted:
        """Sort a delivery out and keep what is refused. Raises ProblemError."""
        try:
            found = read()
        except RefusedError as error:
            self.log.refuse(grant.site, grant.channel, str(error), body, now())
            raise refusal([Refusal(0, error.field, error.reason)]) from None
        except TooLargeError as error:
            raise self.too_large(grant, error) from None
        result = sort_out(found.items, found.read, grant, self.doors, now())
        for site in sorted({draft.site for draft in result.drafts}):
            self.check_backlog(site)
        for refused in result.refused:
            letter = msgspec.json.encode(found.items[refused.index])
            self.log.refuse(grant.site, grant.channel, refused.text, letter, now())
        if not result.drafts:
            raise refusal(result.refused)
        return result

    def too_large(self, grant: Grant, error: TooLargeError) -> ProblemError:
        """Keep the beginning of what is too large, and return the answer."""
        self.log.refuse(grant.site, grant.channel, str(error), error.begun, now())
        return ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, str(error))

    def check_backlog(self, site: str) -> None:
        """Raise ProblemError while too many events of the site wait to be folded."""
        if self.doors.waiting(site) > self.settings.backlog_limit:
            detail = "too many events of this site wait; nothing was taken, send it again later"
            raise ProblemError(HTTPStatus.TOO_MANY_REQUESTS, detail, site=site)

    def answered(self, checked: Sorted, appended: Sequence[Appended]) -> Response:
        """Say of each item where it stands. Raises ProblemError if nothing was taken."""
        accepted, refused = [], list(checked.refused)
        for index, draft, stands in zip(checked.indexes, checked.drafts, appended, strict=True):
            if stands.site != draft.site:
                refused.append(Refusal(index, "id", "is taken by an event of another site"))
                continue
            metrics.EVENTS.labels("accepted" if stands.fresh else "duplicate").inc()
            accepted.append(
                {
                    "id": draft.id,
                    "key": draft.subject,
                    "site": draft.site,
                    "number": stands.pos,
                    "duplicate": not stands.fresh,
                }
            )
        if not accepted:
            raise refusal(refused)
        metrics.EVENTS.labels("refused").inc(len(refused))
        return problem.answer(HTTPStatus.ACCEPTED, {"accepted": accepted, "refused": refused})

    def healthy(self) -> dict[str, bool]:
        """Return whether the store and Redis answer. Raises OperationalError."""
        self.log.heads()
        try:
            return {"store": True, "live": bool(self.redis.ping())}
        except RedisError:
            return {"store": True, "live": False}


def refusal(refused: Sequence[Refusal]) -> ProblemError:
    """Return the answer to a delivery of which nothing was taken."""
    metrics.EVENTS.labels("refused").inc(len(refused))
    first = refused[0]
    return ProblemError(
        HTTPStatus.BAD_REQUEST,
        first.text,
        field=first.field,
        reason=first.reason,
        accepted=[],
        refused=refused,
    )
