"""The hand-over sheet on the screen: no row vanishes without a word."""

from pathlib import Path
from unittest.mock import ANY

import msgspec
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import handover_rows
from dashboard.desk_seat import Seat
from dashboard.handover_rows import Part, handed
from dashboard.visit import Visit
from dashboard.words import words
from models.state import Course
from tests.pages import records

NOW = 1_795_000_000


def drawn(rows: int, total: int) -> str:
    """Draw one part with so many rows, and return its HTML."""

    def page(one, part):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        from dashboard.handover import OWED, listed  # noqa: PLC0415 - it runs as a script

        listed(one, "still_red", OWED, part, lambda row: [f"#{row}"])

    seat = Seat(Visit("river", words("zh_CN")), ANY, ANY, {}, "")
    part = Part(list(range(rows)), total)
    app = AppTest.from_function(page, default_timeout=30, kwargs={"one": seat, "part": part}).run()
    assert not app.exception
    return " ".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize(
    ("rows", "total", "said"),
    [(15, 15, []), (40, 40, ["另有 25 条"]), (400, 9_000, ["另有 8985 条", "还有 8700 条未显示"])],
)
def test_what_finds_no_room_unfolds_and_beyond_that_is_counted(
    rows: int, total: int, said: list[str]
) -> None:
    """Fifteen rows stand there, three hundred unfold, and the head tells how many there are."""
    html = drawn(rows, total)
    assert f"仍超时（{total}）" in html
    assert html.count("<td>#") == min(rows, 300)
    assert ("<details>" in html) == bool(said)
    assert [one for one in said if one not in html] == []


def test_more_than_are_read_are_still_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of very many only the oldest are listed, but the numbers are of all."""
    engine = records.store_at(tmp_path)
    records.open_site(engine, "river", NOW)
    late = [records.complaint(n, NOW - records.DAY, standing="breached") for n in range(9)]
    soon = [records.complaint(n, NOW - 600, standing="on_track") for n in range(9, 18)]
    records.put(engine, late + soon)
    monkeypatch.setattr(handover_rows, "READ", 4)
    sheet = handed(engine, "river", "Asia/Shanghai", NOW)
    assert ([one.complaint.pos for one in sheet.red.rows], sheet.red.total) == ([0, 1, 2, 3], 9)
    assert (len(sheet.due.rows), sheet.due.total) == (4, 9)


def test_a_promise_is_handed_over_like_a_step(tmp_path: Path) -> None:
    """One that nobody kept is red, one to come is due, each by its own time."""
    engine = records.store_at(tmp_path)
    records.open_site(engine, "river", NOW)
    took = [60, 120, 180, 240]  # all steps but the resolution are done
    given = {1: (NOW - 90, "breached"), 2: (NOW + 90, "on_track")}
    records.put(engine, [
        records.complaint(n, NOW - 3_600, took=took, standing=standing,
                          course=msgspec.json.encode(Course(promises=[(1, until)])).decode())
        for n, (until, standing) in given.items()
    ])  # fmt: skip
    sheet = handed(engine, "river", "Asia/Shanghai", NOW)
    found = [(one.complaint.pos, one.step, one.due) for one in sheet.red.rows + sheet.due.rows]
    assert found == [(1, "promise", NOW - 90), (2, "promise", NOW + 90)]
