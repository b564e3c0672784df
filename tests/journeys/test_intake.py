"""A complaint comes in by HTTP: taken once, answered after the commit, refused with a reason."""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from redis import Redis
from sqlalchemy import select, update

from models.events import SiteClock, SiteOpened
from models.policy.load import adoption, load
from models.stores.live import armed_key
from models.stores.log import CURSOR, TEXT
from models.stores.settings import Settings
from tests.house import FORM, NOW, House
from tests.waiting import wait_until
from workers.analyse import lexicon
from workers.intake.app import create

EVENT = {"content-type": "application/cloudevents+json"}


def test_a_complaint_is_taken_once(house: House, web: TestClient) -> None:
    """Sent twice it is stored once, and the second answer names the same number."""
    first, second = (web.post("/v1/complaints", json=FORM) for _ in range(2))
    assert (first.status_code, second.status_code) == (202, 202)
    one = {"id": "1", "key": "mall/web/1", "site": "mall", "number": 3}
    assert first.json() == {"accepted": [{**one, "duplicate": False}], "refused": []}
    assert second.json() == {"accepted": [{**one, "duplicate": True}], "refused": []}
    assert house.received() == ["mall/web/1"]


def test_the_lexicon_is_read_before_the_first_complaint(house: House) -> None:
    """The intake loads it when it starts, so that no complaint waits for it."""
    lexicon.load.cache_clear()
    with TestClient(create(house.settings)):
        assert lexicon.load.cache_info().currsize == 1


def test_the_text_is_stored_beside_the_log(house: House, web: TestClient) -> None:
    """The event says nothing of the person; name, contact and text stand in the erasable table."""
    person = {"name": "王女士", "contact": "13812345678"}
    web.post("/v1/complaints", json={**FORM, "complainant": person})
    with house.engine.connect() as connection:
        row = connection.execute(select(TEXT)).one()
    assert (row.key, row.body, row.name, row.contact) == ("mall/web/1", "灯坏了", *person.values())


def test_the_site_is_rung(web: TestClient, valkey: Redis) -> None:
    """After the commit a worker is asked to fold the site."""
    web.post("/v1/complaints", json=FORM)
    wait_until(lambda: valkey.llen("rq:queue:consume"))
    assert valkey.exists(armed_key("mall"))


def test_the_key_names_the_site(house: House, web: TestClient) -> None:
    """A key for one site makes the field needless."""
    form = {name: value for name, value in FORM.items() if name != "site"}
    assert web.post("/v1/complaints", json=form).status_code == 202
    assert house.received() == ["mall/web/1"]


def test_the_good_of_a_list_are_taken(house: House, web: TestClient) -> None:
    """In a list the good ones are stored; each bad one is refused by field and kept."""
    bad = {**FORM, "id": "2", "channel": "fax"}
    worse = ["no form"]
    answer = web.post("/v1/complaints", json=[FORM, bad, worse, {**FORM, "id": "3"}])
    assert answer.status_code == 202
    assert [one["id"] for one in answer.json()["accepted"]] == ["1", "3"]
    assert [(r["index"], r["field"]) for r in answer.json()["refused"]] == [(1, "channel"), (2, "")]
    assert house.received() == ["mall/web/1", "mall/web/3"]
    assert [json.loads(letter.body) for letter in house.letters()] == [bad, worse]


@pytest.mark.parametrize(
    ("why", "form", "field"),
    [
        ("no such channel", {**FORM, "channel": "fax"}, "channel"),
        ("the key is for another channel", {**FORM, "channel": "app"}, "channel"),
        ("the key is for another site", {**FORM, "site": "tower"}, "channel"),
        ("a time without a zone", {**FORM, "time": "2026-03-01T09:00:00"}, "time"),
        ("an unknown field", {**FORM, "colour": "red"}, "colour"),
        ("not an object", 5, ""),
    ],
)
def test_a_bad_one_is_refused_with_field_and_reason(
    house: House, web: TestClient, why: str, form: Any, field: str
) -> None:
    """A refusal is 400, names field and reason, and keeps what was sent."""
    answer = web.post("/v1/complaints", json=form)
    assert (answer.status_code, answer.json()["field"]) == (400, field), why
    assert answer.json()["reason"]
    assert answer.headers["content-type"] == "application/problem+json"
    assert house.received() == []
    assert len(house.letters()) == 1


def test_without_a_key_nothing_is_taken(house: House, web: TestClient) -> None:
    """No key and a wrong key are 401; X-API-Key serves as well as Bearer."""
    for headers in ({"Authorization": ""}, {"Authorization": "Bearer wrong"}):
        answer = web.post("/v1/complaints", json=FORM, headers=headers)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    headers = {"Authorization": "", "X-API-Key": house.web}
    assert web.post("/v1/complaints", json=FORM, headers=headers).status_code == 202


def test_an_id_of_another_site_is_refused_not_swallowed(house: House, web: TestClient) -> None:
    """The same source and id at two sites is a mistake of the sender, and is told as one."""
    headers = {"Authorization": f"Bearer {house.any}"}
    form = {**FORM, "source": "crm"}
    assert web.post("/v1/complaints", json=form, headers=headers).status_code == 202
    other = web.post("/v1/complaints", json={**form, "site": "tower"}, headers=headers)
    assert (other.status_code, other.json()["field"]) == (400, "id")


def test_a_site_with_its_own_clock_needs_times(house: House, web: TestClient) -> None:
    """Without a time nobody knows when it was by a virtual clock."""
    clock = SiteClock(base=1_300_000_000, wall_base=NOW)
    house.log.open_site("film", SiteOpened(clock=clock), adoption(load()), NOW)
    headers = {"Authorization": f"Bearer {house.any}"}
    form = {"site": "film", "channel": "web", "id": "1"}
    assert web.post("/v1/complaints", json=form, headers=headers).json()["field"] == "time"
    timed = {**form, "time": "2011-03-14T00:00:00Z"}
    assert web.post("/v1/complaints", json=timed, headers=headers).status_code == 202


def test_what_is_too_large_is_refused(house: House, web: TestClient) -> None:
    """1 MiB for one and 8 MiB for a list; the beginning is kept."""
    large = {**FORM, "body": "x" * (1 << 20)}
    assert web.post("/v1/complaints", json=large).status_code == 413
    assert web.post("/v1/complaints", json=[large]).status_code == 202
    assert web.post("/v1/events", json={"data": large}, headers=EVENT).status_code == 413
    huge = web.post("/v1/complaints", json=[{**FORM, "body": "x" * (8 << 20)}])
    assert huge.status_code == 413
    assert [len(letter.body) for letter in house.letters()] == [65_536] * 3


def test_what_is_no_json_is_refused(house: House, web: TestClient) -> None:
    """Another media type is 415, broken JSON 400."""
    headers = {"content-type": "text/plain"}
    assert web.post("/v1/complaints", content="{}", headers=headers).status_code == 415
    assert web.post("/v1/complaints", json=FORM, headers=EVENT).status_code == 415
    headers = {"content-type": "application/json"}
    for body in (b"{", b"\xff", b"[" * 200_000, b'"\\ud800"', b""):
        assert web.post("/v1/complaints", content=body, headers=headers).status_code == 400
    assert house.received() == []


def test_a_site_that_is_far_behind_takes_no_more(house: House, web: TestClient) -> None:
    """Past the limit it is 429 with a time to come back; other sites go on."""
    forms = [{**FORM, "id": str(n)} for n in range(60)]
    assert web.post("/v1/complaints", json=forms).status_code == 202
    last = {**FORM, "id": "last"}
    answer = wait_until(lambda: refused(web.post("/v1/complaints", json=last)))
    assert answer is not None
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "5")
    headers = {"Authorization": f"Bearer {house.any}"}
    other = {**FORM, "site": "tower", "id": "t"}
    assert web.post("/v1/complaints", json=other, headers=headers).status_code == 202
    with house.engine.begin() as connection:
        connection.execute(update(CURSOR).values(pos=60))
    wait_until(lambda: web.post("/v1/complaints", json=last).status_code == 202)


def refused(answer: httpx.Response) -> httpx.Response | None:
    """Return the answer if it is no success."""
    return answer if answer.status_code != 202 else None


def test_requests_at_one_time_share_a_transaction(house: House) -> None:
    """Each of many requests at once is answered with its own number, none is lost or doubled."""
    app = create(house.settings)
    headers = {"Authorization": f"Bearer {house.web}"}

    async def crowd() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://t", headers=headers) as client,
        ):
            forms = [{**FORM, "id": str(n % 30)} for n in range(40)]
            return await asyncio.gather(*(client.post("/v1/complaints", json=f) for f in forms))

    told = asyncio.run(crowd())
    assert [answer.text for answer in told if refused(answer)] == []
    answers = [answer.json()["accepted"][0] for answer in told]
    assert sorted({answer["number"] for answer in answers}) == list(range(3, 33))
    assert sum(answer["duplicate"] for answer in answers) == 10
    assert len(house.received()) == 30


def test_health_metrics_and_the_api_page_are_there(web: TestClient) -> None:
    """The operator sees that all answers, what was counted, and how to call it."""
    web.post("/v1/complaints", json=FORM)
    assert web.get("/healthz").json() == {"store": True, "live": True}
    assert 'tocsin_intake_events_total{outcome="accepted"}' in web.get("/metrics").text
    page = web.get("/openapi.json").json()["paths"]["/v1/complaints"]["post"]
    assert page["requestBody"]["content"]["application/json"]["examples"]
    assert web.get("/nothing").headers["content-type"] == "application/problem+json"


def test_a_store_that_is_away_is_no_loss(valkey_url: str, tmp_path: Path) -> None:
    """Without its database the intake says 503 and when to try again, and takes nothing."""
    url = f"sqlite:///{tmp_path / 'no.db'}"  # a file without tables
    settings = Settings(home=tmp_path, database_url=url, redis_url=valkey_url)
    with TestClient(create(settings)) as client:
        answer = client.post("/v1/complaints", json=FORM, headers={"X-API-Key": "any"})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_redis_away_delays_nobody(house: House, tmp_path: Path) -> None:
    """A complaint is taken while Redis is away; the clock rings the site later."""
    away = house.settings.model_copy(update={"redis_url": f"unix://{tmp_path / 'no.sock'}"})
    with TestClient(create(away), headers={"X-API-Key": house.web}) as client:
        assert client.post("/v1/complaints", json=FORM).status_code == 202
        assert client.get("/healthz").json() == {"store": True, "live": False}
    assert house.received() == ["mall/web/1"]
