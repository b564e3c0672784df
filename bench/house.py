"""A Tocsin of its own in a temporary folder: SQLite, Valkey and workers as `tocsin up` has them."""

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from rq import Queue

from models.events import Draft
from models.policy.load import adoption, load
from models.stores import database, live
from models.stores.keys import cursor_key
from models.stores.live import Cursor, Live
from models.stores.log import Appended, Log, Text
from models.stores.settings import Settings, now
from workers import children, embedded
from workers.adopt import adopt
from workers.children import Child
from workers.intake.accept import Door
from workers.simulate.plans import SitePlan
from workers.supervisor import cores
from workers.writer import PORTFOLIO

CHUNK = 1_000  # drafts in one append, as the intake commits at most
PATIENCE = 300.0  # seconds a bench waits for anything
LOOK = 0.002
TICKS = os.sysconf("SC_CLK_TCK")
MODULE = [sys.executable, "-m"]


@dataclass
class House:
    """The stores and the children of one run."""

    settings: Settings
    log: Log
    live: Live
    running: list[Child] = field(default_factory=list)

    def open(self, plans: Sequence[SitePlan], at: int, *, deliver: bool = False) -> dict[str, Door]:
        """Open live sites whose time begins at `at`; return their doors."""
        rules = adoption(load())
        doors = {}
        for plan in plans:
            opened = plan.opened(at, deliver=deliver)
            self.log.open_site(plan.id, opened, rules, at)
            doors[plan.id] = Door.to(plan.id, opened, rules.policy, b"bench")
        return doors

    def feed(self, drafts: Sequence[Draft], texts: Sequence[Text] = ()) -> list[Appended]:
        """Append up to a chunk and ring, as the intake does."""
        appended = self.log.append(drafts, now(), texts)
        self.live.ring(*dict.fromkeys(draft.site for draft in drafts))
        return appended

    def shown(self) -> dict[str, int]:
        """Return how far the picture of each site has come; its records were durable before."""
        sites = self.log.sites()
        found: list[Any] = self.live.redis.mget([cursor_key(site) for site in sites])
        return {
            site: Cursor.parse(bytes(raw).decode()).pos if raw else 0
            for site, raw in zip(sites, found, strict=True)
        }

    def await_shown(self, sites: Collection[str] = ()) -> float:
        """Wait until the pictures of all, or these, sites stand at the heads of their logs.

        Returns that monotonic time.
        """

        def done() -> bool:
            shown, heads = self.shown(), self.log.heads()
            return all(shown[site] >= heads[site] for site in sites or heads)

        return wait(done)

    def start(self, name: str, words: Sequence[str]) -> Child:
        """Start a child of ours: a Python module and its words."""
        log = self.settings.home / "logs" / f"{name}.log"
        child = Child(name, [*MODULE, *words], log, lambda _: None)
        child.tend()
        self.running.append(child)
        return child

    @contextmanager
    def workers(self, consume: int = 0, deliver: int = 1) -> Iterator[list[Child]]:
        """Run the pools of `tocsin up`: a consumer per core and one that delivers."""
        pools = [*["consume"] * (consume or cores()), *["deliver"] * deliver]
        words = [["workers.command_line", "worker", pool] for pool in pools]
        with self.at_work({f"{w[-1]}-{i}": w for i, w in enumerate(words)}) as started:
            for pool, number in Counter(pools).items():
                self.greet(pool, number)
            yield started

    def greet(self, pool: str, number: int) -> None:
        """Have every worker of a pool load its code: they do at their first job, once."""
        name, queue = uuid4().hex, Queue(pool, connection=self.live.redis)
        for _ in range(number):
            queue.enqueue(f"bench.ready.{pool}", name, number, result_ttl=0)
        wait(lambda: int(self.live.redis.get(name) or 0) == number)

    @contextmanager
    def at_work(self, words: Mapping[str, list[str]]) -> Iterator[list[Child]]:
        """Run RQ workers by name, from when all are registered until the block ends."""
        before = int(self.live.redis.scard("rq:workers"))
        started = [self.start(name, each) for name, each in words.items()]
        try:
            wait(lambda: self.live.redis.scard("rq:workers") == before + len(started))
            yield started
        finally:
            children.end(started)


def wait(done: Callable[[], bool], patience: float = PATIENCE) -> float:
    """Wait until something is so; return when it was seen. Raises TimeoutError."""
    limit = time.monotonic() + patience
    while not done():
        if time.monotonic() > limit:
            raise TimeoutError(f"not so within {patience:.0f} s")
        time.sleep(LOOK)
    return time.monotonic()


def cpu_seconds(started: Sequence[Child]) -> float:
    """Return the processor time that children have used; 0.0 where there is no /proc."""
    total = 0
    for child in started:
        stat = Path(f"/proc/{child.process.pid}/stat") if child.process else None
        if stat and stat.exists():
            total += sum(map(int, stat.read_text().rpartition(") ")[2].split()[11:13]))
    return total / TICKS


@contextmanager
def house(**given: str) -> Iterator[House]:
    """Make a house, with further settings as environment, and leave nothing of it behind."""
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder:
        ours = {"TOCSIN_HOME": folder} | {f"TOCSIN_{k.upper()}": v for k, v in given.items()}
        with environment(ours):
            yield from built(Settings())


def built(chosen: Settings) -> Iterator[House]:
    """Start Valkey, make the tables, open the portfolio; end what was started."""
    engine = database.connect(chosen.database_url)
    database.upgrade(engine)
    redis = live.connect(chosen.redis_url)
    made = House(chosen, Log(engine), Live(redis))
    adopt(made.log, chosen, now())
    command = embedded.command(chosen.home, chosen.socket)
    valkey = Child("valkey", command, chosen.home / "logs" / "valkey.log", lambda _: None)
    valkey.tend()
    try:
        wait(lambda: embedded.answers(chosen.socket), 20)
        made.live.ring(PORTFOLIO)
        yield made
    finally:
        children.end(made.running)
        redis.close()
        engine.dispose()
        children.end([valkey])


@contextmanager
def environment(ours: Mapping[str, str]) -> Iterator[None]:
    """Set the environment of our children, without what the caller's says of another Tocsin."""
    before = {k: v for k, v in os.environ.items() if k.startswith("TOCSIN_")}
    for name in before:
        del os.environ[name]
    os.environ.update(ours)
    try:
        yield
    finally:
        for name in ours:
            del os.environ[name]
        os.environ.update(before)


def chunks(drafts: Sequence[Draft], size: int = CHUNK) -> Iterator[Sequence[Draft]]:
    """Cut into runs of at most `size`."""
    return (drafts[i : i + size] for i in range(0, len(drafts), size))
