"""The sheet as lines of text, to read on a terminal or to paste into a group."""

from collections.abc import Iterator

from alerts.wording import plain
from workers.handover.lines import Handed, figures, parts, title
from workers.paper.words import Words


def lines(words: Words, handed: Handed) -> Iterator[str]:
    """Yield the sheet line by line; names lose what is not printable."""
    name, shift = title(words, handed)
    yield f"{words.say('Hand-over sheet')} · {name}"
    yield shift
    if handed.opened.demo:
        yield words.say("Demonstration data")
    yield " · ".join(" ".join(filter(None, one[1::-1])) for one in figures(words, handed.sheet))
    for part in parts(words, handed):
        yield ""
        yield f"{part.title} ({part.total:,})"
        for row in part.rows:
            yield "  " + "  ".join(plain(cell) for cell in row if cell)
        if part.total > len(part.rows):
            yield "  " + words.say("and {n} more", n=f"{part.total - len(part.rows):,}")
