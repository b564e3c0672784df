"""How a complaint ends, and how it comes back."""

from models import events as e
from models.clock.facts import known
from models.clock.steps import close, finish, reopen, resolve
from models.clock.targets import FOLLOW_UP
from models.state import State
from models.turn import Turn


def resolved(state: State, turn: Turn, data: e.Resolved) -> None:
    """Step 5 is done, with its outcome; on the spot or not, it meets the steps before it."""
    complaint = known(state, turn)
    if complaint is not None:
        resolve(state, turn, complaint, data.outcome, data.reason)


def followed_up(state: State, turn: Turn, data: e.FollowedUp) -> None:
    """Step 6 is done; a happy complainant closes it, an unhappy one reopens it."""
    complaint = known(state, turn)
    if complaint is None or complaint.status == "closed":
        return
    if complaint.status == "open":
        resolve(state, turn, complaint, complaint.outcome or "resolved")
    finish(state, turn, complaint, FOLLOW_UP)
    if data.happy:
        close(state, turn, complaint)
    else:
        reopen(state, turn, complaint)


def reopened(state: State, turn: Turn, _data: object) -> None:
    """Not solved after all."""
    complaint = known(state, turn)
    if complaint is not None and complaint.status != "open":
        reopen(state, turn, complaint)


def closed(state: State, turn: Turn, data: e.Closed) -> None:
    """Nothing more is owed; a step 5 that was still open is met now."""
    complaint = known(state, turn)
    if complaint is None or complaint.status == "closed":
        return
    if complaint.status == "open" or data.outcome != "resolved":
        resolve(state, turn, complaint, data.outcome, data.reason)
    close(state, turn, complaint)
