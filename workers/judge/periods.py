"""A file's span cut into days, weeks or months, so that the chart stays readable."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from alerts.wording import SHAPES
from workers.judge.figures import Figures
from workers.paper.charts import Column
from workers.paper.words import Words

HOURS, DAYS, WEEKS = 3, 45, 60 * 7  # a span of at most so many days is shown so
DAY = {"zh_CN": "M月d日", "en": "d MMM"}
MONTH = {"zh_CN": "y年M月", "en": "MMM y"}

Moment = datetime | date


def periods(words: Words, figures: Figures) -> list[Column]:
    """Return the complaints of each period, marked with the worst level that rose in it."""
    if not figures.hours:
        return []
    zone = ZoneInfo(words.zone)
    first, last = (datetime.fromtimestamp(n, zone) for n in (figures.first, figures.last))
    cut, step, label = manner(words, (last.date() - first.date()).days)
    counts: dict[Moment, int] = {}
    for hour, count in figures.hours.items():
        begin = cut(datetime.fromtimestamp(hour * 3_600, zone))
        counts[begin] = counts.get(begin, 0) + count
    worst: dict[Moment, int] = {}
    for rise in figures.rises:
        begin = cut(datetime.fromtimestamp(rise.at, zone))
        worst[begin] = min(worst.get(begin, rise.level), rise.level)
    found, begin, end = [], cut(first), cut(last)
    while begin <= end:
        mark = SHAPES.get(worst.get(begin, 0), "")
        found.append(Column(label(begin), counts.get(begin, 0), mark))
        begin = step(begin)
    return found


def manner(
    words: Words, days: int
) -> tuple[Callable[[datetime], Moment], Callable[[Moment], Moment], Callable[[Moment], str]]:
    """Return how to cut a moment, how to go on, and how to name a period."""
    if days < HOURS:
        return hour_of, lambda at: at + timedelta(hours=1), lambda at: f"{at:%H}:00"
    named = DAY[words.locale]
    if days <= DAYS:
        return datetime.date, lambda at: at + timedelta(days=1), lambda at: dated(words, at, named)
    if days <= WEEKS:
        return monday, lambda at: at + timedelta(days=7), lambda at: dated(words, at, named)
    return month, next_month, lambda at: dated(words, at, MONTH[words.locale])


def dated(words: Words, at: Moment, pattern: str) -> str:
    """Name a day."""
    return str(format_date(at, pattern, locale=words.locale))


def hour_of(at: datetime) -> Moment:
    """Return the full hour, without its zone: a clock set back shows one hour for two."""
    return at.replace(minute=0, second=0, microsecond=0, tzinfo=None)


def monday(at: datetime) -> Moment:
    """Return the Monday of the week."""
    return at.date() - timedelta(days=at.weekday())


def month(at: datetime) -> Moment:
    """Return the first of the month."""
    return at.date().replace(day=1)


def next_month(at: Moment) -> Moment:
    """Return the first of the next month."""
    return (at.replace(day=1) + timedelta(days=32)).replace(day=1)
