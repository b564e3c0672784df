"""What the wall says of what is to come: the arrow that rises, and the next telling."""

import pytest
from msgspec.structs import replace

from dashboard.scene import Scene
from dashboard.wall_panels import band, clusters
from dashboard.words import words
from models.snapshot import Snapshot
from tests.pages.examples import example_snapshot

NOW = 1_800_000_000
ZH, EN = words("zh_CN"), words("en")


def rising(chance: int, **given: int) -> Snapshot:
    return replace(example_snapshot(NOW, **given), rising=chance)  # type: ignore[arg-type]


def test_a_calm_band_tells_what_may_come() -> None:
    """The arrow stands beside the calm word and explains itself; it is no alert."""
    told = band(Scene(rising(240, crises=0)), ZH, NOW)
    assert "✓ 当前没有未解除的告警" in told
    assert "↗ 24% 1小时内可能升级" in told
    assert "crisis" not in told


def test_beside_open_alerts_the_arrow_stands_over_the_incidents() -> None:
    """The band has no room for it then, and nothing is told twice."""
    scene = Scene(rising(240, crises=2))
    assert "24%" not in band(scene, EN, NOW)
    assert "↗ 24%" in clusters(scene, EN, NOW)
    assert "24%" not in clusters(Scene(rising(240, crises=0)), EN, NOW)


@pytest.mark.parametrize(
    ("sentence", "chance", "later"),
    [("a small chance is no news", 99, 0), ("nor is what was foretold long ago", 240, 900)],
)
def test_an_arrow_is_shown_only_where_it_says_something(
    sentence: str, chance: int, later: int
) -> None:
    """From 10 % on, and while the picture is fresh."""
    scene = Scene(rising(chance, crises=0))
    assert "↗" not in band(scene, ZH, NOW + later), sentence


def test_the_sites_chances_add_up_to_the_portfolios() -> None:
    """Of two sites at one half each, one or the other rises three times in four."""
    own = rising(0, crises=0)
    own = replace(own, site=replace(own.site, kind="portfolio"))
    scene = Scene(own, [rising(500, crises=0), rising(500, crises=0)])
    assert "↗ 75%" in band(scene, ZH, NOW)


def test_an_acknowledged_alert_tells_when_it_reminds() -> None:
    """Who has it, and how long until it asks again."""
    alert = replace(example_snapshot(NOW, crises=2).crises[1], next=NOW + 600)
    shown = replace(example_snapshot(NOW), crises=[alert])
    told = band(Scene(shown), ZH, NOW)
    assert f'data-until="{NOW + 600}" data-say="reminding"' in told
    assert "后再提醒" in told
    assert ">duty<" in told
    assert "data-until" not in band(Scene(replace(shown, crises=[replace(alert, next=0)])), ZH, NOW)


def test_a_danger_to_be_confirmed_comes_first_and_says_so() -> None:
    """Of equally bad, unanswered alerts; its line tells the danger in place of the category."""
    three = [
        replace(one, level=4, status="triggered") for one in example_snapshot(NOW, crises=3).crises
    ]
    danger = replace(
        three[2], rule="life_safety", signal="sign.fire", count=1, threshold=2, since=NOW
    )
    told = [
        band(Scene(replace(example_snapshot(NOW), crises=[*three, danger])), w, NOW)
        for w in (ZH, EN)
    ]
    assert "待核实：疑似火灾" in told[0]  # in the card, for it is the first
    both = [*three, danger, replace(danger, alert="x", signal="life.smoke")]
    told = [band(Scene(replace(example_snapshot(NOW), crises=both)), w, NOW) for w in (ZH, EN)]
    assert "待核实 烟雾" in told[0]
    assert "Confirm: Smoke" in told[1]


def test_alerts_beyond_the_picture_are_counted() -> None:
    """Twelve are in the picture, three told; the last line counts all others by level."""
    many = replace(example_snapshot(NOW, crises=12), hidden_crises={"4": 400, "3": 1})
    told = band(Scene(many), ZH, NOW)
    assert "另有 410 条" in told
    assert "× 403" in told


def test_alerts_hidden_at_several_sites_add_up() -> None:
    """The portfolio's wall leaves none of them out."""
    own = replace(example_snapshot(NOW, crises=0), hidden_crises={})
    own = replace(own, site=replace(own.site, kind="portfolio"))
    site = replace(example_snapshot(NOW, crises=12), hidden_crises={"4": 5})
    assert "另有 31 条" in band(Scene(own, [site, site]), ZH, NOW)
