"""Messages to score clusters on, in time order, with their texts and what is one trouble."""

import csv
import importlib.util
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from openpyxl import load_workbook

from models.clusters.rows import Message
from workers.analyse.words import weigh
from workers.simulate import grammar
from workers.simulate.items import Complaint
from workers.simulate.month import month

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
RESIDENTS, NYC = DATA / "taidi2020c", DATA / "nyc311" / "2022-05-01.csv"
TROUBLES = ("complaint", "repair")
TYPE, READ = (
    "Complaint Type",
    ("Location Type", "Incident Address", "Cross Street 1", "Cross Street 2"),
)
UNSEEN = Path(__file__).with_name("phrases")
BOOKS = {  # a seed and a phrase set each; all but the first written unseen
    "shipped": (77, grammar.DEFAULT),
    "second": (4_101, UNSEEN / "second"),
    "third": (4_102, UNSEEN / "third"),
    "fourth": (4_103, UNSEEN / "fourth"),
    "fifth": (4_104, UNSEEN / "fifth"),
    "sixth": (4_105, UNSEEN / "sixth"),
    "seventh": (4_106, UNSEEN / "seventh"),
    "eighth": (4_107, UNSEEN / "eighth"),
    "ninth": (4_108, UNSEEN / "ninth"),
    "tenth": (4_109, UNSEEN / "tenth"),
    "eleventh": (4_110, UNSEEN / "eleventh"),
    "twelfth": (4_111, UNSEEN / "twelfth"),
    "thirteenth": (4_112, UNSEEN / "thirteenth"),
    "fourteenth": (4_113, UNSEEN / "fourteenth"),
    "fifteenth": (4_114, UNSEEN / "fifteenth"),
    "sixteenth": (4_115, UNSEEN / "sixteenth"),
    "seventeenth": (4_116, UNSEEN / "seventeenth"),
    "eighteenth": (4_117, UNSEEN / "eighteenth"),
    "nineteenth": (4_118, UNSEEN / "nineteenth"),
    "twentieth": (4_119, UNSEEN / "twentieth"),
    "twenty-first": (4_120, UNSEEN / "twentyfirst"),
    "twenty-second": (4_121, UNSEEN / "twentysecond"),
}

Texts = dict[str, str]
Sites = dict[str, list[Message]]


class Month(NamedTuple):
    """Messages by site, what was written in each, and which trouble it is part of."""

    sites: Sites
    texts: Texts
    truth: dict[str, str]


def told(path: Path) -> tuple[list[Message], Texts]:
    """Read the sheet of messages, in time order, with their texts."""
    sheet = load_workbook(path, read_only=True).active
    assert sheet is not None  # noqa: S101 - the file has one sheet
    _, *lines = sheet.iter_rows(values_only=True)
    read = sorted((moment(when), int(str(key)), subject, body)
                  for key, _, subject, when, body, *_ in lines)  # fmt: skip
    messages = [
        Message(pos, str(key), str(key), at, at, "", "other", *weigh(str(subject), str(body)))
        for pos, (at, key, subject, body) in enumerate(read, 1)
    ]
    return messages, {str(key): f"{subject} {body}" for _, key, subject, body in read}


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


def worded(messages: list[Message], path: Path) -> list[Message]:
    """Return the requests with what is left to read where the descriptor is hidden.

    That is the type for a subject, the kind of place and the streets for a body: words that a
    mapping calls coded, and leaves out.
    """
    by_key = {row["Unique Key"]: row for row in rows(path)}
    texts = (weigh(by_key[m.key][TYPE], " ".join(by_key[m.key][c] for c in READ)) for m in messages)
    return [
        replace(m, terms=terms, weights=weights)
        for m, (terms, weights) in zip(messages, texts, strict=True)
    ]


def simulated(seed: int, number: int, phrases: Path = grammar.DEFAULT) -> Month:
    """Tell a month of six sites: each site's messages, all texts, and the true incidents."""
    sites: Sites = defaultdict(list)
    texts, truth = {}, {}
    for pos, item in enumerate(month(seed, complaints=number, phrases=phrases), 1):
        if isinstance(item.data, Complaint):
            complaint = item.data
            truth[complaint.key] = complaint.incident or complaint.key
            texts[complaint.key] = f"{complaint.subject} {complaint.text}"
            sites[complaint.site].append(message_of(pos, complaint))
    return Month(dict(sites), texts, truth)


def message_of(pos: int, complaint: Complaint) -> Message:
    """Return a simulated complaint as the index is told it."""
    category = complaint.category if complaint.kind in TROUBLES else ""
    return Message(
        pos, complaint.key, complaint.key, complaint.time, complaint.time,
        complaint.place, category, *weigh(complaint.subject, complaint.text),
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
