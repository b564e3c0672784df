"""The side file `truth.csv`: which incident each simulated complaint really belongs to.

The system never reads it. Scoring does, and the simulator itself after a restart, to know which
complaints its staff still have in hand.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from models.events import Kind
from workers.simulate.items import Complaint
from workers.simulate.people import Person
from workers.simulate.story import urgency_of

NAME = "truth.csv"
COLUMNS = (
    "site", "time", "channel", "id", "kind", "category", "place", "trouble", "incident", "mended",
)  # fmt: skip


class Truth:
    """One truth file, appended to."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, complaints: Iterable[Complaint]) -> None:
        """Append the complaints, after a header where the file is new."""
        rows = [[getattr(complaint, name) for name in COLUMNS] for complaint in complaints]
        if not rows:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            if not file.tell():
                writer.writerow(COLUMNS)
            writer.writerows(rows)

    def read(self, since: int) -> Iterator[Complaint]:
        """Return the complaints from `since` on, without their words and persons."""
        if not self.path.exists():
            return
        with self.path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if int(row["time"]) >= since:
                    yield remembered(row)


def remembered(row: dict[str, str]) -> Complaint:
    """Return the complaint of a row."""
    return Complaint(
        site=row["site"],
        channel=row["channel"],
        id=row["id"],
        time=int(row["time"]),
        kind=cast("Kind", row["kind"]),
        category=row["category"],
        urgency=urgency_of(row["category"]),
        place=row["place"],
        person=Person(""),
        language="zh",
        subject="",
        text="",
        trouble=row["trouble"],
        incident=row["incident"],
        mended=int(row["mended"]),
    )
