"""The commands that try things out and write nothing into the log: judge, policy try, handover."""

# ruff: noqa: PLC0415 - a command loads only what it runs, as in command_line.py

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.stores import settings
from workers.feed_commands import file_words
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
    from workers.paper.words import LanguageError

    with file_words(), plain_words(LanguageError, OSError):
        rules = adoption(load(policy or settings.load().policy))
        show = Show(Console(stderr=True))
        latest = settings.now() + AHEAD
        judged = run.judge(
            file, mapping, out, rules, show, latest=latest, answer=answered * 60, lang=lang
        )
    tell(judged)


@app.command()
def handover(
    site: Annotated[str, typer.Argument(help="the site's id")],
    *,
    shift: Annotated[
        str, typer.Option(help="now, last, or a day and its part: 2026-11-21/night.")
    ] = "",
    out: Annotated[Path, typer.Option(help="Where to put the page to print.")] = Path(),
    lang: Lang = "",
) -> None:
    """Print what a shift (08-20, 20-08) hands to the next, and write a page of it."""
    from models.stores import database
    from models.stores.log import Log
    from workers.files.stage import PlayError
    from workers.handover import run, text
    from workers.handover.shifts import ShiftError
    from workers.paper.words import LanguageError, Words, language

    with plain_words(run.NoSiteError, ShiftError, PlayError, LanguageError, OSError):
        language(lang)
        log = Log(database.connect(settings.load().database_url))
        handed = run.handover(log, site, shift, settings.now())
        words = Words(language(lang, handed.opened.locale), handed.opened.zone)
        path = run.write(words, handed, site, out)
    for line in text.lines(words, handed):
        typer.echo(line)
    typer.echo(f"\n{path}")


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

    from alerts.recipients import RecipientsError
    from models.policy.load import PolicyError, adoption, load
    from workers.paper.words import LanguageError, Words, language
    from workers.rehearse import run, show
    from workers.rehearse.compare import total

    with plain_words(PolicyError, RecipientsError, run.TrialError, LanguageError):
        words, rules = Words(language(lang)), adoption(load(path))
        os.nice(NICE)
        with Progress(console=Console(stderr=True), transient=True) as bar:
            found = run.rehearse(settings.load(), rules, since, site or [], bar)
    whole = total(list(found.values()))
    if as_json:
        typer.echo(msgspec.json.encode(show.plain(found, whole)).decode())
    else:
        Console().print(show.tables(words, found, whole))


def tell(judged: "Judged") -> None:
    """Say what was found and where it lies."""
    figures = judged.figures
    typer.echo(
        f"{figures.whole:,} judged, {judged.duplicates:,} duplicate, {judged.refused:,} refused; "
        f"{figures.troubles:,} clusters, {len(figures.rises):,} crises"
    )
    for path in judged.written:
        typer.echo(f"  {path}")
