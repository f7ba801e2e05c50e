"""What the commands about objections and consents share: numbers typed in, times in words, tables safe to open."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ringfence.errors import RingfenceError

if TYPE_CHECKING:
    from ringfence.preferences.rows import Row

FORMULA = "=+-@\t\r\n＝＋－＠"  # what a cell must not begin with in a spreadsheet
NAMED = 10  # unreadable rows said on the terminal; the file holds all


class NumberUnreadable(RingfenceError):
    """A number on the command line that nobody can read."""

    code = "number-unreadable"


class NothingToDo(RingfenceError):
    """There is nothing on file of what is asked for."""

    code = "nothing-on-file"


def number_of(written: str) -> int:
    """The E.164 number as an integer, or the refusal that says what is wrong with it."""
    from ringfence.numbers import masked, read

    found = read(written)
    if found.e164 is None:
        shown = f'"{masked(written)}" ' if masked(written) else ""
        problem = found.problem or found.kind
        raise NumberUnreadable(
            f"{shown}is no telephone number: {problem}. Write it in full, such as 01632 960123.".lstrip()
        )
    return int(found.e164[1:])


def masked_number(number: int | None) -> str:
    """What may be shown of a number in a message."""
    from ringfence.numbers import masked

    return "erased" if number is None else f"+{masked(str(number))}"


def in_words(at: str | None) -> str:
    """When, for a person: the day or the minute in London."""
    from datetime import datetime

    from ringfence.calendar import british, local
    from ringfence.preferences.events import day_of

    if at is None:
        return "not known"
    day = british(day_of(at))
    return day if len(at) == 10 else f"{day}, {local(datetime.fromisoformat(at)):%H:%M}"


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; a telephone number is left as it is."""
    telephone = cell[:1] == "+" and cell[1:].replace(" ", "").isdigit()
    return f"'{cell}" if cell[:1] in FORMULA and cell and not telephone else cell


def write_table(target: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Writes a CSV file whole or not at all; how many rows."""
    from ringfence.lists.report import OutputRefused, whole

    if not target.parent.is_dir():
        raise OutputRefused(f"{target}: there is no folder {target.parent}. Make it, or choose another place.")
    count = 0
    with whole(target) as (part,), part.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(header)
        for row in rows:
            out.writerow([safe(cell) for cell in row])
            count += 1
    return count


def write_unreadable(target: Path, columns: Sequence[str], rows: Sequence["Row"]) -> None:
    """Writes the rows that nobody can read, with the row and what is wrong, for a person to mend."""
    write_table(
        target, (*columns, "row", "problem"), ((*each.written, str(each.row), each.problem or "") for each in rows)
    )


def rows_in_words(rows: Sequence["Row"]) -> list[str]:
    """The first unreadable rows and what is wrong with each."""
    said = [f"    row {each.row:,}: {each.problem}" for each in rows[:NAMED]]
    return said + ([f"    and {len(rows) - NAMED:,} more"] if len(rows) > NAMED else [])
