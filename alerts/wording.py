"""From numbers to words, at the edge and in the reader's language: pure.

A message holds numbers, places and categories; what people wrote stays inside.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.support import Translations

from alerts.catalogues import words_of
from alerts.evidence import evidence
from alerts.message import Message
from alerts.routes import COVERAGE_GAP, Notice
from alerts.turn import ENDS

NUMERALS = {1: "Ⅰ", 2: "Ⅱ", 3: "Ⅲ", 4: "Ⅳ"}
SHAPES = {1: "■", 2: "◆", 3: "▲", 4: "●"}
LONGEST = 80  # characters of a place's name; it may come from a foreign file
LISTED = 20  # messages that a bundle names one by one


def message(notice: Notice, locale: str, home: str, key: str = "") -> Message:
    """Word one notice; `home` is the address of the dashboard."""
    words = words_of(locale)
    tell = notice.tell
    return Message(
        title=f"{brand(notice, words)} {headline(notice, locale)}",
        body="\n".join(lines(notice, locale, home)),
        level=tell.level,
        over=tell.transition in ENDS,
        key=key,
        alert=tell.alert,
    )


def bundle(notices: Sequence[Notice], locale: str, home: str, key: str = "") -> Message:
    """Word several notices as one message: a line each, the number of those left out."""
    words = words_of(locale)
    level = min(notice.tell.level for notice in notices)
    title = words.gettext("{count} more messages, the highest {level}")
    text = [headline(notice, locale) for notice in notices[:LISTED]]
    if len(notices) > LISTED:
        text.append(words.gettext("… and {count} more").format(count=len(notices) - LISTED))
    text.append(words.gettext("See them at the desk: {link}").format(link=f"{home}/desk"))
    return Message(
        title=f"{brand(notices[0], words)} "
        + title.format(count=len(notices), level=level_words(level, words)),
        body="\n".join(text),
        level=level,
        over=all(notice.tell.transition in ENDS for notice in notices),
        key=key,
    )


def brand(notice: Notice, words: Translations) -> str:
    """Return whose message it is, and that it is only a demonstration."""
    name = words.gettext("[Tocsin]")
    return name + words.gettext("[demo data]") if notice.demo else name


def headline(notice: Notice, locale: str) -> str:
    """Return what happened, how bad it is and where, on one line."""
    words, tell = words_of(locale), notice.tell
    transition = coded("transition", COVERAGE_GAP if notice.gap else tell.transition, words)
    level, rule = level_words(tell.level, words), coded("rule", tell.rule, words)
    return f"{transition} {level} {rule} · {where(notice, locale)}"


def lines(notice: Notice, locale: str, home: str) -> list[str]:
    """Return the body: evidence, matter, place, since when, and what to do next."""
    words, tell = words_of(locale), notice.tell
    text = [evidence(notice, words)]
    if notice.gap:
        roles = ", ".join(coded("role", role, words) for role in notice.gap)
        text.insert(0, words.gettext("Nobody is on call as: {roles}").format(roles=roles))
    if tell.transition == "withdrawn":
        text.insert(0, words.gettext("Taken back: entries made late show it was done in time."))
    if tell.category:
        matter = coded("category", tell.category, words)
        text.append(words.gettext("Matter: {matter}").format(matter=matter))
    text.append(words.gettext("Place: {place}").format(place=where(notice, locale)))
    text.append(words.gettext("Since: {time}").format(time=moment(tell.since, notice, locale)))
    text.append(next_step(notice, words).format(link=link(notice, home)))
    return text


def next_step(notice: Notice, words: Translations) -> str:
    """Return what the reader should do now."""
    if notice.tell.transition in {"acknowledged", *ENDS}:
        return words.gettext("See it at the desk: {link}")
    return words.gettext("Acknowledge it at the desk: {link}")


def link(notice: Notice, home: str) -> str:
    """Return the address of the alert on the desk."""
    return f"{home}/desk?{urlencode({'site': notice.site, 'alert': notice.tell.alert})}"


def level_words(level: int, words: Translations) -> str:
    """Return a level as numeral, word and shape: never by colour alone."""
    return f"{NUMERALS[level]} {coded('level', str(level), words)} {SHAPES[level]}"


def where(notice: Notice, locale: str) -> str:
    """Return site and place in the reader's language."""
    of = 0 if locale == "zh_CN" else 1
    return " ".join(filter(None, (plain(notice.site_name[of]), plain(notice.place_name[of]))))


def moment(at: int, notice: Notice, locale: str) -> str:
    """Return a time as the site's clocks show it."""
    pattern = str(words_of(locale).pgettext("pattern", "EEE d MMM HH:mm"))
    zone = ZoneInfo(notice.zone)
    return format_datetime(datetime.fromtimestamp(at, UTC), pattern, tzinfo=zone, locale=locale)


def coded(kind: str, code: str, words: Translations) -> str:
    """Return the words for a code, or the code itself where a policy brought its own."""
    return str(words.pgettext(kind, code))


def plain(text: str) -> str:
    """Return one printable line: no control characters, none that turn the writing around."""
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(line.split())[:LONGEST]
