"""Rows as tables. Every cell is plain text: people's words are never read as markup."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.column_config import DatetimeColumn, NumberColumn, TextColumn

from dashboard.desk_seat import Seat
from dashboard.desk_text import plain

ROW, HEAD = 35, 38  # pixels
MOMENT, MOMENTS = "YYYY-MM-DD HH:mm", {"last": "MM-DD HH:mm"}
TALL = 12  # rows shown without scrolling
PIXELS = {
    50: ("size", "people", "open", "tier", "attempts"),
    62: ("number",),
    82: ("standing",),
    100: ("person",),
    95: ("category", "last", "step", "state", "transition"),
    112: ("channel", "place"),
    130: ("sla", "recipient"),
    260: ("error",),
    420: ("text", "why", "body"),
}
WIDE = {name: width for width, names in PIXELS.items() for name in names}


def moments(seat: Seat, site: str, seconds: "pd.Series[int]") -> "pd.Series[Any]":
    """Turn epoch seconds into the site's local time; 0 is no time."""
    times = pd.to_datetime(seconds.where(seconds > 0).astype("Int64"), unit="s", utc=True)
    return times.dt.tz_convert(seat.zone(site)).dt.tz_localize(None)


def table(
    seat: Seat,
    rows: pd.DataFrame,
    key: str,
    picked: Callable[[int], None] | None = None,
    *,
    chosen: int | None = None,
    tall: int = TALL,
    text: int = WIDE["text"],
) -> list[int]:
    """Show a frame whose columns are named `column.…` in the catalogue; return the marked rows.

    With `picked`, a click on a row calls it with the row's number; without, rows can be marked.
    `text` is the width in pixels that is left for what people wrote.
    """
    selection: dict[str, Any] = {"on_select": "rerun", "selection_mode": "multi-row"}
    if picked is not None:
        selection = {
            "on_select": partial(_pick, key, picked),
            "selection_mode": "single-row",
            "selection_default": {"selection": {"rows": [] if chosen is None else [chosen]}},
        }
    wide = WIDE | {"text": text}
    event = st.dataframe(rows, key=key, **layout(seat, rows, tall, wide), **selection)
    return list(event.selection.rows)


def listing(seat: Seat, rows: pd.DataFrame, tall: int = TALL) -> None:
    """Show a frame in which nothing can be marked."""
    st.dataframe(rows, **layout(seat, rows, tall, WIDE))


def layout(seat: Seat, rows: pd.DataFrame, tall: int, wide: Mapping[str, int]) -> dict[str, Any]:
    """Name and type the columns, and give the table the height of its rows."""
    return {
        "hide_index": True,
        "row_height": ROW,
        "height": HEAD + ROW * max(1, min(len(rows), tall)),
        "placeholder": "–",
        "column_config": {
            name: column(seat, name, rows[name], wide.get(name)) for name in rows.columns
        },
    }


def column(seat: Seat, name: str, values: "pd.Series[Any]", wide: int | None) -> Any:
    """Type one column; whatever is neither time nor number is text."""
    label = seat.say(f"column.{name}")
    if pd.api.types.is_datetime64_any_dtype(values):
        return DatetimeColumn(label, format=MOMENTS.get(name, MOMENT), width=wide or 138)
    if pd.api.types.is_numeric_dtype(values):
        return NumberColumn(label, width=wide)
    return TextColumn(label, width=wide)


def complaint_rows(seat: Seat, site: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Show complaints as a list does; `rows` as `queries.complaints` gives them."""
    text = rows["subject"].str.cat(rows["body"], sep=" ")
    return pd.DataFrame(
        {
            "number": rows["pos"].astype("int64"),
            "time": moments(seat, site, rows["time"]),
            "text": [plain(words) for words in text],
            "place": [seat.place(site, path) for path in rows["place"]],
            "category": coded(seat, "category", rows["category"]),
            "channel": coded(seat, "channel", rows["channel"]),
            "standing": [
                standing(seat, *pair) for pair in zip(rows["status"], rows["standing"], strict=True)
            ],
            "person": [plain(person) for person in rows["person"]],
        }
    )


def standing(seat: Seat, status: str, sla: str) -> str:
    """Name where a complaint stands: its worst step while it is open, else that it is over."""
    code = ("sla", sla) if status == "open" else ("status", status)
    return seat.words.code(*code)


def coded(seat: Seat, family: str, codes: Iterable[str]) -> list[str]:
    """Name the codes of a family."""
    return [plain(seat.words.code(family, code)) for code in codes]


def _pick(key: str, picked: Callable[[int], None]) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    if rows:
        picked(rows[0])
