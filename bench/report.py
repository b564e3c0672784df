"""Keep the figures as JSON and as the table of `docs/benchmarks.md`, between its two markers."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent.parent / "docs"
PAGE, DATA = "benchmarks.md", "benchmarks.json"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
HEAD = "| | measured | target |\n|---|---|---|\n"
BYTES = "≤ 1,024 B each"
Row = tuple[str, str, str]


def write(folder: Path, parts: Mapping[str, Any]) -> dict[str, Any]:
    """Put the parts in place of the older ones; return all there are."""
    folder.mkdir(parents=True, exist_ok=True)
    path, page = folder / DATA, folder / PAGE
    known: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    known |= parts
    path.write_text(json.dumps(known, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if page.exists():
        before, _, rest = page.read_text("utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        page.write_text(f"{before}{BEGIN}\n{table(known)}{END}{after}", encoding="utf-8")
    return known


def table(known: Mapping[str, Any]) -> str:
    """Return the Markdown of all parts that were measured."""
    return "\n".join(
        f"### {title}\n\n{HEAD}" + "".join(f"| {' | '.join(row)} |\n" for row in rows(known[part]))
        for part, (title, rows) in PARTS.items()
        if part in known
    )


def machine(found: Mapping[str, Any]) -> Iterator[Row]:
    """What it was measured on, and how much else ran: the loop's time at each part."""
    yield f"{found['cpu']}, {found['cores']} cores, Python {found['python']}", found["day"], ""
    yield "fixed Python loop, alone and before each part", f"{calm(found)} s", ""


def calm(found: Mapping[str, Any]) -> str:
    """Return the calibrations."""
    return ", ".join(f"{value}" for name, value in found.items() if name.startswith("loop_"))


def saturation(found: Mapping[str, Any]) -> Iterator[Row]:
    """Events a second."""
    names = {
        "batches": "batches",
        "door_inside": "batches, the door's analysis inside",
        "one_job_per_event": "one RQ job per event",
    }
    for part, name in names.items():
        one = found[part]
        said = f"{one['events_s']:,} events/s, of them {one['complaints_s']:,} complaints/s"
        yield f"{name} ({one['events']:,} events)", said, ""
        yield f"{name}: worker CPU", f"{one['worker_cpu_us_per_event']:,} µs an event", ""
    yield "batches to one job per event", f"{found['batches']['ratio']} ×", "≥ 30 ×"


def latency(found: Mapping[str, Any]) -> Iterator[Row]:
    """Milliseconds from the scheduled moment."""
    for one in found.values():
        name = f"{one['rate']:,} events/s at {one['sites']} site{'s' if one['sites'] > 1 else ''}"
        target = "p99 ≤ 20 ms" if one["rate"] == 1_000 else ""
        yield f"{name}: picture", times(one, "picture_"), target
        yield f"{name}: webhook", times(one, "webhook_"), ""


def times(one: Mapping[str, Any], prefix: str = "") -> str:
    """Return p50 and p99."""
    if not one.get(f"{prefix}count"):
        return "none"
    p50, p99 = one[f"{prefix}p50_ms"], one[f"{prefix}p99_ms"]
    return f"p50 {p50:,} ms, p99 {p99:,} ms (n = {one[f'{prefix}count']:,})"


def pixels(found: Mapping[str, Any]) -> Iterator[Row]:
    """Milliseconds to the screen."""
    yield "event → pixels, wall in Chromium", found.get("skipped") or times(found), ""


def day(found: Mapping[str, Any]) -> Iterator[Row]:
    """Seconds of a day."""
    names = {
        "received": ("received", "< 10 s"),
        "received_door_inside": ("received, the door's analysis inside", ""),
        "followed_up": ("with the staff's follow-up and the clock", ""),
    }
    for part, (name, target) in names.items():
        one = found[part]
        said = f"{one['seconds']} s, {one['events_s']:,} events/s"
        yield f"{one['complaints']:,} complaints, {one['events']:,} events: {name}", said, target
    cost = found["received_door_inside"]["door_cpu_us_per_complaint"]
    yield "the door alone, one core", f"{cost} µs a complaint, {1e6 / cost:,.0f} complaints/s", ""


def large(found: Mapping[str, Any]) -> Iterator[Row]:
    """Cost by size."""
    sizes = [one for one in found.values() if "open" in one]
    for one in sizes:
        costs = {name: cost for name, cost in one.items() if name.endswith("_us")}
        parts = ", ".join(f"{name.removesuffix('_us')} {cost}" for name, cost in costs.items())
        yield f"{one['open']:,} open: CPU an event", f"{one['cpu_us_per_event']} µs ({parts})", ""
        yield f"{one['open']:,} open: memory a complaint", in_memory(one), BYTES
    first, last = sizes[0], sizes[-1]
    if first is not last:
        yield "each one more from the fewest to the most", in_memory(further(first, last)), BYTES
    growth = f"{found['growth']['cpu_ratio']} ×"
    yield "CPU an event, most to fewest, by the loop", growth, "≤ 1.5 ×"


def in_memory(one: Mapping[str, Any]) -> str:
    """Tell the bytes of a complaint."""
    return f"{one['worker_bytes_per_open']:,} B worker, {one['redis_bytes_per_open']:,} B Redis"


def further(first: Mapping[str, Any], last: Mapping[str, Any]) -> dict[str, int]:
    """Return the bytes of each complaint that came between two sizes."""
    more = last["open"] - first["open"]
    return {
        name: round((last[name] * last["open"] - first[name] * first["open"]) / more)
        for name in ("worker_bytes_per_open", "redis_bytes_per_open")
    }


def recovery(found: Mapping[str, Any]) -> Iterator[Row]:
    """Seconds without news."""
    each = found["open"] // found["sites"]
    name = f"{found['sites']} sites with {each:,} open each, one of two workers killed in mid-batch"
    said = f"all pictures current after at most {found['max_ms'] / 1_000:.1f} s"
    yield name, f"{said} (of {found['count']} kills)", "≤ 5 s"


def fold(found: Mapping[str, Any]) -> Iterator[Row]:
    """Events a second and core."""
    names = {
        "mix": ("the everyday mix", "≥ 10,000 events/s"),
        "received": ("received alone", "≥ 4,000 complaints/s"),
    }
    for part, (name, target) in names.items():
        one = found[part]
        said = f"{one['us_per_event']} µs an event, {one['events_s']:,} a second"
        yield f"{name} ({one['events']:,} events, {one['open']:,} open before)", said, target


PARTS = {
    "machine": ("Machine", machine),
    "saturation": ("(a) Saturation", saturation),
    "latency": ("(b) Latency", latency),
    "pixels": ("(c) Pixels", pixels),
    "large": ("(d) Size", large),
    "day": ("(e) A day", day),
    "recovery": ("(f) Recovery", recovery),
    "fold": ("(g) The fold alone, one core", fold),
}
