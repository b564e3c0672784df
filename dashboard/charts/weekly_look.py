"""What the weekly's charts share: this week as bars, the week before as ticks."""

from typing import Any

import altair as alt

NOW, BEFORE, PALE, LIGHT = "#56B4E9", "#F2B134", "#9FB0C8", "#EAF0F8"
FONT = "'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
SIZE = 15  # CSS pixels
ROW = 34  # pixels of a horizontal bar with its gap


def axis(**given: Any) -> alt.Axis:
    """Make an axis without lines of its own."""
    quiet: dict[str, Any] = {"title": None, "ticks": False, "domain": False, "labelColor": LIGHT}
    return alt.Axis(**(quiet | {"labelFontSize": SIZE, "gridColor": "#1B2740"} | given))


def finished(chart: alt.LayerChart, height: int) -> dict[str, Any]:
    """Give the spec as a dict without its data."""
    whole = (
        chart.properties(width="container", height=height)
        .configure_view(stroke=None)
        .configure(font=FONT, background="transparent")
    )
    spec: dict[str, Any] = whole.to_dict()
    spec.pop("datasets", None)
    for part in (spec, *spec["layer"]):
        part.pop("data", None)
    return spec
