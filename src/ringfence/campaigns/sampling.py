"""Is it a sample at all? How much of each electorate the list holds, and whether declared quotas are met in it.

Both are told with their figures and end as a remark for a person: neither has a limit in law. A list that holds a
quarter of an area's electors is far more than any survey needs; a quota counts as missed when the interval of what the
list holds (Wilson's, 99 % for all values of a column together) leaves it out by two points or more.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ringfence.campaigns.representation import LEVEL, interval
from ringfence.campaigns.results import Results
from ringfence.tables.engine import database
from ringfence.tables.refusals import ColumnMissing, RowUnreadable
from ringfence.tables.text import open_table, plain, refuse

NEAR_CENSUS = 0.25
POINTS = 0.02


@dataclass(frozen=True)
class Fraction:
    """Rows of the list in one constituency, beside its electorate."""

    area: str
    region: str
    rows: float
    electorate: int

    @property
    def share(self) -> float:
        return self.rows / self.electorate


@dataclass(frozen=True)
class Quota:
    """One value of a column: the part it should have, and has, with its interval."""

    column: str
    value: str
    declared: float
    rows: int
    achieved: float
    low: float
    high: float

    @property
    def missed(self) -> bool:
        outside = not self.low <= self.declared <= self.high
        return outside and abs(self.achieved - self.declared) >= POINTS


def fractions(rows: Mapping[str, float], results: Results) -> tuple[Fraction, ...]:
    """Every constituency of the list, the one of which most is called first."""
    found = [
        Fraction(results.seats[name].name, results.seats[name].region, count, results.seats[name].electorate)
        for name, count in rows.items()
        if count > 0
    ]
    return tuple(sorted(found, key=lambda each: (-each.share, each.area)))


def remark(found: tuple[Fraction, ...]) -> str:
    """One sentence on how much of the electorate the list holds."""
    if not found:
        return "The list holds no row in a constituency on file."
    overall = sum(each.rows for each in found) / sum(each.electorate for each in found)
    most = found[0]
    told = f"It holds {overall:.1%} of the electors of its {len(found)} areas, at most {most.share:.1%} ({most.area})."
    if most.share > 1:
        return f"{told} No area has more rows than electors: look at the column, the join table and repeated numbers."
    near = sum(each.share >= NEAR_CENSUS for each in found)
    return f"{told} In {near} of them it is nearer a census than a sample." if near else told


def quotas(declared: Path, contacts: Path) -> tuple[Quota, ...]:
    """Each declared quota beside the list; the table has the columns column, value and share (or a count)."""
    with tempfile.TemporaryDirectory(prefix="ringfence-") as name, database(Path(name)) as con:
        wanted = _declared(con, declared, Path(name))
        table = open_table(con, contacts, Path(name))
        found: list[Quota] = []
        for column, values in wanted.items():
            place = table.column(column)
            if place is None:
                reason = f'no column "{column}", for which {declared.name} declares quotas'
                raise ColumnMissing(contacts, reason, f"The columns are: {', '.join(table.columns)}.")
            try:
                counted = con.execute(f"SELECT c{place}, count(*) FROM {table.relation} GROUP BY 1").fetchall()  # noqa: S608
            except duckdb.Error as error:
                refuse(table, error)
            found += _held(column, values, counted)
    return tuple(found)


def _declared(con: duckdb.DuckDBPyConnection, file: Path, work: Path) -> dict[str, dict[str, float]]:
    """Shares by column and value, of each column together 1."""
    table = open_table(con, file, work)
    places = [table.require("column"), table.require("value"), table.require("share", "quota", "count")]
    rows = con.execute(f"SELECT c{places[0]}, c{places[1]}, c{places[2]} FROM {table.relation}").fetchall()  # noqa: S608
    wanted: dict[str, dict[str, float]] = {}
    for place, (column, value, share) in enumerate(rows, 1):
        try:
            number = float((share or "").strip().rstrip("%"))
        except ValueError:
            number = -1.0
        if not (column and value and 0 <= number < float("inf")):
            reason = "a quota has a column, a value and a share of nought or more"
            raise RowUnreadable(file, reason, "Mend the row.", row=place)
        if value in wanted.get(column, {}):
            raise RowUnreadable(file, f"{value} stands there twice for {column}", "Keep one.", row=place)
        wanted.setdefault(column, {})[value] = number
    for column, values in wanted.items():
        if not sum(values.values()):
            raise RowUnreadable(file, f"the shares of {column} come to nothing", "Write how large each is to be.")
    return {
        column: {value: share / sum(values.values()) for value, share in values.items()}
        for column, values in wanted.items()
    }


def _held(column: str, values: Mapping[str, float], counted: list[tuple[str | None, int]]) -> list[Quota]:
    rows: dict[str, int] = {}
    for value, count in counted:
        rows[plain(value or "")] = rows.get(plain(value or ""), 0) + count
    total = sum(count for value, count in rows.items() if value)
    found = []
    for value, share in values.items():
        mine = rows.get(plain(value), 0)
        achieved = mine / total if total else 0.0
        low, high = interval(achieved, max(1, total), (1 - LEVEL) / len(values))
        found.append(Quota(column, value, share, mine, achieved, low, high))
    return found
