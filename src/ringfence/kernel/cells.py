"""What a column of written cells was read as: one array a fact."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from phonenumbers import ValidationResult as V

from ringfence import numbers

ASK = 255  # the kind of a cell that only `numbers.read_all` may answer; ranks.NO_KIND elsewhere
# What is said about a cell, by the code of `problem`. The same order stands in kernel.c.
READINGS: tuple[str | None, ...] = (
    None,
    numbers.AS_FLOAT,
    numbers.AS_POWER,
    numbers.AS_GROUPED,
    numbers.BESIDE_WORDS,
    *(
        numbers.PROBLEMS[r]
        for r in (V.TOO_SHORT, V.TOO_LONG, V.INVALID_LENGTH, V.IS_POSSIBLE_LOCAL_ONLY, V.IS_POSSIBLE)
    ),
    numbers.NOT_A_NUMBER,
    numbers.DIGITS_LOST,
    numbers.HASHES,
    numbers.NO_DIGITS,
    numbers.EMPTY,
    numbers.EXTENSION,  # the reader adds its digits
)
CODES = {text: code for code, text in enumerate(READINGS)}


@dataclass(frozen=True)
class Cells:
    """A fact a cell, in the order of the cells.

    `key` is the E.164 number as an integer, 0 where there is none; a number of kind `invalid` has one when it is well
    formed and only its range is not in use. `rank` is that of the valid UK number (ranks.NO_RANK where there is none),
    `kind` its place in words.NUMBER_KINDS or ASK, `problem` the place in READINGS of what is to be said.
    """

    key: npt.NDArray[np.int64]
    rank: npt.NDArray[np.uint32]
    kind: npt.NDArray[np.uint8]
    problem: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.key)

    @cached_property
    def asked(self) -> npt.NDArray[np.int64]:
        """Places of the cells that Python must read."""
        return np.flatnonzero(self.kind == ASK)


def blank(size: int) -> Cells:
    """Room for so many cells."""
    u8: Any = np.uint8
    return Cells(np.empty(size, np.int64), np.empty(size, np.uint32), np.empty(size, u8), np.empty(size, u8))
