"""A fuse that burns with every call of a store, and kills the worker at its end."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from redis import Redis
from redis.client import Pipeline
from sqlalchemy import Engine, event

from models.stores import prepared
from models.stores.prepared import guarded


class Died(BaseException):
    """The worker is dead: nothing catches this."""


class Fuse:
    """Dies at the n-th of all steps that could be the last, which is also after the one before."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    def __call__(self, *_anything: object) -> None:
        """One step nearer to the end; die if it is that."""
        self.steps -= 1
        if self.steps == 0:
            raise Died


class FusedPipeline(Pipeline):
    """A pipeline whose round trip burns the fuse."""

    fuse: Fuse

    def execute(self, *args: object, **options: object) -> object:
        """Send what was queued."""
        self.fuse()
        return super().execute(*args, **options)


class FusedRedis(Redis):
    """A Redis client whose every round trip burns the fuse."""

    fuse: Fuse

    def execute_command(self, *args: object, **options: object) -> object:
        """Send one command."""
        self.fuse()
        return super().execute_command(*args, **options)

    def pipeline(self, *args: object, **options: object) -> FusedPipeline:
        """Return a pipeline that burns the same fuse."""
        made = super().pipeline(*args, **options)
        made.__class__ = FusedPipeline
        made.fuse = self.fuse
        return made


@contextmanager
def fused(engine: Engine, fuse: Fuse) -> Iterator[None]:
    """Make the engine's statements and commits burn the fuse, those that are prepared as well."""

    def burning(*call: Any) -> None:
        fuse()
        guarded(*call)

    for name in ("before_cursor_execute", "commit"):
        event.listen(engine, name, fuse)
    with patch.object(prepared, "guarded", burning):
        yield
