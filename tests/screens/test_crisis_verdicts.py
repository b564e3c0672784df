"""How often each rule was right, and what the verdicts say of its threshold."""

from msgspec.structs import replace

from dashboard.early import rising
from dashboard.evidence import evidence, people, usual
from dashboard.precision import Record, Verdict, records
from dashboard.words import words
from models.snapshot import Cluster, Crisis

ZH, EN = words("zh_CN"), words("en")
ROW = Cluster(
    "c", "A", "engineering.lift", 9, 9, 2, first=0, last=1_000, open=9, rising=437, rising_to=3
)


def verdicts(right: list[int], false: list[int], rule: str = "surge") -> list[Verdict]:
    """Return verdicts on alerts of these numbers."""
    return [Verdict(rule, 4, "", n, n in right) for n in [*right, *false]]


def test_a_higher_threshold_that_keeps_the_right_ones() -> None:
    """Three of ten were right, all from 20 on: 20 would have spared the seven others."""
    judged = verdicts([20, 31, 24], [8, 9, 9, 10, 12, 15, 19])
    assert records(judged) == [Record("surge", 4, "", 3, 10, 20, 7)]


def test_no_advice_where_no_threshold_helps() -> None:
    """If the smallest was right, or all were, or none, nothing is advised."""
    for right, false in (([8, 30], [12]), ([8, 9], []), ([], [8, 9])):
        (record,) = records(verdicts(right, false))
        assert (record.threshold, record.spared) == (0, 0)


def test_rules_without_a_number_get_no_advice() -> None:
    """What the lexicon found has no threshold to move."""
    (record,) = records(verdicts([9], [1], rule="life_safety"))
    assert (record.right, record.total, record.spared) == (1, 2, 0)


def test_the_least_right_come_first() -> None:
    """Whoever reads the list sees first which rule cries wolf."""
    judged = [*verdicts([9], [], rule="overdue"), *verdicts([], [8])]
    assert [record.rule for record in records(judged)] == ["surge", "overdue"]


def test_abnormal_says_what_is_usual() -> None:
    """6 in an hour here, usually 0.4: in both languages."""
    crisis = Crisis("a", "abnormal", 4, "triggered", 0, "A/F1", "engineering", count=6, usual=417)
    assert evidence(crisis, EN) == "6 in an hour here, usually 0.4"
    assert evidence(crisis, ZH) == "1小时 6人，平时 0.4"
    assert [usual(n) for n in (0, 49, 50, 999, 12_340)] == ["< 0.1", "< 0.1", "0.1", "1.0", "12"]


def test_what_was_counted_decides_the_words() -> None:
    """Floors, contacts and households are told apart; an unknown one falls back to the rule."""
    floors = Crisis(
        "a", "spread", 3, "triggered", 0, "", "x", count=6, threshold=6, signal="floors"
    )
    assert evidence(floors, ZH) == "扩散到 6层 ≥ 6"
    sites = Crisis("a", "spread", 2, "triggered", 0, "", "x", count=3, threshold=3, signal="sites")
    assert evidence(sites, EN) == "Spread to 3 sites ≥ 3"


def test_one_person_filing_eleven_times_is_shown_as_such() -> None:
    """Not eleven people: one person with eleven contacts."""
    crisis = Crisis(
        "a", "repeat", 4, "triggered", 0, "A", "x", count=11, threshold=3, signal="contacts"
    )
    assert evidence(crisis, ZH) == "同一人投诉 11次 ≥ 3"
    assert evidence(crisis, EN) == "One person, 11 contacts ≥ 3"


def test_a_lone_report_of_danger_is_shown_as_one_to_be_confirmed() -> None:
    """Until it has what its rule asks for; then with its number, as any other."""
    lone = Crisis(
        "a", "life_safety", 4, "triggered", 0, "A", "x", count=1, threshold=2, signal="life.smoke"
    )
    assert evidence(lone, ZH) == "待核实：烟雾（1人）"
    assert evidence(lone, EN) == "To confirm: Smoke, 1 person"
    assert evidence(replace(lone, level=2, threshold=1), ZH) == "烟雾 1人报告"


def test_other_rules_of_the_same_trouble_are_named() -> None:
    """The alert that speaks names the rules that it speaks for."""
    crisis = Crisis("a", "surge", 3, "triggered", 0, "A", "x", named=20, also=["abnormal"])
    assert people(crisis, ZH) == "实名 20 + 匿名 0 · 另有：异常"


def test_the_arrow_is_shown_while_it_says_something() -> None:
    """From 10 % on, and for a quarter of an hour after the last complaint."""
    assert rising(ROW, ZH, 1_100) == "↗ 43% → ▲Ⅲ"
    assert rising(ROW, ZH, 1_900) == ""
