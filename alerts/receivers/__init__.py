"""The ways out: one module per receiver. To add one, add its file here and nothing else."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from alerts.message import Message

OTHERS = "*"  # the scheme of the receiver that takes what no other claims


class Receiver(Protocol):
    """What each module of this package offers."""

    SCHEMES: tuple[str, ...]

    def check(self, url: str) -> None:
        """Raise ValueError if the address cannot work."""

    def receive(self, url: str, message: Message) -> None:
        """Hand the message over. Raises ReceiveError."""


def send(url: str, message: Message) -> None:
    """Hand a message to the receiver of the address. Raises ReceiveError."""
    receiver_of(url).receive(url, message)


def check(url: str) -> None:
    """Raise ValueError if nobody can be reached at the address."""
    receiver_of(url).check(url)


def receiver_of(url: str) -> Receiver:
    """Return the receiver that claims the scheme of the address."""
    known = receivers()
    return known.get(url.partition("://")[0].lower(), known[OTHERS])


@cache
def receivers() -> dict[str, Receiver]:
    """Return every module of this package by the schemes that it claims."""
    names = [module.name for module in iter_modules(__path__)]
    found = [cast("Receiver", import_module(f"{__name__}.{name}")) for name in names]
    return {scheme: receiver for receiver in found for scheme in receiver.SCHEMES}
