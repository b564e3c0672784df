"""The commands that feed the log: import, replay, simulate."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.stores import settings
from workers.plain_words import plain_words

if TYPE_CHECKING:
    from workers.files.stage import Stage, Tally

app = typer.Typer()

Mapped = Annotated[
    str,
    typer.Option("--map", help="A shipped mapping's name or a mapping file; see docs/mappings.md."),
]
Deliver = Annotated[bool, typer.Option(help="Tell people, not only the log receiver.")]


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX, JSON or NDJSON")],
    mapping: Mapped = "",
    site: Annotated[str, typer.Option(help="Instead of the mapping's own.")] = "",
    *,
    deliver: Deliver = False,
) -> None:
    """Bring a file into a site of its own, as fast as the log takes it."""
    from workers.files import run

    with file_words():
        tell(run.import_file(file, mapping, stage(), site, deliver=deliver))


@app.command()
def replay(
    what: Annotated[str, typer.Argument(metavar="FILE|SITE", help="a file, or a site's own log")],
    mapping: Mapped = "",
    speed: Annotated[int, typer.Option(help="How many times as fast as the wall clock.")] = 60,
    site: Annotated[str, typer.Option(help="The new site's name.")] = "",
    *,
    deliver: Deliver = False,
) -> None:
    """Play a file or a log again into a new site, on that site's own clock."""
    from workers.files import run

    with file_words():
        tell(run.replay(what, mapping, stage(), speed, site, deliver=deliver))


@app.command()
def simulate(
    seed: int = 1,
    speed: Annotated[float, typer.Option(help="Multiplies how much happens.")] = 1.0,
    sites: Annotated[int, typer.Option(min=1, max=6)] = 6,
) -> None:
    """Feed invented sites without end: complaints, incidents, and staff who work on them."""
    from workers.simulate import run

    run.run(stage(), seed=seed, speed=speed, sites=sites)


def stage() -> "Stage":
    """Return the installation's stores with a progress bar on the terminal."""
    from rich.console import Console

    from workers.files.show import Show
    from workers.files.stage import Stage

    return Stage.of(settings.load(), Show(Console(stderr=True)))


@contextmanager
def file_words() -> Iterator[None]:
    """Say in plain words why a file cannot be played."""
    from models.policy.load import PolicyError
    from workers.files.mapping import MappingError
    from workers.files.rows import FileError
    from workers.files.stage import PlayError

    with plain_words(FileError, MappingError, PlayError, PolicyError):
        yield


def tell(tally: "Tally") -> None:
    """Say what became of a file's rows."""
    counts = (
        f"{tally.accepted:,} accepted, {tally.duplicate:,} duplicate, {tally.refused:,} refused"
    )
    typer.echo(f"{tally.site}: {counts}; {tally.events:,} new events")
    if tally.refused_file:
        typer.echo(f"The refused rows with their reasons: {tally.refused_file}")
