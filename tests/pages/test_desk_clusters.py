"""What a cluster says of itself at the desk, and what links it to others."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import Engine

from models import events as e
from models.stores import settings
from models.stores.tables import ClusterRow, MembershipRow
from tests.pages import records
from tests.pages.acting import arrive, button, last
from tests.pages.conftest import Look
from tests.pages.records import DAY, MINUTE

pytestmark = pytest.mark.pages


@pytest.fixture
def site(store: Engine, fresh: str) -> str:
    """Open a site where one person files often, a trouble returned, and two clusters are linked."""
    name, now = fresh, settings.now()
    records.open_site(store, name, now)
    records.put(store, [
        *records.quiet(now, name),
        *(records.complaint(n, now - (50 - n) * 3 * MINUTE, name, cluster="app/41", who=77)
          for n in (41, 42, 43)),
        *(records.text(n, name) for n in (41, 42, 43)),
        ClusterRow(site=name, id="app/41", place="a", category="engineering.lift", size=3, people=1,
                   open=3, first=now - 27 * MINUTE, last=now - 21 * MINUTE, central="app/42"),
        MembershipRow(site=name, complaint="app/41", cluster="app/30", like="app/30", score=700,
                      times=3, since=now - 80 * DAY, at=now),
        MembershipRow(site=name, complaint="app/42", cluster="app/31", suggested=True,
                      like="app/31", score=300, minutes=4, at=now),
    ])  # fmt: skip
    return name


def test_a_cluster_says_what_it_knows_of_itself(site: str, look: Look) -> None:
    """Its central message, one complainant who files again, and how often the trouble came."""
    page = look(f"/desk?site={site}&cluster=app/41")
    expect(page.get_by_text("同一投诉人 6分内投诉 3 次")).to_be_visible()
    expect(page.get_by_text("以来第 3 次，上次为 #30")).to_be_visible()
    expect(page.get_by_text("「空调坏了 空调吹出来都是热风")).to_be_visible()


def test_a_suggested_merge_is_refused(site: str, store: Engine, look: Look) -> None:
    """One click says that the two are not one trouble."""
    page = look(f"/desk?site={site}&cluster=app/41")
    arrive(page)
    expect(page.get_by_text("可能与以下事件相同（1）")).to_be_visible()
    button(page, "不是同一事件")
    expect(page.locator(".fate")).to_contain_text("不是同一事件：处理中")
    event = last(store, site)
    assert (event.subject, event.data) == ("app/31", e.ClusterKeptApart("app/41", "duty"))
