"""Small cells hidden, and enough others that nobody can work them out from the totals that stay.

A table here is whole: every row adds up to its total in the last column, every column to its base in the last row. A
hidden cell can be worked out exactly if, and only if, it is a bridge in the graph that joins the row and the column of
every hidden cell: no other hidden cell can make good for it. So cells are hidden until there is no bridge, and until
what is hidden in a line comes to k people together.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Hidden = NDArray[np.bool_]
Cell = tuple[int, int]


def hidden(counts: Counts, k: int, *, columns_add_up: bool = True) -> Hidden:
    """Which cells of a table of unweighted counts (totals and bases included) are not shown.

    `columns_add_up` is False where one person is in several rows; then only rows can be worked out, and a row is as
    telling by who is not in it.
    """
    found = (counts > 0) & (counts < k)
    if not columns_add_up:
        others = counts[-1] - counts
        others[-1] = 0
        found |= (others > 0) & (others < k)
    while (cell := _next(counts, found, k, columns_add_up=columns_add_up)) is not None:
        found[cell] = True
    return found


def _next(counts: Counts, found: Hidden, k: int, *, columns_add_up: bool) -> Cell | None:
    """One more cell to hide; None when no hidden cell can be worked out, or nothing is left to hide."""
    lines = list(_lines(counts.shape, columns_add_up=columns_add_up))
    for line in lines:
        behind = [cell for cell in line if found[cell]]
        telling = behind and (len(behind) == 1 or sum(counts[cell] for cell in behind) < k)
        if telling and (cell := _smallest(counts, found, line)) is not None:
            return cell
    for row, column in _bridges(found) if columns_add_up else ():
        for line in ([(row, at) for at in range(counts.shape[1])], [(at, column) for at in range(counts.shape[0])]):
            if (cell := _smallest(counts, found, line)) is not None:
                return cell
    return None


def _lines(shape: tuple[int, ...], *, columns_add_up: bool) -> Iterator[list[Cell]]:
    """The lines whose cells add up."""
    rows, columns = shape
    for row in range(rows):
        yield [(row, column) for column in range(columns)]
    for column in range(columns) if columns_add_up else ():
        yield [(row, column) for row in range(rows)]


def _smallest(counts: Counts, found: Hidden, line: list[Cell]) -> Cell | None:
    """The cell of a line that is missed least: inside before a total, few people before many, none last of all."""
    rows, columns = counts.shape
    left = [cell for cell in line if not found[cell]]
    return min(
        left,
        key=lambda cell: (cell[0] == rows - 1 or cell[1] == columns - 1, counts[cell] == 0, counts[cell], cell),
        default=None,
    )


def _bridges(found: Hidden) -> Iterator[Cell]:
    """The hidden cells without which their row and their column hang together no more."""
    for row, column in map(tuple, np.argwhere(found)):
        if not _joined(found, row, column):
            yield row, column


def _joined(found: Hidden, row: int, column: int) -> bool:
    """Whether a row and a column hang together by hidden cells other than the one where they meet."""
    rows, columns, waiting = {row}, set[int](), [row]
    while waiting:
        at = waiting.pop()
        for across in np.flatnonzero(found[at]):
            if (at == row and across == column) or across in columns:
                continue
            columns.add(int(across))
            for down in np.flatnonzero(found[:, across]):
                if down not in rows:
                    rows.add(int(down))
                    waiting.append(int(down))
    return column in columns
