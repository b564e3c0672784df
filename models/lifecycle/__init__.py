"""The life of an alert: triggered, acknowledged, resolved; told and told again until answered.

Everything counts from the deciding event's `at`, so that after an outage nobody is told that
a tier had its time while nobody was told at all.
"""

from models import events as e
from models.lifecycle import people, tick
from models.lifecycle.rise import weigh
from models.turn import Folds

__all__ = ["FOLDS", "weigh"]

FOLDS: Folds = {
    e.TimePassed: tick.passed,
    e.AlertAcknowledged: people.acknowledged,
    e.AlertHandedOver: people.handed_over,
    e.AlertEscalated: people.escalated,
    e.AlertResolved: people.resolved,
    e.AlertJudged: people.judged,
    e.SilenceSet: people.silence_set,
    e.SilenceEnded: people.silence_ended,
}
