"""Days as register files write them, each different text read once."""

from collections.abc import Iterable
from datetime import date

import duckdb

from ringfence.preferences.keyed import AS_DATE
from ringfence.preferences.register_store.days import BEFORE, LAST, UNKNOWN, day_number


class DayReader:
    """Reads days as they are written, and remembers them."""

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
