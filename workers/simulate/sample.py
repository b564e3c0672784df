"""`python -m workers.simulate.sample`: writes the shipped sample, one day at a mall.

Calm but for one afternoon, when the cooling of one floor fails and more than twenty people say
so within the hour. Everything else stays small; nothing in it is a danger to life.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from workers.files import ndjson
from workers.simulate.forms import form_of
from workers.simulate.incidents import Planned
from workers.simulate.items import Complaint, Item
from workers.simulate.plans import NAMES, SitePlan, plan
from workers.simulate.rhythm import HOUR, Pace
from workers.simulate.story import events

PATH = Path(__file__).parents[2] / "docs" / "samples" / "mall-day.ndjson"
PLACES, SEED = 7, 37
OPENS = int(datetime(2026, 11, 21, 6, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp())
ENDS = OPENS + 18 * HOUR
PACE = Pace(complaints=265.0, incidents=0.0, apart=5 * HOUR)
PLANNED = (
    Planned(OPENS + 3 * HOUR, "toilet_dirty", 3, 30),
    Planned(OPENS + 5 * HOUR, "gate_stuck", 5, 35),
    Planned(OPENS + 8 * HOUR + 600, "ac_warm", 44, 50, "floor"),
    Planned(OPENS + 13 * HOUR, "access_down", 5, 30),
)


def mall_day() -> SitePlan:
    """Return the sample's site: the first mall under a name of its own."""
    _, kind, zh, en = NAMES[0]
    return plan(PLACES, "mall-day", kind, f"{zh}（样例日）", f"{en} (sample day)")


def sample_day(seed: int = SEED) -> Iterator[ndjson.Line]:
    """Return the day's lines: the opening, then complaints and staff facts in time order."""
    site = mall_day()
    yield ndjson.opening(site.id, replace(site.opened(0), demo=True), OPENS)
    story = events(site, seed, OPENS, PACE, planned=PLANNED)
    for item in takewhile(lambda item: item.time < ENDS, story):
        yield line(item)


def line(item: Item) -> ndjson.Line:
    """Return an item's line; the true incident is not on it."""
    if isinstance(item.data, Complaint):
        return ndjson.complaint(form_of(item.data), item.time)
    return ndjson.fact(
        item.site, item.source, item.id, subject=item.subject, time=item.time, data=item.data
    )


def write(path: Path = PATH) -> int:
    """Write the sample; return how many lines it has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        return ndjson.write(file, sample_day())


if __name__ == "__main__":
    write()
