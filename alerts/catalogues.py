"""The words, from gettext catalogues that are compiled when first read: no binaries in git."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LOCALE = Path(__file__).with_name("locale")


@cache
def words_of(locale: str) -> Translations:
    """Return the words of one language. Raises OSError if there is no such catalogue."""
    with (LOCALE / locale / "LC_MESSAGES" / "alerts.po").open("rb") as source:
        catalogue = read_po(source, locale=locale)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
