"""What is kept of a message, and what is said of it."""

from msgspec import Struct


class Message(Struct, array_like=True, gc=False):
    """A message inside the cluster window. The index can be rebuilt from these rows alone.

    `terms` are uint32 little-endian word hashes, `weights` one uint8 each. Adding a message to
    an index puts its rarest terms first, for those are looked up, and notes its `length`.
    """

    pos: int
    key: str
    cluster: str
    at: int
    time: int
    place: str = ""
    category: str = "other"
    terms: bytes = b""
    weights: bytes = b""
    length: int = 0  # of the weighted term vector, as the words' rarity then was
    founder: bool = True  # it was like nothing before it when it came
    times: int = 1  # how often its trouble has come, this time included
    since: int = 0  # when that came first, 0 if this is the first time


class Reason(Struct, frozen=True):
    """Why a message was joined or suggested: its nearest message and what they share."""

    like: str  # key of the nearest message
    score: int  # thousandths
    place: int  # steps between the two places on the tree, −1 if one is unknown
    minutes: int
    shared: tuple[int, ...] = ()  # hashes of the strongest shared terms, rarest first
    cluster: str = ""  # where the nearest message stands
    times: int = 0  # of a trouble that returned: how often it has come now
    since: int = 0  # and when it came first


class Judgement(Struct, frozen=True):
    """Where a message belongs. A message between two clusters suggests, it never merges."""

    joined: str | None = None
    suggested: tuple[str, ...] = ()
    reason: Reason | None = None
    again: Reason | None = None  # what it would have joined, had it come sooner
    times: int = 1  # how often the trouble that it joined has come
    since: int = 0
