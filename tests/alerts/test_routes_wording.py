import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from msgspec.structs import replace

from alerts import wording
from alerts.catalogues import LOCALE
from alerts.routes import Notice
from models.policy.load import load
from tests import telling
from workers.analyse.signals import sign

HOME = "https://desk.example"
TELL = replace(
    telling.TELL,
    place="B/3",
    category="engineering.air_conditioning",
    since=1_763_791_500,
    at=1_763_791_500,
    named=18,
    anonymous=3,
)
NOTICE = Notice(
    tell=TELL,
    site="mall",
    site_name=("星河购物中心", "Galaxy Mall"),
    place_name=("B座 3层", "Tower B 3F"),
    zone="Asia/Shanghai",
)


def changed(**fields: object) -> Notice:
    return replace(NOTICE, tell=replace(TELL, **fields))


def test_a_message_in_chinese() -> None:
    """Title and body say what, how bad, where, since when on the site's clock, and what next."""
    message = wording.message(NOTICE, "zh_CN", HOME)
    assert message.title == "[警钟] 新警情 Ⅲ 较大 ▲ 激增 · 星河购物中心 B座 3层"
    assert message.body.split("\n") == [
        "21 人投诉同一事件（实名 18 + 匿名 3）",
        "事由：空调",
        "位置：星河购物中心 B座 3层",
        "开始：11月22日 周六 14:05",
        f"请到工作台认领：{HOME}/desk?site=mall&alert=surge%3A7%3Aeast%2F4",
    ]


def test_a_message_in_english() -> None:
    """The same in English."""
    message = wording.message(NOTICE, "en", HOME)
    assert message.title == "[Tocsin] New alert Ⅲ major ▲ surge · Galaxy Mall Tower B 3F"
    assert message.body.split("\n")[:4] == [
        "21 people about one matter (18 named + 3 anonymous)",
        "Matter: air conditioning",
        "Place: Galaxy Mall Tower B 3F",
        "Since: Sat 22 Nov 14:05",
    ]


@pytest.mark.parametrize(
    ("notice", "en", "zh"),
    [
        (changed(rule="overdue", count=1), "1 step is past its limit", "1 个环节超时"),
        (changed(rule="spread", count=3), "The same trouble at 3 sites", "3 个项目出现同类问题"),
        (changed(rule="life_safety", signal="life.trapped"), "trapped in a lift", "电梯困人"),
        (changed(rule="life_safety", confirmed=False), "to be confirmed", "待核实"),
        (changed(transition="resolved"), "See it at the desk", "请到工作台查看"),
        (replace(NOTICE, demo=True), "[demo data]", "[演示数据]"),
        (replace(NOTICE, gap=("lead",)), "Coverage gap", "值班空缺"),
        (changed(category="own.kind"), "own.kind", "own.kind"),
    ],
)
def test_what_each_kind_says(notice: Notice, en: str, zh: str) -> None:
    """Each rule and transition has its words; a code of one's own stands for itself."""
    for locale, expected in (("en", en), ("zh_CN", zh)):
        message = wording.message(notice, locale, HOME)
        assert expected in f"{message.title}\n{message.body}"


def test_a_bundle_names_its_messages_and_the_worst_level() -> None:
    """A bundle has a line for each message up to a limit, then a count."""
    many = [changed(level=4, alert=f"a{n}") for n in range(24)] + [changed(level=2)]
    message = wording.bundle(many, "zh_CN", HOME)
    assert message.title == "[警钟] 另有 25 条消息，最高 Ⅱ 重大 ◆"
    assert message.level == 2
    assert len(message.body.split("\n")) == wording.LISTED + 2
    assert "……另有 5 条" in message.body


@pytest.mark.parametrize(
    "hostile", ["x\n\nAcknowledged", "a\u202eb\x00c", "y" * 5_000, "\u2028line\x1b[31m"]
)
def test_a_hostile_place_stays_on_its_line(hostile: str) -> None:
    """A place's name from a foreign file breaks no line, turns no writing and floods nothing."""
    plain = wording.message(NOTICE, "en", HOME)
    notice = replace(NOTICE, place_name=(hostile, hostile))
    message = wording.message(notice, "en", HOME)
    assert message.body.count("\n") == plain.body.count("\n")
    assert message.title.isprintable()
    assert len(message.title) < 200


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_both_catalogues_are_whole(locale: str) -> None:
    """Each language has every entry, filled, with the same placeholders."""
    with (LOCALE / locale / "LC_MESSAGES" / "alerts.po").open("rb") as source:
        entries = {(e.context, e.id): e for e in read_po(source) if e.id}
    with (LOCALE / "en" / "LC_MESSAGES" / "alerts.po").open("rb") as source:
        assert entries.keys() == {(e.context, e.id) for e in read_po(source) if e.id}
    for entry in entries.values():
        words = (entry.string,) if isinstance(entry.string, str) else entry.string
        wanted = entry.id if isinstance(entry.id, str) else entry.id[-1]
        for text in words:
            assert text
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", wanted))


def test_every_text_in_the_code_is_in_the_catalogue() -> None:
    """No sentence of the wording, no category and no signal of the shipped policy lacks words."""
    with (LOCALE / "en" / "LC_MESSAGES" / "alerts.po").open("rb") as source:
        known = {i for e in read_po(source) for i in ([e.id] if isinstance(e.id, str) else e.id)}
    source_text = Path(wording.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r'gettext\("([^"]+)"\)', source_text)) <= known
    assert set(re.findall(r'(?:one|many) = "([^"]+)"', source_text)) <= known
    dangers, threats = load().crisis.life_safety.signals, load().crisis.exposure.signals
    assert {*dangers, *map(sign, dangers), *threats} <= known
    below = {f"{top}.{sub}" for top, subs in load().categories.items() for sub in subs}
    assert below | set(load().categories) <= known
