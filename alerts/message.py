"""What a receiver gets, and what it may answer."""

from msgspec import Struct


class Message(Struct, frozen=True):
    """A worded message. `key` names it for all time: who gets it twice can tell by the key."""

    title: str
    body: str
    level: int
    over: bool = False  # it tells the end of an alert
    key: str = ""
    alert: str = ""


class ReceiveError(Exception):
    """The message was not taken.

    Permanent: the same again cannot work (a wrong address). Otherwise it is worth another try.
    """

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent
