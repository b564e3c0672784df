"""The newest messages of a site, findable by their rarest words and by their place.

Everything here follows from the saved rows in order of position: rebuilt from them, the index
judges exactly as if it had never stopped. Cost per message is bounded by caps, not by size.
"""

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from msgspec.structs import replace

from models.clusters.comparing import MINUTE, Compared, View, compare
from models.clusters.nearness import FULL, distance
from models.clusters.rows import Judgement, Message, Reason
from models.clusters.spots import Spots
from models.clusters.vocabulary import Held, Vocabulary, dot, find, repacked, unpacked
from models.policy import ClusterRules

# Without and with a place and kind to be found by:
SEEN = (96, 12)  # postings looked through
LOOKED_AT = (6, 4)  # messages compared in full
FRESH, SOONER = 7_200, 2  # seconds; shared words that having come so lately is worth
BRIEF = 3  # words of a message of which one may be enough to look at another
FEW = 3  # members of a cluster that speak for it
SUGGESTIONS = 3
ALREADY, LARGE = 8, 6
REASONS = 5
CENTRAL = 16  # members of a cluster among which its central one is looked for
POSITION = 48  # bits
NEWEST = (1 << POSITION) - 1

NOTHING = Judgement()
Kept = Mapping[str, Sequence[str]]  # what people keep apart: a trouble -> what it is not
NONE: Kept = {}
Ranked = tuple[int, int, str]  # score, position of the nearest message, cluster


class Index:
    """The window of one site."""

    def __init__(self, rules: ClusterRules) -> None:
        self.rules = rules
        self.rows: dict[int, Message] = {}
        self.order: deque[int] = deque()
        self.fresh: deque[int] = deque()  # those of the last hours
        self.members: dict[str, list[int]] = {}  # a cluster's positions; most have one
        self.words = Vocabulary()
        self.spots = Spots()
        self._view: View | None = None  # add() follows judge(): it need not read again

    @classmethod
    def load(cls, rules: ClusterRules, rows: Iterable[Message]) -> "Index":
        """Rebuild the index from its saved rows, given in order of position."""
        index = cls(rules)
        for row in rows:
            terms = unpacked(row.terms)
            index._remember(row, terms, list(map(index.words.held.get, terms)))
        return index

    def judge(self, message: Message, apart: Kept = NONE) -> Judgement:
        """Say where the message belongs. Changes nothing.

        `apart` tells of each trouble which others people have said it is not.
        """
        view, rows = self._look(message), self.rows
        self._view = view
        kept, alike = apart.get(message.key, ()), dict[str, list[int]]()
        candidates = map(rows.__getitem__, self._candidates(view))
        compared = compare(view, candidates, self.rules.suggested)
        for pos, score, _ in compared:
            cluster = rows[pos].cluster
            if not kept or cluster not in kept:
                alike.setdefault(cluster, []).append(score << POSITION | pos)
        least = self.rules.suggested << POSITION
        ranked = [self._weigh(name, near) for name, near in alike.items() if max(near) >= least]
        verdict = self._verdict(view, ranked, apart) if ranked else NOTHING
        if verdict.joined is not None or not compared:
            return verdict
        return self._returned(view, verdict, compared, kept)

    def add(self, message: Message) -> None:
        """Take in a message whose cluster is known. Reorders its terms, the strongest first."""
        view = self._view
        if view is None or view.message is not message:
            view = self._look(message)
        reading = view.reading
        message.length = reading.length
        message.founder = message.cluster == message.key
        message.terms, message.weights = repacked(reading.terms), reading.weights
        self._remember(message, reading.terms, reading.held)

    def expire(self, at: int) -> list[int]:
        """Drop what is older than the window or beyond its size; return the positions."""
        dropped = []
        while self.order and (
            len(self.order) > self.rules.rows
            or self.rows[self.order[0]].at < at - self.rules.window
        ):
            pos = self.order.popleft()
            if self.fresh and self.fresh[0] == pos:
                self.fresh.popleft()
            self._forget(self.rows.pop(pos))
            dropped.append(pos)
        while self.fresh and self.rows[self.fresh[0]].at < at - FRESH:
            self.fresh.popleft()
        return dropped

    def move(self, pos: int, cluster: str) -> None:
        """A person put a message into another cluster. Unknown positions are ignored."""
        row = self.rows.get(pos)
        if row is not None:
            self._leave(row)
            row.cluster = cluster
            self.members.setdefault(cluster, []).append(pos)

    def central(self, cluster: str) -> str:
        """Return the key of the message that is most like all of its cluster, "" if none is here.

        Looks at the newest few only.
        """
        rows = [self.rows[pos] for pos in sorted(self.members.get(cluster, ()))[-CENTRAL:]]
        total: Counter[int] = Counter()
        for row in rows:
            worth = self.words.read(row.terms, row.weights, len(self.order)).vector
            for term, much in worth.items():
                total[term] += FULL * much // (row.length or 1)
        ranked = [
            (dot(total, row.terms, row.weights) // (row.length or 1), -row.pos, row.key)
            for row in rows
        ]
        return max(ranked)[2] if ranked else ""

    def _look(self, message: Message) -> View:
        reading = self.words.read(message.terms, message.weights, len(self.order))
        span = message.at - self.rows[self.order[0]].at if self.order else 0
        return View(message, reading, *self.spots.look(message, span))

    def _candidates(self, view: View) -> list[int]:
        """The messages that share most with this one, the newer first among equals.

        At a known place trouble of the last hours is likelier to be this one than what is old.
        """
        placed = bool(view.spots)
        shared = Counter(find(view.reading, SEEN[placed]) + self.spots.find(view.spots))
        least = 2 if len(view.reading.terms) > BRIEF else 1
        fresh = self.fresh[0] if placed and self.fresh else NEWEST
        ranks = [
            (much + SOONER if pos >= fresh else much) << POSITION | pos
            for pos, much in shared.items()
            if much >= least
        ]
        ranks.sort()
        return [rank & NEWEST for rank in ranks[-LOOKED_AT[placed] :]]

    def _returned(
        self, view: View, verdict: Judgement, compared: list[Compared], kept: Sequence[str]
    ) -> Judgement:
        """Add what the message would have joined if that had not been so long ago."""
        past, pos = max((past, pos) for pos, _, past in compared)
        row = self.rows[pos]
        if past < self.rules.joined or row.cluster in kept:
            return verdict
        reason = replace(
            self._reason(view, pos, past), times=row.times + 1, since=row.since or row.time
        )
        return replace(verdict, again=reason)

    def _weigh(self, cluster: str, near: list[int]) -> Ranked:
        """Half the nearest message, half the mean of the three nearest of the cluster."""
        near.sort(reverse=True)
        few = min(FEW, len(self.members[cluster]))
        score = ((near[0] >> POSITION) + (sum(near[:few]) >> POSITION) // few) // 2
        return score, near[0] & NEWEST, cluster

    def _verdict(self, view: View, ranked: list[Ranked], apart: Kept) -> Judgement:
        ranked = sorted((r for r in ranked if r[0] >= self.rules.suggested), reverse=True)
        if not ranked:
            return NOTHING
        able = [entry for entry in ranked if entry[0] >= self.rules.joined]
        chosen = max(able, key=self._pull) if len(able) > 1 else ranked[0]
        if apart and chosen[2] in apart.get(ranked[0][2], ()):
            chosen = ranked[0]  # people took apart what it is most like
        score, pos, cluster = chosen
        not_it = apart.get(cluster, ()) if able else ()
        others = [r[2] for r in ranked if (r is not chosen or not able) and r[2] not in not_it]
        row, reason = self.rows[pos], self._reason(view, pos, score)
        joined = cluster if able else None
        return Judgement(joined, tuple(others[:SUGGESTIONS]), reason, None, row.times, row.since)

    def _pull(self, entry: Ranked) -> tuple[int, int]:
        """Among clusters that are alike enough the larger pulls more: big troubles stay whole."""
        size = len(self.members[entry[2]]).bit_length()
        return entry[0] * (ALREADY + min(size, LARGE)), entry[1]

    def _reason(self, view: View, pos: int, score: int) -> Reason:
        row, message = self.rows[pos], view.message
        theirs = frozenset(unpacked(row.terms))
        return Reason(
            like=row.key,
            score=score,
            place=distance(message.place, row.place)[0],
            minutes=abs(message.time - row.time) // MINUTE,
            shared=tuple(islice(filter(theirs.__contains__, view.reading.terms), REASONS)),
            cluster=row.cluster,
        )

    def _remember(self, row: Message, terms: Sequence[int], known: list[Held | None]) -> None:
        self._view = None
        self.rows[row.pos] = row
        self.order.append(row.pos)
        self.fresh.append(row.pos)
        self.members.setdefault(row.cluster, []).append(row.pos)
        self.words.remember(row.pos, terms, known)
        self.spots.remember(row)

    def _forget(self, row: Message) -> None:
        self._view = None
        self._leave(row)
        self.words.forget(row.pos, row.terms)
        self.spots.forget(row)

    def _leave(self, row: Message) -> None:
        members = self.members[row.cluster]
        members.remove(row.pos)
        if not members:
            del self.members[row.cluster]
