"""A simulated duty manager, who answers alerts that nobody else answered."""

from collections.abc import Iterator

from models.events import AlertAcknowledged, Draft
from models.snapshot import Snapshot
from workers.simulate.rhythm import seeded

MINUTE = 60
PATIENCE = {1: (4, 8), 2: (6, 12), 3: (10, 20), 4: (12, 40)}  # minutes, by level
NOTES = ("已派人到现场", "值班经理已知悉，正在核实", "工程组已在路上", "On site, looking into it")


def answers(picture: Snapshot, now: int) -> Iterator[Draft]:
    """Return acknowledgements of the alerts that have waited longer than each one's patience.

    The patience leaves a person at the desk the time to be first.
    """
    for crisis in picture.crises:
        rng = seeded(crisis.alert)
        patience = rng.randint(*PATIENCE[crisis.level]) * MINUTE
        if crisis.status == "triggered" and now - crisis.since > patience:
            yield Draft(
                site=picture.site.id,
                source="sim.duty",
                id=f"{crisis.alert}.{crisis.since}.{crisis.level}",
                time=now,
                subject=crisis.alert,
                data=AlertAcknowledged(by="duty", note=rng.choice(NOTES)),
            )
