"""`make score`: how well duplicates find each other, beside plain methods, in one run.

Three files: residents' messages of a city without any field (labels and judged pairs), two hours
of NYC 311 without any text (the descriptor, which no method sees, is the truth), and a simulated
month. The first two lie beside the project and are skipped where they are not.
"""

import csv
import importlib.util
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

from openpyxl import load_workbook

from bench.methods import METHODS, Clusters, Method
from models.clusters.rows import Message
from workers.analyse.words import weigh
from workers.simulate.items import Complaint
from workers.simulate.month import month

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
RESIDENTS, NYC = DATA / "taidi2020c", DATA / "nyc311" / "2022-05-01.csv"
SEED, COMPLAINTS = 77, 20_000
TEXT_ONLY = ("every message alone", "the same words exactly", "TF-IDF, nearest message", "Tocsin")
FIELDS_ONLY = ("every message alone", "same place and kind, 30 min", "Tocsin")
Truth = Mapping[str, str]


def main() -> None:
    """Print the tables."""
    if DATA.exists():
        residents()
        city()
    else:
        print(f"Skipped: residents' messages and NYC 311, for {DATA} is not here.\n")
    simulated()


def residents() -> None:
    """Score on the labelled messages, words only."""
    yardstick = loaded(DATA / "score_clusters.py")
    labels = rows(RESIDENTS / "labels.csv")
    truth = {row["id"]: row["cluster"] for row in labels if row["cluster"]}
    hard = {row["id"] for row in labels if not row["cluster"] and row["hard_negative"]}
    pairs, exact = rows(RESIDENTS / "judged_pairs.csv"), rows(RESIDENTS / "exact_copies.csv")
    messages = told(RESIDENTS / "messages.xlsx")
    head("Residents' messages, words only", messages,
         "pair P/R/F1 · B³ P/R/F1 · macro F1 · look-alikes · judged P/R · copies")  # fmt: skip
    for name in TEXT_ONLY:
        found, micros = timed(METHODS[name], messages)
        m = yardstick.score(truth, hard, found) | yardstick.judged(pairs, found)
        print(
            f"{name:30} {m['pair_p']:.2f} {m['pair_r']:.2f} {m['pair_f1']:.3f}"
            f" · {m['b3_p']:.2f} {m['b3_r']:.2f} {m['b3_f1']:.3f} · {m['macro_f1']:.3f}"
            f" · {m['hn_hit']:5.1%} · {m['judged_p']:.2f} {m['judged_r']:.2f}"
            f" · {together(exact, found)} of {len(exact)} · {micros:.0f} µs"
        )
    print()


def city() -> None:
    """Score on requests with fields and no text."""
    messages, truth = requests(NYC)
    scored("NYC 311, two hours, fields only; same address and descriptor is the truth",
           {"": messages}, truth, FIELDS_ONLY)  # fmt: skip


def simulated() -> None:
    """Score on a month of six sites whose incidents are known."""
    sites: dict[str, list[Message]] = defaultdict(list)
    truth = {}
    for pos, item in enumerate(month(SEED, complaints=COMPLAINTS), 1):
        if isinstance(item.data, Complaint):
            complaint = item.data
            truth[complaint.key] = complaint.incident or complaint.key
            sites[complaint.site].append(message_of(pos, complaint))
    scored("Simulated month, six sites", sites, truth, tuple(METHODS))


def scored(
    title: str, sites: Mapping[str, Sequence[Message]], truth: Truth, names: Sequence[str]
) -> None:
    """Print a table of pairs and B-cubed where the truth of every message is known."""
    everything = [message for messages in sites.values() for message in messages]
    head(title, everything, "pair P/R/F1 · B³ P/R/F1 · clusters of two and more")
    for name in names:
        found: Clusters = {}
        micros = 0.0
        for messages in sites.values():
            clusters, each = timed(METHODS[name], messages)
            micros += each * len(messages) / len(everything)
            found |= clusters
        sizes = Counter(found.values())
        many = sum(size > 1 for size in sizes.values())
        print(
            f"{name:30} {' '.join(figures(pairwise(truth, found)))}"
            f" · {' '.join(figures(cubed(truth, found)))} · {many} · {micros:.0f} µs"
        )
    print()


def pairwise(truth: Truth, found: Clusters) -> tuple[float, float]:
    """Return precision and recall of the pairs that are joined."""
    cells = Counter((truth[key], cluster) for key, cluster in found.items())
    both = sum(n * (n - 1) for n in cells.values())
    joined = sum(n * (n - 1) for n in Counter(found.values()).values())
    true = sum(n * (n - 1) for n in Counter(truth.values()).values())
    return both / joined if joined else 1.0, both / true if true else 1.0


def cubed(truth: Truth, found: Clusters) -> tuple[float, float]:
    """Return B-cubed precision and recall."""
    cells = Counter((truth[key], cluster) for key, cluster in found.items())
    joined, true = Counter(found.values()), Counter(truth.values())
    precision = sum(n * n / joined[cluster] for (_, cluster), n in cells.items())
    recall = sum(n * n / true[trouble] for (trouble, _), n in cells.items())
    return precision / len(found), recall / len(found)


def figures(parts: tuple[float, float]) -> tuple[str, str, str]:
    """Return precision, recall and their harmonic mean as words."""
    precision, recall = parts
    mean = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{precision:.2f}", f"{recall:.2f}", f"{mean:.3f}"


def together(exact: Sequence[Mapping[str, str]], found: Clusters) -> int:
    """Return how many exact copies stand with the most of their group."""
    groups: dict[str, list[str]] = defaultdict(list)
    for row in exact:
        groups[row["group"]].append(found[row["id"]])
    return sum(max(Counter(names).values()) for names in groups.values())


def timed(method: Method, messages: Sequence[Message]) -> tuple[Clusters, float]:
    """Return the clusters, and the microseconds of this process's time for each message."""
    started = time.process_time()
    found = method(messages)
    return found, (time.process_time() - started) / len(messages) * 1e6


def head(title: str, messages: Sequence[Message], columns: str) -> None:
    """Print a table's title."""
    print(f"{title}: {len(messages):,} messages\n{'':30} {columns} · time each")


def told(path: Path) -> list[Message]:
    """Read the sheet of messages, in time order."""
    sheet = load_workbook(path, read_only=True).active
    assert sheet is not None  # noqa: S101 - the file has one sheet
    _, *lines = sheet.iter_rows(values_only=True)
    read = sorted((moment(when), int(str(key)), subject, body)
                  for key, _, subject, when, body, *_ in lines)  # fmt: skip
    return [
        Message(pos, str(key), str(key), at, at, "", "other", *weigh(str(subject), str(body)))
        for pos, (at, key, subject, body) in enumerate(read, 1)
    ]


def moment(when: object) -> int:
    """Return epoch seconds of a cell; the sheet has real dates and dates as text."""
    if not isinstance(when, datetime):
        form = "%Y/%m/%d %H:%M:%S" if "/" in str(when) else "%Y-%m-%d %H:%M:%S"
        when = datetime.strptime(str(when), form)  # noqa: DTZ007 - the zone follows
    return int(when.replace(tzinfo=ZoneInfo("Asia/Shanghai")).timestamp())


def requests(path: Path) -> tuple[list[Message], dict[str, str]]:
    """Read service requests in time order, and which are one trouble."""
    messages, truth = [], {}
    for row in rows(path):
        when = datetime.strptime(row["Created Date"], "%m/%d/%Y %I:%M:%S %p")  # noqa: DTZ007
        at = int(when.replace(tzinfo=ZoneInfo("America/New_York")).timestamp())
        where = row["Incident Address"] or row["Intersection Street 1"] or row["Unique Key"]
        place = f"{row['Borough']}/{row['Incident Zip']}/{where.replace('/', ' ')}"
        key = row["Unique Key"]
        messages.append(Message(0, key, key, at, at, place, row["Complaint Type"].lower()))
        truth[key] = f"{place}|{row['Complaint Type']}|{row['Descriptor']}"
    messages.sort(key=lambda message: (message.at, message.key))
    for pos, message in enumerate(messages, 1):
        message.pos = pos
    return messages, truth


def message_of(pos: int, complaint: Complaint) -> Message:
    """Return a simulated complaint as the index is told it."""
    return Message(
        pos, complaint.key, complaint.key, complaint.time, complaint.time,
        complaint.place, complaint.category, *weigh(complaint.subject, complaint.text),
    )  # fmt: skip


def rows(path: Path) -> list[dict[str, str]]:
    """Read a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def loaded(path: Path) -> ModuleType:
    """Return the yardstick that lies beside the data."""
    spec = importlib.util.spec_from_file_location("yardstick", path)
    assert spec is not None  # noqa: S101 - a path ending in .py has one
    assert spec.loader is not None  # noqa: S101
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
