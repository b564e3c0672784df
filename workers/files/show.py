"""What a person sees while a file is read and played."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

EVERY = 200  # rows between two updates


class Show:
    """A progress bar with counts; without a console nothing is shown."""

    def __init__(self, console: Console | None = None) -> None:
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[counts]} {task.fields[note]}"),
            console=console or Console(quiet=True),
        )
        self._task = self._bar.add_task("", total=None, counts="", note="")

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def phase(self, what: str, total: int | None = None) -> None:
        """Begin a new bar; `total` is None while nobody knows."""
        self._bar.reset(self._task, description=what, total=total, counts="", note="")

    def seen(self, row: int) -> None:
        """Note the row that is being read."""
        if row % EVERY == 0:
            self._bar.update(self._task, completed=row)

    def advance(self, entries: int, accepted: int, duplicate: int) -> None:
        """Note what a batch brought."""
        counts = f"{accepted:,} accepted, {duplicate:,} duplicate"
        self._bar.update(self._task, advance=entries, counts=counts)

    def note(self, note: str) -> None:
        """Say why it takes longer."""
        self._bar.update(self._task, note=note)
