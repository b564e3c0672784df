"""Tests never sleep for a time; they wait for a condition."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def wait_until(condition: Callable[[], T], timeout: float = 20.0) -> T:
    """Return the first true answer of `condition`; fail after `timeout` seconds."""
    limit = time.monotonic() + timeout
    while not (answer := condition()):
        assert time.monotonic() < limit, f"not true within {timeout:.0f} s: {condition}"
        time.sleep(0.02)
    return answer
