"""The commands that try things out and write nothing into the log: judge, policy try, handover."""

# ruff: noqa: PLC0415 - a command loads only what it runs, as in command_line.py

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.stores import settings
from workers.plain_words import plain_words

if TYPE_CHECKING:
    from workers.judge.run import Judged

app = typer.Typer()

Lang = Annotated[str, typer.Option(help="zh or en; else the site's own.")]


@app.command()
def judge(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX, JSON or NDJSON")],
    out: Annotated[Path, typer.Option(help="The folder for what is found; it is made.")],
    *,
    mapping: Annotated[str, typer.Option("--map", help="See docs/mappings.md.")] = "",
    policy: Annotated[Path | None, typer.Option(help="Judge by these rules.")] = None,
    answered: Annotated[
        int, typer.Option(min=0, help="Minutes until an alert is acknowledged; 0 for never.")
    ] = 15,
    lang: Lang = "",
) -> None:
    """Judge a file of past complaints without touching anything: tables and a page."""
    from rich.console import Console

    from models.policy.load import adoption, load
    from workers.files.run import AHEAD
    from workers.files.show import Show
    from workers.judge import run

    with sound_words():
        rules = adoption(load(policy or settings.load().policy))
        show = Show(Console(stderr=True))
        latest = settings.now() + AHEAD
        judged = run.judge(
            file, mapping, out, rules, show, latest=latest, answer=answered * 60, lang=lang
        )
    tell(judged)


@contextmanager
def sound_words() -> Iterator[None]:
    """Say in plain words what cannot be tried."""
    from models.policy.load import PolicyError
    from workers.files.mapping import MappingError
    from workers.files.rows import FileError
    from workers.files.stage import PlayError
    from workers.paper.words import LanguageError

    with plain_words(FileError, MappingError, PlayError, PolicyError, LanguageError, OSError):
        yield


def tell(judged: "Judged") -> None:
    """Say what was found and where it lies."""
    figures = judged.figures
    typer.echo(
        f"{figures.whole:,} judged, {judged.duplicates:,} duplicate, {judged.refused:,} refused; "
        f"{figures.troubles:,} clusters, {len(figures.rises):,} crises"
    )
    for path in judged.written:
        typer.echo(f"  {path}")
