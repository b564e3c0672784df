"""Pairwise and B-cubed figures where the truth of every message is known."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from bench.methods import Clusters

Truth = Mapping[str, str]


def pairwise(truth: Truth, found: Clusters) -> tuple[float, float]:
    """Return precision and recall of the pairs that are joined."""
    cells = Counter((truth[key], cluster) for key, cluster in found.items())
    both = sum(n * (n - 1) for n in cells.values())
    joined = sum(n * (n - 1) for n in Counter(found.values()).values())
    true = sum(n * (n - 1) for n in Counter(truth.values()).values())
    return both / joined if joined else 1.0, both / true if true else 1.0


def cubed(truth: Truth, found: Clusters) -> tuple[float, float]:
    """Return B-cubed precision and recall."""
    cells = Counter((truth[key], cluster) for key, cluster in found.items())
    joined, true = Counter(found.values()), Counter(truth.values())
    precision = sum(n * n / joined[cluster] for (_, cluster), n in cells.items())
    recall = sum(n * n / true[trouble] for (trouble, _), n in cells.items())
    return precision / len(found), recall / len(found)


def figures(parts: tuple[float, float]) -> tuple[str, str, str]:
    """Return precision, recall and their harmonic mean as words."""
    return f"{parts[0]:.2f}", f"{parts[1]:.2f}", f"{mean(parts):.3f}"


def mean(parts: tuple[float, float]) -> float:
    """Return the harmonic mean, F1."""
    precision, recall = parts
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def together(exact: Sequence[Mapping[str, str]], found: Clusters) -> int:
    """Return how many exact copies stand with the most of their group."""
    groups: dict[str, list[str]] = defaultdict(list)
    for row in exact:
        groups[row["group"]].append(found[row["id"]])
    return sum(max(Counter(names).values()) for names in groups.values())
