"""(b) How long from an event's scheduled moment to the picture, and to a real webhook.

The events are a stretch of the everyday mix, complaints analysed before; now and then one carries
a signal of danger, raises a level I alert, and is told over HTTP by the deliver pool.
"""

import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from bench import material
from bench.ear import Ear, listening, webhook
from bench.figures import Figures, milliseconds
from bench.house import House, house, wait
from bench.load import Sent, send
from models.events import ComplaintReceived, Draft
from models.stores.settings import now
from workers.simulate.month import START
from workers.simulate.rhythm import CALM

FULL = {10: 100, 100: 600, 1_000: 6_000, 5_000: 20_000}  # events a second -> events
QUICK = {10: 20, 100: 100}
WARM = 60  # events of a site before the clock starts
DANGER = "life.gas_leak"
ALARMS_S = 4  # alarms a second, at most
EVERY = 5  # of the events at most is an alarm
RECIPIENTS = """
[recipients.hook]
roles = ["duty", "lead", "management"]
urls = ["{url}"]
locale = "zh_CN"
throttle = 0
"""


def run(rates: dict[int, int], say: Callable[[str], object]) -> dict[str, Figures]:
    """Measure each rate at one site and over six; `say` is told what goes on."""
    say("latency: telling the story")
    most = max(rates.values()) + 6 * WARM
    told = material.complaints(material.plans(6), most // 3 + 200, CALM)
    items = material.everyday(told)
    found: dict[str, Figures] = {}
    with webhook() as server, tempfile.TemporaryDirectory() as folder:
        recipients = Path(folder) / "recipients.toml"
        recipients.write_text(RECIPIENTS.format(url=server.url), encoding="utf-8")
        with house(recipients=str(recipients)) as ours, ours.workers():
            for sites in (1, 6):
                for rate, number in rates.items():
                    say(f"latency: {rate:,} events/s, {sites} site{'s'[: sites > 1]}")
                    drafts = stretch(ours, items, f"r{rate}-{sites}-", sites, number)
                    figures = measure(ours, server.ear, drafts, rate)
                    found[f"{rate}_per_s_{sites}_sites"] = figures
    return found


def stretch(
    ours: House, items: Sequence[material.Item], prefix: str, sites: int, number: int
) -> list[Draft]:
    """Open sites for one rate and return its drafts, at wall time."""
    plans = material.plans(6, prefix)[:sites]
    doors = ours.open(plans, now(), deliver=True)
    places = {plan.id.removeprefix(prefix): plan.id for plan in plans}
    first = next(iter(places))
    mine = (item for item in items if sites > 1 or item.site == first)
    drafts = []
    for item in islice(cycle_of(mine, first, places), number + sites * WARM):
        draft, _ = material.drafted(item, doors)
        drafts.append(material.at(replace(draft, time=now()), None, f"{prefix}{draft.source}"))
    return drafts


def measure(ours: House, hooked: Ear, drafts: Sequence[Draft], rate: int) -> Figures:
    """Send at the rate and compare the moments."""
    raise NotImplementedError
