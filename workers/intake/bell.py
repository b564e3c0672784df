"""Tell the workers of new events, beside the commits: a Redis that is away delays nobody."""

import asyncio
from collections.abc import Callable, Iterable

import structlog
from redis.exceptions import RedisError

from workers.intake import metrics

logger = structlog.get_logger()


class Bell:
    """Rings each site once for all that came since the last time.

    A ring that fails is not repeated: the clock rings every site that is behind its log.
    """

    def __init__(self, ring: Callable[..., object]) -> None:
        self._ring = ring
        self._sites: set[str] = set()
        self._news = asyncio.Event()
        self._ended = False

    def ring(self, sites: Iterable[str]) -> None:
        """Have the sites rung soon."""
        self._sites.update(sites)
        self._news.set()

    def end(self) -> None:
        """Let `run` return after the last ring."""
        self._ended = True
        self._news.set()

    async def run(self) -> None:
        """Ring until `end`."""
        while self._sites or not self._ended:
            await self._news.wait()
            self._news.clear()
            sites, self._sites = self._sites, set()
            await asyncio.to_thread(self.ring_now, sites)

    def ring_now(self, sites: Iterable[str]) -> None:
        """Ring the sites."""
        try:
            self._ring(*sites)
        except RedisError as error:
            metrics.DEAF.inc()
            logger.warning("intake.ring_failed", sites=sorted(sites), error=str(error))
