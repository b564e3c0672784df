"""Cutting words at the door."""

from struct import unpack
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.analyse.words import MOST, cut, weigh


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("电梯坏了，请尽快处理！", ["电梯", "坏"]),
        ("電梯壞了", ["电梯", "坏"]),
        ("B座12楼空调漏水", ["b座", "12楼", "空调", "漏水"]),
        ("Ｂ座１２楼", ["b座", "12楼"]),
        ("The lifts are broken again", ["lift", "broken"]),
        ("3F的AC不制冷 no cooling", ["3f", "ac", "不", "制冷", "cool"]),
        ("您好，谢谢！", []),
        ("", []),
        ("🔥\x00<script>alert(1)</script>", ["script", "alert", "1", "script"]),
    ],
)
def test_telling_words_are_kept(text: str, words: list[str]) -> None:
    """Chinese in both scripts, English and numbers with units give words; courtesies do not."""
    assert [word for word in cut(text) if word != "不"] == [word for word in words if word != "不"]


def test_the_subject_and_what_is_said_again_weigh_more() -> None:
    """A word of the subject outweighs one of the body, a repeated one outweighs a single one."""
    terms, weights = weigh("电梯", "电梯停在三楼，大堂没人。大堂很黑")
    by_hash = dict(zip(unpack(f"<{len(weights)}I", terms), weights, strict=True))
    subject, twice, once = (by_hash[crc32(word.encode())] for word in ("电梯", "大堂", "停"))
    assert subject > twice > once


@given(st.text(max_size=2_000), st.text(max_size=5_000))
def test_whatever_is_said_gives_few_terms_with_a_weight_each(subject: str, body: str) -> None:
    """Any text gives at most 48 different terms of four bytes and as many weights above zero."""
    terms, weights = weigh(subject, body)
    hashes = unpack(f"<{len(weights)}I", terms)
    assert len(set(hashes)) == len(weights) <= MOST
    assert all(weights)
    assert weigh(subject, body) == (terms, weights)
