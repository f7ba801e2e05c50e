"""Results of an election as a whole: those that ship with the package, or any table of the same form.

The form is that of the House of Commons Library's briefing CBP-8647: constituency_name, country/region, electorate,
con_votes, lab_votes, lib_votes, natSW_votes, total_votes; constituency_id and election if there are any.
"""

import difflib
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NoReturn

from ringfence.campaigns import elections
from ringfence.campaigns.elections import PARTIES, Seat, key
from ringfence.tables.engine import database
from ringfence.tables.refusals import ColumnMissing, RowUnreadable
from ringfence.tables.text import TextTable, open_table

COUNTS = ("electorate", *PARTIES.values(), "total_votes")
NEEDED = ("constituency_name", "country/region", *COUNTS)
MOST = 20_000  # rows of a table of results; there are 650 constituencies


@dataclass(frozen=True)
class Results:
    """Seats by `key` of their name; what is on file but not judged; how areas may be written."""

    year: int
    source: str
    seats: Mapping[str, Seat]
    not_judged: frozenset[str]
    codes: Mapping[str, str] = field(default_factory=dict)  # GSS code in lower case -> key

    def find(self, written: str) -> str | None:
        """The key of the constituency that a name or a code means; None if there is none of it."""
        by_code = self.codes.get(written.strip().casefold())
        if by_code is not None:
            return by_code
        name = key(written)
        return name if name in self.seats or name in self.not_judged else None

    def near(self, written: str) -> tuple[str, ...]:
        """Names of seats on file that look most like what was written, best first."""
        names = {name: seat.name for name, seat in self.seats.items()}
        return tuple(names[each] for each in difflib.get_close_matches(key(written), names, n=3))


@cache
def shipped(year: int) -> Results:
    """The results that ship with the package."""
    codes = {row["constituency_id"].casefold(): key(row["constituency_name"]) for row in elections.rows_of(year)}
    return Results(year, str(year), elections.seats(year), elections.not_judged(year), codes)


def read(file: Path, before: int) -> Results:
    """The results in a table of the same form: of several elections in it, the last up to a year."""
    with tempfile.TemporaryDirectory(prefix="ringfence-") as name, database(Path(name)) as con:
        table = open_table(con, file, Path(name))
        missing = [each for each in NEEDED if table.column(each) is None]
        if missing:
            reason = f"no table of results: no column {', '.join(missing)}"
            raise ColumnMissing(file, reason, f"Name the columns {', '.join(NEEDED)}.")
        cells = con.execute(f"SELECT * FROM {table.relation} LIMIT {MOST}").fetchall()  # noqa: S608
    rows = [_row(table, place, row) for place, row in enumerate(cells, 1)]
    year = max((year for each in rows if (year := int(each["election"])) <= before), default=None)
    if year is None:
        raise RowUnreadable(file, f"no election up to {before} is in it", "Name results from before the calls.")
    return _results(year, file, [each for each in rows if each["election"] == year])


def _row(table: TextTable, place: int, cells: tuple[str | None, ...]) -> dict[str, int | str]:
    """One row with its counts as numbers; a blank count is none."""

    def cell(name: str) -> str:
        at = table.column(name)
        return (cells[at] or "").strip() if at is not None else ""

    def count(name: str) -> int:
        written = cell(name).replace(",", "")
        try:
            return int(float(written or 0))
        except (ValueError, OverflowError):
            _refuse(table.file, place, f"{name} is no number")

    found: dict[str, int | str] = {name: count(name) for name in COUNTS}
    if not cell("constituency_name") or int(found["electorate"]) < 1 or int(found["total_votes"]) < 1:
        _refuse(table.file, place, "a constituency without a name, an electorate or votes")
    if any(int(found[column]) < 0 for column in COUNTS) or sum(int(found[c]) for c in PARTIES.values()) > int(
        found["total_votes"]
    ):
        _refuse(table.file, place, "more votes for the parties than in all, or fewer than none")
    named = {"name": cell("constituency_name"), "region": cell("country/region"), "code": cell("constituency_id")}
    return {**found, **named, "election": count("election")}


def _refuse(file: Path, place: int, reason: str) -> NoReturn:
    raise RowUnreadable(file, reason, "Mend the row: results are read whole or not at all.", row=place)


def _results(year: int, file: Path, rows: Iterable[Mapping[str, int | str]]) -> Results:
    seats: dict[str, Seat] = {}
    outside = set[str]()
    codes: dict[str, str] = {}
    for row in rows:
        name = key(str(row["name"]))
        if name in seats or name in outside:
            raise RowUnreadable(file, f"{row['name']} stands there twice for {year}", "Keep one of the rows.")
        codes |= {str(row["code"]).casefold(): name} if row["code"] else {}
        shares = {party: int(row[column]) / int(row["total_votes"]) for party, column in PARTIES.items()}
        if any(shares.values()) and row["region"] != "Northern Ireland":
            seats[name] = Seat(
                str(row["name"]), str(row["region"]), shares, int(row["electorate"]), str(row["code"])
            )  # fmt: skip
        else:
            outside.add(name)
    return Results(year, file.name, seats, frozenset(outside), codes)
