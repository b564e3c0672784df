"""Who may be told: names, roles and addresses, read from `recipients.toml` and checked."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from alerts import receivers

DEFAULT = Path(__file__).with_name("recipients.toml")

Role = Annotated[str, Meta(pattern="^[a-z_]+$")]


class Recipient(Struct, frozen=True, forbid_unknown_fields=True):
    """One who is told. `urls` in the order tried; `throttle` in messages a minute, 0: no limit."""

    name: Annotated[str, Meta(pattern="^[a-z0-9_.-]+$")]
    roles: tuple[Role, ...] = ()
    urls: tuple[str, ...] = ()
    locale: Literal["zh_CN", "en"] = "zh_CN"
    throttle: Annotated[int, Meta(ge=0, le=600)] = 20


LOG = Recipient(name="log", urls=("log://",), throttle=0)
"""Always there, with no role: told of sites that do not deliver, and where nobody else is."""


class RecipientsError(ValueError):
    """The file cannot be used; the text says where and why."""


def load(path: Path | None = None, webhook: str = "") -> tuple[Recipient, ...]:
    """Return the recipients of the file, or the shipped ones, and the log receiver last.

    `webhook` adds a recipient to the shipped ones. Raises RecipientsError.
    """
    found = read(path or DEFAULT)
    if webhook and path is None:
        found.append(Recipient(name="webhook", roles=("lead",), urls=(webhook,)))
        check_urls(found[-1], "TOCSIN_WEBHOOK_URL")
    return (*found, LOG)


def read(path: Path) -> list[Recipient]:
    """Read and check a file of recipients."""
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RecipientsError(f"{path}: {error}") from error
    tables = document.get("recipients")
    if not isinstance(tables, dict) or not tables or len(document) > 1:
        raise RecipientsError(f"{path}: expected [recipients.<name>] tables and nothing else")
    return [recipient(name, table, text, path) for name, table in tables.items()]


def recipient(name: str, table: Any, text: str, path: Path) -> Recipient:
    """Return one checked recipient, or raise with the line of the mistake."""
    where = f"{path}, line {line_of(name, text)}: {name}"
    if name == LOG.name or not isinstance(table, dict) or "name" in table:
        raise RecipientsError(f"{where}: expected a table without `name`, and not {LOG.name!r}")
    try:
        made = msgspec.convert({**table, "name": name}, Recipient)
    except msgspec.ValidationError as error:
        raise RecipientsError(f"{where}: {error}") from error
    if not made.roles or not made.urls:
        raise RecipientsError(f"{where}: needs at least one of both `roles` and `urls`")
    check_urls(made, where)
    return made


def check_urls(one: Recipient, where: str) -> None:
    """Raise RecipientsError if an address cannot work."""
    for number, url in enumerate(one.urls, start=1):
        try:
            receivers.check(url)
        except ValueError as error:
            raise RecipientsError(f"{where}: address {number}: {error}") from error


def line_of(name: str, text: str) -> int:
    """Return the line on which a recipient's table begins, 1 if it is written otherwise."""
    heading = re.search(rf'^\[recipients\."?{re.escape(name)}"?\]', text, re.MULTILINE)
    return text.count("\n", 0, heading.start()) + 1 if heading else 1
