"""The command line `tocsin`: each command calls one function of the module it is named after."""

import os
from pathlib import Path
from typing import Annotated

import typer

from models.stores import settings
from workers import feed_commands, trial_commands
from workers.plain_words import plain_words

ROOT = Path(__file__).parent.parent  # where Streamlit finds .streamlit/

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Tocsin, the live operations board for complaints about managed property.",
)
policy_app = typer.Typer(no_args_is_help=True, help="The rules of policy.toml.")
app.add_typer(policy_app, name="policy")
app.add_typer(feed_commands.app)
app.add_typer(trial_commands.app)
policy_app.add_typer(trial_commands.policy_app)


@app.command()
def up(
    *, demo: Annotated[bool, typer.Option(help="Feed it with a simulated portfolio.")] = True
) -> None:
    """Start the whole system on this machine and keep it running."""
    from workers.supervisor import CannotStartError, Supervisor

    with plain_words(CannotStartError):
        Supervisor(settings.load(), typer.echo, demo=demo).run()


@app.command()
def intake() -> None:
    """Take complaints over HTTP."""
    serve("workers.intake.app:app", settings.load().intake_port)


@app.command()
def dashboard() -> None:
    """Serve the wall, the desk and the weekly report."""
    port = settings.load().dashboard_port
    os.chdir(ROOT)
    serve("dashboard.app:app", port)


def serve(application: str, port: int) -> None:
    """Run an ASGI application until told to end."""
    import uvicorn

    host = settings.load().host
    uvicorn.run(application, host=host, port=port, timeout_graceful_shutdown=2, access_log=False)


@app.command()
def worker(
    queues: Annotated[
        list[str] | None, typer.Argument(help="consume, deliver, or both; both by default")
    ] = None,
) -> None:
    """Work on queues; as many as you like, on as many machines as you like."""
    from workers import pools

    with plain_words(ValueError):
        pools.run(*(queues or pools.QUEUES))


@app.command()
def clock() -> None:
    """Tell every site when something fell due there; one is enough, more do no harm."""
    from workers import clock as ticking

    ticking.run()


@app.command()
def key(
    channel: Annotated[str, typer.Argument(help="a channel, staff, or * for all")],
    site: Annotated[str, typer.Option(help="The only site it is for; * for all.")] = "*",
) -> None:
    """Make an API key for a channel; it is shown once and cannot be read again."""
    from models.stores import database
    from workers.intake.keys import issue_key

    with plain_words():
        typer.echo(issue_key(database.connect(settings.load().database_url), channel, site))


@app.command()
def rebuild(
    sites: Annotated[list[str] | None, typer.Argument(help="all by default")] = None,
    *,
    verify: Annotated[bool, typer.Option(help="Only compare; exit code 1 if different.")] = False,
) -> None:
    """Make the live pictures anew from the log, or prove that they need no making."""
    from models.stores import database, live
    from models.stores.log import Log
    from workers import rebuild as anew

    log = Log(database.connect(settings.load().database_url))
    redis = live.Live(live.connect(settings.load().redis_url))
    different = False
    with plain_words(anew.SiteBusyError):
        for site in sites or log.sites():
            if verify:
                differences = anew.verify(log, redis, site)
                different = different or bool(differences)
                typer.echo(f"{site}: {', '.join(differences) or 'no difference'}")
            else:
                typer.echo(f"{site}: shown at position {anew.rebuild(log, redis, site).pos}")
    if different:
        raise typer.Exit(1)


@app.command()
def erase(
    whom: Annotated[str, typer.Argument(help="a contact or a name; with --complaint, a key")],
    *,
    complaint: Annotated[bool, typer.Option("--complaint", help="One complaint, by key.")] = False,
) -> None:
    """Erase what a person wrote and who it was; counts and replays stay as they are."""
    from models.stores import database
    from workers import erase as erasing

    engine = database.connect(settings.load().database_url)
    with plain_words(ValueError):
        erase_one = erasing.erase_complaint if complaint else erasing.erase_person
        typer.echo(f"Erased: {erase_one(engine, whom, settings.now())}")


@policy_app.command()
def adopt() -> None:
    """Put the policy in force at every live site, by an event in its log."""
    from models.policy.load import PolicyError
    from models.stores import database, live
    from models.stores.log import Log
    from workers import adopt as adopting

    chosen = settings.load()
    log = Log(database.connect(chosen.database_url))
    with plain_words(PolicyError):
        sites = adopting.adopt(log, chosen, settings.now())
        adopting.ring(live.Live(live.connect(chosen.redis_url)), sites)
    typer.echo(f"Adopted at: {', '.join(sites) or 'no site; all have it'}")


@policy_app.command()
def check(
    path: Annotated[Path | None, typer.Argument(help="the shipped one by default")] = None,
) -> None:
    """Read a policy file and name its mistakes with their lines."""
    from models.policy import dates, load

    with plain_words(load.PolicyError):
        policy = load.load(path or settings.load().policy)
    typer.echo(f"Version {policy.version} is sound.")
    for country, until in dates.running_out(policy, settings.now()):
        typer.echo(f"Holidays of {country} are known until {until}; then only weekends rest.")


@app.command()
def status() -> None:
    """Show what waits at each site and which processes are alive."""
    from workers import status as standing

    with plain_words():
        for line in standing.lines():
            typer.echo(line)


if __name__ == "__main__":
    app()
