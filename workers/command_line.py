"""The command line `tocsin`: each command calls one function of the module it is named after."""

import os
from pathlib import Path
from typing import Annotated

import typer

from models.stores import settings

app = typer.Typer(no_args_is_help=True, add_completion=False, help="The complaint alarm board.")
policy_commands = typer.Typer(no_args_is_help=True, help="The rules of policy.toml.")
app.add_typer(policy_commands, name="policy")

ROOT = Path(__file__).parent.parent  # where Streamlit finds .streamlit/


def refuse(error: Exception) -> typer.Exit:
    """Say in plain words what is in the way; the caller raises what this returns."""
    typer.secho(str(error), err=True, fg=typer.colors.RED)
    return typer.Exit(1)


@app.command()
def up(
    *, demo: Annotated[bool, typer.Option(help="Feed it with a simulated portfolio.")] = True
) -> None:
    """Start the whole system on this machine and keep it running."""
    from workers.supervisor import CannotStartError, Supervisor

    try:
        Supervisor(settings.load(), typer.echo, demo=demo).run()
    except CannotStartError as error:
        raise refuse(error) from error


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


if __name__ == "__main__":
    app()
