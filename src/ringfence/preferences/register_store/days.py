"""Days of listing in two bytes: days since the end of 1899, 0 where the day is not known."""

from collections.abc import Iterable
from datetime import date, timedelta

import duckdb

from ringfence.preferences.keyed import AS_DATE

BEFORE = date(1899, 12, 31)
LAST = BEFORE + timedelta(days=0xFFFF)
UNKNOWN = 0


def day_number(day: date) -> int:
    """Two bytes for the day; it must lie from 1900 to 2079."""
    return (day - BEFORE).days


def day_of(number: int) -> date | None:
    """The day behind the two bytes; None where it is not known."""
    return BEFORE + timedelta(days=number) if number else None


class DayReader:
    """Reads days as they are written in register files, each different text once."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self._known: dict[str | None, int | None] = {None: UNKNOWN}

    def read(self, texts: Iterable[str | None]) -> list[int | None]:
        """Day numbers; UNKNOWN for a blank text, None for what is no day."""
        texts = list(texts)
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            told = AS_DATE.format("t")
            rows = self._con.execute(
                f"SELECT t, trim(t) = '', {told} FROM (SELECT unnest($1) AS t)",  # noqa: S608
                [new],
            ).fetchall()
            self._known |= {text: UNKNOWN if blank else _within(day) for text, blank, day in rows}
        return [self._known[text] for text in texts]


def _within(day: date | None) -> int | None:
    return day_number(day) if day and BEFORE < day <= LAST else None
