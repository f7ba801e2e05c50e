"""The kernel is optional: without it, with another one's or with it turned off, the portable engine answers."""

import os
import subprocess
import sys

import pytest

from ringfence import kernel
from ringfence.kernel import library as module

ASKS = "from ringfence import kernel; import pyarrow as pa; e = kernel.engine(); print(e.name); e.read(pa.array(['0']))"


@pytest.fixture
def fresh(monkeypatch):
    """The look for a library, not remembered."""
    monkeypatch.delenv(module.SWITCH, raising=False)
    return module.compiled.__wrapped__


def test_the_environment_turns_it_off(monkeypatch, fresh):
    monkeypatch.setenv(module.SWITCH, "off")
    assert fresh() == (None, "portable: RINGFENCE_KERNEL turns the kernel off")


def test_without_a_compiler_there_is_none(monkeypatch, fresh, tmp_path):
    monkeypatch.setattr(module, "BUILT", tmp_path / "none.so")
    loaded, name = fresh()
    assert loaded is None
    assert "no C compiler was found" in name


def test_what_is_no_library_is_not_used(monkeypatch, fresh, tmp_path):
    built = tmp_path / "kernel.so"
    built.write_bytes(b"not a library")
    monkeypatch.setattr(module, "BUILT", built)
    loaded, name = fresh()
    assert loaded is None
    assert "cannot be loaded" in name


@pytest.mark.skipif(not module.BUILT.exists(), reason="no compiled kernel here")
def test_a_kernel_of_another_source_is_not_used(monkeypatch, fresh, tmp_path):
    other = tmp_path / "kernel.c"
    other.write_bytes(module.SOURCES[0].read_bytes() + b" ")
    mark = module.source_mark([other, *module.SOURCES[1:]])
    monkeypatch.setattr(module, "source_mark", lambda: mark)
    loaded, name = fresh()
    assert loaded is None
    assert "another version" in name


@pytest.mark.parametrize("switch", ["off", ""])
def test_a_fresh_process_says_which_it_uses(switch):
    told = {**os.environ, module.SWITCH: switch}
    done = subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, env=told, check=False)
    wanted = "portable: " if switch or not module.BUILT.exists() else "compiled kernel"
    assert done.stdout.startswith(wanted), done.stderr


def test_cells_must_be_text(engine):
    import pyarrow as pa

    if engine.name == "compiled kernel":
        with pytest.raises(TypeError, match="cells must be strings, not int64"):
            engine.read(pa.array([1, 2]))
    assert len(kernel.engine().read(pa.array([], pa.string()))) == 0
