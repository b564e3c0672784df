"""The early warning as words: a rising arrow, shown where it is worth a look, never an alert."""

from dashboard.words import Words
from models.snapshot import Cluster

WORTH = 100  # thousandths from which on it is shown
FRESH = 900  # seconds after a cluster's last complaint that its chance still says something


def rising(row: Cluster, words: Words, now: int) -> str:
    """Tell a cluster's chance of its next level within the hour, "" where it is small."""
    if row.rising < WORTH or now - row.last >= FRESH:
        return ""
    level = words.level(row.rising_to)
    return words.text("rising", chance=row.rising // 10, level=f"{level.shape} {level.numeral}")
