"""What staff do about a complaint: the six steps, mostly in time, sometimes not.

The whole course follows from the complaint and the seed alone, so that it can be worked out
again at any time, also after the simulator was stopped and started.
"""

import random
from collections.abc import Iterator

from models.events import (
    Assigned,
    Closed,
    ComplaintClassified,
    Data,
    Diagnosed,
    FollowedUp,
    Paused,
    PlanTold,
    ProgressTold,
    Promised,
    ReceiptConfirmed,
    Reopened,
    Resolved,
    Resumed,
)
from workers.simulate.items import Complaint, Item, fact
from workers.simulate.rhythm import DAY, HOUR, seeded

MINUTE = 60
RECEIPT = {"phone": 2, "front_desk": 2, "patrol": 3, "box": 14, "email": 12, "social": 9}  # minutes
RESOLUTION = {"urgent": 150, "normal": 420, "complex": 3_300}  # minutes, medians
TEAMS = {
    "engineering": "engineering",
    "cleaning": "cleaning",
    "security": "security",
    "parking": "security",
    "fire": "security",
}
LATE = 0.03  # of the steps are done after their limit
NOTICED = 0.6  # of the incidents are worked by one pair of people, not by whoever comes along
ON_THE_SPOT, ASSIGNED, PROMISED, PAUSED, RETYPED, UNHAPPY = 0.06, 0.85, 0.22, 0.04, 0.02, 0.05


def course(seed: int, complaint: Complaint) -> list[Item]:
    """Return all that staff do about the complaint, in time order."""
    rng = seeded(seed, complaint.key)
    steps = quick(complaint, rng) if is_quick(complaint, rng) else worked(complaint, rng)
    items = [
        fact(complaint, at, f"{number}", data) for number, (at, data) in enumerate(steps, start=1)
    ]
    return sorted(items, key=lambda item: item.time)


def is_quick(complaint: Complaint, rng: random.Random) -> bool:
    """Whether it is settled on the spot, as talk that complains of nothing always is."""
    if complaint.kind in {"enquiry", "praise", "suggestion"}:
        return True
    here = complaint.channel in {"phone", "front_desk", "app"}
    return here and not complaint.incident and rng.random() < ON_THE_SPOT


def quick(complaint: Complaint, rng: random.Random) -> Iterator[tuple[int, Data]]:
    """Settled at once, and asked after where it was a complaint."""
    by = f"front-desk-{rng.randint(1, 3)}"
    solved = complaint.time + rng.randint(2, 25) * MINUTE
    yield solved, Resolved(by=by, on_the_spot=True)
    asked = solved + rng.randint(2, 20) * HOUR
    if complaint.kind == "complaint":
        yield asked, FollowedUp(by=by)
    yield asked + rng.randint(1, 9) * MINUTE, Closed(by=by)


def worked(complaint: Complaint, rng: random.Random) -> Iterator[tuple[int, Data]]:
    """The six steps; what would come after the resolution is left out."""
    team = TEAMS.get(complaint.category.partition(".")[0], "customer-service")
    desk, hand = people(complaint, rng, team)
    solved = complaint.time + resolution(complaint, rng)
    early = [
        *first_steps(complaint, rng, team, desk, hand),
        *promise(complaint, rng, hand, solved),
        *progress(complaint, rng, hand, solved),
        *pause(complaint, rng, hand, solved),
    ]
    yield from ((at, data) for at, data in early if at < solved)
    yield solved, Resolved(by=hand)
    yield from ending(complaint, rng, desk, hand, solved)


def people(complaint: Complaint, rng: random.Random, team: str) -> tuple[str, str]:
    """Return who answers and who works on it; one pair for a whole incident if they noticed."""
    pair = rng.randint(1, 4), rng.randint(1, 6)
    shared = seeded("people", complaint.incident)
    if complaint.incident and shared.random() < NOTICED:
        pair = shared.randint(1, 4), shared.randint(1, 6)
    return f"service-{pair[0]}", f"{team}-{pair[1]}"


def first_steps(
    complaint: Complaint, rng: random.Random, team: str, desk: str, hand: str
) -> Iterator[tuple[int, Data]]:
    """Receipt, assignment, diagnosis and plan, each after the other."""
    at = complaint.time
    usual = RECEIPT.get(complaint.channel, 6) * MINUTE
    at += delay(rng, usual, 28 * MINUTE, 50 * MINUTE)
    yield at, ReceiptConfirmed(by=desk)
    if rng.random() < RETYPED:
        yield at + rng.randint(20, 200), ComplaintClassified(by=desk, urgency="normal")
    if rng.random() < ASSIGNED:
        at += rng.randint(30, 420)
        yield at, Assigned(by=desk, team=team, person=hand)
    at = max(at + MINUTE, complaint.time + delay(rng, 35 * MINUTE, 110 * MINUTE, 3 * HOUR))
    yield at, Diagnosed(by=hand)
    at = max(at + MINUTE, complaint.time + delay(rng, 80 * MINUTE, 230 * MINUTE, 6 * HOUR))
    yield at, PlanTold(by=desk)


def delay(rng: random.Random, usual: int, most: int, late: int) -> int:
    """Return seconds: around the usual and at most `most`, or once in a while about `late`."""
    if rng.random() < LATE:
        return int(rng.uniform(0.8, 1.6) * late)
    return min(max(int(rng.lognormvariate(0, 0.6) * usual), 20), most)


def resolution(complaint: Complaint, rng: random.Random) -> int:
    """Return seconds to the resolution; members of one incident end together."""
    if complaint.mended:
        after = max(complaint.mended - complaint.time, 0)
        return after + rng.randint(5, 70) * MINUTE
    usual = RESOLUTION[complaint.urgency] * MINUTE
    limit = {"urgent": 22 * HOUR, "normal": 70 * HOUR, "complex": 160 * HOUR}[complaint.urgency]
    if rng.random() < LATE / 5:
        return int(rng.uniform(1.05, 1.4) * limit)
    return min(max(int(rng.lognormvariate(0, 0.9) * usual), 9 * MINUTE), limit)


def promise(
    complaint: Complaint, rng: random.Random, by: str, solved: int
) -> Iterator[tuple[int, Data]]:
    """A time is told to the complainant (师傅 15:00 到), most often kept."""
    if rng.random() >= PROMISED:
        return
    at = complaint.time + rng.randint(10, 90) * MINUTE
    kept = rng.random() < 1 - 3 * LATE
    until = solved + rng.randint(5, 90) * MINUTE if kept else (at + solved) // 2
    yield at, Promised(until=until - until % (15 * MINUTE) + 15 * MINUTE, by=by)


def progress(
    complaint: Complaint, rng: random.Random, by: str, solved: int
) -> Iterator[tuple[int, Data]]:
    """A first result within a day, and a note each day while it lasts."""
    at = complaint.time + rng.randint(5, 22) * HOUR
    while at < solved:
        yield at, ProgressTold(by=by)
        at += rng.randint(18, 23) * HOUR


def pause(
    complaint: Complaint, rng: random.Random, by: str, solved: int
) -> Iterator[tuple[int, Data]]:
    """Waiting for parts, access or the complainant."""
    span = solved - complaint.time
    if span < 2 * HOUR or rng.random() >= PAUSED:
        return
    begin = complaint.time + int(span * rng.uniform(0.3, 0.5))
    yield begin, Paused(reason=rng.choice(("parts", "access", "complainant")), by=by)
    yield complaint.time + int(span * rng.uniform(0.6, 0.95)), Resumed(by=by)


def ending(
    complaint: Complaint, rng: random.Random, desk: str, hand: str, solved: int
) -> Iterator[tuple[int, Data]]:
    """The follow-up; an unhappy complainant has it reopened and solved again."""
    asked = solved + delay(rng, 9 * HOUR, 66 * HOUR, 3 * DAY)
    if complaint.kind == "complaint" and rng.random() < UNHAPPY:
        yield asked, FollowedUp(happy=False, by=desk)
        yield asked + 5 * MINUTE, Reopened(by=desk)
        solved = asked + rng.randint(2, 20) * HOUR
        yield solved, Resolved(by=hand)
        asked = solved + rng.randint(3, 40) * HOUR
    if complaint.kind == "complaint":
        yield asked, FollowedUp(by=desk)
    yield asked + rng.randint(1, 9) * MINUTE, Closed(by=desk)
