"""Ways to cluster a file of messages online: ours, and the plain ones it has to beat."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import islice
from math import log2, sqrt
from struct import unpack

from msgspec.structs import replace

from models.clusters.index import Index
from models.clusters.rows import Message
from models.places import prefix
from models.policy import ClusterRules

Clusters = dict[str, str]  # message key -> cluster
Texts = Mapping[str, str]  # message key -> what was written
Method = Callable[[Sequence[Message], Texts, float], Clusters]  # with the likeness it asks for

COMMON = 100  # newest clusters of a word that the TF-IDF baseline looks up
QUIET = 1_800  # seconds after which grouping by fields begins a new group


def alone(messages: Sequence[Message], _: Texts, __: float) -> Clusters:
    """Every message is a trouble of its own."""
    return {message.key: message.key for message in messages}


def copies(messages: Sequence[Message], _: Texts, __: float) -> Clusters:
    """The same words are one trouble."""
    first: dict[bytes, str] = {}
    return {message.key: first.setdefault(message.terms, message.key) for message in messages}


def fields(messages: Sequence[Message], _: Texts, __: float, depth: int = 9) -> Clusters:
    """The same place, as far as `depth` steps, and kind, without a pause: alert routers do so."""
    last: dict[tuple[str, str], tuple[str, int]] = {}
    clusters = {}
    for message in messages:
        group = (prefix(message.place, depth) if depth else "", message.category)
        name, at = last.get(group, ("", 0))
        if not name or message.at - at > QUIET:
            name = message.key
        last[group] = (name, message.at)
        clusters[message.key] = name
    return clusters


def centroid(messages: Sequence[Message], _: Texts, like: float) -> Clusters:
    """TF-IDF: join the cluster whose sum of vectors is nearest, if its cosine is high enough."""
    sums: dict[str, dict[int, float]] = {}
    sizes: dict[str, float] = {}
    holders: dict[int, dict[str, None]] = {}
    counts: Counter[int] = Counter()
    clusters: Clusters = {}
    for number, message in enumerate(messages):
        terms = unpack(f"<{len(message.weights)}I", message.terms)
        parts = zip(terms, message.weights, strict=True)
        vector = unit({t: w * log2((number + 2) / (counts[t] + 1)) for t, w in parts})
        near: dict[str, float] = {}
        for term, part in vector.items():
            for name in islice(reversed(holders.get(term, {})), COMMON):
                near[name] = near.get(name, 0.0) + part * sums[name][term]
        cosines = [(much / sizes[name], name) for name, much in near.items()]
        best = max(cosines, default=(0.0, ""))
        name = clusters[message.key] = best[1] if best[0] >= like else message.key
        total = sums.setdefault(name, {})
        for term, part in vector.items():
            total[term] = total.get(term, 0.0) + part
            holders.setdefault(term, {})[name] = None
        sizes[name] = norm(total) or 1.0
        counts.update(terms)
    return clusters


def unit(vector: dict[int, float]) -> dict[int, float]:
    """Return the vector at length 1."""
    size = norm(vector) or 1.0
    return {term: part / size for term, part in vector.items()}


def norm(vector: dict[int, float]) -> float:
    """Return the vector's length."""
    return sqrt(sum(part * part for part in vector.values()))


def ours(messages: Sequence[Message], _: Texts, __: float) -> Clusters:
    """The index of `models/clusters/` at its default rules, one per site."""
    index, clusters = Index(ClusterRules()), {}
    for given in messages:
        message = replace(given)
        index.expire(message.at)
        judgement = index.judge(message)
        message.cluster = judgement.joined or message.cluster
        index.add(message)
        clusters[message.key] = message.cluster
    return clusters


def gateless(messages: Sequence[Message], texts: Texts, like: float) -> Clusters:
    """The same, told neither place nor category."""
    return ours([replace(m, place="", category="other") for m in messages], texts, like)


def without_place(messages: Sequence[Message], texts: Texts, like: float) -> Clusters:
    """The same, told no place."""
    return ours([replace(m, place="") for m in messages], texts, like)


def without_category(messages: Sequence[Message], texts: Texts, like: float) -> Clusters:
    """The same, told no category."""
    return ours([replace(m, category="other") for m in messages], texts, like)


def mute(messages: Sequence[Message], texts: Texts, like: float) -> Clusters:
    """The same, told no words."""
    return ours([replace(m, terms=b"", weights=b"") for m in messages], texts, like)


METHODS: dict[str, tuple[Method, list[float]]] = {
    "every message alone": (alone, []),
    "the same words exactly": (copies, []),
    "same kind, 30 min": (partial(fields, depth=0), []),
    "same top place and kind, 30 min": (partial(fields, depth=1), []),
    "same 2nd place and kind, 30 min": (partial(fields, depth=2), []),
    "exact fields, 30 min (Alertmanager)": (fields, []),
    "TF-IDF to centroid": (centroid, [0.2, 0.25, 0.3, 0.35, 0.4, 0.5]),
    "Tocsin, words only": (gateless, []),
    "Tocsin, no category": (without_category, []),
    "Tocsin, no place": (without_place, []),
    "Tocsin, fields only": (mute, []),
    "Tocsin": (ours, []),
}
