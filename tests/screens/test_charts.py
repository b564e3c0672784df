"""The wall's charts are pure functions from a picture to rows; their specs never change."""

import json

import pytest
from msgspec.structs import replace

from dashboard.charts import heat, look, plan_floors, plan_names, stacking_plan
from dashboard.words import words
from models.snapshot import Building, Floor
from tests.pages.examples import empty_snapshot, example_snapshot, huge_snapshot

NOW = 1_800_000_000
ZH, EN = words("zh_CN"), words("en")
SEVEN_TO_ONE = 7.0


def test_a_heat_cell_tells_its_count_and_an_empty_one_nothing() -> None:
    """Text stands in a cell exactly if something was counted there."""
    frame = heat.heat(example_snapshot(NOW), ZH).frame
    assert ((frame["step"] == 0) == (frame["text"] == "")).all()


def test_the_heatmap_says_how_much_it_hides() -> None:
    """28 places were cut before, two find no room here, and one column is counted too."""
    assert heat.heat(example_snapshot(NOW), ZH).hidden == "另有 30 处 1 类"


def test_long_numbers_take_columns_not_type_size() -> None:
    """Where numbers are long, fewer categories are drawn."""
    normal = heat.heat(example_snapshot(NOW), ZH).frame["category"].nunique()
    huge = heat.heat(huge_snapshot(NOW), ZH).frame["category"].nunique()
    assert huge < normal


def test_namesakes_stay_two_rows() -> None:
    """Two places whose names are cut to the same text are still two rows."""
    frame = heat.heat(huge_snapshot(NOW), EN).frame
    assert frame["place"].nunique() == heat.ROWS


def test_a_building_stands_on_the_ground_with_its_name_once() -> None:
    """Of each building's rows one, the lowest, carries name and total."""
    frame = stacking_plan.stacking_plan(example_snapshot(NOW), ZH).frame
    named = frame[frame["name"] != ""]
    assert list(named["name"]) == ["A座", "B座", "C座", "D座"]
    assert (named["y"] == frame["ground"].iloc[0]).all()


def test_no_floor_is_drawn_outside_the_panel() -> None:
    """Every coordinate lies between 0 and 1, however many floors there are."""
    frame = stacking_plan.stacking_plan(huge_snapshot(NOW), ZH).frame
    corners = frame[["x", "x2", "y", "y2"]]
    assert corners.min().min() >= 0
    assert corners.max().max() <= 1


def test_the_plan_says_how_many_buildings_it_hides() -> None:
    """Of thirty buildings it draws as many as can be read, and counts the others."""
    drawing = stacking_plan.stacking_plan(huge_snapshot(NOW), ZH)
    assert drawing.hidden == "另有 27 栋"


def test_places_without_floors_lie_below_the_buildings() -> None:
    """A garage is a bar along the bottom with its name and total, and takes no column."""
    low = example_snapshot(NOW, buildings=2, floors=6)
    below = [Building("garage", 29), Building("outside", 33), Building("common areas", 17)]
    frame = stacking_plan.stacking_plan(replace(low, buildings=[*low.buildings, *below]), EN).frame
    bars = frame[frame["text"].isin(["garage 29", "outside 33", "common areas 17"])]
    assert list(bars["y2"] < frame["ground"].iloc[0]) == [True] * 3
    assert bars["x2"].max() <= 1
    assert list(frame[frame["name"] != ""]["x2"].round(2)) == [0.47, 0.97]


@pytest.mark.parametrize("name", ["garage", "地下停车场访客及月租车位一区", "x" * 300])
def test_a_bar_s_text_stays_within_it(name: str) -> None:
    """A long name is cut, its count is not."""
    drawing = stacking_plan.stacking_plan(
        replace(empty_snapshot(NOW), buildings=[Building(name, 12_345)]), EN
    )
    (row,) = drawing.frame.to_dict("records")
    assert look.long(row["text"]) <= (row["x2"] - row["x"]) * plan_floors.WIDTH
    assert row["text"].endswith(" 12.3K")


def test_a_site_of_places_without_floors_is_drawn() -> None:
    """Where no building has floors only the bars stand there, the busiest four."""
    places = [Building(f"p{n}", n) for n in range(1, 8)]
    drawing = stacking_plan.stacking_plan(replace(empty_snapshot(NOW), buildings=places), EN)
    assert sorted(drawing.frame["text"]) == ["p4 4", "p5 5", "p6 6", "p7 7"]
    assert drawing.hidden == "3 more"


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["2栋1单元", "3栋2单元"], ["2-1", "3-2"]),
        (["2栋1单元", "3栋1单元"], ["2", "3"]),
        (["Block 2 entrance 1", "Block 2 entrance 2"], ["1", "2"]),
        (["North Tower", "South Tower"], ["North", "South"]),
        (["一座", "二座"], ["一座", "二座"]),
        pytest.param(["1栋", "1栋 1"], ["1栋", "1栋 1"], id="not built alike"),
        pytest.param(["Tower 1"], ["Tower 1"], id="alone it keeps its name"),
        ([], []),
    ],
)
def test_a_short_name_is_what_tells_a_building_from_the_others(
    names: list[str], short: list[str]
) -> None:
    """What all share is left out, unless two would be alike."""
    assert plan_names.brief(names) == short


def test_names_stand_whole_or_short_never_broken_within_a_word() -> None:
    """Wide columns carry the whole name, in lines of whole words; narrow ones the short name."""
    names = ["Tower 1", "Tower 2"]
    assert plan_names.under(names, ["1", "2"], 390) == [["Tower 1"], ["Tower 2"]]
    assert plan_names.under(names, ["1", "2"], 240) == [["Tower", "1"], ["Tower", "2"]]
    assert plan_names.under(names, ["1", "2"], 80) == [["1"], ["2"]]


def test_the_worst_floors_are_named() -> None:
    """Where cells are too small for text, the three worst floors still tell their name."""
    frame = stacking_plan.stacking_plan(example_snapshot(NOW), ZH).frame
    assert list(frame[frame["worst"]]["sign"]) == ["3F", "14F", "13F"]


def test_no_plate_of_a_floor_covers_another() -> None:
    """Of neighbours in one tall building only the worst is named; other buildings' stay."""
    floors = [Floor(f"a/{n}", open=90 - abs(n - 20)) for n in range(40, 0, -1)]
    towers = [Building("a", 1, 0, floors), Building("b", 1, 0, [Floor("b/1", 80)])]
    assert plan_floors.worst(towers, storey=14) == ["a/20", "a/23", "a/17"]
    assert plan_floors.worst(towers, storey=4) == ["a/20", "b/1", "a/31"]


def test_roomy_cells_tell_floor_and_count() -> None:
    """A low building has room for words in each of its cells."""
    low = example_snapshot(NOW, buildings=2, floors=6)
    frame = stacking_plan.stacking_plan(low, ZH).frame
    assert set(frame["text"]) >= {"1F · 0", "3F · 3"}


def test_an_empty_site_gives_empty_frames() -> None:
    """Nothing to draw is no error."""
    empty = empty_snapshot(NOW)
    assert heat.heat(empty, ZH).frame.empty
    assert stacking_plan.stacking_plan(empty, ZH).frame.empty


def test_specs_carry_no_data() -> None:
    """A spec is written once; the rows come with each drawing."""
    for spec in (heat.SPEC, stacking_plan.SPEC):
        assert "datasets" not in json.dumps(spec)


def test_no_type_is_smaller_than_can_be_read() -> None:
    """From five metres 32 pixels are the least."""
    for spec in (heat.SPEC, stacking_plan.SPEC):
        sizes = [int(size) for size in _values(spec, {"fontSize", "labelFontSize"})]
        assert min(sizes) >= 32


def test_ink_stands_out_from_every_step_of_the_ramp() -> None:
    """Each step's text has a contrast of 7:1 or better."""
    for step, colour in enumerate(look.RAMP):
        ink = look.DARK if step >= look.DARK_TEXT_FROM else look.LIGHT
        assert contrast(ink, colour) >= SEVEN_TO_ONE, colour


def test_steps_follow_the_counts() -> None:
    """Nothing is 0, one is at least 1, the largest count is the brightest step."""
    assert look.steps([0, 1, 3, 500]) == [0, 1, 1, 5]
    assert look.steps([0, 1, 5]) == [0, 1, 5]
    assert look.steps([]) == []


def _values(spec: object, keys: set[str]) -> list[object]:
    if isinstance(spec, dict):
        mine = [value for key, value in spec.items() if key in keys]
        return mine + [found for value in spec.values() for found in _values(value, keys)]
    if isinstance(spec, list):
        return [found for value in spec for found in _values(value, keys)]
    return []


def contrast(one: str, other: str) -> float:
    """Tell the contrast of two colours as WCAG 2 computes it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
