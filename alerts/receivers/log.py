"""The log receiver: writes the message to the program's log; needs nothing and never fails."""

import structlog

from alerts.message import Message

SCHEMES = ("log",)


def check(url: str) -> None:
    """Raise ValueError unless the address is plainly `log://`."""
    if url.lower() != "log://":
        raise ValueError("the log receiver's address is log:// and nothing more")


def receive(_url: str, message: Message) -> None:
    """Write the message down; the outbox row, noted as sent, is its receipt."""
    structlog.get_logger("tocsin.alerts").info(
        "alert.told",
        title=message.title,
        body=message.body,
        level=message.level,
        alert=message.alert,
        key=message.key,
    )
