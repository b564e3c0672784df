"""What a message is read as."""

from workers.analyse import signals


def known(text: str) -> set[str]:
    """Return the signals of a message, by their names also those told in passing."""
    told = [signal.partition(".") for signal in signals.read(text).signals]
    names = ((kind, name) for own, _, name in told for kind in names_of(own))
    return {f"{kind}.{name}" for kind, name in names}


def names_of(kind: str) -> tuple[str, ...]:
    """Return what a kind of signal stands for: a sign for a danger or a threat."""
    return ("life", "exposure") if kind == "sign" else (kind,)
