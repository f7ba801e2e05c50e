"""Written cells -> what they are, by the million; and look-ups of many numbers in sets. Facts, never verdicts.

    found = engine().read(cells)          # what the engine can tell by itself
    whole = Reader().read(cells)          # the same with `numbers.read_all` asked for the rest

`engine().name` says which of the two engines was used; they give the same answers.
"""

from functools import cache

from ringfence.kernel.cells import ASK, CODES, READINGS, Cells
from ringfence.kernel.engine import Engine, no_bits
from ringfence.kernel.library import compiled
from ringfence.kernel.reader import Reader, Whole
from ringfence.kernel.splitset import SplitSet, national_of, nationals_of, split

__all__ = [
    "ASK",
    "CODES",
    "READINGS",
    "Cells",
    "Engine",
    "Reader",
    "SplitSet",
    "Whole",
    "engine",
    "national_of",
    "nationals_of",
    "no_bits",
    "portable_engine",
    "split",
]


@cache
def engine() -> Engine:
    """The compiled engine where there is one, else the portable one."""
    loaded, name = compiled()
    if loaded is None:
        return _portable(name)
    from ringfence.kernel.native import Native  # noqa: PLC0415 - only where there is a kernel

    return Native(loaded, name)


def portable_engine() -> Engine:
    """The portable engine, whatever this machine has: for comparing the two."""
    return _portable("portable: asked for")


def _portable(name: str) -> Engine:
    from ringfence.kernel.portable import Portable  # noqa: PLC0415 - brings in DuckDB

    return Portable(name)
