"""Printed pages: every word in both languages, every text escaped, bars as long as they say."""

import ast
from html.parser import HTMLParser

import pytest
from babel.messages.pofile import read_po

from workers.paper import charts
from workers.paper.markup import element, table, written
from workers.paper.page import page
from workers.paper.words import LOCALE, LanguageError, Words, language

WORKERS = LOCALE.parents[1]
SPEAKERS = ("paper", "judge", "rehearse", "handover")


def said() -> set[str]:
    """Return every text that the code hands to `say` or `count`."""
    found: set[str] = set()
    for room in SPEAKERS:
        for path in (WORKERS / room).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    texts = {"say": node.args[:1], "count": node.args[:2]}.get(node.func.attr, [])
                    found |= {str(t.value) for t in texts if isinstance(t, ast.Constant)}
    return found


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_every_word_is_in_the_catalogue(locale: str) -> None:
    """Whatever the code says, both catalogues can say, and nothing in them is empty."""
    with (LOCALE / locale / "LC_MESSAGES" / "paper.po").open("rb") as file:
        catalogue = list(read_po(file, locale=locale))
    known: set[str] = set()
    for message in catalogue:
        ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
        strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        assert all(strings) or not message.id, message.id
        known |= {str(one) for one in ids}
    assert said() - known == set()


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (0, "0分", "0 min"),
        (59, "0分", "0 min"),
        (720, "12分", "12 min"),
        (3_900, "1小时5分", "1 h 5 min"),
        (90_000, "1天1小时", "1 d 1 h"),
        (172_800, "2天", "2 d"),
    ],
)
def test_durations(seconds: int, zh: str, en: str) -> None:
    """A length of time is told in its two largest units."""
    assert (Words("zh_CN").duration(seconds), Words("en").duration(seconds)) == (zh, en)


def test_places_are_told_from_the_outermost() -> None:
    """A part that says its whole again stands alone; a place without a name shows its id."""
    names = {"g": ["车库", "garage"], "g/1": ["车库一区", "garage zone 1"]}
    assert Words("zh_CN").place("g/1/x", names) == "车库一区 x"
    assert Words("en").place("", names) == "the whole site"


@pytest.mark.parametrize(
    ("asked", "locale"), [("", "en"), ("zh", "zh_CN"), ("zh-CN", "zh_CN"), ("EN", "en")]
)
def test_language(asked: str, locale: str) -> None:
    """A language is named in a few ways; nothing leaves the site's own."""
    assert language(asked, "en") == locale


def test_unknown_language() -> None:
    """Another language is refused with those that there are."""
    with pytest.raises(LanguageError, match="must be zh or en"):
        language("fr")


def test_text_stays_text() -> None:
    """Markup in a text, a name or a title is shown, not obeyed; nothing remote may load."""
    evil = "<script>alert(1)</script>&\"'"
    made = page(evil, "zh_CN", element("p", evil, title=evil), table([evil], [[evil]]))
    tags: list[str] = []
    texts: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: tags.append(tag)  # type: ignore[method-assign]
    parser.handle_data = texts.append  # type: ignore[method-assign]
    parser.feed(made)
    assert "script" not in tags
    assert texts.count(evil) == 4
    assert "default-src 'none'" in made
    assert '<html lang="zh-CN">' in made


def test_columns_name_what_there_is_room_for() -> None:
    """A hundred columns are all drawn, few are named, and the peak tells its number."""
    drawn = written(charts.columns([charts.Column(str(i), i) for i in range(1_000, 1_100)], "x"))
    assert drawn.count("<rect") == 100
    assert drawn.count("<text") <= charts.LABELS + 1
    assert ">1,099</text>" in drawn


def test_shares_leave_out_what_is_not_there() -> None:
    """A bar is cut by its counts; nothing at all makes an empty bar."""
    assert "width:75.00%" in written(charts.shares([("met", 3), ("met_late", 0), ("breached", 1)]))
    assert "width" not in written(charts.shares([("met", 0)]))
