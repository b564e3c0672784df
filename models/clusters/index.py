"""The newest messages of a site, findable by their rarest words and by their place.

Everything here follows from the saved rows in order of position: rebuilt from them, the index
judges exactly as if it had never stopped. Cost per message is bounded by caps, not by size.
"""

from collections import Counter, deque
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from models.clusters.likeness import FADE, SILENT, left, lift, likeness
from models.clusters.nearness import FULL, UNKNOWN, distance, kinship
from models.clusters.rarity import logarithm
from models.clusters.rows import Judgement, Message, Reason
from models.clusters.spots import Spots
from models.clusters.vocabulary import Reading, Vocabulary, dot, repacked, unpacked
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
            index._remember(row)
        return index

    def judge(self, message: Message, apart: frozenset[str] = frozenset()) -> Judgement:
        """Say where the message belongs; never in the clusters `apart`. Changes nothing."""
        view = self._view = self._look(message)
        rows, score, alike = self.rows, self._score, dict[str, list[int]]()
        for pos in self._candidates(view):
            row = rows[pos]
            much = score(view, row)
            if much and row.cluster not in apart:
                alike.setdefault(row.cluster, []).append(much << POSITION | pos)
        ranked = [self._weigh(cluster, near) for cluster, near in alike.items()]
        ranked = [entry for entry in ranked if entry[0] >= self.rules.suggested]
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
        self._remember(message)

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
        terms, placed = view.reading.terms, bool(view.spots)
        found = self.words.find(terms, SEEN[placed]) + self.spots.find(view.spots)
        found.sort()
        shared = Counter(found)
        least = 2 if len(terms) > BRIEF else 1
        ranked = sorted(shared, key=shared.__getitem__)[-LOOKED_AT[placed] :]
        return [pos for pos in ranked if shared[pos] >= least]

    def _score(self, view: View, row: Message) -> int:
        """How alike they are; 0 where even the same words would not be alike enough."""
        message, more = view.message, 0
        steps, shared = distance(message.place, row.place)
        kind = kinship(message.category, row.category)
        much = left(steps, shared, kind)
        if steps != UNKNOWN:
            apart = abs(message.time - row.time)
            much = much * FADE // (FADE + apart)
            if kind == FULL and shared:  # by how much sooner it came than chance would have it
                more = lift(view.rarity[shared - 1] - logarithm(max(apart, MINUTE)))
        if likeness(FULL, much, more) < self.rules.suggested:
            return 0
        if length := view.reading.length * row.length:
            words = FULL * dot(view.reading.vector, row.terms, row.weights) // length
            return likeness(min(FULL, words), much, more)
        return likeness(SILENT, much, more) if steps == 0 and kind == FULL else 0

    def _weigh(self, cluster: str, near: list[int]) -> Ranked:
        """Half the nearest message, half the mean of the three nearest of the cluster."""
        near.sort(reverse=True)
        few = min(FEW, len(self.members[cluster]))
        score = ((near[0] >> POSITION) + (sum(near[:few]) >> POSITION) // few) // 2
        return score, near[0] & NEWEST, cluster

    def _verdict(self, view: View, ranked: list[Ranked]) -> Judgement:
        ranked.sort(reverse=True)
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

    def _remember(self, row: Message) -> None:
        self._view = None
        self.rows[row.pos] = row
        self.order.append(row.pos)
        self.members.setdefault(row.cluster, {})[row.pos] = None
        self.words.remember(row.pos, row.terms)
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
