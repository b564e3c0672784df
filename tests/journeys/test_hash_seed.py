"""Interpreters with different hash seeds judge alike."""

import os
import subprocess
import sys

import pytest

STATE = (
    "from tests.rules.test_determinism import digest, events, folded;"
    "print(digest(folded(events(3, 90), frozenset({40, 77}))))"
)
CLUSTERS = (
    "from tests.rules.test_clusters_replay import judged, messages;"
    "print(judged(messages(5, 200), frozenset({60, 130}), 5))"
)


@pytest.mark.parametrize("code", [STATE, CLUSTERS], ids=["state", "clusters"])
def test_the_hash_seed_changes_nothing(code: str) -> None:
    """A state that was saved and reloaded on its way, and the clusters' verdicts, are the same."""
    spoken = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(spoken) == 1
