"""Make text harmless to store and to read: no NUL, no control or direction characters."""

import re

# C0, C1 and DEL but tab and newline; invisible joints that split a word; half a surrogate pair.
CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\ud800-\udfff\ufffe\uffff]"
)
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def tidy(text: str, limit: int, flags: set[str]) -> str:
    """Return `text` without hostile characters and at most `limit` long; adds to `flags`."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if CONTROL.search(text):
        flags.add("control_characters")
        text = CONTROL.sub("", text)
    if BIDI.search(text):
        flags.add("bidi_characters")
        text = BIDI.sub("", text)
    if len(text) > limit:
        flags.add("text_cut")
        text = text[:limit]
    return text.strip()
