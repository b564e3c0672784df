"""The newest messages of a site, findable by their rarest words and by their place.

Everything here follows from the saved rows in order of position: rebuilt from them, the index
judges exactly as if it had never stopped. Cost per message is bounded by caps, not by size.
"""

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from models.clusters.likeness import FADE, SILENT, left, lift, likeness
from models.clusters.nearness import FULL, UNKNOWN, distance, kinship
from models.clusters.rarity import logarithm
from models.clusters.rows import Judgement, Message, Reason
from models.clusters.spots import Spots
from models.clusters.vocabulary import Held, Reading, Vocabulary, dot, find, repacked, unpacked
from models.policy import ClusterRules

# Without and with a place and kind to be found by:
SEEN = (96, 12)  # postings looked through
LOOKED_AT = (6, 4)  # messages compared in full
BRIEF = 3  # words of a message of which one may be enough to look at another
FEW = 3  # members of a cluster that speak for it
SUGGESTIONS = 3
ALREADY, LARGE = 8, 6
REASONS = 5
POSITION = 48  # bits
NEWEST = (1 << POSITION) - 1
MINUTE = 60

NOTHING = Judgement()
Ranked = tuple[int, int, str]  # score, position of the nearest message, cluster


class View(NamedTuple):
    """A new message, its words and its spots as the window sees them."""

    message: Message
    reading: Reading
    spots: tuple[int, ...]  # the widest place first
    rarity: list[int]  # of the spots


class Index:
    """The window of one site."""

    def __init__(self, rules: ClusterRules) -> None:
        self.rules = rules
        self.rows: dict[int, Message] = {}
        self.order: deque[int] = deque()
        self.members: dict[str, dict[int, None]] = {}
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

    def judge(self, message: Message, apart: frozenset[str] = frozenset()) -> Judgement:
        """Say where the message belongs; never in the clusters `apart`. Changes nothing."""
        view = self._view = self._look(message)
        alike: dict[str, list[int]] = {}
        for pos, score in self._scores(view):
            cluster = self.rows[pos].cluster
            if cluster not in apart:
                alike.setdefault(cluster, []).append(score << POSITION | pos)
        least = self.rules.suggested << POSITION
        ranked = [self._weigh(name, near) for name, near in alike.items() if max(near) >= least]
        return self._verdict(view, ranked) if ranked else NOTHING

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
            self._forget(self.rows.pop(pos))
            dropped.append(pos)
        return dropped

    def move(self, pos: int, cluster: str) -> None:
        """A person put a message into another cluster. Unknown positions are ignored."""
        row = self.rows.get(pos)
        if row is not None:
            self._leave(row)
            row.cluster = cluster
            self.members.setdefault(cluster, {})[pos] = None

    def merge(self, old: str, new: str) -> list[int]:
        """A person made one cluster of two; returns the positions that moved."""
        moved = sorted(self.members.get(old, ()))
        for pos in moved:
            self.move(pos, new)
        return moved

    def _look(self, message: Message) -> View:
        reading = self.words.read(message.terms, message.weights, len(self.order))
        span = message.at - self.rows[self.order[0]].at if self.order else 0
        return View(message, reading, *self.spots.look(message, span))

    def _candidates(self, view: View) -> list[int]:
        """The messages that share most with this one, the newer first among equals."""
        placed = bool(view.spots)
        shared = Counter(find(view.reading, SEEN[placed]) + self.spots.find(view.spots))
        least = 2 if len(view.reading.terms) > BRIEF else 1
        ranks = [much << POSITION | pos for pos, much in shared.items() if much >= least]
        ranks.sort()
        return [rank & NEWEST for rank in ranks[-LOOKED_AT[placed] :]]

    def _scores(self, view: View) -> list[tuple[int, int]]:
        """Position and score of each candidate; without those that no words could make alike."""
        vector, length, least = view.reading.vector, view.reading.length, self.rules.suggested
        time, place, category = view.message.time, view.message.place, view.message.category
        scores = []
        for pos in self._candidates(view):
            row, more = self.rows[pos], 0
            steps, shared = distance(place, row.place)
            kind = kinship(category, row.category)
            much = left(steps, shared, kind)
            if steps != UNKNOWN:
                apart = abs(time - row.time)
                much = much * FADE // (FADE + apart)
                if kind == FULL and shared:  # by how much sooner it came than by chance
                    more = lift(view.rarity[shared - 1] - logarithm(max(apart, MINUTE)))
            if likeness(FULL, much, more) < least:
                continue
            if both := length * row.length:
                words = min(FULL, FULL * dot(vector, row.terms, row.weights) // both)
                scores.append((pos, likeness(words, much, more)))
            elif steps == 0 and kind == FULL:
                scores.append((pos, likeness(SILENT, much, more)))
        return scores

    def _weigh(self, cluster: str, near: list[int]) -> Ranked:
        """Half the nearest message, half the mean of the three nearest of the cluster."""
        near.sort(reverse=True)
        few = min(FEW, len(self.members[cluster]))
        score = ((near[0] >> POSITION) + (sum(near[:few]) >> POSITION) // few) // 2
        return score, near[0] & NEWEST, cluster

    def _verdict(self, view: View, ranked: list[Ranked]) -> Judgement:
        ranked = sorted((r for r in ranked if r[0] >= self.rules.suggested), reverse=True)
        if not ranked:
            return NOTHING
        able = [entry for entry in ranked if entry[0] >= self.rules.joined]
        chosen = max(able, key=self._pull) if len(able) > 1 else ranked[0]
        score, pos, cluster = chosen
        others = tuple(entry[2] for entry in ranked if entry is not chosen or not able)
        reason = self._reason(view, pos, score)
        return Judgement(cluster if able else None, others[:SUGGESTIONS], reason)

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
        )

    def _remember(self, row: Message, terms: Sequence[int], known: list[Held | None]) -> None:
        self._view = None
        self.rows[row.pos] = row
        self.order.append(row.pos)
        self.members.setdefault(row.cluster, {})[row.pos] = None
        self.words.remember(row.pos, terms, known)
        self.spots.remember(row)

    def _forget(self, row: Message) -> None:
        self._view = None
        self._leave(row)
        self.words.forget(row.pos, row.terms)
        self.spots.forget(row)

    def _leave(self, row: Message) -> None:
        members = self.members[row.cluster]
        del members[row.pos]
        if not members:
            del self.members[row.cluster]
