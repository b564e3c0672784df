"""One place for settings from the environment (prefix `TOCSIN_`), and the only clock reader."""

import hashlib
import os
import secrets
import tempfile
import time
from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

SOCKET_LIMIT = 100  # a unix socket path holds 108 bytes


def now() -> int:
    """Return the wall clock in whole epoch seconds, UTC: the only reader of it in the project."""
    return int(time.time())


class Settings(BaseSettings):
    """What an operator may set; all defaults run on one machine with nothing else installed."""

    model_config = SettingsConfigDict(env_prefix="TOCSIN_", extra="ignore")

    home: Path = Path("var")  # database, Valkey's files and the secret of the embedded default
    database_url: str = ""
    redis_url: str = ""
    secret: str = ""
    policy: Path | None = None
    recipients: Path | None = None
    webhook_url: str = ""
    public_url: str = ""  # how people reach the dashboard; links in messages start with it
    host: str = "127.0.0.1"
    intake_port: int = 8600
    dashboard_port: int = 8501
    backlog_limit: int = Field(default=20_000, gt=0)  # events waiting before the intake says 429
    import_lag: int = Field(default=2_000, gt=0)  # a live site this far behind pauses imports
    batch: int = Field(default=1_000, gt=0)  # events folded per commit
    warm_sites: int = Field(default=64, gt=0)  # states a worker keeps in memory
    lease: int = Field(default=2, gt=1)  # seconds a worker may be silent before another takes over
    linger_ms: int = Field(default=200, ge=0)  # how long a worker waits for more of the same site

    def model_post_init(self, _context: object) -> None:
        """Fill in what follows from `home`."""
        self.home = self.home.expanduser().resolve()
        self.policy = self.policy and self.policy.expanduser().resolve()
        self.recipients = self.recipients and self.recipients.expanduser().resolve()
        self.database_url = self.database_url or f"sqlite:///{self.home / 'tocsin.db'}"
        self.redis_url = self.redis_url or f"unix://{self.socket}"
        self.public_url = self.public_url or f"http://{self.host}:{self.dashboard_port}"

    @property
    def socket(self) -> Path:
        """The embedded Valkey's unix socket; short even where `home` is long."""
        path = self.home / "valkey.sock"
        if len(os.fsencode(path)) <= SOCKET_LIMIT:
            return path
        short = hashlib.blake2b(os.fsencode(path), digest_size=6).hexdigest()
        return Path(tempfile.gettempdir()) / f"tocsin-{short}.sock"

    @property
    def embedded(self) -> bool:
        """Whether the Redis in use is our own Valkey."""
        return self.redis_url == f"unix://{self.socket}"

    def signing_key(self) -> bytes:
        """Return the installation's secret, made at first use and kept in `home`."""
        return (self.secret or kept_secret(self.home / "secret")).encode()


def kept_secret(path: Path) -> str:
    """Read the secret at `path`; where there is none yet, one process makes it for all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


@cache
def load() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()
