"""One supervised child: started, watched, restarted with backoff, ended in peace."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

LONGEST_WAIT = 30.0  # seconds between two tries at most
STEADY = 60.0  # a child that lived so many seconds starts again without a wait
GRACE = 10.0  # seconds between asking a child to end and killing it
LOG_LIMIT = 10_000_000  # bytes of a log before it is moved aside
PR_SET_PDEATHSIG = 1  # prctl(2)


@dataclass
class Child:
    """A command that ought to run for as long as we do; its output goes to `log`."""

    name: str
    command: list[str]
    log: Path
    say: Callable[[str], None]
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started: float = 0.0  # monotonic seconds
    retry_at: float = 0.0  # monotonic seconds

    @property
    def alive(self) -> bool:
        """Whether it runs now."""
        return self.process is not None and self.process.poll() is None

    def tend(self) -> None:
        """Start it if it should run and does not; to be called every fraction of a second."""
        if self.alive:
            return
        if self.process is not None:
            self._note_end(self.process.returncode)
        elif time.monotonic() >= self.retry_at:
            self._start()

    def _start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        keep_short(self.log)
        with self.log.open("ab") as output:
            # preexec_fn is safe here: the supervisor has one thread
            self.process = subprocess.Popen(  # noqa: S603 - our own commands
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C reaches only us, who end all in order
                preexec_fn=bound_to(os.getpid()),  # noqa: PLW1509
            )
        self.started = time.monotonic()

    def _note_end(self, code: int) -> None:
        now = time.monotonic()
        self.failures = 0 if now - self.started > STEADY else self.failures + 1
        wait = min(LONGEST_WAIT, 2.0 ** (self.failures - 1)) if self.failures else 0.0
        self.process, self.retry_at = None, now + wait
        self.say(f"{self.name} ended ({code}), starting it again in {wait:.0f} s; see {self.log}")


def bound_to(parent: int) -> Callable[[], None]:
    """Return what a new child does first: ask the kernel to kill it when `parent` dies.

    Only Linux offers this; elsewhere a supervisor killed outright leaves its children behind.
    """
    linux = ctypes.CDLL(None) if sys.platform == "linux" else None

    def bind() -> None:
        if linux is not None:
            linux.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(1)

    return bind


def keep_short(log: Path) -> None:
    """Move a log that has grown long aside by copying: who writes it keeps it open."""
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.with_suffix(".log.1").write_bytes(log.read_bytes())
        os.truncate(log, 0)


def end(children: Iterable[Child]) -> None:
    """Ask all to end, wait, and kill what is left together with its own children."""
    processes = [child.process for child in children if child.process is not None]
    for process in processes:
        if process.poll() is None:
            process.terminate()
    limit = time.monotonic() + GRACE
    for process in processes:
        try:
            process.wait(max(0.0, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
