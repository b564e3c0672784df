import os
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import takewhile
from pathlib import Path

import pytest

from models.events import ComplaintReceived
from models.policy.load import adoption, load
from workers.intake.accept import Door, accept
from workers.intake.form import Channel
from workers.simulate import staff
from workers.simulate.forms import form_of
from workers.simulate.grammar import load as phrases
from workers.simulate.incidents import Planned
from workers.simulate.items import Complaint, Item
from workers.simulate.month import START, month
from workers.simulate.plans import portfolio
from workers.simulate.rhythm import DAY, tables
from workers.simulate.story import events
from workers.simulate.truth import Truth

PLANS = portfolio(1)
SHARES = {"engineering.air_conditioning": 0.286, "security": 0.223, "cleaning": 0.189}


@cache
def told() -> tuple[Item, ...]:
    """Some three days of all six sites."""
    return tuple(month(1, complaints=2_000))


def complaints() -> list[Complaint]:
    return [item.data for item in told() if isinstance(item.data, Complaint)]


FINGERPRINT = """
import hashlib, itertools, msgspec
from workers.simulate.plans import portfolio
from workers.simulate.story import events
story = list(itertools.islice(events(portfolio(1)[0], 5, 1_788_192_000), 600))
print(hashlib.sha256(msgspec.json.encode(story)).hexdigest())
"""


def test_same_story() -> None:
    """The same seed tells the same story, also where Python orders its sets differently."""
    prints = [
        subprocess.run(
            [sys.executable, "-c", FINGERPRINT],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert prints[0] == prints[1] != ""


def test_other_seed() -> None:
    """Another seed tells another story."""
    one, other = (next(events(PLANS[0], seed, START)) for seed in (1, 2))
    assert one != other


def test_portfolio() -> None:
    """There are two malls, two towers and two estates, and every place has its parent."""
    assert Counter(plan.kind for plan in PLANS) == {"mall": 2, "tower": 2, "estate": 2}
    for plan in PLANS:
        assert len(plan.by_path) == len(plan.places)
        parents = {path.rpartition("/")[0] for path in plan.by_path}
        assert parents - {""} <= set(plan.by_path)


def test_floors() -> None:
    """Buildings have basements and a mezzanine in their order, and no floor 4 or 14."""
    tower = next(plan for plan in PLANS if plan.kind == "tower")
    floors = [place for place in tower.places if place.kind == "floor" and place.path[:3] == "T1/"]
    labels = [floor.path[3:] for floor in sorted(floors, key=lambda floor: floor.order)]
    assert labels[:5] == ["B2", "B1", "1", "M", "2"]
    assert not {"4", "14"} & set(labels)


def test_time_order() -> None:
    """Everything comes in time order, over all sites."""
    times = [item.time for item in told()]
    assert times == sorted(times)


def test_shares_are_exact_by_design() -> None:
    """The table of shares sums to the whole, and its mean over the kinds is the survey's."""
    by_kind = tables()["shares"].values()
    assert [sum(shares.values()) for shares in by_kind] == [1000, 1000, 1000]
    for category, share in SHARES.items():
        assert sum(shares[category] for shares in by_kind) / 3000 == pytest.approx(share, abs=1e-4)


@pytest.mark.parametrize("category", SHARES)
def test_shares_as_told(category: str) -> None:
    """What is told keeps the survey's shares within four points."""
    hits = sum(complaint.category.startswith(category) for complaint in complaints())
    assert hits / len(complaints()) == pytest.approx(SHARES[category], abs=0.04)


def test_channels() -> None:
    """All twelve channels are used, the telephone most."""
    used = Counter(complaint.channel for complaint in complaints())
    assert set(used) == set(Channel.__args__)  # type: ignore[attr-defined]
    assert used.most_common(1)[0][0] == "phone"


def test_kinds() -> None:
    """Most are complaints, but all five kinds come."""
    kinds = Counter(complaint.kind for complaint in complaints())
    assert len(kinds) == 5
    assert kinds["complaint"] > len(complaints()) * 0.7


def test_texts() -> None:
    """Practically all texts are distinct; some are English, most Chinese."""
    assert len({complaint.text for complaint in complaints()}) > len(complaints()) * 0.995
    english = sum(complaint.language == "en" for complaint in complaints())
    assert 0.05 < english / len(complaints()) < 0.3
    assert not any("{" in complaint.text for complaint in complaints())


def test_known_to_the_policy() -> None:
    """Every place is on its site's tree and every category in the default policy."""
    rules = adoption(load()).policy
    doors = {plan.id: Door.to(plan.id, plan.opened(1), rules, b"x" * 32) for plan in PLANS}
    for complaint in complaints()[:400]:
        data = accept(form_of(complaint), doors[complaint.site], complaint.time)[0].data
        assert isinstance(data, ComplaintReceived)
        assert data.flags == []
        assert (data.place, data.category) == (complaint.place, complaint.category)
        assert bool(data.who) == bool(complaint.person.ref)


def test_only_incidents_are_dangers() -> None:
    """What befalls one person alone is no danger to life, in any of its wordings."""
    rules = adoption(load()).policy
    door = Door.to(PLANS[0].id, PLANS[0].opened(1), rules, b"x" * 32)
    dangers = {trouble.id for trouble in phrases().troubles if trouble.signal}
    for complaint in complaints()[:700]:
        if complaint.trouble not in dangers:
            data = accept(form_of(complaint), door, complaint.time)[0].data
            assert isinstance(data, ComplaintReceived)
            assert not [name for name in data.signals if name.startswith("life.")], complaint.text


def test_staff_follow() -> None:
    """Staff do something about every complaint, and only after it was made."""
    made: dict[str, int] = {}
    touched = set()
    for item in told():
        if isinstance(item.data, Complaint):
            made[item.subject] = item.time
        else:
            assert item.time > made[item.subject]
            touched.add(item.subject)
    old = {key for key, time in made.items() if time < told()[-1].time - DAY}
    assert old <= touched


def test_staff_finish() -> None:
    """Every course ends with the complaint closed, most receipts within half an hour."""
    punctual = 0
    for complaint in complaints()[:500]:
        course = staff.course(1, complaint)
        assert course[-1].type == "complaint.closed"
        punctual += course[0].time - complaint.time <= 1_800
    assert punctual > 450


def test_ids_are_unique() -> None:
    """No two events share source and id."""
    names = Counter((item.source, item.id) for item in told())
    assert max(names.values()) == 1


def test_incident() -> None:
    """An incident is told by many different people over several channels, all recorded as one."""
    planned = [Planned(START + 600, "power_cut", 40, 30)]
    story = events(PLANS[1], 3, START, planned=planned)
    items = takewhile(lambda item: item.time < START + 7_200, story)
    cries = [
        item.data
        for item in items
        if isinstance(item.data, Complaint) and "power_cut" in item.incident
    ]
    assert len({cry.incident for cry in cries}) == 1
    assert len({cry.person.ref for cry in cries if cry.person.ref}) > 25
    assert len({cry.channel for cry in cries}) > 4
    assert any(not cry.person.ref for cry in cries)
    refs = Counter(cry.person.ref for cry in cries if cry.person.ref)
    assert refs.most_common(1)[0][1] > 1  # somebody complained twice
    assert {cry.category for cry in cries} == {"engineering.power"}


def test_sizes_of_incidents() -> None:
    """Days have many incidents, most of them small and some large."""
    sizes = Counter(complaint.incident for complaint in complaints() if complaint.incident)
    assert len(sizes) > 20
    assert max(sizes.values()) >= 20


def test_truth_file(tmp_path: Path) -> None:
    """The truth file gives back what staff need to carry on after a restart."""
    truth = Truth(tmp_path / "truth.csv")
    some = complaints()[:50]
    truth.write(some[:20])
    truth.write(some[20:])
    read = list(truth.read(since=some[10].time))
    assert [(c.key, c.incident) for c in read] == [
        (c.key, c.incident) for c in some if c.time >= some[10].time
    ]
    whole = next(complaint for complaint in some if complaint.key == read[0].key)
    assert staff.course(1, read[0]) == staff.course(1, whole)
