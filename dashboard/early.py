"""The early warning as words: a rising arrow, shown where it is worth a look, never an alert."""

from collections.abc import Iterable

from dashboard.scene import site_now
from dashboard.words import Words
from models.snapshot import Cluster, Snapshot

SURE = 1_000
WORTH = 100  # thousandths from which on it is shown
FRESH = 900  # seconds after a cluster's last complaint that its chance still says something


def outlook(pictures: Iterable[Snapshot], words: Words, now: int) -> str:
    """Tell the chance that any trouble of these comes to its next level, "" where it is small."""
    none = SURE
    for one in pictures:
        if site_now(one, now) - one.at < FRESH:
            none = none * (SURE - one.rising) // SURE
    chance = SURE - none
    return words.text("outlook", chance=chance // 10) if chance >= WORTH else ""


def rising(row: Cluster, words: Words, now: int) -> str:
    """Tell a cluster's chance of its next level within the hour, "" where it is small."""
    if row.rising < WORTH or now - row.last >= FRESH:
        return ""
    level = words.level(row.rising_to)
    return words.text("rising", chance=row.rising // 10, level=f"{level.shape}{level.numeral}")
