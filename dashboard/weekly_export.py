"""The weekly as a file for a spreadsheet: UTF-8 with a mark, and no cell that computes."""

import csv
import io
from collections.abc import Sequence

from dashboard.weekly_figures import Figures
from dashboard.words import Words
from models.snapshot import Share

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HEAD = ("section", "name", "count", "good", "total", "median", "count_before", "good_before",
        "total_before", "median_before")  # fmt: skip
Line = tuple[str, str, object, object, object, object]


def cell(value: object) -> object:
    """Return a cell as it may stand in a file; a text that a spreadsheet would run is quoted."""
    if not isinstance(value, str):
        return "" if value is None else value
    return f"'{value}" if value.lstrip(" ").startswith(FORMULA) else value


def export(words: Words, now: Figures, before: Figures, where: dict[str, str]) -> bytes:
    """Return the file; `where` names the places or sites. Medians are seconds."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([cell(words.text(f"export.{name}")) for name in HEAD])
    earlier = {line[:2]: line[2:] for line in lines(words, before, where)}
    for line in lines(words, now, where):
        writer.writerow([cell(value) for value in (*line, *earlier.get(line[:2], ()))])
    return file.getvalue().encode("utf-8-sig")


def lines(words: Words, of: Figures, where: dict[str, str]) -> Sequence[Line]:
    """Return all figures of one week, one a line."""
    section = words.text
    whole: list[Line] = [
        (section("week.received"), "", of.received, None, None, None),
        (section("week.closed"), "", of.closed, None, None, None),
        (section("week.reopened"), "", of.reopened, None, None, None),
        share_line(section("week.duplicates"), "", of.duplicates),
        share_line(section("week.repeated"), "", of.repeated),
        share_line(section("week.promises"), "", of.promises),
        share_line(section("week.entered_late"), "", of.entered_late),
        (section("week.backlog"), "", of.backlog_received, None, None, None),
    ]
    whole += [
        (section("week.other_kinds"), words.code("kind", kind), count, None, None, None)
        for kind, count in of.other_kinds.items()
    ]
    for step in of.steps:
        name = words.code("step", step.step)
        line = share_line(section("week.steps"), name, step.on_time)
        whole.append((*line[:5], step.median))
    for title, groups, names in (
        (
            "week.by_category",
            of.categories,
            {g.name: words.code("category", g.name) for g in of.categories},
        ),
        (f"week.by_{of.by}", of.where, where),
    ):
        for group in groups:
            line = share_line(section(title), names.get(group.name, group.name), group.resolution)
            whole.append((*line[:2], group.received, *line[3:]))
    return whole


def share_line(section: str, name: str, of: Share) -> Line:
    """Return the line of a share."""
    return (section, name, None, of.good, of.total, None)
