"""The words of printed pages and tables: our own catalogue, the codes from that of the alerts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.support import Translations

from alerts.catalogues import compiled, words_of
from alerts.wording import coded, level_words, plain

LOCALE = Path(__file__).with_name("locale")
LOCALES = {"zh": "zh_CN", "zh_cn": "zh_CN", "en": "en"}
MINUTE, HOUR, DAY = 60, 3_600, 86_400
STAMP = {"zh_CN": "M月d日 EEE HH:mm", "en": "EEE d MMM HH:mm"}
DATE = {"zh_CN": "y年M月d日", "en": "d MMM y"}


class LanguageError(ValueError):
    """There is no such language; the text names those there are."""


def language(asked: str, otherwise: str = "zh_CN") -> str:
    """Return the locale of what a person typed, `otherwise` for nothing. Raises LanguageError."""
    if not asked:
        return otherwise
    found = LOCALES.get(asked.replace("-", "_").casefold())
    if found is None:
        raise LanguageError(f"--lang {asked}: must be zh or en")
    return found


@dataclass(frozen=True)
class Words:
    """One reader's language, in one site's time zone."""

    locale: str
    zone: str = "Asia/Shanghai"

    @property
    def catalogue(self) -> Translations:
        """The words, those of the alerts behind our own."""
        return catalogue(self.locale)

    def say(self, msgid: str, **values: object) -> str:
        """Return the words with `values` filled in."""
        return str(self.catalogue.gettext(msgid)).format(**values)

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the words for a number of things."""
        return str(self.catalogue.ngettext(one, many, n)).format(n=f"{n:,}", **values)

    def code(self, kind: str, code: str) -> str:
        """Name a code of a kind, such as ("step", "receipt"); else return the code."""
        return plain(coded(kind, code, self.catalogue))

    def level(self, level: int) -> str:
        """Name a crisis level as numeral, word and shape."""
        return level_words(level, self.catalogue)

    def pick(self, zh: str, en: str) -> str:
        """Choose this language's name, the other where it is missing."""
        return plain((zh or en) if self.locale == "zh_CN" else (en or zh))

    def place(self, path: str, names: Mapping[str, list[str]]) -> str:
        """Name a place by `names` (path -> [zh, en]), the outermost first.

        A part that says its whole again (车库一区 of 车库) stands alone.
        """
        if not path:
            return self.say("the whole site")
        ids = path.split("/")
        pairs = (names.get("/".join(ids[: i + 1])) or [ids[i], ids[i]] for i in range(len(ids)))
        said = pairwise([*(self.pick(*pair) for pair in pairs), ""])
        return " ".join(one for one, part in said if len(one) == 1 or not part.startswith(one))

    def stamp(self, epoch: int) -> str:
        """Tell a moment on the site's clocks; nothing for 0."""
        return self._dated(epoch, STAMP[self.locale]) if epoch else ""

    def moment(self, epoch: int) -> str:
        """Tell a moment with its year, as a table does."""
        return self._dated(epoch, "yyyy-MM-dd HH:mm")

    def date(self, epoch: int) -> str:
        """Tell a day on the site's calendar."""
        return self._dated(epoch, DATE[self.locale])

    def duration(self, seconds: int) -> str:
        """Tell a length of time in its two largest units."""
        days, rest = divmod(abs(seconds), DAY)
        hours, minutes = rest // HOUR, rest % HOUR // MINUTE
        if days:
            units = [(days, "{n} d"), (hours, "{n} h")]
        else:
            units = [(hours, "{n} h"), (minutes, "{n} min")]
        shown = [self.say(unit, n=n) for n, unit in units if n] or [self.say("{n} min", n=0)]
        return ("" if self.locale == "zh_CN" else " ").join(shown)

    def _dated(self, epoch: int, pattern: str) -> str:
        moment = datetime.fromtimestamp(epoch, UTC)
        return str(format_datetime(moment, pattern, tzinfo=ZoneInfo(self.zone), locale=self.locale))


@cache
def catalogue(locale: str) -> Translations:
    """Return one language's words."""
    own = compiled(LOCALE / locale / "LC_MESSAGES" / "paper.po", locale)
    own.add_fallback(words_of(locale))
    return own
