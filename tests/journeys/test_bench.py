"""The bench runs: it gives every figure, and leaves nothing behind."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.report import BEGIN, DATA, END, PAGE


def run(module: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", module, "--quick", "--docs", str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    found: dict[str, Any] = json.loads((folder / DATA).read_text())
    return found


@pytest.mark.soak
def test_every_figure_is_measured(tmp_path: Path) -> None:
    """A quick run gives rates, ratio, latencies and sizes, and the page shows a table of them."""
    page = tmp_path / PAGE
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    run("bench.run", tmp_path)
    found = run("bench.large", tmp_path)
    assert found["saturation"]["batches"]["ratio"] > 0
    assert found["saturation"]["door_inside"]["complaints"] > 0
    assert all(one["picture_count"] > 0 for one in found["latency"].values())
    assert any(one["webhook_count"] > 0 for one in found["latency"].values())
    assert found["pixels"].get("skipped") or found["pixels"]["count"] > 0
    assert found["day"]["followed_up"]["events"] > found["day"]["received"]["events"] > 0
    assert found["large"]["growth"]["cpu_ratio"] > 0
    text = page.read_text()
    assert text.startswith("before")
    assert text.endswith("after\n")
    assert "\nold\n" not in text
    assert "(e) A day" in text
