from collections.abc import Sequence
from typing import Any

import pytest

from alerts.turn import (
    DAY,
    EXPIRED,
    LONGEST_DELAY,
    PATIENCE,
    SENDING,
    SUPERSEDED,
    Rest,
    Retire,
    Send,
    Waiting,
    delay,
    turn,
)

NOW = 1_000_000
NONE: dict[tuple[str, str], int] = {}


def row(id_: int, **given: Any) -> Waiting:
    alert = ("mall", given.pop("alert", f"alert-{id_}"))
    usual = {"transition": "triggered", "level": 3, "state": "pending", "attempts": 0}
    times = {"next_try": 0, "claimed_until": 0, "queued_at": NOW}
    return Waiting(id_, alert, **(usual | times | given))


def sent(rows: Sequence[Waiting], **given: Any) -> list[int]:
    usual: dict[str, Any] = {"told": NONE, "lately": [], "throttle": 9, "now": NOW}
    step = turn(rows, **(usual | given))
    assert isinstance(step, Send), step
    return [row.id for row in step.rows]


def retired(rows: Sequence[Waiting], told: dict[tuple[str, str], int] = NONE) -> Any:
    step = turn(rows, told, [], 9, NOW)
    return (step.state, [row.id for row in step.rows]) if isinstance(step, Retire) else None


def test_nothing_waiting_is_nothing_to_do() -> None:
    """An empty queue ends the drain."""
    assert turn([], NONE, [], 9, NOW) is None


@pytest.mark.parametrize(
    ("sentence", "rows", "expected"),
    [
        ("rows go in the order decided", [row(2), row(1)], [1]),
        ("level Ⅰ goes first", [row(1), row(2, level=1)], [2]),
        ("a row that failed often lets others go", [row(1, attempts=PATIENCE), row(2)], [2]),
        ("a dead sender's row is taken again", [row(1, state=SENDING, claimed_until=NOW)], [1]),
        ("a fresh Ⅰ waits for nobody", [row(1, next_try=NOW + 9), row(2, level=1)], [2]),
    ],
)
def test_who_goes_first(sentence: str, rows: list[Waiting], expected: list[int]) -> None:
    """One row at a time, in order, level Ⅰ before all."""
    assert sent(rows) == expected, sentence


def test_a_busy_recipient_is_left_alone() -> None:
    """While another worker holds a claim, nothing of this recipient moves."""
    rows = [row(1, state=SENDING, claimed_until=NOW + 1), row(2, level=1)]
    assert turn(rows, NONE, [], 9, NOW) is None


def test_what_follows_a_row_that_must_wait_waits_too() -> None:
    """Where the first row does not get through, the rest rests until its next try."""
    step = turn([row(1, next_try=NOW + 7), row(2)], NONE, [], 9, NOW)
    assert isinstance(step, Rest)
    assert (step.until, [one.id for one in step.rows]) == (NOW + 7, [1, 2])


def test_the_last_message_of_a_minute_takes_all_that_wait() -> None:
    """Beyond the throttle the rows below level Ⅰ go together."""
    rows = [row(1), row(2), row(3)]
    assert sent(rows, throttle=3) == [1]
    assert sent(rows, throttle=3, lately=[NOW - 5]) == [1]
    assert sent(rows, throttle=3, lately=[NOW - 5, NOW - 4]) == [1, 2, 3]


def test_past_the_throttle_only_level_one_goes() -> None:
    """Level Ⅰ is neither held back nor bundled; the others wait until the minute is over."""
    rows = [row(1), row(2, level=1), row(3, level=1)]
    assert sent(rows, throttle=1, lately=[NOW - 5]) == [2]
    step = turn([row(1)], NONE, [NOW - 5], 1, NOW)
    assert isinstance(step, Rest)
    assert step.until == NOW + 55


def test_level_one_that_failed_often_is_never_bundled() -> None:
    """Even at the end of the queue a row of level Ⅰ stays out of the bundle."""
    rows = [row(1, level=1, attempts=PATIENCE), row(2), row(3)]
    assert sent(rows, throttle=1) == [2, 3]


def test_no_throttle_means_no_bundle() -> None:
    """A throttle of 0 sends every row by itself."""
    assert sent([row(1), row(2)], throttle=0, lately=[NOW] * 50) == [1]


@pytest.mark.parametrize(
    ("sentence", "rows", "told", "expected"),
    [
        (
            "more than a day old: expired",
            [row(1, queued_at=NOW - DAY - 1), row(2)],
            NONE,
            (EXPIRED, [1]),
        ),
        (
            "over before it was announced: neither beginning nor end is told",
            [row(1, alert="a"), row(2, alert="a", transition="resolved")],
            NONE,
            (SUPERSEDED, [1, 2]),
        ),
        (
            "the end of what was never announced is not told",
            [row(2, alert="a", transition="resolved")],
            NONE,
            (SUPERSEDED, [2]),
        ),
        (
            "announced and over: only the end is left to tell",
            [row(2, alert="a", transition="escalated"), row(3, alert="a", transition="resolved")],
            {("mall", "a"): 1},
            (SUPERSEDED, [2]),
        ),
        (
            "older than what the recipient knows already",
            [row(2, alert="a")],
            {("mall", "a"): 5},
            (SUPERSEDED, [2]),
        ),
        (
            "another site's alert of the same name does not count",
            [row(2, alert="a")],
            {("tower", "a"): 5},
            None,
        ),
        (
            "perhaps announced by a sender that died: the end is told",
            [
                row(1, alert="a", state=SENDING, claimed_until=NOW - 1),
                row(2, alert="a", transition="resolved"),
            ],
            NONE,
            None,
        ),
    ],
)
def test_what_is_not_sent(
    sentence: str, rows: list[Waiting], told: dict[tuple[str, str], int], expected: Any
) -> None:
    """What is too old or moot is set aside with its reason, and nothing else is."""
    assert retired(rows, told) == expected, sentence


def test_delays_double_up_to_a_limit_and_are_the_same_every_time() -> None:
    """Backoff grows with the tries, spread by the key and by nothing random."""
    delays = [delay("key", attempts) for attempts in range(1, 12)]
    assert delays == sorted(delays)
    assert delays[0] < 10
    assert delays[-1] <= LONGEST_DELAY * 5 // 4
    assert delays == [delay("key", attempts) for attempts in range(1, 12)]
    assert len({delay(f"key-{n}", 5) for n in range(20)}) > 5
