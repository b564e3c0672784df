"""What is masked in a text, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.analyse.clean import tidy
from workers.analyse.mask import mask

MASKED = [
    ("a mobile number", "电话13812345678", "电话*********78"),
    ("a mobile number in groups", "138 1234 5678", "*** **** **78"),
    ("a mobile number with country code", "+86 138-1234-5678", "+** ***-****-**78"),
    ("full-width digits", "１３８１２３４５６７８", "*********78"),
    ("a landline", "010-88886666", "***-******66"),
    ("a local number behind its label", "电话：66881234", "电话：******34"),
    ("a foreign number", "+44 20 7946 0958", "+** ** **** **58"),
    ("an identity card", "11010519491231002X", "***************02X"),
    ("a bank card", "6222 0212 3456 7890 123", "**** **** **** **90 123"),
    ("an e-mail address", "请发到wang.li@example.com谢谢", "请发到***@***谢谢"),
]
KEPT = [
    ("a time", "2022-11-22 14:05:00"),
    ("a room and a hotline", "3栋1201室 12345"),
    ("a price", "3500.00元"),
    ("a date without marks", "20221122"),
]


@pytest.mark.parametrize(("what", "text", "masked"), MASKED)
def test_personal_numbers_are_masked(what: str, text: str, masked: str) -> None:
    """Personal numbers are starred out but for the last two digits."""
    assert mask(text) == masked, what


@pytest.mark.parametrize(("what", "text"), KEPT)
def test_other_numbers_are_kept(what: str, text: str) -> None:
    """Numbers that name no person stay readable."""
    assert mask(text) == text, what


@given(st.text(alphabet="0123456789 -+()@.aX１", max_size=300))
def test_a_masked_text_holds_no_mobile_number(text: str) -> None:
    """Masking twice changes nothing more, whatever the text."""
    once = mask(f"{text} 13812345678")
    assert "13812345678" not in once


def test_hostile_characters_are_taken_out_and_flagged() -> None:
    """NUL, control, direction and half characters go, and the complaint says so."""
    flags: set[str] = set()
    assert tidy("a\x00b\u202ec\ud800d\u200be\r\nf", 100, flags) == "abcde\nf"
    assert flags == {"control_characters", "bidi_characters"}


def test_a_long_text_is_cut_and_flagged() -> None:
    """A text longer than its limit keeps its beginning."""
    flags: set[str] = set()
    assert tidy("x" * 30, 20, flags) == "x" * 20
    assert flags == {"text_cut"}
