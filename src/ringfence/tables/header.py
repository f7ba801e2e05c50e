"""Rows of cells -> where the header stands, and whether a column of telephone numbers is among them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ringfence.numbers import read_all

FEW_DIGITS = 5  # no column is called by so many digits
LOOKED_AT = 20  # rows in which a header is looked for: above it stand titles and blanks
MOSTLY = 0.6
_PHONE = re.compile(
    r"\b(tele)?phones?\b|\btel\b|\bmob(ile)?s?\b|\blandlines?\b|\bmsisdn\b|\bcell\b|tele?phone", re.IGNORECASE
)
_NOT_PHONE = re.compile(
    r"\b(type|status|consents?|dates?|ext(ension)?|source|id|provider|verified|fax|carrier|notes?|pref\w*|on|at)\b",
    re.IGNORECASE,
)
Row = Sequence[str | None]


@dataclass(frozen=True)
class Header:
    """The names of the columns, how many rows stand before the first of data, and remarks."""

    columns: tuple[str, ...]
    skip: int
    notes: tuple[str, ...] = ()


def is_data(row: Row) -> bool:
    """Whether a row is no header: some cell of it is a number, whole, damaged or wrong.

    A wrong number taken for a header would be dropped without a word.
    """
    cells = [cell for cell in row if cell]
    return any(len(re.findall(r"\d", cell)) >= FEW_DIGITS or read_all(cell)[0].kind == "damaged" for cell in cells)


def find_header(rows: Sequence[Row]) -> Header:
    """The header of a sheet: the first row that fills half its width, titles above it left out and told."""
    width = max(map(len, rows), default=0)
    filled = [sum(1 for cell in row if cell) for row in rows]
    first = next(place for place, count in enumerate(filled) if count)
    place = first
    while place < LOOKED_AT and 2 * filled[place] <= max(filled) and (below := _below(rows, place)) is not None:
        place = below
    if is_data(rows[place]):
        return Header(tuple(f"column {i + 1}" for i in range(width)), place, _told(rows, first, place))
    names = [(cell or "").strip() for cell in rows[place]]
    return Header((*names, *[""] * (width - len(names))), place + 1, _told(rows, first, place))


def _below(rows: Sequence[Row], place: int) -> int | None:
    """The next filled row, if neither it nor this one is data: then this one is but a title."""
    below = next((i for i in range(place + 1, len(rows)) if any(rows[i])), None)
    return None if below is None or is_data(rows[place]) or is_data(rows[below]) else below


def _told(rows: Sequence[Row], first: int, place: int) -> tuple[str, ...]:
    skipped = sum(1 for row in rows[first:place] if any(row))
    many = f"{skipped} rows" if skipped > 1 else "1 row"
    return (f"{many} above the header left out",) if skipped else ()


def looks_like_numbers(rows: Sequence[Row]) -> bool:
    """Whether some column of these rows is mostly telephone numbers, or its name says that it holds them."""
    header = find_header(rows)
    named = any(is_phone_name(name) for name in header.columns)
    body = rows[header.skip :]
    return named or any(
        mostly_numbers([row[i] if i < len(row) else None for row in body]) for i in range(len(header.columns))
    )


def is_phone_name(name: str) -> bool:
    """Whether a column of this name holds telephone numbers."""
    words = re.sub(r"([a-z])([A-Z])|[\W_]+", r"\1 \2", name)
    return bool(_PHONE.search(words)) and not _NOT_PHONE.search(words)


def mostly_numbers(cells: Sequence[str | None]) -> bool:
    """Whether most of the filled cells read as telephone numbers."""
    filled = [cell for cell in cells if cell and cell.strip()]
    like = sum(any(n.e164 or n.kind == "damaged" for n in read_all(cell)) for cell in filled)
    return bool(filled) and like >= MOSTLY * len(filled)
