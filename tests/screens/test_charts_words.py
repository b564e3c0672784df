"""Words at the edge: numbers, times and levels in both languages."""

import tomllib
from pathlib import Path

import pytest

from dashboard.words import LOCALES, words
from models.policy import STEPS
from workers.analyse.signals import sign

ZH, EN = words("zh_CN"), words("en")


@pytest.mark.parametrize(
    ("n", "zh", "en"),
    [
        (0, "0", "0"),
        (9_999, "9,999", "9,999"),
        (12_345, "1.2万", "12.3K"),
        (19_999, "1.9万", "19.9K"),  # never more than there are
        (20_000, "2万", "20K"),
    ],
)
def test_large_numbers_are_shortened(n: int, zh: str, en: str) -> None:
    """From ten thousand on a number has two or three digits and its unit."""
    assert (ZH.count(n), EN.count(n)) == (zh, en)


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (725, "剩12分", "12 min left"),
        (-3_900, "超时1小时5分", "1 h 5 min over"),
        (40, "剩40秒", "40 s left"),
        (0, "剩0秒", "0 s left"),
        (3_600, "剩1小时", "1 h left"),
        (200_000, "剩2天7小时", "2 d 7 h left"),
    ],
)
def test_time_left_is_told_in_its_two_largest_units(seconds: int, zh: str, en: str) -> None:
    """What is left and what is over are told alike."""
    assert (ZH.left(seconds), EN.left(seconds)) == (zh, en)


def test_a_moment_is_told_in_the_sites_zone() -> None:
    """The same second has another hour in another zone."""
    assert ZH.stamp(1_795_327_500, "Asia/Shanghai") == "11月22日 周日 14:05"
    assert EN.stamp(1_795_327_500, "America/New_York") == "Sun 22 Nov 01:05"


def test_a_level_is_numeral_word_and_shape() -> None:
    """Colour is never alone."""
    assert [str(ZH.level(n)) for n in (1, 2, 3, 4)] == [
        "■ Ⅰ 特别重大",
        "◆ Ⅱ 重大",
        "▲ Ⅲ 较大",
        "● Ⅳ 一般",
    ]


def test_a_place_is_named_building_before_floor() -> None:
    """Names come from the site; where it has none, the path's end is shown."""
    names = {"b": ["金融广场", "Finance Plaza"], "b/14": ["14F", ""]}
    assert ZH.place("b/14", names) == "金融广场 14F"
    assert EN.place("b/14", names) == "Finance Plaza 14F"
    assert EN.place("x/y", names) == "y"


def test_a_part_that_names_its_whole_stands_alone() -> None:
    """车库一区 of 车库 is not told twice."""
    names = {"g": ["车库", "Garage"], "g/1": ["车库一区", "Garage 1"], "b": ["1栋", ""]}
    assert ZH.place("g/1", names) == "车库一区"
    assert EN.place("g/1", names) == "Garage 1"


def test_an_unknown_code_is_shown_as_it_is() -> None:
    """A category that the catalogue does not know is no error."""
    assert ZH.code("category", "brand.new") == "brand.new"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_code_of_the_default_rules_has_a_word(locale: str) -> None:
    """Categories, signals, rules, steps: none of them is shown as a bare code."""
    rules = tomllib.loads(Path("models/policy/default.toml").read_text("utf-8"))
    codes = [f"category.{top}" for top in rules["categories"]]
    codes += [f"category.{top}.{sub}" for top, subs in rules["categories"].items() for sub in subs]
    codes += [f"short.category.{top}" for top in rules["categories"]]
    dangers, threats = (rules["crisis"][rule]["signals"] for rule in ("life_safety", "exposure"))
    codes += [f"signal.{signal}" for signal in [*dangers, *map(sign, dangers), *threats]]
    codes += [f"{family}.{rule}" for rule in rules["crisis"] for family in ("rule", "evidence")]
    codes += [f"step.{step}" for step in STEPS]
    assert [code for code in codes if not words(locale).has(code)] == []


def test_an_unknown_language_is_read_as_the_default() -> None:
    """?lang=xx cannot break a page."""
    assert words("xx").locale == "zh_CN"


def test_both_languages_know_the_same_keys() -> None:
    """No screen falls back to a key in one language only."""
    known = [set(words(locale).entries) for locale in LOCALES]
    assert known[0] ^ known[1] == set()


def test_no_key_is_written_twice() -> None:
    """A catalogue that says one thing twice would let the file order decide."""
    for catalogue in Path("dashboard/locale").rglob("*.po"):
        keys = [line for line in catalogue.read_text("utf-8").splitlines() if line[:6] == "msgid "]
        assert len(keys) == len(set(keys)), catalogue
