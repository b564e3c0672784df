"""What all charts of the wall share: font, colours, text size, and what a drawing is."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from dashboard.measure import width

TEXT = 32  # CSS pixels: the smallest type that is read from 5 m
STRONG = 34
HALF, DIGIT = 17, 19  # pixels of a half-width in TEXT, and in STRONG bold
FONT = "'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
PALE, LIGHT, DARK = "#C9D6E8", "#EAF0F8", "#0A101C"
# dark to bright, so that the order survives colour blindness and grey print; each step carries
# LIGHT or DARK text at 7:1 or better
RAMP = ["#16233D", "#1D3A63", "#24507F", "#B9AE55", "#EED54B", "#FFF3A0"]
DARK_TEXT_FROM = 3


def long(text: str) -> int:
    """Measure a bold text in pixels."""
    return sum(STRONG if width(letter) > 1 else DIGIT for letter in text)


def box(x: float, x2: float, y: float, y2: float) -> dict[str, float]:
    """Give a cell's edges and its middle, where its text stands."""
    middle, centre = (x + x2) / 2, (y + y2) / 2
    return {"x": x, "x2": x2, "middle": middle, "y": y, "y2": y2, "centre": centre}


class Drawing(NamedTuple):
    """A chart's data, and the words that say how much of them is not drawn."""

    frame: pd.DataFrame
    hidden: str


def steps(counts: Sequence[int]) -> list[int]:
    """Place each count on the ramp, 0 to 5, relative to the largest; only nothing is 0."""
    last = len(RAMP) - 1
    top = max([last, *counts])
    return [0 if n <= 0 else 1 + (n - 1) * (last - 1) // (top - 1) for n in counts]


RAMP_SCALE = alt.Scale(domain=list(range(len(RAMP))), range=RAMP)


def colour() -> alt.Color:
    """Colour a mark by its column `step`."""
    return alt.Color("step:O", scale=RAMP_SCALE, legend=None)


def ink() -> Any:
    """Colour text so that it stands out from a cell of its column `step`."""
    return alt.condition(alt.datum.step >= DARK_TEXT_FROM, alt.value(DARK), alt.value(LIGHT))


def finished(chart: alt.LayerChart) -> dict[str, Any]:
    """Give the spec as a dict that fills its container; the data come with each drawing."""
    whole = chart.properties(width="container", height="container", padding=0).configure(
        font=FONT, background="transparent"
    )
    spec: dict[str, Any] = whole.to_dict()
    spec["config"]["view"] = {"stroke": None}  # Altair leaves a None out, and Vega draws a frame
    # sharp at any zoom, and its text is text
    spec["usermeta"] = {"embedOptions": {"renderer": "svg"}}
    return {key: value for key, value in spec.items() if key not in {"data", "datasets"}}
