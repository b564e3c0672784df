"""Whatever is sent: a clear refusal or a flagged complaint, no failure, nothing lost."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from models.events import Diagnosed, Draft, Place, SiteOpened
from models.policy.load import adoption, load
from models.stores import database
from models.stores.log import DEAD_LETTER, ENTRY, Appended, Log, Text
from models.stores.settings import Settings
from workers.intake.app import create
from workers.intake.bell import Bell
from workers.intake.form import ComplaintForm
from workers.intake.group import GroupCommit
from workers.intake.keys import issue_key

NOW = 1_772_330_000
GOOD = {"site": "mall", "channel": "web", "body": "灯坏了"}
CORPUS = [
    ("a script", {"body": "<script>alert(1)</script><img src=x onerror=alert(1)>"}),
    ("a formula", {"subject": '=HYPERLINK("http://x")', "body": "@SUM(1+1)"}),
    ("control characters", {"body": "a\x00\x07\x1b[31mb"}),
    ("direction characters", {"body": "\u202egnp.exe\u2066", "place": "a\u202e"}),
    ("half a character", {"body": "\ud800"}),
    ("the year 1", {"time": "0001-01-01T00:00:00Z"}),
    ("the year 9999", {"time": "9999-12-31T23:59:59Z"}),
    ("an impossible day", {"time": "2026-02-30T00:00:00Z"}),
    ("a huge number", {"time": 10**40}),
    ("a fraction", {"time": 1.5e300}),
    ("an unknown category", {"category": "../../etc/passwd"}),
    ("an unknown place", {"place": "///\x00//../.."}),
    ("an unknown channel", {"channel": "carrier_pigeon"}),
    ("no such site", {"site": "mars"}),
    ("an id like a path", {"id": "../1"}),
    ("an id like SQL", {"id": "1'; DROP TABLE log;--"}),
    ("a wrong type", {"body": ["a"]}),
    ("deep nesting", {"body": json.loads("[" * 400 + "]" * 400)}),
    ("a long text", {"body": "煤气味" * 100_000}),
    ("many numbers", {"body": "1" * 200_000}),
    ("many addresses", {"body": "a@" * 100_000}),
    ("many negations", {"body": "没有着火" * 50_000}),
    ("a wide ligature", {"body": "\ufdfa" * 20_000}),
    ("an odd name", {"complainant": {"name": "\u0000", "contact": "'; --"}}),
]

names = st.text(max_size=8)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
fields = st.sampled_from(sorted(ComplaintForm.model_fields))
forms = st.dictionaries(fields, anything, max_size=4).map(lambda odd: GOOD | odd)
attributes = st.sampled_from(["specversion", "id", "source", "type", "time", "subject", "data"])


@pytest.fixture(scope="module")
def client(
    sqlite_template: Path, valkey_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    home = tmp_path_factory.mktemp("hostile")
    path = home / "tocsin.db"
    path.write_bytes(sqlite_template.read_bytes())
    sent_to = Settings(
        home=home, database_url=f"sqlite:///{path}", redis_url=valkey_url, backlog_limit=10**9
    )
    engine = database.connect(sent_to.database_url)
    mall = SiteOpened(places=[Place("a", "building")])
    Log(engine).open_site("mall", mall, adoption(load()), NOW)
    headers = {"X-API-Key": issue_key(engine, "*"), "content-type": "application/json"}
    with TestClient(create(sent_to), headers=headers) as client:
        yield client
    engine.dispose()


def stored(client: TestClient) -> tuple[int, int]:
    """Return how many events and dead letters there are."""
    with client.app.state.intake.engine.connect() as connection:  # type: ignore[attr-defined]
        events = connection.scalar(select(func.count()).select_from(ENTRY))
        return events, connection.scalar(select(func.count()).select_from(DEAD_LETTER))


def deliver(client: TestClient, path: str, body: bytes, media: str = "application/json") -> int:
    """Send a body and check that it was answered well and kept one way or the other."""
    events, letters = stored(client)
    answer = client.post(path, content=body, headers={"content-type": media})
    more_events, more_letters = stored(client)
    assert answer.status_code in {202, 400, 413}, answer.text
    content = answer.json()
    accepted = [one for one in content.get("accepted", ()) if not one["duplicate"]]
    assert more_events - events == len(accepted)
    if answer.status_code != 202:
        assert more_letters > letters
        assert content["detail"]
    assert "Traceback" not in answer.text
    return int(answer.status_code)


@pytest.mark.parametrize(("what", "odd"), CORPUS)
def test_a_known_trick_is_taken_or_refused(client: TestClient, what: str, odd: Any) -> None:
    """Each known kind of hostile or broken input gets a flagged complaint or a clear refusal."""
    assert deliver(client, "/v1/complaints", json.dumps(GOOD | odd).encode()), what


@settings(max_examples=60, deadline=None)
@given(forms)
def test_any_form_is_taken_or_refused(client: TestClient, form: Any) -> None:
    """A form with any values in any fields is answered, and stored or kept."""
    deliver(client, "/v1/complaints", json.dumps(form).encode())


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(attributes, anything, max_size=4), st.booleans())
def test_any_event_is_taken_or_refused(client: TestClient, odd: Any, followed: bool) -> None:
    """An envelope with any values in any attributes is answered, and stored or kept."""
    kind = "complaint.classified" if followed else "complaint.received"
    whole = {"specversion": "1.0", "id": "x", "source": "s", "type": kind, "data": GOOD}
    body = json.dumps(whole | {"site": "mall", "subject": "s/x"} | odd).encode()
    deliver(client, "/v1/events", body, "application/cloudevents+json")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200) | anything.map(lambda found: json.dumps(found).encode()))
def test_any_bytes_are_taken_or_refused(client: TestClient, body: bytes) -> None:
    """Any bytes at all are answered, and stored or kept."""
    deliver(client, "/v1/complaints", body)


class Moody(Log):
    """A log that cannot store one event."""

    def append(
        self, drafts: Sequence[Draft], now: int, texts: Sequence[Text] = ()
    ) -> list[Appended]:
        """Fail where the bad event is among the drafts."""
        if any(draft.id == "bad" for draft in drafts):
            raise ValueError("cannot be stored")
        return super().append(drafts, now, texts)


def test_one_that_cannot_be_stored_fails_alone(client: TestClient) -> None:
    """Where a shared transaction fails, each request is tried alone: only the bad one fails."""
    log = Moody(client.app.state.intake.engine)  # type: ignore[attr-defined]

    async def together() -> list[list[Appended] | BaseException]:
        group = GroupCommit(log, Bell(print))
        running = asyncio.create_task(group.run())
        drafts = [Draft("mall", "alone", id_, NOW, "s/x", Diagnosed()) for id_ in ("1", "bad", "2")]
        waiting = (group.append([draft], []) for draft in drafts)
        answers = await asyncio.gather(*waiting, return_exceptions=True)
        group.end()
        await running
        return answers

    first, bad, second = asyncio.run(together())
    assert isinstance(bad, ValueError)
    assert isinstance(first, list)
    assert isinstance(second, list)
    assert second[0].pos == first[0].pos + 1
