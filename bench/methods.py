"""Ways to cluster a file of messages online: ours, and the plain ones it has to beat."""

from collections.abc import Callable, Sequence
from math import log2, sqrt
from struct import unpack

from msgspec.structs import replace

from models.clusters.index import Index
from models.clusters.rows import Message
from models.policy import ClusterRules

Clusters = dict[str, str]  # message key -> cluster
Method = Callable[[Sequence[Message]], Clusters]

LIKE = 0.35  # of the TF-IDF baseline; its best on the development labels
COMMON = 300  # messages beyond which a word is not looked up by the TF-IDF baseline
QUIET = 1_800  # seconds after which grouping by fields begins a new group


def alone(messages: Sequence[Message]) -> Clusters:
    """Every message is a trouble of its own."""
    return {message.key: message.key for message in messages}


def copies(messages: Sequence[Message]) -> Clusters:
    """The same words are one trouble."""
    first: dict[bytes, str] = {}
    return {message.key: first.setdefault(message.terms, message.key) for message in messages}


def fields(messages: Sequence[Message]) -> Clusters:
    """The same place and kind, without a pause: how alert routers group."""
    last: dict[tuple[str, str], tuple[str, int]] = {}
    clusters = {}
    for message in messages:
        group = (message.place, message.category)
        name, at = last.get(group, ("", 0))
        if not name or message.at - at > QUIET:
            name = message.key
        last[group] = (name, message.at)
        clusters[message.key] = name
    return clusters


def nearest(messages: Sequence[Message]) -> Clusters:
    """TF-IDF: join the nearest message if its cosine is high enough; nothing is ever dropped."""
    vectors: dict[str, dict[int, float]] = {}
    holders: dict[int, list[str]] = {}
    clusters = {}
    for message in messages:
        terms = unpack(f"<{len(message.weights)}I", message.terms)
        vector = {
            term: weight * log2((len(vectors) + 2) / (len(holders.get(term, ())) + 1))
            for term, weight in zip(terms, message.weights, strict=True)
        }
        size = sqrt(sum(part * part for part in vector.values())) or 1.0
        vector = {term: part / size for term, part in vector.items()}
        like: dict[str, float] = {}
        for term, part in vector.items():
            for key in holders.get(term, ())[:COMMON]:
                like[key] = like.get(key, 0.0) + part * vectors[key][term]
        best = max(like, key=like.__getitem__, default="")
        clusters[message.key] = clusters[best] if like.get(best, 0) >= LIKE else message.key
        vectors[message.key] = vector
        for term in vector:
            holders.setdefault(term, []).append(message.key)
    return clusters


def ours(messages: Sequence[Message]) -> Clusters:
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


def blind(messages: Sequence[Message]) -> Clusters:
    """The same, told neither place nor category."""
    return ours([replace(message, place="", category="other") for message in messages])


def mute(messages: Sequence[Message]) -> Clusters:
    """The same, told no words."""
    return ours([replace(message, terms=b"", weights=b"") for message in messages])


METHODS: dict[str, Method] = {
    "every message alone": alone,
    "the same words exactly": copies,
    "same place and kind, 30 min": fields,
    "TF-IDF, nearest message": nearest,
    "Tocsin, words only": blind,
    "Tocsin, fields only": mute,
    "Tocsin": ours,
}
