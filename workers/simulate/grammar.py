"""The phrase set read from TOML: what can go wrong, and how people say it."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

DEFAULT = Path(__file__).with_name("phrases")


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """One trouble in one language. {x} in a fault is a thing, {d} in a thing is a detail."""

    things: list[str]
    faults: list[str]
    effects: list[str]
    details: list[str] = field(default_factory=list)


class Trouble(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that goes wrong. Weight 0: only ever as an incident."""

    id: str
    category: str
    weight: int
    where: list[str]
    zh: Words
    en: Words
    spread: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)  # kinds that have it; [] all
    signal: str = ""  # the danger to life it means


class Around(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said around the trouble in one language, and how each channel retells it."""

    openers: list[str]
    places: list[str]
    times: list[str]
    moods: list[str]
    again: list[str]
    wishes: list[str]
    phone: list[str]
    patrol: list[str]
    hotline: list[str]
    owners_group: list[str]
    social: list[str]
    subjects: list[str]
    slips: list[tuple[str, str]]
    praise: list[str]
    enquiry: list[str]
    suggestion: list[str]


class Phrases(Struct, frozen=True):
    """A whole phrase set."""

    troubles: list[Trouble]
    zh: Around
    en: Around

    def troubles_of(self, share: str, kind: str) -> list[Trouble]:
        """Return a site kind's troubles of a category, or of all that are below it."""
        return [
            trouble
            for trouble in self.troubles
            if (trouble.category == share or trouble.category.startswith(share + "."))
            and (not trouble.sites or kind in trouble.sites)
        ]


@cache
def load(folder: Path = DEFAULT) -> Phrases:
    """Read a phrase set: common.toml and one file per group of categories.

    Raises msgspec.ValidationError naming the field that is wrong.
    """
    troubles: list[Trouble] = []
    for path in sorted(folder.glob("*.toml")):
        if path.name != "common.toml":
            rows = read(path)["trouble"]
            troubles += msgspec.convert(rows, list[Trouble])
    common = read(folder / "common.toml")
    around = msgspec.convert(common, dict[str, Around])
    return Phrases(troubles, around["zh"], around["en"])


def read(path: Path) -> dict[str, Any]:
    """Return a TOML file's tables."""
    return tomllib.loads(path.read_text(encoding="utf-8"))
