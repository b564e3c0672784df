"""Two courses of the same days: what counts as gained, lost, worse, joined and parted."""

import pytest

from models import events as e
from models.effects import Tell
from models.state import Alert, State
from tests.story import EIGHT, HOUR, SITE, Story
from workers.rehearse.compare import compared, total
from workers.rehearse.course import Course, Courser, Rang, at_night
from workers.rehearse.people import People, namesake

SURGE = Rang("surge", "a/1", 4, EIGHT, ("a/1", "a/2"))


def rang(rule: str = "surge", subject: str = "a/1", level: int = 4, since: int = 0) -> Rang:
    return Rang(rule, subject, level, EIGHT + since, (f"{subject}x",))


def course(*alerts: Rang, **clusters: str) -> Course:
    return Course(0, rang={str(i): one for i, one in enumerate(alerts)}, clusters=clusters)


@pytest.mark.parametrize(
    ("was", "new", "kinds"),
    [
        ([], [], []),
        ([rang()], [rang()], []),
        ([rang()], [rang(since=300)], []),  # sooner or later is the same alert
        ([], [rang()], ["gained"]),
        ([rang()], [], ["lost"]),
        ([rang()], [rang(level=3)], ["worse"]),
        ([rang(level=1)], [rang(level=3)], ["milder"]),
        ([rang()], [rang(rule="overdue")], ["lost", "gained"]),
        ([rang()], [rang(subject="a/2")], ["lost", "gained"]),
        ([rang()], [rang(), rang(since=HOUR)], ["gained"]),
        ([rang(), rang(since=HOUR)], [rang(since=HOUR)], ["lost"]),
        ([SURGE], [Rang("surge", "a/2", 4, EIGHT, ("a/2", "a/3"))], []),  # of the same complaints
    ],
)
def test_alerts(was: list[Rang], new: list[Rang], kinds: list[str]) -> None:
    """An alert is the same if rule and subject, or rule and a complaint, are; once each."""
    found = compared("mall", course(*was), course(*new))
    assert sorted(one.kind for one in found.changes) == sorted(kinds)
    assert found.alerts == (len(was), len(new))


@pytest.mark.parametrize(
    ("was", "new", "counts"),
    [
        ({}, {"b": "a"}, (1, 0, 0)),
        ({"b": "a"}, {}, (0, 1, 0)),
        ({"b": "a"}, {"b": "c"}, (0, 0, 1)),
        ({"b": "a", "c": "a"}, {"b": "a", "d": "a"}, (1, 1, 0)),
    ],
)
def test_complaints(was: dict[str, str], new: dict[str, str], counts: tuple[int, int, int]) -> None:
    """Complaints are joined, parted or moved by what they stood in when they came."""
    found = compared("mall", course(**was), course(**new))
    assert (found.joined, found.parted, found.moved) == counts


def test_sites_add_up() -> None:
    """The sum of all sites has every step that passed its limit anywhere."""
    one, other = course(rang()), course()
    one.breaches["receipt"], other.breaches["plan"] = 3, 4
    one.messages, other.night = 5, 1
    whole = total([compared("a", one, other), compared("b", other, one)])
    assert whole.breaches == {"plan": (4, 4), "receipt": (3, 3)}
    assert (whole.messages, whole.night, len(whole.changes)) == ((5, 5), (1, 1), 2)
    assert whole.counts == {("lost", 4, "surge"): 1, ("gained", 4, "surge"): 1}


@pytest.mark.parametrize(
    ("hour", "night"), [(21, False), (22, True), (2, True), (6, True), (7, False), (12, False)]
)
def test_night(hour: int, night: bool) -> None:
    """From 22 to 7 by the site's clock people sleep."""
    assert at_night(EIGHT + (hour - 8) * HOUR, "Asia/Shanghai") == night


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("surge:9:web/a:1", "surge:4:web/a:1"),  # rang at another position
        ("surge:4:web/a:1", "surge:4:web/a:1"),
        ("surge:9:other/1", "surge:9:other/1"),  # rings only in the other course
    ],
)
def test_an_answer_finds_the_same_alert(told: str, found: str) -> None:
    """What people answered by one name is answered by the name that it has here."""
    state = State(SITE)
    alert = Alert("surge:4:web/a:1", "surge", "web/a:1", 4, EIGHT, EIGHT, 0)
    state.alerts[alert.id] = state.watched["surge", "web/a:1"] = alert
    assert namesake(state, told) == found


def test_new_alerts_are_answered_as_fast_as_others_were() -> None:
    """An alert that nobody answered, since it rang only here, counts as answered at their pace."""
    old = rang(subject="b/1")
    old.answered = old.since + 600
    people = People(course(old))
    story = Story()
    told = story.complain(0, "a/1", signals=["life.fire"])
    effects = [one for one in story.effects if isinstance(one, Tell)]
    people.heard(story.state, list(effects))
    assert list(people.answers(EIGHT + 600)) == []
    [(at, alert, data)] = people.answers(EIGHT + 601)
    assert (at, alert, data) == (EIGHT + 600, story.alerts[0].id, e.AlertAcknowledged("duty"))
    assert told.cluster in alert


def test_work_on_a_cluster_reaches_those_who_stand_apart() -> None:
    """Where other rules part a cluster, each of its members has what was done for all of them."""
    story = Story()
    for key in ("a/1", "a/2"):
        story.complain(0, key)
    was = Course(0, worked={7: ("a/1", "a/2", "gone")})
    event = e.Event(SITE, 7, "desk", "x", EIGHT, EIGHT, EIGHT, "a/1", e.ClusterWorked("diagnosis"))
    carried = list(People(was).carried(story.state, event))
    assert [(one.subject, one.data) for one in carried] == [
        ("a/1", e.Diagnosed()),
        ("a/2", e.Diagnosed()),
    ]


def test_missing_ticks_are_made_up() -> None:
    """A limit that no clock noticed is passed at its time, and a late clock is not doubled."""
    story = Story()
    story.complain(0, "a/1")
    courser = Courser(story.state, EIGHT, [])
    courser.look(EIGHT)
    courser.tick(EIGHT + HOUR)
    assert story.state.breached == 1
    assert courser.finish().breaches == {"receipt": 1}
    assert story.state.site.at < EIGHT + HOUR
