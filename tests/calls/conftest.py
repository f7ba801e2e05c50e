import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import made as m


def silent(_stage, _share):
    pass


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """800 call records and all that is on file about them."""
    return m.make(tmp_path_factory.mktemp("calls"), 800, numbers=40)
