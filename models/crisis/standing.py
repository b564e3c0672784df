"""How bad each open alert is now: what decides when it falls and when it is over."""

from collections.abc import Callable, Mapping

from models.crisis import abnormal, exposure, life_safety, overdue, repeat, spread, surge
from models.state import Alert, State

Now = Callable[[State, Alert, int], int]
BY_RULE: Mapping[str, Now] = {
    life_safety.RULE: life_safety.now,
    surge.RULE: surge.now,
    spread.RULE: spread.now,
    abnormal.RULE: abnormal.now,
    overdue.RULE: overdue.now,
    repeat.RULE: repeat.now,
    exposure.RULE: exposure.now,
}


def level_now(state: State, alert: Alert, at: int) -> int:
    """Return the level that the alert's evidence has at `at`, 0 where it has none any more."""
    return BY_RULE[alert.rule](state, alert, at)
