"""(b) How long from an event's scheduled moment to the picture, and to a real webhook.

The events are a stretch of the everyday mix, complaints analysed before; now and then one carries
a signal of danger, raises a level I alert, and is told over HTTP by the deliver pool.
"""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import func, select

from alerts.turn import PENDING, SENDING
from bench import material
from bench.ear import Ear, listening, webhook
from bench.figures import Figures, milliseconds
from bench.house import House, house, wait
from bench.load import Sent, send
from bench.material import moved
from models.events import ComplaintReceived, Draft
from models.policy.load import adoption, load
from models.stores.database import reading
from models.stores.records import OUTBOX
from models.stores.settings import now
from workers.intake.accept import Door
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
    found: dict[str, Figures] = {}
    with webhook() as server, tempfile.TemporaryDirectory() as folder:
        recipients = Path(folder) / "recipients.toml"
        recipients.write_text(RECIPIENTS.format(url=server.url), encoding="utf-8")
        with house(recipients=str(recipients)) as ours, ours.workers():
            ours.start("clock", ["workers.command_line", "clock"])
            for sites in (1, 6):
                say("latency: telling the story")
                told = story(sites, max(rates.values()) + sites * WARM)
                for rate, number in rates.items():
                    say(f"latency: {rate:,} events/s, sites: {sites}")
                    prefix = f"r{rate}-{sites}-"
                    ours.open(material.plans(sites, prefix), now(), deliver=True)
                    drafts = [moved(draft, prefix, now()) for draft in told]
                    figures = measure(ours, server.ear, drafts[: number + sites * WARM], rate)
                    found[f"{rate}_per_s_at_{sites}_sites"] = {
                        "rate": rate,
                        "sites": sites,
                    } | figures
    return found


def story(sites: int, number: int) -> list[Draft]:
    """Return the drafts of a stretch of the everyday mix."""
    plans, policy = material.plans(sites), adoption(load()).policy
    doors = {plan.id: Door.to(plan.id, plan.opened(START), policy, b"bench") for plan in plans}
    items = material.everyday(material.complaints(plans, number // 4 + 100, CALM))
    return [material.drafted(item, doors)[0] for item in items[:number]]


def measure(ours: House, hooked: Ear, drafts: Sequence[Draft], rate: int) -> Figures:
    """Send at the rate and compare the moments."""
    warm = len({draft.site for draft in drafts}) * WARM
    ours.feed(drafts[:warm])
    ours.await_shown()
    flow, alarms = alarmed(drafts[warm:], max(EVERY, rate // ALARMS_S))
    with listening(ours) as ear:
        sent, seconds = send(drafts[:warm], flow, rate)
        ours.await_shown()
        wait(lambda: not unsent(ours))
    pictures = [seen - when for site, pos, when in sent if (seen := ear.shown(site, pos))]
    hooks = told(hooked, [sent[i] for i in alarms])
    return {
        "sent_per_s": round(len(sent) / seconds),
        **{f"picture_{name}": value for name, value in milliseconds(pictures).items()},
        **{f"webhook_{name}": value for name, value in milliseconds(hooks).items()},
    }


def alarmed(drafts: Sequence[Draft], gap: int) -> tuple[list[Draft], list[int]]:
    """Put a signal of danger on a complaint in `gap` events; return the drafts and where."""
    flow, alarms, since = list(drafts), [], gap
    for i, draft in enumerate(flow):
        since += 1
        if since >= gap and isinstance(draft.data, ComplaintReceived):
            flow[i] = replace(draft, data=replace(draft.data, signals=[DANGER]))
            alarms.append(i)
            since = 0
    return flow, alarms


def told(hooked: Ear, alarms: Sent) -> list[float]:
    """Return the seconds to the message; a cluster that was told of already is not told again."""
    heard = hooked.messages
    return [heard[site, pos] - when for site, pos, when in alarms if (site, pos) in heard]


def unsent(ours: House) -> int:
    """Return how many messages wait."""
    query = select(func.count()).where(OUTBOX.c.state.in_([PENDING, SENDING]))
    with reading(ours.log.engine) as connection:
        return int(connection.execute(query).scalar() or 0)
