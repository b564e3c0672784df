"""What a bench says while it runs."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


@contextmanager
def showing() -> Iterator[Callable[[str], object]]:
    """Yield a function that shows what goes on now; a line is printed for each new part.

    Being told to end is an orderly end: children and folders go.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    console, part = Console(stderr=True), ""
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("starting")

        def say(text: str) -> None:
            nonlocal part
            name = text.partition(":")[0]
            if name != part and not console.is_terminal:
                console.print(text)
            part = name
            progress.update(task, description=text)

        yield say
