"""Small arithmetic of measuring: percentiles, memory, and how fast this machine is just now."""

import os
import platform
import resource
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Figures = dict[str, Any]
LOOPS = 5_000_000


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value that `percent` of the values do not exceed. Raises on no values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def milliseconds(values: Sequence[float]) -> Figures:
    """Return p50, p99, the worst and the count of durations given in seconds."""
    if not values:
        return {"count": 0}
    return {
        "p50_ms": round(percentile(values, 50) * 1_000, 1),
        "p99_ms": round(percentile(values, 99) * 1_000, 1),
        "max_ms": round(max(values) * 1_000, 1),
        "count": len(values),
    }


def calibration() -> float:
    """Return seconds of a fixed pure-Python loop on the wall: what else runs makes it longer."""
    started = time.perf_counter()
    total = 0
    for number in range(LOOPS):
        total += number & 7
    return round(time.perf_counter() - started, 3)


def pace() -> float:
    """Return CPU seconds of a short fixed loop: how fast a core is while others share it."""
    started, total = time.process_time(), 0
    for number in range(LOOPS // 25):
        total += number & 7
    return time.process_time() - started


def resident() -> int:
    """Return this process's resident memory in bytes."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024


def machine() -> Figures:
    """Return what the figures were measured on."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    return {
        "cpu": model,
        "cores": os.cpu_count() or 0,
        "python": platform.python_version(),
        "system": platform.system(),
        "loop_s": calibration(),
        "load": round(os.getloadavg()[0], 1),
        "day": time.strftime("%Y-%m-%d", time.gmtime()),
    }
