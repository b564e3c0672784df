"""Read a policy file and check it; a mistake is named with its line."""

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from models.events import RulesAdopted
from models.policy import Policy
from models.policy.check_clock import problems as clock_problems
from models.policy.crisis import mistakes
from models.policy.dates import dated

DEFAULT = Path(__file__).with_name("default.toml")
DURATION = re.compile(r"(\d+)([smhd])")
NAMED = (r"\$\.([\w.\[\]]+)", r"field `(\w+)`", r"^([a-z]+\.[\w.]+)")  # a setting in a message
SHORTEST, LONGEST = 60, 540_000  # seconds that a tier may have
SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}


class PolicyError(ValueError):
    """The policy file cannot be used; the message says where and why."""


def load(path: Path | None = None) -> Policy:
    """Return the policy of a TOML file, the default without one. Raises PolicyError."""
    path = path or DEFAULT
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path.name}: {error}"
        raise PolicyError(message) from error
    try:
        policy = msgspec.convert(in_seconds(document), Policy)
        check(policy)
    except (msgspec.ValidationError, PolicyError) as error:
        message = f"{path.name}{line_of(text, str(error))}: {error}"
        raise PolicyError(message) from error
    return policy


def adoption(policy: Policy, by: str = "") -> RulesAdopted:
    """Return the event that puts the policy in force, with its countries' holidays in it."""
    document = msgspec.to_builtins(dated(policy))
    digest = hashlib.sha256(msgspec.json.encode(document, order="sorted")).hexdigest()
    return RulesAdopted(policy.version, digest, document, by)


def in_seconds(value: Any) -> Any:
    """Turn durations such as "30m" into seconds, everywhere but in names."""
    if isinstance(value, dict):
        return {k: v if k == "version" else in_seconds(v) for k, v in value.items()}
    if isinstance(value, list):
        return [in_seconds(item) for item in value]
    if isinstance(value, str) and (match := DURATION.fullmatch(value)):
        return int(match[1]) * SECONDS[match[2]]
    return value


def check(policy: Policy) -> None:
    """Refuse settings that cannot work. Raises PolicyError."""
    problems = [
        *(f"alerts.{n} is missing" for n in "1234" if n not in policy.alerts),
        *(f"alerts.{n}.tiers is empty" for n, plan in policy.alerts.items() if not plan.tiers),
        *(
            f"alerts.{n}.tiers: within must be 1 to 9000 minutes"
            for n, plan in policy.alerts.items()
            for tier in plan.tiers
            if not SHORTEST <= tier.within <= LONGEST
        ),
        *clock_problems(policy.clock),
    ]
    if not 0 < policy.clusters.suggested <= policy.clusters.joined:
        problems.append("clusters.suggested must be above 0 and at most clusters.joined")
    problems += mistakes(policy.crisis, policy.clock.remember)
    if problems:
        raise PolicyError("; ".join(problems))


def line_of(text: str, message: str) -> str:
    """Return ", line N" of the setting that a message is about, as well as it can be found."""
    named = [re.search(pattern, message) for pattern in NAMED]
    path = next((match[1] for match in named if match), "")
    name = path.split(".")[-1].partition("[")[0]
    lines = text.splitlines()
    if not name:
        return ""
    found = [i for i, line in enumerate(lines, 1) if re.match(rf"\s*\[*[\w.\"]*\b{name}\b", line)]
    return f", line {found[0]}" if found else ""
