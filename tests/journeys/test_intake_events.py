"""CloudEvents come in: complaints, and what was done about them."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.house import FORM, House

EVENT = {"content-type": "application/cloudevents+json"}
BATCH = {"content-type": "application/cloudevents-batch+json"}


def envelope(**fields: Any) -> dict[str, Any]:
    """Return a CloudEvent of a complaint, with other fields as given."""
    data = {"site": "mall", "channel": "web", "body": "灯坏了"}
    said = {"specversion": "1.0", "id": "1", "source": "crm", "type": "complaint.received"}
    return {**said, "data": data, **fields}


def test_an_event_is_taken_in_all_three_modes(house: House, web: TestClient) -> None:
    """CloudEvents come structured, in a batch, or with their attributes as headers."""
    web.post("/v1/events", json=envelope(id="s"), headers=EVENT)
    web.post("/v1/events", json=[envelope(id="b1"), envelope(id="b2")], headers=BATCH)
    headers = {f"ce-{k}": v for k, v in envelope(id="h%20h").items() if k != "data"}
    headers["content-type"] = "application/json; charset=utf-8"
    web.post("/v1/events", json=envelope()["data"], headers=headers)
    assert house.received() == ["crm/s", "crm/b1", "crm/b2", "crm/h h"]


def test_follow_ups_need_a_staff_key_and_a_complaint(house: House, web: TestClient) -> None:
    """What was done is taken from staff systems, about complaints that exist."""
    web.post("/v1/complaints", json=FORM)
    done = envelope(type="complaint.diagnosed", subject="mall/web/1", site="mall", data={"by": "a"})
    answer = web.post("/v1/events", json=done, headers=EVENT)
    assert (answer.status_code, answer.json()["field"]) == (400, "channel")
    staff = {**EVENT, "Authorization": f"Bearer {house.staff}"}
    assert web.post("/v1/events", json=done, headers=staff).status_code == 202
    unknown = {**done, "id": "2", "subject": "mall/web/9"}
    assert web.post("/v1/events", json=unknown, headers=staff).json()["field"] == "subject"
    (event,) = house.log.read("mall", 3, 10)
    assert (event.subject, event.data.by) == ("mall/web/1", "a")  # type: ignore[union-attr]


def test_complaint_and_follow_up_may_come_together(house: House, web: TestClient) -> None:
    """One batch may hold a complaint and what was done about it."""
    done = envelope(id="2", type="complaint.resolved", subject="crm/1", site="mall", data={})
    headers = {**BATCH, "Authorization": f"Bearer {house.any}"}
    answer = web.post("/v1/events", json=[envelope(), done], headers=headers)
    assert [one["number"] for one in answer.json()["accepted"]] == [3, 4]


@pytest.mark.parametrize("type_", ["time.passed", "rules.adopted", "site.opened", "made.up"])
def test_the_house_s_own_events_are_not_taken(house: House, web: TestClient, type_: str) -> None:
    """Nobody outside moves the clock, the rules or the sites."""
    said = envelope(type=type_, subject="mall", site="mall", data={"until": 1, "policy": {}})
    headers = {**EVENT, "Authorization": f"Bearer {house.any}"}
    assert web.post("/v1/events", json=said, headers=headers).json()["field"] == "type"


@pytest.mark.parametrize(
    ("type_", "data", "status"),
    [
        ("complaint.resolved", {"outcome": "not_ours"}, 400),
        ("complaint.resolved", {"outcome": "not_ours", "reason": "power company"}, 202),
        ("complaint.closed", {"outcome": "not_resolvable"}, 400),
        ("complaint.promised", {"until": 1_772_340_000}, 202),
        ("complaint.paused", {"reason": "parts"}, 202),
        ("complaint.paused", {"reason": "lunch"}, 400),
        ("complaint.escalated", {"to": "management", "reason": "money"}, 202),
    ],
)
def test_the_clock_s_facts(
    house: House, web: TestClient, type_: str, data: dict[str, Any], status: int
) -> None:
    """Promises, pauses and calls for authority are taken; some outcomes need a reason."""
    web.post("/v1/complaints", json=FORM)
    said = envelope(type=type_, subject="mall/web/1", site="mall", data=data)
    headers = {**EVENT, "Authorization": f"Bearer {house.staff}"}
    assert web.post("/v1/events", json=said, headers=headers).status_code == status
