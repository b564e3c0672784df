"""Judge a file: read it, fold it in event time, write what was decided."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from alerts import routes
from alerts.evidence import evidence
from models.effects import Effect, Joined, Tell
from models.events import ComplaintReceived, Event, RulesAdopted, SiteClock, SiteOpened
from models.policy import STEPS
from models.state import Cluster, Complaint
from workers import last_sight
from workers.files.entries import Entries
from workers.files.feed import Fed, end, feed
from workers.files.gather import Gathered, gather
from workers.files.refused import RefusedFile
from workers.files.show import Show
from workers.files.stage import PlayError
from workers.intake.accept import Door
from workers.judge import summary
from workers.judge.figures import Figures, Rise
from workers.judge.past import Past
from workers.judge.reasons import reason
from workers.judge.tables import Tables
from workers.paper.words import Words, language

ROSE = ("triggered", "raised")
EVERY = 200  # rows between two updates of the bar
TELLS = {
    "complaint.receipt_confirmed": "receipt",
    "complaint.diagnosed": "diagnosis",
    "complaint.plan_told": "plan",
    "complaint.progress_told": "action",
    "complaint.resolved": "resolution",
    "complaint.closed": "resolution",
    "complaint.followed_up": "follow_up",
}
SECRET = b"judge"  # hashes of people never leave this process


@dataclass(frozen=True)
class Judged:
    """What became of a file, and where it is written."""

    figures: Figures
    duplicates: int
    refused: int
    written: list[Path]


class Judge:
    """Folds one file and notes what is decided of each complaint."""

    def __init__(
        self, gathered: Gathered, source: str, rules: RulesAdopted, answer: int, words: Words
    ) -> None:
        """`source` is that of every row, "" where they have several."""
        entries = gathered.entries
        clock = SiteClock(entries.first, entries.first, 0, end(entries.last))
        self.told = told(entries)
        self.opened = described(gathered.opened, clock, self.told)
        self.words = words
        self.past = Past(gathered.site, self.opened, rules, answer)
        self.door = Door.to(gathered.site, self.opened, rules.policy, SECRET)
        self.joins: dict[str, tuple[Joined, str]] = {}
        self.facts: dict[str, tuple[str, ...]] = {}
        self.tables = Tables(source, self.opened.zone)
        self.figures = Figures()

    def fold(self, entries: Entries, show: Show) -> None:
        """Fold all there is; `show` hears of it."""
        accepted = seen = 0
        for fed in feed(entries, self.door, lambda source: source):
            self.take(fed)
            accepted += isinstance(fed.draft.data, ComplaintReceived)
            seen += fed.row > 0
            if seen >= EVERY:
                show.advance(seen, accepted, 0)
                seen = 0
        show.advance(seen, accepted, 0)
        for complaint in self.past.state.complaints.values():
            self.done_with(complaint)
        for cluster in self.past.state.clusters.values():
            self.figures.cluster(cluster)

    def take(self, fed: Fed) -> None:
        """Fold one draft; a fact that the log would know already is left out, as the log does."""
        draft = fed.draft
        known = self.facts.get(draft.subject, ())
        if draft.id in known and not isinstance(draft.data, ComplaintReceived):
            return
        if fed.row and draft.subject in self.past.state.complaints:
            self.facts[draft.subject] = (*known, draft.id)
        for event, effects in self.past.tell(draft):
            self.note(event, effects, fed)
            self.look()

    def note(self, event: Event, effects: Iterable[Effect], fed: Fed) -> None:
        """Note why the complaint was joined, and which alerts rose."""
        for effect in effects:
            if isinstance(effect, Joined) and not effect.suggested:
                why = reason(self.words, effect, fed.text) if fed.text else ""
                self.joins[effect.complaint] = effect, why
            elif isinstance(effect, Tell) and effect.transition in ROSE:
                self.rose(event.at, effect)

    def rose(self, at: int, tell: Tell) -> None:
        """Enter a crisis with its numbers in words."""
        words, state = self.words, self.past.state
        cluster = state.clusters.get(tell.cluster)
        keys = cluster.members if cluster else state.alerts[tell.alert].complaints
        numbers = evidence(routes.notice(tell, self.door.site, self.opened), words.catalogue)
        rule, level = words.code("rule", tell.rule), words.level(tell.level)
        place = words.place(tell.place, state.plan.names)
        self.tables.crisis(at, (level, rule, place, numbers), keys)
        rise = Rise(at, tell.level, tell.rule, tell.place, tell.category, numbers)
        self.figures.rises.append(rise)

    def look(self) -> None:
        """Enter what the fold has just forgotten."""
        state = self.past.state
        for complaint in last_sight.forgotten(state, Complaint):
            self.done_with(complaint)
        for cluster in last_sight.forgotten(state, Cluster):
            self.figures.cluster(cluster)
        state.touched.clear()

    def done_with(self, complaint: Complaint) -> None:
        """Enter a complaint that will not change any more."""
        steps = last_sight.standings(self.past.state, complaint, self.past.at)
        joined, why = self.joins.pop(complaint.key, (None, ""))
        self.facts.pop(complaint.key, None)
        if joined is not None and joined.cluster != complaint.cluster:
            joined, why = None, ""  # a person of the file has moved it
        self.tables.complaint(complaint, joined, why, steps)
        self.figures.complaint(complaint, steps)


def judge(
    path: Path,
    map_name: str,
    out: Path,
    rules: RulesAdopted,
    show: Show,
    *,
    latest: int,
    answer: int = 0,
    lang: str = "",
) -> Judged:
    """Judge a file into the folder `out`; times after `latest` are refused.

    `answer`: seconds after which somebody acknowledges an alert, 0 for never. Raises FileError,
    MappingError, PlayError, LanguageError or OSError with one sentence for the person.
    """
    language(lang)
    out.mkdir(parents=True, exist_ok=True)
    with RefusedFile(out / path.name, out) as refused, show:
        show.phase(f"reading {path.name}")
        gathered = gather(path, map_name, latest, refused, show.seen)
        entries = gathered.entries
        if not len(entries):
            raise PlayError(f"{path.name}: holds nothing that could be judged.")
        words = Words(language(lang, gathered.opened.locale), gathered.opened.zone)
        source = next(iter(entries)).source if map_name else ""
        judging = Judge(gathered, source, rules, answer, words)
        show.phase(f"judging {path.name}", len(entries))
        judging.fold(entries, show)
        entries.close()
        written = judging.tables.write(out)
        report = summary.Report(
            path.name, judging.opened, judging.told, rules.version, answer,
            gathered.duplicates, refused.count,
        )  # fmt: skip
        page = out / "summary.html"
        page.write_text(summary.page(words, report, judging.figures), encoding="utf-8")
        found = [refused.path] if refused.count else []
        return Judged(judging.figures, gathered.duplicates, refused.count, [page, *written, *found])


def described(opened: SiteOpened, clock: SiteClock, told: Container[str]) -> SiteOpened:
    """Return the site as an import opens it: on its own clock, telling nobody.

    It keeps the steps that the file tells of; of the others nobody can say that they were late.
    Where it tells of none, only the step that no complaint of the file ever comes to.
    """
    kept = [step for step in opened.steps or STEPS if step in told] or [STEPS[-1]]
    return msgspec.structs.replace(opened, clock=clock, deliver=False, go_live=0, steps=kept)


def told(entries: Entries) -> frozenset[str]:
    """Return the steps that some entry says are done."""
    kinds: dict[str, None] = {}
    for entry in entries:
        if not entry.form:
            kinds[str(entry.data.get("step") or entry.data.get("type"))] = None
    return frozenset(STEPS) & frozenset(TELLS.get(kind, kind) for kind in kinds)
