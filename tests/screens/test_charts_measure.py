"""Text is cut and broken so that what tells names apart stays."""

import pytest

from dashboard.measure import cut, lines, width


def test_a_chinese_character_is_as_wide_as_two_latin_ones() -> None:
    """Width is counted in half-widths."""
    assert width("A座 14F") == 7


def test_a_short_name_is_left_alone() -> None:
    """What fits is not touched."""
    assert cut("A座 14F", 7) == "A座 14F"


def test_a_long_name_keeps_its_end() -> None:
    """The middle goes, since the end tells a floor from its namesakes."""
    assert cut("滨江国际商务中心1号楼 100F", 16) == "滨江…1号楼 100F"


@pytest.mark.parametrize("room", range(3, 12))
def test_no_line_is_wider_than_its_room(room: int) -> None:
    """Whatever the room, no more than three lines come out, none of them too wide."""
    broken = lines("International Business Centre 12号楼", room, 3)
    assert len(broken) <= 3
    assert all(width(line) <= room for line in broken)


def test_a_broken_name_keeps_its_number() -> None:
    """A building's number survives the cut."""
    assert "".join(lines("滨江国际商务中心12号楼", 6, 3)).endswith("12号楼")
