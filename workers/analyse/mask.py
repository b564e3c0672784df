"""Mask what identifies a person in free text: phone, identity and card numbers, e-mail.

The last two digits stay, so that staff can tell two numbers apart.
"""

import re

# A run of digits and what people put between them; cheap to find, judged only then.
RUN = re.compile(r"[0-9][0-9 ()+.-]{5,}[0-9Xx]")
NUMBERS = re.compile(
    r"""(?<!\d)(?:
        \d{4}(?:[ -]?\d{4}){2}[ -]?\d{3,7}[Xx]?           # identity or bank card, 15 to 19 digits
      | \d{6}[ -]\d{8}[ -]\d{3}[\dXx]                     # identity card in groups
      | (?:(?:00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}   # Chinese mobile
      | 0\d{2,3}\)?[ -]?\d{7,8}                        # landline with area code
      | (?<=\+)\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ .-]?\d{2,4}){2,4}    # international
      | \d{3}\)?[ .-]\d{3}[.-]\d{4}                       # North American
    )(?!\d)""",
    re.VERBOSE | re.ASCII,
)
LABELLED = re.compile(r"(?:电话|手机|座机|致电|拨打|tel|phone|call)[^\d\n]{0,4}$", re.IGNORECASE)
SHORT = re.compile(r"(?<!\d)\d{3,4}[ -]?\d{4}(?!\d)", re.ASCII)
ADDRESS = r"(?<![\w.%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
EMAIL = re.compile(ADDRESS, re.ASCII)
DIGIT = re.compile(r"[0-9]")
KEPT = 2
WIDE = re.compile("[０-９＠]")
NARROW = str.maketrans("０１２３４５６７８９＠", "0123456789@")


def mask(text: str) -> str:
    """Return `text` with personal numbers and addresses starred out."""
    if WIDE.search(text):
        text = text.translate(NARROW)
    if "@" in text:
        text = EMAIL.sub("***@***", text)
    return RUN.sub(_mask_run, text)


def _mask_run(run: re.Match[str]) -> str:
    start = run.start()
    before = run.string[max(0, start - 12) : start]
    masked = NUMBERS.sub(_star, before[-1:] + run[0])[len(before[-1:]) :]
    return SHORT.sub(_star, masked) if LABELLED.search(before) else masked


def _star(number: re.Match[str]) -> str:
    hidden = len(DIGIT.findall(number[0])) - KEPT
    return DIGIT.sub("*", number[0], count=hidden)
