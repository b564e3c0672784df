"""`make score`: how well duplicates find each other, beside what others do, in one run.

Residents' messages of a city without any field (labels and judged pairs), two hours of NYC 311
(the descriptor, which no method sees, is the truth) without any text and with what is left of it,
and simulated months: one in the phrases that are shipped, two in phrases, and of troubles, that
no rule was tuned on. The first two lie beside the project and are skipped where they are not.
What a method asks for in likeness is chosen on the development labels of the residents' messages,
from a small grid, and kept for all the others.
"""

import resource
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from multiprocessing import get_context

from bench.figures import resident
from bench.libraries import LIBRARIES
from bench.methods import METHODS, Clusters, Method
from bench.score_data import (
    BOOKS,
    DATA,
    NYC,
    RESIDENTS,
    Month,
    Texts,
    loaded,
    requests,
    rows,
    simulated,
    told,
    worded,
)
from bench.score_figures import cubed, figures, mean, pairwise, together
from models.clusters.rows import Message

COMPLAINTS = 20_000
TEXT_ONLY = ("every message alone", "the same words exactly", *LIBRARIES, "TF-IDF to centroid",
             "Tocsin")  # fmt: skip
FIELDS_ONLY = ("every message alone", "same kind, 30 min", "same top place and kind, 30 min",
               "same 2nd place and kind, 30 min", "exact fields, 30 min (Alertmanager)",
               "Tocsin")  # fmt: skip
GATES = ("Tocsin, words only", "Tocsin, no place", "Tocsin, no category", "Tocsin, fields only",
         "Tocsin")  # fmt: skip
UNSEEN_TOO = ("every message alone", "exact fields, 30 min (Alertmanager)", *GATES)
ALL = METHODS | LIBRARIES
EVERY = (*(name for name in METHODS if name != "Tocsin"), *LIBRARIES, "Tocsin")
AT_HAND: dict[str, tuple[Sequence[Message], Texts]] = {}  # what a forked process works on


def main() -> None:
    """Print the tables."""
    chosen: dict[str, float] = {}
    if DATA.exists():
        chosen = residents()
        city()
    else:
        print(f"Skipped: residents' messages and NYC 311, for {DATA} is not here.\n")
    for name, (seed, phrases) in BOOKS.items():
        methods = EVERY if name == "shipped" else UNSEEN_TOO
        told_in = simulated(seed, COMPLAINTS, phrases)
        scored(f"Simulated month, six sites, {name} phrases", told_in, methods, chosen)


def residents() -> dict[str, float]:
    """Score on the labelled messages, words only; return the likeness chosen for each method."""
    yardstick = loaded(DATA / "score_clusters.py")
    labels = rows(RESIDENTS / "labels.csv")
    truth = {row["id"]: row["cluster"] for row in labels if row["cluster"]}
    hard = {row["id"] for row in labels if not row["cluster"] and row["hard_negative"]}
    pairs, exact = rows(RESIDENTS / "judged_pairs.csv"), rows(RESIDENTS / "exact_copies.csv")
    messages, texts = told(RESIDENTS / "messages.xlsx")
    columns = "pair P/R/F1 · B³ P/R/F1 · per cluster R/F1 · look-alikes · judged P/R · copies"
    head("Residents' messages, words only", len(messages), f"like · {columns}")
    chosen = {}
    for name in TEXT_ONLY:
        tried = []
        for like in ALL[name][1] or [0.0]:
            found, cost = measured(name, messages, texts, like)
            m = yardstick.score(truth, hard, found) | yardstick.judged(pairs, found)
            tried.append((m["b3_f1"] + mean((m["judged_p"], m["judged_r"])), like, m, found, cost))
        _, chosen[name], m, found, cost = max(tried, key=lambda one: one[:2])
        print(
            f"{name:36}{chosen[name]:5.2f} · {m['pair_p']:.2f} {m['pair_r']:.2f} {m['pair_f1']:.3f}"
            f" · {m['b3_p']:.2f} {m['b3_r']:.2f} {m['b3_f1']:.3f}"
            f" · {m['macro_r']:.2f} {m['macro_f1']:.3f} · {m['hn_hit']:5.1%}"
            f" · {m['judged_p']:.2f} {m['judged_r']:.2f} · {together(exact, found)} of {len(exact)}"
            f" · {spent(cost)}",
            flush=True,
        )
    print()
    return chosen


def city() -> None:
    """Score on requests with fields, and on the same with what is left of their text."""
    messages, truth = requests(NYC)
    title = "NYC 311, two hours, descriptor hidden; same address and descriptor is the truth"
    scored(title, Month({"": messages}, {}, truth), FIELDS_ONLY, {})
    read = worded(messages, NYC)
    scored("The same, type and streets told as text", Month({"": read}, {}, truth), GATES, {})


def scored(title: str, month: Month, names: Sequence[str], chosen: Mapping[str, float]) -> None:
    """Print a table of pairs and B-cubed where the truth of every message is known."""
    total = sum(map(len, month.sites.values()))
    head(title, total, "pair P/R/F1 · B³ P/R/F1 · clusters of two and more")
    for name in names:
        found: Clusters = {}
        cost = (0.0, 0.0)
        like = chosen.get(name) or next(iter(ALL[name][1]), 0.0)
        for messages in month.sites.values():
            clusters, (micros, size) = measured(name, messages, month.texts, like)
            part = len(messages) / total
            cost = (cost[0] + micros * part, cost[1] + size * part)
            found |= clusters
        many = sum(size > 1 for size in Counter(found.values()).values())
        print(
            f"{name:36}{' '.join(figures(pairwise(month.truth, found)))}"
            f" · {' '.join(figures(cubed(month.truth, found)))} · {many} · {spent(cost)}",
            flush=True,
        )
    print()


def measured(
    name: str, messages: Sequence[Message], texts: Texts, like: float
) -> tuple[Clusters, tuple[float, float]]:
    """Return the clusters, and microseconds and bytes of each message, in a process of its own."""
    AT_HAND["now"] = messages, texts
    with get_context("fork").Pool(1) as pool:
        return pool.apply(run, (name, like))


def run(name: str, like: float) -> tuple[Clusters, tuple[float, float]]:
    """Cluster what is at hand."""
    messages, texts = AT_HAND["now"]
    method: Method = ALL[name][0]
    before, started = resident(), time.process_time()
    found = method(messages, texts, like)
    micros = (time.process_time() - started) / len(messages) * 1e6
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024
    return found, (micros, max(0, most - before) / len(messages))


def spent(cost: tuple[float, float]) -> str:
    """Tell the cost of a message."""
    return f"{cost[0]:.0f} µs, {cost[1] / 1_000:.1f} kB"


def head(title: str, number: int, columns: str) -> None:
    """Print a table's title."""
    print(f"{title}: {number:,} messages\n{'':36}{columns} · time and memory each")


if __name__ == "__main__":
    main()
