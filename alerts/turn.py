"""Whose turn it is in one recipient's queue: the policy of delivery, pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DAY = 86_400
MINUTE = 60
PATIENCE = 6  # tries after which a row lets the others go first: one bad row never stops the bell
FIRST_DELAY = 5
LONGEST_DELAY = 300

PENDING, SENDING, SENT, BUNDLED = "pending", "sending", "sent", "bundled"
FAILED, SUPERSEDED, EXPIRED = "failed", "superseded", "expired"
ENDS = ("resolved", "withdrawn")  # transitions after which nothing more is owed


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row that is not settled; times are wall clock."""

    id: int
    alert: tuple[str, str]  # site and id
    transition: str
    level: int
    state: str
    attempts: int
    next_try: int
    claimed_until: int
    queued_at: int


@dataclass(frozen=True, slots=True)
class Retire:
    """These rows will not be sent; note why."""

    rows: tuple[Waiting, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Send:
    """Send these rows now, as one message."""

    rows: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """Nothing to do for these rows before `until`."""

    rows: tuple[Waiting, ...]
    until: int


Turn = Retire | Send | Rest


def turn(
    rows: Sequence[Waiting],
    told: Mapping[tuple[str, str], int],
    lately: Sequence[int],
    throttle: int,
    now: int,
) -> Turn | None:
    """Say what to do next with a recipient's rows, by these rules in this order.

    While another worker is sending, leave the recipient to it. What waited for more than a
    day is expired. What is moot is superseded. Level Ⅰ goes first and alone; of the others
    only `throttle` messages go in a minute (`lately`: when those of the last minute went), and
    when the last of them is due all that wait go in it together. Nothing is tried before the
    first row's next try: where that one does not get through, no other would.

    `told` gives the newest row that this recipient got of an alert. None: nothing waits.
    """
    if any(row.state == SENDING and row.claimed_until > now for row in rows):
        return None
    if old := [row for row in rows if row.queued_at + DAY < now]:
        return Retire(tuple(old), EXPIRED)
    if gone := moot(rows, told):
        return Retire(tuple(gone), SUPERSEDED)
    queue = sorted(rows, key=order)
    room = throttle - len(lately) if throttle else len(queue)
    if room < 1 and all(row.level > 1 for row in queue):
        return Rest(tuple(queue), min(lately) + MINUTE) if queue else None
    return first(queue if room > 0 else [row for row in queue if row.level == 1], room, now)


def first(queue: Sequence[Waiting], room: int, now: int) -> Turn | None:
    """Send the first row, with all that may be bundled if there is room for one message only."""
    if not queue:
        return None
    head = queue[0]
    if head.next_try > now:
        return Rest(tuple(queue), head.next_try)
    if head.level == 1 or room > 1:
        return Send((head,))
    return Send(tuple(row for row in queue if row.level > 1 and row.next_try <= now))


def order(row: Waiting) -> tuple[bool, bool, int]:
    """Sort rows that failed often last, level Ⅰ first, and then as they were decided."""
    return row.attempts >= PATIENCE, row.level > 1, row.id


def moot(rows: Sequence[Waiting], told: Mapping[tuple[str, str], int]) -> list[Waiting]:
    """Return the rows that need no telling any more.

    Older than what the recipient knows already; of an alert that is over, all but its end; and
    the end of what was never announced. A row whose sender died may have got through: it is
    sent again, and its alert counts as announced.
    """
    over = {row.alert: row.id for row in rows if row.transition in ENDS}
    announced = {*told, *(row.alert for row in rows if row.state == SENDING)}
    return [
        row
        for row in rows
        if row.state == PENDING
        and (
            row.id < max(told.get(row.alert, 0), over.get(row.alert, 0))
            or (row.transition in ENDS and row.alert not in announced)
        )
    ]


def delay(key: str, attempts: int) -> int:
    """Return the seconds to the next try: doubling, and apart for each row."""
    seconds = min(FIRST_DELAY << min(attempts - 1, PATIENCE), LONGEST_DELAY)
    return seconds + sum(key.encode()) % (seconds // 4 + 1)
