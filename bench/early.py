"""How well the early warning is calibrated: a simulated month, foretold and what came of it.

Every five minutes of site time each cluster with somebody in the last quarter of an hour is asked
for its chance; an hour later it is known. `python -m bench.early` writes the table and the picture
of docs/crisis.md; `--fit SEED` looks for the factors that foretell one month best.
"""

import argparse
from collections.abc import Iterable, Iterator
from math import log
from pathlib import Path
from typing import NamedTuple

from bench.material import drafted
from models.advance import advance
from models.crisis import early
from models.events import ComplaintReceived, Data, Event
from models.policy.load import adoption, load
from models.state import Cluster, State
from workers.intake.accept import Door
from workers.simulate.month import START, month
from workers.simulate.plans import portfolio

PAGE = Path(__file__).parents[1] / "docs" / "crisis.md"
PICTURE = PAGE.parent / "pictures" / "early.svg"
BEGIN, END = "<!-- reliability: begin -->\n", "<!-- reliability: end -->\n"
LOOK, HOUR, QUARTER = 300, 3_600, 900
SEEDS = (101,)  # a month that the factors were not fitted to
EDGES = (0, 20, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_001)  # thousandths


class Sample(NamedTuple):
    """What was known of a cluster at one moment, and whether it came to the next level."""

    latest: int
    older: int
    lacking: int
    reached: bool

    @property
    def chance(self) -> int:
        """What was foretold, in thousandths."""
        return early.chance(self.latest, self.older, self.lacking)


class Watch:
    """One site's fold, and the moments at which its clusters are looked at."""

    def __init__(self, site: str) -> None:
        self.state, self.pos = State(site), 0
        self.sizes: dict[str, list[tuple[int, int]]] = {}  # cluster -> (moment, people)
        self.looks: list[tuple[str, int, int, int]] = []  # cluster, moment, latest, people

    def put(self, subject: str, data: Data, at: int) -> None:
        """Fold one event, and note the people of the cluster that it went to."""
        self.pos += 1
        site = self.state.site.id
        advance(self.state, Event(site, self.pos, "early", "", at, at, at, subject, data))
        complaint = self.state.complaints.get(subject)
        cluster = self.state.clusters.get(complaint.cluster) if complaint else None
        if cluster is not None and isinstance(data, ComplaintReceived):
            self.sizes.setdefault(cluster.id, []).append((at, people(cluster, at - HOUR)))

    def look(self, at: int) -> None:
        """Look at every cluster that is alive."""
        for name in reversed(self.state.latest):
            cluster = self.state.clusters[name]
            if cluster.last <= at - HOUR:
                break
            if latest := people(cluster, at - QUARTER):
                self.looks.append((name, at, latest, people(cluster, at - HOUR)))

    def samples(self) -> Iterator[Sample]:
        """Yield what was seen with what came of it."""
        counts = sorted(entry.count for entry in self.state.rules.crisis.surge.levels)
        for name, at, latest, window in self.looks:
            goal = next((count for count in counts if count > window), 0)
            if goal:
                later = [n for when, n in self.sizes[name] if at < when <= at + HOUR]
                reached = max(later, default=0) >= goal
                yield Sample(latest, window - latest, goal - window, reached)


def people(cluster: Cluster, after: int) -> int:
    """Return how many people were heard after a moment."""
    return sum(at > after for at in [*cluster.recent.values(), *cluster.anonymous.values()])


def told(seed: int, complaints: int) -> list[Sample]:
    """Return the samples of one simulated month of six sites."""
    rules = adoption(load())
    watches, doors = {}, {}
    for plan in portfolio(seed):
        opened = plan.opened(START)
        watches[plan.id] = watch = Watch(plan.id)
        for fact in (opened, rules):
            watch.put(plan.id, fact, START)
        doors[plan.id] = Door.to(plan.id, opened, rules.policy, b"early")
    moment = START
    for item in month(seed, len(watches), complaints):
        while moment + LOOK <= item.time:
            moment += LOOK
            for watch in watches.values():
                watch.look(moment)
        draft, _ = drafted(item, doors)
        watches[item.site].put(draft.subject, draft.data, draft.time)
    return [sample for watch in watches.values() for sample in watch.samples()]


def rows(samples: Iterable[Sample]) -> list[tuple[int, float, float]]:
    """Return per bin of foretold chance: how many samples, the mean foretold, what came (in %)."""
    bins: list[list[tuple[int, bool]]] = [[] for _ in EDGES[1:]]
    for sample in samples:
        chance = sample.chance
        into = next(i for i, edge in enumerate(EDGES[1:]) if chance < edge)
        bins[into].append((chance, sample.reached))
    return [
        (
            len(found),
            sum(chance for chance, _ in found) / len(found) / 10,
            sum(reached for _, reached in found) / len(found) * 100,
        )
        for found in bins
        if found
    ]


def table(found: list[tuple[int, float, float]]) -> str:
    """Write the rows as Markdown."""
    lines = ["| foretold | came true | moments |", "|---:|---:|---:|"]
    lines += [f"| {foretold:.0f} % | {came:.0f} % | {n:,} |" for n, foretold, came in found]
    return "\n".join(lines) + "\n"


def picture(found: list[tuple[int, float, float]]) -> str:
    """Draw them: on the diagonal a chance of 30 % comes true in 30 of 100 cases."""
    size, edge = 320, 48

    def x(percent: float) -> float:
        return edge + percent * size / 100

    def y(percent: float) -> float:
        return edge / 2 + size - percent * size / 100

    ticks = [
        f'<text x="{x(v):.0f}" y="{y(0) + 18:.0f}" text-anchor="middle">{v}</text>'
        f'<text x="{x(0) - 8:.0f}" y="{y(v) + 4:.0f}" text-anchor="end">{v}</text>'
        for v in range(0, 101, 20)
    ]
    dots = [
        f'<circle cx="{x(foretold):.1f}" cy="{y(came):.1f}" r="{3 + min(n, 999) ** 0.5 / 8:.1f}"/>'
        for n, foretold, came in found
    ]
    line = " ".join(f"{x(foretold):.1f},{y(came):.1f}" for _, foretold, came in found)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{size + 2 * edge}"
 height="{size + 92}" font-family="sans-serif" font-size="12" fill="#333">
<rect width="100%" height="100%" fill="#fff"/>
<rect x="{x(0)}" y="{y(100)}" width="{size}" height="{size}" fill="none" stroke="#ccc"/>
<line x1="{x(0)}" y1="{y(0)}" x2="{x(100)}" y2="{y(100)}" stroke="#999" stroke-dasharray="4"/>
<polyline points="{line}" fill="none" stroke="#0b5cad" stroke-width="2"/>
<g fill="#0b5cad">{"".join(dots)}</g>{"".join(ticks)}
<text x="{x(50)}" y="{y(0) + 40}" text-anchor="middle">foretold, % / 预计</text>
<text transform="translate(14 {y(50)}) rotate(-90)" text-anchor="middle">came true, % / 实际</text>
</svg>
"""


def fit(samples: list[Sample]) -> tuple[float, int, int]:
    """Return the least surprise (mean logarithmic loss), and the factors that have it."""
    found = []
    for early.NEW in range(6, 25, 2):
        for early.OLD in range(0, 13, 2):
            found.append((loss(samples), early.NEW, early.OLD))
    return min(found)


def loss(samples: list[Sample]) -> float:
    """Return how surprised the foretold chances were by what came."""
    chances = [(min(max(s.chance / 1_000, 0.001), 0.999), s.reached) for s in samples]
    return -sum(log(p if came else 1 - p) for p, came in chances) / len(chances)


def main() -> None:
    """Measure and write down."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--fit", type=int, help="seed of a month to fit the factor to")
    words.add_argument("--complaints", type=int, default=20_000)
    given = words.parse_args()
    if given.fit is not None:
        print(fit(told(given.fit, given.complaints)))
        return
    found = rows([sample for seed in SEEDS for sample in told(seed, given.complaints)])
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(found), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}{table(found)}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
