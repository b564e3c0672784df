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
    return compiled(LOCALE / locale / "LC_MESSAGES" / "alerts.po", locale)


def compiled(path: Path, locale: str) -> Translations:
    """Read a catalogue. Raises OSError if there is none at `path`."""
    with path.open("rb") as source:
        catalogue = read_po(source, locale=locale)
    binary = BytesIO()
    write_mo(binary, catalogue)
    binary.seek(0)
    return Translations(binary)
