"""Words at the edge: codes and numbers become Chinese or English here and nowhere else.

Catalogues are every `locale/<locale>/LC_MESSAGES/*.po`, merged, so that each page may keep its
own. Msgids are keys such as "step.receipt"; a key without an entry is shown as it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from gettext import c2py
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.messages.pofile import read_po

LOCALES = ("zh_CN", "en")
DEFAULT = "zh_CN"
SPELT_OUT = 10_000  # from here on a number is shortened
MINUTE, HOUR, DAY = 60, 3_600, 86_400

_FOLDER = Path(__file__).parent / "locale"
_STAMP = {"zh_CN": "M月d日 EEE HH:mm", "en": "EEE d MMM HH:mm"}
_DAY = {"zh_CN": "M月d日 EEE", "en": "EEE d MMM"}
_THOUSANDS = {"zh_CN": (10_000, "万"), "en": (1_000, "K")}
_JOINT = {"zh_CN": "", "en": " "}
_LEVELS = {1: ("Ⅰ", "■"), 2: ("Ⅱ", "◆"), 3: ("Ⅲ", "▲"), 4: ("Ⅳ", "●")}


@dataclass(frozen=True)
class Level:
    """A crisis level told three ways, so that colour is never alone."""

    number: int
    numeral: str
    word: str
    shape: str

    def __str__(self) -> str:
        return f"{self.shape} {self.numeral} {self.word}"


@dataclass(frozen=True)
class Words:
    """One reader's language."""

    locale: str
    entries: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int]

    @property
    def html(self) -> str:
        """The language tag of the page, as HTML wants it."""
        return self.locale.replace("_", "-")

    def has(self, msgid: str) -> bool:
        """Say whether the catalogue knows the key."""
        return msgid in self.entries

    def under(self, prefix: str) -> list[str]:
        """List the keys that begin with `prefix`."""
        return [key for key in self.entries if key.startswith(prefix)]

    def text(self, msgid: str, **values: object) -> str:
        """Give the words of `msgid` with `values` filled in; `n` chooses the plural."""
        forms = self.entries.get(msgid, (msgid,))
        n = values.get("n")
        form = self.plural(n) if isinstance(n, int) and len(forms) > 1 else 0
        return forms[form].format(**values) if values else forms[form]

    def code(self, family: str, code: str) -> str:
        """Name a code of a family, such as ("category", "engineering.lift"); else the code."""
        return self.text(f"{family}.{code}") if self.has(f"{family}.{code}") else code

    def short(self, family: str, code: str) -> str:
        """Name a code in a word short enough for a column's head; else its full name."""
        key = f"short.{family}.{code}"
        return self.text(key) if self.has(key) else self.code(family, code)

    def count(self, n: int) -> str:
        """Shorten a number, never overstating it: 12345 is 1.2万, or 12.3K in English."""
        unit, mark = _THOUSANDS[self.locale]
        if n < SPELT_OUT:
            return f"{n:,}"
        whole, tenth = divmod(n * 10 // unit, 10)
        return f"{whole:,}.{tenth}{mark}" if tenth else f"{whole:,}{mark}"

    def duration(self, seconds: int) -> str:
        """Tell a length of time in its two largest units: 1小时5分."""
        days, rest = divmod(abs(seconds), DAY)
        hours, rest = divmod(rest, HOUR)
        minutes, rest = divmod(rest, MINUTE)
        if days:
            units = [("day", days), ("hour", hours)]
        elif hours:
            units = [("hour", hours), ("minute", minutes)]
        else:
            units = [("minute", minutes)] if minutes else [("second", rest)]
        shown = [self.text(f"unit.{name}", n=n) for name, n in units if n or name == "second"]
        return _JOINT[self.locale].join(shown)

    def left(self, seconds: int) -> str:
        """Tell what is left of a limit, or by how much it is over: 剩12分, 超时1小时5分."""
        key = "time.left" if seconds >= 0 else "time.over"
        return self.text(key, time=self.duration(seconds))

    def stamp(self, epoch: int, zone: str) -> str:
        """Tell a moment in the site's own zone: 11月22日 周日 14:05."""
        return self._told(epoch, zone, _STAMP)

    def _told(self, epoch: int, zone: str, formats: Mapping[str, str]) -> str:
        when, own = datetime.fromtimestamp(epoch, UTC), formats[self.locale]
        text: str = format_datetime(when, own, tzinfo=ZoneInfo(zone), locale=self.locale)
        return text

    def day(self, epoch: int, zone: str) -> str:
        """Tell the day of a moment in the site's own zone: 11月22日 周日."""
        return self._told(epoch, zone, _DAY)

    def level(self, number: int) -> Level:
        """Name a crisis level from 1 (red) to 4 (blue); 0 has no name."""
        numeral, shape = _LEVELS.get(number, ("", ""))
        return Level(number, numeral, self.code("level", str(number)) if numeral else "", shape)

    def place(self, path: str, names: Mapping[str, list[str]]) -> str:
        """Name a place from the site's `names` (path -> [zh, en]), building before floor.

        A part that says its whole again (车库一区 of 车库) stands alone.
        """
        ids = path.split("/")
        known = [names.get("/".join(ids[: i + 1])) for i in range(len(ids))]
        shown = [self.pick(pair) for pair in known if pair] or [ids[-1]]
        pairs = pairwise([*shown, ""])
        kept = [one for one, part in pairs if len(one) == 1 or not part.startswith(one)]
        return " ".join(kept) if path else self.text("place.site")

    def pick(self, pair: list[str]) -> str:
        """Choose this language's name out of [zh, en], the other where it is missing."""
        zh, en = (*pair, "", "")[:2]
        return (zh or en) if self.locale == "zh_CN" else (en or zh)


@cache
def words(locale: str) -> Words:
    """Load one language once; an unknown one is read as the default."""
    if locale not in LOCALES:
        return words(DEFAULT)
    entries: dict[str, tuple[str, ...]] = {}
    plural: Callable[[int], int] = int
    for path in sorted((_FOLDER / locale / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=locale)
        plural = c2py(catalogue.plural_expr)
        for message in catalogue:
            key = str(message.id[0] if isinstance(message.id, (list, tuple)) else message.id)
            said = (
                message.string if isinstance(message.string, (list, tuple)) else (message.string,)
            )
            if key and any(said):
                entries[key] = tuple(str(form) for form in said)
    return Words(locale, entries, plural)
