"""What people wrote: apart from the log, so that it can be erased."""

from msgspec import Struct


class Text(Struct, frozen=True):
    """What a person wrote, kept apart from the log under the complaint's key."""

    site: str
    key: str
    subject: str = ""
    body: str = ""
    name: str = ""
    contact: str = ""
    role: str = ""
    wish: str = ""
    reply_by: str = ""
