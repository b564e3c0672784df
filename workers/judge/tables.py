"""The three tables that a judged file gives, for any spreadsheet: UTF-8 with a mark.

`clusters.csv` and `steps.csv` in the order of the file's times, `crises.csv` as they rose. Times
are the site's local ones; no cell is computed by a spreadsheet; what people wrote is left out.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from models.clock.statuses import StepStanding
from models.effects import Joined
from models.state import Complaint
from workers.files.refused import harmless
from workers.judge.spool import Spool

CLUSTERS = ("id", "cluster", "joined_to", "score", "reason")
STEPS = ("id", "step", "due", "done", "status")
CRISES = ("time", "level", "rule", "place", "numbers", "ids")


class Tables:
    """The tables while they grow; nothing is in the folder before `write`."""

    def __init__(self, source: str, zone: str) -> None:
        """Keys lose `source/`, so that an id reads as in the file; "" leaves them whole."""
        self.begins = f"{source}/" if source else ""
        self.zone = ZoneInfo(zone)
        self.clusters, self.steps = Spool(), Spool()
        self.crises: list[list[str]] = []

    def complaint(
        self, one: Complaint, joined: Joined | None, reason: str, steps: Iterable[StepStanding]
    ) -> None:
        """Enter a complaint that will not change any more."""
        name = self.id(one.key)
        like, score = (self.id(joined.like), f"{joined.score / 1000:.3f}") if joined else ("", "")
        self.clusters.add(one.pos, [[name, self.id(one.cluster), like, score, reason]])
        lines = [[name, s.step, self.local(s.due), self.local(s.done), s.status] for s in steps]
        self.steps.add(one.pos, lines)

    def crisis(self, at: int, words: Sequence[str], keys: Sequence[str]) -> None:
        """Enter an alert that rose, or rose to a worse level: level, rule, place, numbers."""
        self.crises.append([self.local(at), *words, " ".join(map(self.id, keys))])

    def write(self, folder: Path) -> list[Path]:
        """Write the tables and return their paths."""
        written = [
            save(folder / "clusters.csv", CLUSTERS, self.clusters.ordered()),
            save(folder / "steps.csv", STEPS, self.steps.ordered()),
            save(folder / "crises.csv", CRISES, self.crises),
        ]
        self.clusters.close()
        self.steps.close()
        return written

    def id(self, key: str) -> str:
        """Return a complaint's id as the file has it."""
        return key.removeprefix(self.begins)

    def local(self, epoch: int) -> str:
        """Return a moment as the site's clocks showed it, "" for none."""
        if not epoch:
            return ""
        return datetime.fromtimestamp(epoch, self.zone).strftime("%Y-%m-%d %H:%M:%S")


def save(path: Path, head: Sequence[str], lines: Iterable[list[str]]) -> Path:
    """Write a table."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows([harmless(cell) for cell in line] for line in lines)
    return path
