from functools import cache

import msgspec
from msgspec.structs import replace

from models.advance import advance
from models.effects import Tell
from models.events import ComplaintReceived, Draft, Event, RulesAdopted, SiteClock, SiteOpened
from models.policy.load import adoption, load
from models.state import State
from workers.files import ndjson
from workers.files.feed import feed
from workers.intake.accept import Door
from workers.simulate import sample


def lines() -> list[ndjson.Line]:
    return [msgspec.json.decode(line, type=ndjson.Line) for line in sample.PATH.open("rb")]


@cache
def folded() -> tuple[State, list[Tell], list[ComplaintReceived]]:
    """The shipped file, folded as a replay folds it."""
    first, *rest = lines()
    opened = msgspec.convert(ndjson.with_type(first), SiteOpened)
    opened = replace(opened, clock=SiteClock(base=sample.OPENS, wall_base=0, rate=60))
    rules = adoption(load())
    state, told, received = State(first.site), [], []

    def put(pos: int, draft: Draft) -> None:
        at = draft.at or 0
        event = Event(
            draft.site, pos, draft.source, draft.id, draft.time, at, at, draft.subject, draft.data
        )
        told.extend(effect for effect in advance(state, event) if isinstance(effect, Tell))
        if isinstance(draft.data, ComplaintReceived):
            received.append(draft.data)

    facts: tuple[SiteOpened | RulesAdopted, ...] = (opened, rules)
    for pos, fact in enumerate(facts, start=1):
        put(pos, Draft(first.site, "t", str(pos), sample.OPENS, first.site, fact, sample.OPENS))
    door = Door.to(first.site, opened, rules.policy, b"x" * 32)
    entries = (ndjson.entry(n, line, first.site, 2**40) for n, line in enumerate(rest, start=2))
    for pos, fed in enumerate(feed(entries, door, str), start=3):
        put(pos, fed.draft)
    return state, told, received


def test_shipped_file_is_current() -> None:
    """The shipped file is what the simulator writes."""
    assert lines() == list(sample.sample_day())


def test_size() -> None:
    """The file has a day of some 400 complaints and stays under 1.5 MB."""
    assert 350 < sum(line.type == ndjson.RECEIVED for line in lines()) < 450
    assert sample.PATH.stat().st_size < 1_500_000


def test_one_level_three() -> None:
    """The day raises exactly one level Ⅲ, a surge of twenty people, and nothing worse."""
    _, told, _ = folded()
    worst = [tell for tell in told if tell.transition in {"triggered", "raised"} and tell.level < 4]
    assert [(tell.rule, tell.level) for tell in worst] == [("surge", 3)]
    assert worst[0].count >= 20


def test_otherwise_calm() -> None:
    """Else only blue alerts come, no danger to life, and nothing about the forms is odd."""
    state, told, received = folded()
    assert {tell.rule for tell in told} == {"surge", "exposure", "repeat"}
    assert len({tell.alert for tell in told}) == 5
    assert not [name for data in received for name in data.signals if name.startswith("life.")]
    assert not [flag for data in received for flag in data.flags]
    assert state.site.strays == 0
