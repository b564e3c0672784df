"""Read a policy file and check it; a mistake is named with its line."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from models.categories import codes
from models.events import RulesAdopted
from models.policy import Policy
from models.policy.check_clock import problems as clock_problems
from models.policy.dates import dated
from models.policy.lines import line_of, said
from models.policy.ranges import duration, outside

DEFAULT = Path(__file__).with_name("default.toml")
DURATION = re.compile(r"(\d+)([smhd])")
SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
LEVELS = "1234"


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
        return checked(document)
    except PolicyError as error:
        message = f"{path.name}{line_of(text, str(error))}: {error}"
        raise PolicyError(message) from error


def adoption(policy: Policy, by: str = "") -> RulesAdopted:
    """Return the event that puts the policy in force, with its countries' holidays in it."""
    document = msgspec.to_builtins(dated(policy))
    digest = hashlib.sha256(msgspec.json.encode(document, order="sorted")).hexdigest()
    return RulesAdopted(policy.version, digest, document, by)


def checked(document: dict[str, Any]) -> Policy:
    """Return the policy that a document means. Raises PolicyError, which names every mistake."""
    try:
        policy = msgspec.convert(in_seconds(document), Policy)
    except msgspec.ValidationError as error:
        raise PolicyError(said(document, str(error))) from error
    if found := [*outside(msgspec.to_builtins(policy)), *problems(policy)]:
        raise PolicyError("; ".join(found))
    return policy


def in_seconds(value: Any) -> Any:
    """Turn durations such as "30m" into seconds, everywhere but in names."""
    if isinstance(value, dict):
        return {k: v if k == "version" else in_seconds(v) for k, v in value.items()}
    if isinstance(value, list):
        return [in_seconds(item) for item in value]
    if isinstance(value, str) and (match := DURATION.fullmatch(value)):
        return int(match[1]) * SECONDS[match[2]]
    return value


def problems(policy: Policy) -> Iterator[str]:
    """Yield what cannot work together, or is missing."""
    yield from (f"alerts.{level} is missing" for level in LEVELS if level not in policy.alerts)
    for level, plan in policy.alerts.items():
        if level not in LEVELS:
            yield f"alerts.{level} is no level: must be 1 to 4"
        if not plan.tiers or not all(tier.tell for tier in plan.tiers):
            yield f"alerts.{level}.tiers is empty: somebody must be told"
    yield from clock_problems(policy.clock)
    joined, suggested = policy.clusters.joined, policy.clusters.suggested
    if suggested > joined:
        yield f"clusters.suggested is {suggested}: must be at most clusters.joined, {joined}"
    yield from misfits(policy)
    remember, window = policy.clock.remember, policy.crisis.surge.window
    if remember < window:
        needed = f"must be at least crisis.surge.window, {duration(window)}"
        yield f"clock.remember is {duration(remember)}: {needed}"


def misfits(policy: Policy) -> Iterator[str]:
    """Yield where a danger fits what the policy does not know."""
    rules = policy.crisis.life_safety
    known = codes(policy.categories)
    for signal, where in rules.fits.items():
        if signal not in rules.signals:
            yield f"crisis.life_safety.fits.{signal} is no signal of crisis.life_safety.signals"
        for category in sorted({*where} - known):
            yield f"crisis.life_safety.fits.{signal} names {category}, which is no category"
