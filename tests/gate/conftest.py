"""The campaign of `world`, signed in a home of its own, and a gate over it."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import world
from ringfence.gate.desk import Desk


@pytest.fixture
def place(tmp_path):
    return world.folder(tmp_path / "spring")


@pytest.fixture
def home(tmp_path, place):
    world.sign(tmp_path / "home", place)
    return tmp_path / "home"


@pytest.fixture
def gate(home):
    with Desk(home) as desk:
        yield desk
