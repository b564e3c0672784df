import msgspec
from redis import Redis
from sqlalchemy import Engine

from dashboard import queries, queries_clusters
from dashboard.actions import Desk
from dashboard.desk_filter import Filter
from dashboard.weekly_period import Span
from dashboard.weekly_rows import MOMENTS, backlog_open, extent, weekly_rows
from models.events import AlertAcknowledged, ClusterParted, SiteClock
from models.state import Course
from models.stores.live import Live
from models.stores.log import Log
from tests.pages import records

NOW = 1_795_000_000
DAY = 86_400


def filled(engine: Engine) -> Engine:
    records.open_site(engine, "river", NOW)
    records.put(engine, records.quiet(NOW))
    return engine


def numbers(engine: Engine, **wanted: str) -> list[int]:
    rows, total = queries.complaints(engine, "river", Filter(**wanted))
    assert total == len(rows)
    return sorted(rows["pos"])


def test_open_alerts_come_worst_first_and_ended_ones_only_when_asked(engine: Engine) -> None:
    """The desk lists what is open; what ended lately is asked for apart."""
    filled(engine)
    assert [one.id for one in queries.alerts(engine, "river")] == ["life_safety:9", "surge:7"]
    assert [one.id for one in queries.alerts(engine, "river", NOW - DAY)] == ["overdue:3"]
    assert queries.alerts(engine, "elsewhere") == []
    assert len(queries.alerts(engine)) == 2


def test_a_message_s_states_are_listed_newest_first(engine: Engine) -> None:
    """Who was told of an alert, and what became of each message."""
    told = queries.told(filled(engine), "river", "surge:7")
    assert [(one.recipient, one.state) for one in told] == [
        ("management", "pending"), ("lead", "failed"), ("duty", "sent"),
    ]  # fmt: skip


def test_complaints_are_found_by_number_text_place_and_category(engine: Engine) -> None:
    """Every filter narrows; a place and a category contain what is below them."""
    filled(engine)
    assert numbers(engine, words="#31") == numbers(engine, words=" 31 ") == [31]
    assert numbers(engine, words="app/31") == [31]
    assert numbers(engine, words="王女士") == []
    assert 31 in numbers(engine, words="两层之间")
    assert set(numbers(engine, place="a/12")) < set(numbers(engine, place="a"))
    assert {31, 32} <= set(numbers(engine, category="engineering"))
    assert numbers(engine, status="open", words="30") == [30]
    assert 10 not in numbers(engine, step="receipt", status="open")
    assert 10 in numbers(engine, step="diagnosis", status="open")


def test_wildcards_of_a_search_are_plain_characters(engine: Engine) -> None:
    """A percent sign finds a percent sign, not everything."""
    filled(engine)
    assert numbers(engine, words="%") == numbers(engine, words="_") == []
    assert numbers(engine, words="' OR 1=1 --") == []


def test_a_number_beyond_any_position_finds_nothing(engine: Engine) -> None:
    """Thirty digits are searched for as text, not handed to a 64-bit column."""
    assert numbers(filled(engine), words="9" * 30) == []


def test_a_long_list_is_cut_and_says_how_many_there_are(engine: Engine) -> None:
    """The newest come first; the total counts all."""
    rows, total = queries.complaints(filled(engine), "river", Filter(), limit=5)
    assert (len(rows), list(rows["pos"])) == (5, sorted(rows["pos"], reverse=True))
    assert total > 40


def test_a_complaint_whose_text_was_erased_is_still_listed(engine: Engine) -> None:
    """Without a text it has an empty one."""
    filled(engine)
    records.put(engine, [records.complaint(77, NOW)])
    found = queries.complaint(engine, "river", "app/77")
    assert found is not None
    assert (found[0].pos, found[1].body) == (77, "")
    assert queries.complaint(engine, "river", "nobody") is None


def test_a_cluster_s_members_and_their_reasons(engine: Engine) -> None:
    """Members come oldest first; a suggestion is no member."""
    filled(engine)
    assert list(queries_clusters.members(engine, "river", "app/10")["pos"]) == [10, 11, 12]
    reasons = {one.complaint: one for one in queries_clusters.reasons(engine, "river", "app/10")}
    assert reasons["app/21"].suggested
    assert reasons["app/11"].by == "duty"
    rows, total = queries_clusters.clusters(engine, "river")
    assert (list(rows["id"]), total) == (["app/10", "app/31"], 2)


def test_refused_letters_of_the_site_are_counted(engine: Engine) -> None:
    """Each with its reason and body."""
    rows, total = queries.refused(filled(engine), "river")
    assert (total, rows["body"][0]) == (1, b'{"time": "2026-11-22 09:00"}')


def test_sites_are_known_by_their_first_event(engine: Engine) -> None:
    """Their names and zones need no Redis."""
    assert queries.sites(filled(engine))["river"].zh == "滨江国际中心"


def test_an_action_is_one_event_in_site_time(engine: Engine, valkey: "Redis[bytes]") -> None:
    """On a site of 2022 an acknowledgement is of 2022; the same action sent twice is one."""
    records.open_site(
        engine, "past", NOW, clock=SiteClock(base=1_650_000_000, wall_base=NOW, rate=60)
    )
    desk = Desk(Log(engine), Live(valkey))
    data = AlertAcknowledged("duty", "on my way")
    first = desk.act("past", ["surge:7"], data, NOW + 10, "click")
    assert desk.act("past", ["surge:7"], data, NOW + 11, "click").pos == first.pos == 3
    [event] = Log(engine).read("past", 2, 10)
    assert (event.subject, event.data, event.time) == ("surge:7", data, 1_650_000_600)


def test_parting_several_complaints_is_one_transaction(
    engine: Engine, valkey: "Redis[bytes]"
) -> None:
    """One event each, at positions that follow each other; the last one decides."""
    records.open_site(engine, "river", NOW)
    done = Desk(Log(engine), Live(valkey)).act("river", ["a", "b"], ClusterParted("duty"), NOW)
    assert done.pos == 4
    assert [event.subject for event in Log(engine).read("river", 2, 10)] == ["a", "b"]


def test_a_dead_redis_loses_no_action(engine: Engine) -> None:
    """The event is in the log; the clock will ring for it."""
    records.open_site(engine, "river", NOW)
    nowhere = Live(Redis(unix_socket_path="/nonexistent"))
    assert Desk(Log(engine), nowhere).act("river", ["a"], ClusterParted("duty"), NOW).pos == 3


def test_a_week_s_rows_are_those_that_the_week_touched(engine: Engine) -> None:
    """Received, fallen due or done in it; unset moments are no times."""
    filled(engine)
    span = Span(NOW - 2 * DAY, NOW + 1)
    rows, clusters, _ = weekly_rows(engine, ["river"], span)
    inside = rows[["at", *MOMENTS]].apply(lambda times: times.between(span.begin, span.end - 1))
    assert inside.any(axis=1).all()
    assert not (rows[MOMENTS] == 0).any(axis=None)
    assert set(clusters["id"]) == {"app/10", "app/31"}
    assert backlog_open(engine, ["river"]) == 1


def test_a_site_without_complaints_has_no_extent(engine: Engine) -> None:
    """Then there is no week to report."""
    records.open_site(engine, "river", NOW)
    assert extent(engine, ["river"]) is None
    assert all(rows.empty for rows in weekly_rows(engine, ["river"], Span(0, NOW)))


def test_the_rows_of_several_sites_are_read_together(engine: Engine) -> None:
    """Each says whose it is; a site that was not asked for is left out."""
    for site in ("river", "tower", "past"):
        records.open_site(engine, site, NOW)
        records.put(engine, records.quiet(NOW, site))
    asked, span = ["river", "tower"], Span(NOW - 2 * DAY, NOW + 1)
    rows, clusters, _ = weekly_rows(engine, asked, span)
    assert set(rows["site"]) == set(clusters["site"]) == set(asked)
    assert len(rows) == 2 * len(weekly_rows(engine, ["river"], span).complaints)
    assert backlog_open(engine, asked) == 2
    assert extent(engine, []) is None


def test_promises_are_read_from_the_courses_of_complaints(engine: Engine) -> None:
    """Answered ones with when, owed ones without; nothing is owed from before the closing."""
    given = {
        "kept": Course(answered=((NOW, NOW - 5),)),
        "owed": Course(promises=[(1, NOW)]),
        "closed": Course(promises=[(1, NOW)], closed_at=NOW - 1),
        "repair": Course(answered=((NOW, NOW),)),
    }
    records.open_site(engine, "river", NOW)
    records.put(engine, [
        records.complaint(i, NOW - DAY, kind="repair" if key == "repair" else "complaint",
                          course=msgspec.json.encode(course).decode())
        for i, (key, course) in enumerate(given.items())
    ])  # fmt: skip
    found = weekly_rows(engine, ["river"], Span(0, NOW)).promises
    assert [tuple(pair) for pair in found.fillna(0).to_numpy()] == [(NOW, NOW - 5), (NOW, 0)]
