"""The whole plant as real processes: Valkey, two folding workers, deliver, clock. To be killed."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import func, select

from alerts.outbox import OUTBOX
from models.events import SiteOpened
from models.policy.load import adoption, load
from models.stores import database, live, records, settings
from models.stores.live import Live
from models.stores.log import Log
from models.stores.settings import Settings
from tests.waiting import wait_until
from workers import embedded
from workers.children import bound_to

WORKERS = ("consume-1", "consume-2")
PARTS = (*WORKERS, "deliver", "clock")
WAITING = ("pending", "sending")


class Plant:
    """Real processes on a home of their own; `kill` and `start` any of them at any time."""

    def __init__(self, home: Path, sites: Sequence[str], webhook: str) -> None:
        people = home / "recipients.toml"
        people.write_text(
            f'[recipients.duty]\nroles = ["duty", "lead", "management"]\nurls = ["{webhook}"]\n'
            "throttle = 0\n"
        )
        self.settings = Settings(home=home, recipients=people)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.start("valkey")
        engine = database.connect(self.settings.database_url)
        database.upgrade(engine)
        self.log = Log(engine)
        for site in sites:
            opened = SiteOpened(zh=site, en=site)
            self.log.open_site(site, opened, adoption(load()), settings.now())
        for part in PARTS:
            self.start(part)

    @property
    def live(self) -> Live:
        """The live picture, through a fresh connection."""
        return Live(live.connect(self.settings.redis_url))

    def start(self, part: str) -> None:
        """Start a part that does not run."""
        home = self.settings.home
        words = [sys.executable, "-m", "workers.command_line"]
        words += ["clock"] if part == "clock" else ["worker", part.partition("-")[0]]
        command = embedded.command(home, self.settings.socket) if part == "valkey" else words
        environment = os.environ | {
            "TOCSIN_HOME": str(home),
            "TOCSIN_RECIPIENTS": str(self.settings.recipients),
        }
        with (home / f"{part}.log").open("ab") as output:
            self.processes[part] = subprocess.Popen(
                command,
                env=environment,
                stdout=output,
                stderr=output,
                preexec_fn=bound_to(os.getpid()),  # noqa: PLW1509 - no other thread forks
            )
        if part == "valkey":
            wait_until(lambda: embedded.answers(self.settings.socket))

    def kill(self, part: str) -> None:
        """Kill a part outright; Valkey loses its data too."""
        process = self.processes.pop(part)
        process.kill()
        process.wait()
        if part == "valkey":
            self.settings.socket.unlink(missing_ok=True)
            shutil.rmtree(self.settings.home / "appendonlydir", ignore_errors=True)

    def hurt(self, rng: random.Random) -> str:
        """Kill one part, or stop a worker past its lease; return what was done."""
        part = rng.choice((*PARTS, *WORKERS, "valkey", "stopped"))
        if part == "stopped":
            worker = self.processes[rng.choice(WORKERS)]
            worker.send_signal(signal.SIGSTOP)
            return part
        self.kill(part)
        return part

    def heal(self) -> None:
        """Continue and start everything that does not run."""
        for part in ("valkey", *PARTS):
            if part in self.processes and self.processes[part].poll() is None:
                self.processes[part].send_signal(signal.SIGCONT)
            else:
                self.processes.pop(part, None)
                self.start(part)

    def current(self) -> bool:
        """Whether records and pictures of all sites have come to the head of the log."""
        heads, cursors = self.log.heads(), records.cursors(self.log.engine)
        shown = {site: self.live.cursor(site) for site in heads}
        return all(
            cursors[site] == head and (cursor := shown[site]) is not None and cursor.pos == head
            for site, head in heads.items()
        )

    def waiting(self) -> int:
        """How many messages are still to be sent."""
        query = select(func.count()).where(OUTBOX.c.state.in_(WAITING))
        with self.log.engine.begin() as connection:
            return int(connection.execute(query).scalar() or 0)

    def end(self) -> None:
        """End all processes."""
        for part in list(self.processes):
            self.processes[part].send_signal(signal.SIGCONT)
            self.kill(part)
        self.log.engine.dispose()
