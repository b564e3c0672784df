"""Which position of a site's log belongs to a moment of its time: found in a few reads."""

from models.stores.log import Log


def position_at(log: Log, site: str, moment: int) -> int:
    """Return the last position whose site time is at most `moment` (epoch seconds), 0 for none."""
    low, high = 0, log.head(site)
    while low < high:
        middle = (low + high + 1) // 2
        event = log.find(site, middle)
        if event is not None and event.at <= moment:
            low = middle
        else:
            high = middle - 1
    return low
