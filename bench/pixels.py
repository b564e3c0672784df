"""(c) How long from appending an event until a wall in Chromium shows it.

A browser has the wall of a living site open; an event is appended at a random moment of the
second, and a loop on animation frames in the page notes the first frame whose DOM tells the
event's site time. The frame after it is on the screen.
"""

import random
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

from bench import material
from bench.figures import Figures, milliseconds
from bench.house import House, house, wait
from models.events import Assigned, Draft
from models.stores.settings import now
from workers.simulate.past import tell_past

FULL, QUICK = 30, 3  # events
FLAGS = [
    f"--{flag}"
    for flag in (
        "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-sync",
        "disable-background-networking", "disable-component-update",
    )
]  # fmt: skip
SCREEN = {"width": 1920, "height": 1080}
WATCH = """() => {
  window.told = {};
  const look = () => {
    const age = document.querySelector(".age[data-since]");
    const at = age && age.dataset.since;
    if (at && !(at in window.told)) {
      window.told[at] = 0;
      requestAnimationFrame(() => { window.told[at] = Date.now() / 1000; });
    }
    requestAnimationFrame(look);
  };
  look();
}"""
LATEST = 10.0  # seconds a page may take
ASK = 0.05  # seconds between two questions to the page
ALIVE = ("worker-bench", "clock")


def run(number: int, say: Callable[[str], object]) -> Figures:
    """Measure that many events; without Chromium the figures say so."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if browser is None:
        return {"skipped": "Chromium is not installed"}
    port = free_port()
    with house(dashboard_port=str(port)) as ours, ours.workers():
        plan = material.plans(1)[0]
        doors = ours.open([plan], now() - material.PAST)
        tell_past(ours.log, plan, doors[plan.id], material.SEED, now())
        ours.live.ring(plan.id)
        ours.await_shown()
        say("pixels: opening the wall")
        with wall(ours, browser, f"http://127.0.0.1:{port}/?site={plan.id}", port) as page:
            say("pixels: appending")
            return milliseconds([once(ours, page, plan.id, number) for number in range(number)])


@contextmanager
def wall(ours: House, browser: str, address: str, port: int) -> Iterator[Page]:
    """Serve the dashboard and open a wall in Chromium."""
    beat(ours)
    ours.start("dashboard", ["workers.command_line", "dashboard"])
    wait(lambda: answers(port), 60)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=FLAGS)
        page = chromium.new_page(viewport=SCREEN)  # type: ignore[arg-type]
        page.goto(address)
        page.wait_for_selector(".age[data-since]", timeout=60_000)
        page.wait_for_selector("canvas, .vega-embed svg", timeout=60_000)
        page.evaluate(WATCH)
        yield page
        chromium.close()


def once(ours: House, page: Page, site: str, number: int) -> float:
    """Append one event in a second that the wall does not show yet; return seconds to pixels."""
    beat(ours)
    time.sleep(1.1 + random.random())  # noqa: S311 - spread over the second
    begin = time.time()
    at = int(begin)
    draft = Draft(site, "bench", str(number), at, "bench/nobody", Assigned(by="bench"))
    ours.log.append([draft], at)
    ours.live.ring(site)
    shown: list[float] = []

    def seen() -> bool:  # by evaluate, for the page's own policy forbids a wait_for_function
        time.sleep(ASK)
        shown[:] = [float(page.evaluate(f"window.told['{at}'] || 0"))]
        return shown[0] > 0

    wait(seen, LATEST)
    return shown[0] - begin


def beat(ours: House) -> None:
    """Say for the processes that a wall watches that they live: the clock would tick in between."""
    for name in ALIVE:
        ours.live.beat(name, now())


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether the dashboard serves."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
