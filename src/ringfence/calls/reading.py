"""Called numbers as written -> key and kind: one pure function, whatever engine calls it.

This is the seam for a faster reader: whatever replaces `read_numbers` must give the same two columns.
"""

from collections.abc import Iterable

from ringfence.numbers import read
from ringfence.words import NUMBER_KINDS

KINDS = {kind: place for place, kind in enumerate(NUMBER_KINDS)}


def read_numbers(written: Iterable[str | None]) -> tuple[list[int | None], list[int]]:
    """For each cell the E.164 number as an integer (None where there is none), and its kind's place in NUMBER_KINDS.

    A record of one call names one number: a cell with several is invalid.
    """
    keys, kinds = list[int | None](), list[int]()
    for cell in written:
        number = read(cell or "")
        keys.append(int(number.e164[1:]) if number.e164 else None)
        kinds.append(KINDS[number.kind])
    return keys, kinds
