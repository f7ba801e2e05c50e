"""Both engines, and the forms of bench/."""

import sys
from pathlib import Path

import pytest

from ringfence import kernel
from ringfence.kernel.library import compiled

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))


@pytest.fixture(scope="session", params=["compiled", "portable"])
def engine(request):
    if request.param == "portable":
        return kernel.portable_engine()
    loaded, name = compiled()
    if loaded is None:
        pytest.skip(name)
    return kernel.engine()
