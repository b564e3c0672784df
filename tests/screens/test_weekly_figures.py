import pandas as pd

from dashboard.weekly_figures import By, Figures, Kept, Rows, figures
from dashboard.weekly_period import Span
from dashboard.weekly_rows import (
    CLUSTER_COLUMNS,
    COMPLAINT_COLUMNS,
    MOMENTS,
    PROMISE_COLUMNS,
)
from models.snapshot import Share

HOUR, DAY = 3_600, 86_400
WEEK = Span(10 * DAY, 17 * DAY)
LATER = 30 * DAY


def row(at: int, **given: object) -> dict[str, object]:
    usual = dict.fromkeys(COMPLAINT_COLUMNS) | {
        "site": "mall", "key": f"k{at}", "kind": "complaint", "category": "engineering.lift",
        "place": "a/12", "backlog": False, "time": at, "at": at, "status": "open", "reopened": 0,
        "cluster": f"k{at}",
    }  # fmt: skip
    return usual | given


def computed(
    *rows: dict[str, object],
    clusters: object = (),
    promised: object = (),
    now: int = LATER,
    by: By = "place",
    **sites: Kept,
) -> Figures:
    frame = pd.DataFrame(list(rows), columns=COMPLAINT_COLUMNS)
    frame = frame.astype(dict.fromkeys(MOMENTS, "float64") | {"backlog": bool, "site": "str"})
    known = pd.DataFrame(clusters, columns=CLUSTER_COLUMNS).astype({"as_one": bool})
    told = pd.DataFrame(promised, columns=PROMISE_COLUMNS, dtype="float64")
    return figures(Rows(frame, known, told), WEEK, now, sites or {"mall": Kept()}, by)


def step(of: Figures, name: str) -> tuple[Share, int | None, int]:
    return next((one.on_time, one.median, one.done) for one in of.steps if one.step == name)


def test_a_step_belongs_to_the_week_in_which_it_fell_due() -> None:
    """Due before the week or after it, a step is not in the week's denominator."""
    found = computed(
        row(9 * DAY, due_receipt=WEEK.begin - 1),
        row(11 * DAY, due_receipt=WEEK.begin, done_receipt=WEEK.begin),
        row(12 * DAY, due_receipt=WEEK.end - 1, done_receipt=WEEK.end),
        row(13 * DAY, due_receipt=WEEK.end, done_receipt=13 * DAY),
    )
    assert step(found, "receipt")[0] == Share(1, 2)


def test_what_is_not_yet_due_is_neither_good_nor_bad() -> None:
    """In a running week only deadlines that have passed are judged."""
    rows = [row(11 * DAY, due_receipt=12 * DAY), row(12 * DAY, due_receipt=14 * DAY)]
    assert step(computed(*rows, now=13 * DAY), "receipt")[0] == Share(0, 1)


def test_medians_count_from_the_complaint_but_follow_up_from_the_resolution() -> None:
    """A follow-up an hour after a resolution took an hour, however old the complaint."""
    done = {"done_resolution": 12 * DAY, "done_follow_up": 12 * DAY + HOUR}
    found = computed(row(2 * DAY, **done), row(10 * DAY, **done))
    assert step(found, "resolution")[1:] == (6 * DAY, 2)
    assert step(found, "follow_up")[1:] == (HOUR, 2)


def test_a_step_that_nobody_did_has_no_median() -> None:
    """No data is no zero."""
    assert step(computed(row(11 * DAY)), "plan") == (Share(0, 0), None, 0)


def test_only_complaints_count_and_other_kinds_stand_apart() -> None:
    """A repair and a praise change no complaint figure."""
    found = computed(
        row(11 * DAY),
        row(12 * DAY, kind="repair", due_receipt=13 * DAY),
        row(13 * DAY, kind="praise"),
        row(14 * DAY, kind="repair"),
    )
    assert (found.received, found.other_kinds) == (1, {"repair": 2, "praise": 1})
    assert step(found, "receipt")[0] == Share(0, 0)


def test_the_backlog_stands_apart() -> None:
    """What is from before go-live is counted, but in no figure of the week."""
    found = computed(row(11 * DAY), row(12 * DAY, backlog=True, due_plan=13 * DAY))
    assert (found.received, found.backlog_received) == (1, 1)
    assert step(found, "plan")[0] == Share(0, 0)


def test_duplicates_are_complaints_that_share_their_cluster() -> None:
    """Two of three complaints stand in one cluster, one stands alone."""
    rows = [row(11 * DAY, cluster="c"), row(12 * DAY, cluster="c"), row(13 * DAY)]
    assert computed(*rows, clusters=[("mall", "c", 2, 0, False)]).duplicates == Share(2, 3)


def test_repeated_handling_is_several_people_on_one_cluster_each_on_their_own() -> None:
    """A cluster worked by one person, or as one, is not handled repeatedly."""
    names = ("apart", "alone", "as_one", "unworked", "single")
    rows = [row((11 + i) * DAY, cluster=name) for i, name in enumerate(names)]
    known = [
        ("mall", "apart", 3, 2, False),
        ("mall", "alone", 3, 1, False),
        ("mall", "as_one", 3, 2, True),
        ("mall", "unworked", 3, 0, False),
        ("mall", "single", 1, 2, False),
        ("mall", "of another week", 3, 2, False),
    ]
    assert computed(*rows, clusters=known).repeated == Share(1, 3)


def test_promises_belong_to_the_week_in_which_they_fell_due() -> None:
    """In time is kept; late, or never, is not; what lies outside or ahead is not counted yet."""
    told = [
        (11 * DAY, 11 * DAY),  # kept, to the second
        (12 * DAY, 12 * DAY + 1),  # too late
        (13 * DAY, None),  # never answered
        (16 * DAY, 10 * DAY),  # kept, but not yet due
        (9 * DAY, 9 * DAY),  # of the week before
    ]
    assert computed(promised=told, now=14 * DAY).promises == Share(1, 3)
    assert computed(promised=told).promises == Share(2, 4)


def test_a_complaint_is_entered_late_after_the_registration_limit() -> None:
    """A day later is in time, a second more is not; without a limit nothing is said."""
    rows = [row(11 * DAY, time=10 * DAY), row(12 * DAY + 1, time=11 * DAY)]
    assert computed(*rows, mall=Kept(registration=DAY)).entered_late == Share(1, 2)
    assert computed(*rows).entered_late == Share(0, 0)


def test_groups_are_top_levels_the_busiest_first_and_ties_by_name() -> None:
    """Lift and leak are both engineering; a tie is broken by name."""
    found = computed(
        row(11 * DAY, category="parking.gate", place="b/1"),
        row(12 * DAY, category="engineering.lift", place="a/1"),
        row(13 * DAY, category="engineering.water_leak", place="a/2"),
        row(14 * DAY, category="charges", place=""),
    )
    assert [(one.name, one.received) for one in found.categories] == [
        ("engineering", 2), ("charges", 1), ("parking", 1),
    ]  # fmt: skip
    assert [one.name for one in found.where] == ["a", "", "b"]


def test_an_empty_week_has_figures_of_nothing() -> None:
    """No complaint is no error, nor are those of other weeks only."""
    for found in (computed(), computed(row(9 * DAY))):
        assert (found.received, found.duplicates, found.categories) == (0, Share(0, 0), [])
