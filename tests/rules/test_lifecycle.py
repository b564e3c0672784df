"""Alerts: triggered, told and told again until somebody answers."""

from models import events as e
from models.crisis.picture import crises
from models.effects import Tell
from tests.story import EIGHT, HOUR, MINUTE, Story


def gas(story: Story, at: int = 0, key: str = "phone/1") -> str:
    """Report a gas leak; return the alert's id."""
    story.complain(at, key, signals=["life.gas_leak"], place="A/F1")
    return story.alerts[0].id


def trapped(story: Story, at: int = 0) -> str:
    """Report people in a lift (level Ⅱ); return the alert's id."""
    story.complain(at, "phone/1", signals=["life.trapped"], place="A/F1")
    return story.alerts[0].id


def test_nobody_answers() -> None:
    """Level Ⅱ goes to the second tier after 10 minutes, then is repeated every 20, three times."""
    story = Story()
    trapped(story)
    for minute in range(0, 200, 1):
        story.passes(minute * MINUTE)
    told = [(e.tier, (e.at - EIGHT) // MINUTE) for e in story.effects if isinstance(e, Tell)]
    assert told == [(0, 0), (1, 10), (1, 30), (1, 50), (1, 70)]


def test_an_acknowledgement_stops_it() -> None:
    """After somebody answered, no tier is told any more."""
    story = Story()
    alert = trapped(story)
    story.tell(5 * MINUTE, alert, e.AlertAcknowledged("duty"))
    story.passes(HOUR)
    assert story.told == ["triggered 2", "acknowledged 2", "resolved 2"]


def test_the_picture_tells_when_an_acknowledged_alert_is_remembered() -> None:
    """Until then somebody has it in hand; after it the picture counts to the next tier again."""
    story = Story()
    alert = trapped(story)
    story.tell(5 * MINUTE, alert, e.AlertAcknowledged("duty"))
    again = 5 * MINUTE + story.state.rules.alerts["2"].forgotten
    assert [(one.status, one.next) for one in crises(story.state)[0]] == [
        ("acknowledged", EIGHT + again)
    ]


def test_the_picture_counts_the_alerts_that_it_leaves_out() -> None:
    """It tells the worst twelve, and of the others how many they are, by level."""
    story = Story()
    for n in range(15):
        trouble = "life.gas_leak" if n else "life.shock"
        story.complain(n * HOUR, f"phone/{n}", signals=[trouble], place=f"A/F{n}")
    shown, hidden = crises(story.state)
    open_ones = len([one for one in story.state.watched.values() if not one.under])
    assert (len(shown), sum(hidden.values())) == (12, open_ones - 12)
    assert set(hidden) <= {str(one.level) for one in story.alerts}
    assert hidden


def test_an_acknowledgement_in_the_log_before_the_tick_wins() -> None:
    """The tier fell due at 10 minutes, the answer came at 11, the tick at 12: nobody is told."""
    story = Story()
    alert = trapped(story)
    story.tell(11 * MINUTE, alert, e.AlertAcknowledged("duty"))
    story.passes(12 * MINUTE)
    assert story.told == ["triggered 2", "acknowledged 2"]


def test_an_outage_skips_no_tier() -> None:
    """Three hours without a tick: the next tier is told once, and has its full time."""
    story = Story()
    trapped(story)
    story.passes(3 * HOUR)
    assert story.told == ["triggered 2", "escalated 2"]
    story.passes(3 * HOUR + 19 * MINUTE)
    assert len(story.told) == 2
    story.passes(3 * HOUR + 20 * MINUTE)
    assert len(story.told) == 3


def test_an_outage_causes_no_storm() -> None:
    """A hundred complaints that breach in an outage raise one alert per building and the site."""
    story = Story()
    for i in range(100):
        story.complain(i, f"phone/{i}", place=f"{'AB'[i % 2]}/F{i}")
    story.passes(3 * HOUR)
    assert sorted(alert.subject for alert in story.alerts) == ["*", "A", "B"]
    assert len(story.told) == 3


def test_the_second_answer_changes_nothing() -> None:
    """Two people acknowledge at once: the first one has it."""
    story = Story()
    alert = trapped(story)
    story.tell(MINUTE, alert, e.AlertAcknowledged("duty"))
    story.tell(MINUTE, alert, e.AlertAcknowledged("lead"))
    assert story.alerts[0].by == "duty"


def test_acknowledged_and_forgotten() -> None:
    """After four hours without an end, it is open again and everybody is reminded."""
    story = Story()
    alert = trapped(story)
    story.tell(MINUTE, alert, e.AlertAcknowledged("duty"))
    for i in range(1, 6):  # the trouble goes on, so it does not end by itself
        story.complain(
            i * 50 * MINUTE, f"phone/again{i}", words=range(100, 108), place="A/F1",
            signals=["life.trapped"], category="engineering.lift",
        )  # fmt: skip
    story.passes(4 * HOUR + MINUTE)
    assert "reminded 2" in story.told or len(story.alerts) > 1


def test_worse_is_told_at_once() -> None:
    """Smoke, then fire in the same place: the alert rises to Ⅰ and must be answered anew."""
    story = Story()
    words = range(500, 508)
    story.complain(0, "phone/1", signals=["life.smoke"], place="A/F1", words=words)
    alert = story.alerts[0]
    story.tell(10, alert.id, e.AlertAcknowledged("duty"))
    story.complain(20, "phone/2", signals=["life.fire"], place="A/F1", words=words)
    assert story.told == ["triggered 2", "acknowledged 2", "raised 1"]
    assert alert.status == "triggered"


def test_the_end_of_what_was_never_told_is_not_told() -> None:
    """A silenced alert ends silently; level Ⅰ cannot be silenced."""
    story = Story()
    story.tell(0, "silence/1", e.SilenceSet(until=EIGHT + HOUR, place="A"))
    alert = trapped(story, 1)
    story.tell(2, alert, e.AlertResolved("duty"))
    assert story.told == []
    gas(story, 3, "phone/2")
    assert story.told == ["triggered 1"]


def test_after_a_silence_what_is_still_true_is_told() -> None:
    """When the silence runs out, the open alert under it is told."""
    story = Story()
    story.tell(0, "silence/1", e.SilenceSet(until=EIGHT + 5 * MINUTE, place="A"))
    trapped(story, 1)
    story.passes(5 * MINUTE)
    assert story.told == ["triggered 2"]


def test_a_site_tells_the_portfolio() -> None:
    """Triggering and ending are both seen by the portfolio."""
    story = Story()
    alert = trapped(story)
    story.tell(1, alert, e.AlertResolved("duty"))
    seen = [e_.level for e_ in story.effects if isinstance(e_, e.SiteObserved)]
    assert seen == [2, 0]


def test_an_unknown_alert_is_no_error() -> None:
    """Acknowledging what is long over changes nothing."""
    story = Story()
    story.tell(0, "surge:1:x", e.AlertAcknowledged("duty"))
    assert story.alerts == []
