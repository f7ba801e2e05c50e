"""The campaign of `world`, signed in a home of its own, and a gate over it."""

import shutil
import sys
from pathlib import Path

import pytest

from ringfence.gate.desk import Desk

sys.path.insert(0, str(Path(__file__).parent))

import world


@pytest.fixture
def place(tmp_path):
    return world.folder(tmp_path / "spring")


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A home that is made once: tests get copies."""
    folder = tmp_path_factory.mktemp("gate")
    world.sign(folder / "home", world.folder(folder / "spring"), watch=False)
    return folder / "home"


@pytest.fixture
def home(tmp_path, template):
    """A home in which the campaign is signed; the folder it came from is not watched."""
    return shutil.copytree(template, tmp_path / "home")


@pytest.fixture
def watched(tmp_path, place):
    """A home in which the campaign in `place` is signed, and looked at with every call."""
    world.sign(tmp_path / "home", place)
    return tmp_path / "home"


@pytest.fixture
def gate(home):
    with Desk(home) as desk:
        yield desk
