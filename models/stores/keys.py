"""Every Redis key, each made by one function. A key not named permanent here has a time to live."""

PREFIX = "tocsin:"
DOORBELL = PREFIX + "doorbell"  # a channel, no key
DUE = PREFIX + "due"  # one sorted set: site -> next moment at which its clock must tick
PERMANENT = (DUE, PREFIX + "cursor:", PREFIX + "rows:", PREFIX + "snapshot:")


def cursor_key(site: str) -> str:
    """Which log, generation and position the site's picture shows; permanent."""
    return f"{PREFIX}cursor:{site}"


def rows_key(site: str, generation: str) -> str:
    """The fold's state, one hash per generation; permanent."""
    return f"{PREFIX}rows:{site}:{generation}"


def snapshot_key(site: str) -> str:
    """The site's picture, JSON; permanent."""
    return f"{PREFIX}snapshot:{site}"


def pulse_key(site: str) -> str:
    """The wall-clock facts of the last fold; lives five minutes."""
    return f"{PREFIX}pulse:{site}"


def armed_key(site: str) -> str:
    """A job for the site is enqueued already; lives two seconds."""
    return f"{PREFIX}armed:{site}"


def armed_recipient_key(name: str) -> str:
    """A job for the recipient is enqueued already; lives two seconds."""
    return f"{PREFIX}armed-recipient:{name}"


def lease_key(site: str) -> str:
    """The worker that folds the site; lives as long as the lease."""
    return f"{PREFIX}lease:{site}"


def beat_key(name: str) -> str:
    """When a process last said that it is alive; lives a minute."""
    return f"{PREFIX}beat:{name}"
