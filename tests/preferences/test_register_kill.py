"""A load that is killed at any moment leaves the register whole, old or new; the next load succeeds and cleans up."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from killing import killed_at_each_step, killed_at_random

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9")


def test_killed_at_each_step_on_the_disk(tmp_path):
    outcomes = killed_at_each_step(tmp_path, after=False)
    assert len(outcomes) >= 8, "three files, their folder, its name, the folder above, the manifest, its name"
    assert True in outcomes, "a load killed after its last switch is in force"
    assert outcomes == sorted(outcomes), "once switched, never back"


def test_killed_at_random_moments(tmp_path):
    """A few; bench/register_kill.py does fifty."""
    killed, _ = killed_at_random(tmp_path, 4, 100_000, seed=9)
    assert killed >= 1
