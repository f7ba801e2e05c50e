"""Places in the ledger, told as ranges."""

from collections.abc import Iterable


def ranges(places: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Sorted places as ranges, first and last:

    >>> ranges([1, 2, 3, 7])
    ((1, 3), (7, 7))
    """
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] + 1 == place:
            found[-1] = found[-1][0], place
        else:
            found.append((place, place))
    return tuple(found)
