"""What a command says when something outside the program is in the way: no stack trace."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError


@contextmanager
def plain_words(*expected: type[Exception]) -> Iterator[None]:
    """Turn an expected error into its words and exit code 1; others stay what they are."""
    try:
        yield
    except expected as error:
        typer.secho(str(error), err=True, fg=typer.colors.RED)
        raise typer.Exit(1) from error
    except (RedisError, OperationalError) as error:
        typer.secho(f"A store does not answer; is `tocsin up` running? {error}", err=True)
        raise typer.Exit(1) from error
