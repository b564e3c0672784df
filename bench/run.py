"""`make bench`: measure (a) saturation, (b) latency, (c) pixels, (e) a day, (f) recovery, (g) fold.

`--quick` only sees whether everything works, in half a minute, and writes where `--docs` says.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markdown import Markdown

from bench import day, fold, latency, pixels, recovery, report, saturation
from bench.figures import calibration, machine
from bench.show import showing

Say = Callable[[str], object]
Part = Callable[[bool, Say], Any]
PARTS: dict[str, Part] = {
    "saturation": lambda quick, say: saturation.run(pick(quick, saturation), say),
    "latency": lambda quick, say: latency.run(pick(quick, latency), say),
    "pixels": lambda quick, say: pixels.run(pick(quick, pixels), say),
    "day": lambda quick, say: day.run(pick(quick, day), say),
    "recovery": lambda quick, say: recovery.run(pick(quick, recovery), say),
    "fold": lambda quick, say: fold.run(pick(quick, fold), say),
}


def pick(quick: bool, module: Any) -> Any:
    """Return how much to measure."""
    return module.QUICK if quick else module.FULL


def main() -> None:
    """Measure and write the figures down."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument(
        "parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; all by default"
    )
    words.add_argument("--quick", action="store_true", help="only see whether it works")
    words.add_argument("--docs", type=Path, default=report.DOCS, help="where the figures go")
    given = words.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        words.error(f"no such part: {', '.join(sorted(unknown))}")
    with showing() as say:
        found: dict[str, Any] = {"machine": machine()}
        for name in given.parts or PARTS:
            found["machine"][f"loop_{name}_s"] = calibration()
            found[name] = PARTS[name](given.quick, say)
    report.write(given.docs, found)
    Console().print(Markdown(report.table(found)))


if __name__ == "__main__":
    main()
