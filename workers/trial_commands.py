"""The commands that try things out and write nothing into the log: judge, policy try, handover."""

# ruff: noqa: PLC0415 - a command loads only what it runs, as in command_line.py

import os
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
policy_app = typer.Typer()

NICE = 10  # a trial gives way to the live system
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


@policy_app.command("try")
def try_(
    path: Annotated[Path, typer.Argument(metavar="NEW.toml", help="the rules to try")],
    *,
    since: Annotated[str, typer.Option(help="How far back, such as 30d or 12h.")] = "30d",
    site: Annotated[list[str] | None, typer.Option(help="Only this site; may be repeated.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Values instead of tables.")] = False,
    lang: Annotated[str, typer.Option(help="zh or en.")] = "zh",
) -> None:
    """Fold the last days with other rules and show what would have differed; writes nothing."""
    import msgspec
    from rich.console import Console
    from rich.progress import Progress

    from models.policy.load import adoption, load
    from workers.paper.words import Words, language
    from workers.rehearse import run, show
    from workers.rehearse.compare import total

    with sound_words():
        words, rules = Words(language(lang)), adoption(load(path))
        os.nice(NICE)
        with Progress(console=Console(stderr=True), transient=True) as bar:
            found = run.rehearse(settings.load(), rules, since, site or [], bar)
    whole = total(list(found.values()))
    if as_json:
        typer.echo(msgspec.json.encode(show.plain(found, whole)).decode())
    else:
        Console().print(show.tables(words, found, whole))


@contextmanager
def sound_words() -> Iterator[None]:
    """Say in plain words what cannot be tried."""
    from alerts.recipients import RecipientsError
    from models.policy.load import PolicyError
    from workers.files.mapping import MappingError
    from workers.files.rows import FileError
    from workers.files.stage import PlayError
    from workers.paper.words import LanguageError
    from workers.rehearse.run import TrialError

    expected = (FileError, MappingError, PlayError, PolicyError, LanguageError, TrialError)
    with plain_words(*expected, RecipientsError, OSError):
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
