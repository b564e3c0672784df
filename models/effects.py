"""What the fold wants done outside: it decides, the workers do."""

from msgspec import Struct

from models.events import SiteObserved


class Tell(Struct, frozen=True):
    """Tell the people of `roles` of an alert's transition.

    `transition` is triggered, raised, escalated, reminded, acknowledged, resolved or, where a
    late fact shows that there was nothing, withdrawn. With the
    recipient, (alert, transition, tier, repetition) names the message once and for all.
    """

    alert: str
    transition: str
    tier: int
    repetition: int
    roles: tuple[str, ...]
    level: int
    rule: str
    place: str
    category: str
    cluster: str
    count: int
    signal: str
    since: int
    at: int
    named: int = 0  # of `count`, people with a name
    anonymous: int = 0
    usual: int = 0  # abnormal: what is usual in an hour, in thousandths
    confirmed: bool = True  # False: one person's word for a danger, to be looked at


class Joined(Struct, frozen=True):
    """Why a complaint stands in its cluster, or (`suggested`) might belong to another.

    About a cluster in which it does not stand: with `by`, a person keeps the two apart; with
    `times`, it is the return of that trouble.
    """

    complaint: str
    cluster: str
    at: int
    suggested: bool = False
    like: str = ""  # the complaint that it was found most like
    score: int = 0  # thousandths
    place: int = 0  # distance on the place tree
    minutes: int = 0
    shared: tuple[int, ...] = ()  # hashes of the strongest shared terms, rarest first
    by: str = ""  # the person who decided, "" for the machine
    times: int = 0  # how often the trouble has come, this time included
    since: int = 0  # when it came first


class Recomputed(Struct, frozen=True):
    """A new policy came in mid-life: of so many complaints, so many have another next deadline."""

    version: str
    on_change: str  # recompute, keep
    complaints: int
    moved: int


Effect = Tell | Joined | SiteObserved | Recomputed
