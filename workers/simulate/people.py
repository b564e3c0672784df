"""Who complains: the same person has the same reference, whatever the channel."""

import random

from msgspec import Struct

from workers.simulate.plans import SitePlan

ROLES = {"mall": "merchant", "tower": "tenant", "estate": "owner"}
NAMES = {"merchant": "商户", "tenant": "租户", "owner": "业主", "shopper": "顾客", "": "巡查"}
ANONYMOUS = {"box": 0.7, "social": 0.8, "owners_group": 0.15, "phone": 0.12, "patrol": 0.0}
USUALLY_ANONYMOUS = 0.06
PASSERS_BY = 0.35  # of a mall's complaints come from shoppers
PER_ROOM = {"mall": 2, "tower": 6, "estate": 3}


class Person(Struct, frozen=True):
    """One complainant; without a name `ref` is ""."""

    role: str
    ref: str = ""
    name: str = ""
    contact: str = ""


def somebody(plan: SitePlan, place: str, channel: str, rng: random.Random) -> Person:
    """Return a person who would complain of the place over the channel."""
    if channel == "patrol":
        return named("", plan.id, f"patrol{rng.randint(1, 4)}")
    role = ROLES[plan.kind]
    room = place if plan.by_path[place].kind == "room" else ""
    if plan.kind == "mall" and (not room or rng.random() < PASSERS_BY):
        role = "shopper"
    if rng.random() < ANONYMOUS.get(channel, USUALLY_ANONYMOUS):
        return Person(role)
    if role == "shopper":
        return named(role, plan.id, f"s{rng.randrange(90_000) + 10_000}")
    home = room or rng.choice(plan.groups["room"])
    number = home.rpartition("/")[2]
    block = home.partition("/")[0]
    return named(role, plan.id, f"{block}-{number}-{rng.randint(1, PER_ROOM[plan.kind])}")


def named(role: str, site: str, label: str) -> Person:
    """Return a person with a reference that is unique over all sites."""
    ref = f"{site}/{label}"
    contact = f"{label}@{site}.example.com".lower()
    return Person(role, ref, f"{label}{NAMES[role]}", contact)
