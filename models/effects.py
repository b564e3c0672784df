"""What the fold wants done outside: it decides, the workers do."""

from msgspec import Struct

from models.events import SiteObserved


class Tell(Struct, frozen=True):
    """Tell the people of `roles` of an alert's transition.

    `transition` is triggered, raised, escalated, reminded, acknowledged or resolved. With the
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


Effect = Tell | SiteObserved
