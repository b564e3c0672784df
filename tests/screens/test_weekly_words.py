import csv
import io

import pytest

from dashboard.weekly_change import Change, of_counts, of_medians, of_shares
from dashboard.weekly_export import cell, export
from dashboard.weekly_figures import Figures, GroupFigure, StepFigure
from dashboard.weekly_words import change, parts, points, ratio, share
from dashboard.words import words
from models.snapshot import Share


@pytest.mark.parametrize(
    ("sentence", "found", "verdict"),
    [
        ("more complaints are worse", of_counts(12, 10), "worse"),
        ("fewer complaints are better", of_counts(8, 10), "better"),
        ("as many are the same", of_counts(10, 10), "same"),
        ("nothing compares with a week of none", of_counts(5, 0), "unknown"),
        ("a higher on-time share is better",
         of_shares(Share(9, 10), Share(8, 10), more_is_better=True), "better"),
        ("a higher share of duplicates is worse",
         of_shares(Share(9, 10), Share(8, 10), more_is_better=False), "worse"),
        ("a share of nothing compares with none",
         of_shares(Share(9, 10), Share(0, 0), more_is_better=True), "unknown"),
        ("what rounds to 0.0 points is the same",
         of_shares(Share(5001, 10_000), Share(5000, 10_000), more_is_better=True), "same"),
        ("a longer median is worse", of_medians(90, 60), "worse"),
        ("a median of nothing compares with none", of_medians(None, 60), "unknown"),
    ],
)  # fmt: skip
def test_a_change_is_judged(sentence: str, found: Change, verdict: str) -> None:
    """Every figure says whether its change is for the better."""
    assert found.verdict == verdict, sentence


def test_a_change_is_told_in_words_and_not_by_colour_alone() -> None:
    """The same numbers read 好转 or 变差, and better or worse."""
    assert change(words("zh_CN"), of_counts(12, 10), ratio) == "▲ 20.0% 变差"
    fewer = of_shares(Share(1, 2), Share(3, 5), more_is_better=False)
    assert change(words("en"), fewer, points) == "▼ 10.0 points better"
    assert change(words("zh_CN"), of_counts(1, 0), ratio) == "无可比数据"


def test_a_share_shows_its_denominator() -> None:
    """A share of nothing is a dash, never 0 % or 100 %."""
    assert (share(Share(52, 60)), parts(words("en"), Share(52, 60))) == ("86.7%", "52/60")
    assert (share(Share(0, 0)), parts(words("zh_CN"), Share(0, 0))) == ("–", "无到期")


@pytest.mark.parametrize(
    "attack", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"]
)
def test_no_text_of_a_file_computes(attack: str) -> None:
    """A spreadsheet shows a text that looks like a formula as a text."""
    assert cell(attack) == f"'{attack}"


def test_numbers_and_plain_texts_stay_what_they_are() -> None:
    """Only texts are quoted: a negative number is a number."""
    assert [cell(-5), cell("A-1"), cell(None)] == [-5, "A-1", ""]


def test_the_file_holds_both_weeks_and_opens_in_excel() -> None:
    """It begins with the mark by which Excel knows UTF-8; a hostile place name is quoted."""
    group = GroupFigure("=evil", 3, Share(1, 2))
    week = Figures(
        3, {}, 0, 1, 0, [StepFigure("receipt", Share(1, 2), 900, 1)], Share(2, 3), Share(0, 1),
        Share(4, 5), Share(1, 3), [], "place", [group],
    )  # fmt: skip
    data = export(words("zh_CN"), week, week, {"=evil": "=HYPERLINK()"})
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert data.startswith(b"\xef\xbb\xbf")
    assert ["步骤", "受理确认", "", "1", "2", "900", "", "1", "2", "900"] in rows
    assert ["承诺兑现率", "", "", "4", "5", "", "", "4", "5", ""] in rows
    assert ["按位置", "'=HYPERLINK()", "3", "1", "2", "", "3", "1", "2", ""] in rows
