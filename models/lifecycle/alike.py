"""抑制 inhibition: of several alerts about one trouble only one is told, unless one is worse.

Two alerts are alike if they are about one cluster, or if both count people of one top category,
one of them over an area (abnormal, spread, the surge of a building), and one of their places
holds the other.
"""

from operator import attrgetter

from models.places import holds
from models.state import Alert, State

CROWDS = ("surge", "abnormal", "spread")


def speaker(state: State, alert: Alert) -> Alert | None:
    """Return the alert that tells of the same trouble, as bad or worse; None if none does.

    Of several it is the one that was raised first. A danger to be confirmed speaks for itself.
    """
    if not alert.confirmed:
        return None
    speaking = (
        other
        for other in state.watched.values()
        if other.told and not other.under and other.level <= alert.level and other is not alert
    )
    return min((a for a in speaking if alike(a, alert)), key=attrgetter("raised"), default=None)


def alike(one: Alert, other: Alert) -> bool:
    """Whether two alerts are about the same trouble."""
    if one.cluster and one.cluster == other.cluster:
        return True
    crowds = one.rule in CROWDS and other.rule in CROWDS
    area = not (one.cluster and other.cluster)
    return (
        crowds
        and area
        and one.category.partition(".")[0] == other.category.partition(".")[0]
        and (holds(one.place, other.place) or holds(other.place, one.place))
    )
