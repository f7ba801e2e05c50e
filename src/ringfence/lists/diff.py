"""Two screens of a list -> whose answer changed, how many by situation and reason, and which.

A number is one and the same by its E.164 form, and stands for its first row: later ones are duplicates of it. A row
without a readable number is the same by its list and row.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from ringfence.lists.report import FORMULA, OutputRefused, check_target, whole
from ringfence.tables import refusals
from ringfence.tables.engine import database
from ringfence.tables.text import open_table, quoted, refuse

NEEDED = ("row", "written", "e164", "decision", "reasons", "situation")
ANSWER = ("list", "decision", "reasons", "situation")
CHANGES = {  # in the order in which people ask
    "no longer callable": "before = 'allow' AND after <> 'allow'",
    "now callable": "before <> 'allow' AND after = 'allow'",
    "held, now blocked": "before = 'hold' AND after = 'block'",
    "blocked, now held": "before = 'block' AND after = 'hold'",
    "other reasons": "before = after AND (reasons_before <> reasons_after)",
    "new, callable": "before IS NULL AND after = 'allow'",
    "new, not callable": "before IS NULL AND after <> 'allow'",
    "gone, was callable": "after IS NULL AND before = 'allow'",
    "gone, was not callable": "after IS NULL AND before <> 'allow'",
}


@dataclass(frozen=True)
class Group:
    """Numbers that changed in the same way: from which reasons and situation to which."""

    change: str
    count: int
    reasons_before: str | None
    reasons_after: str | None
    situation_before: str | None
    situation_after: str | None


@dataclass(frozen=True)
class Difference:
    """Counts of every change, the groups behind them from the largest down, and how many numbers each screen had."""

    counts: dict[str, int]
    same: int
    before: int
    after: int
    groups: tuple[Group, ...]


def diff(old: Path, new: Path, out: Path | None = None) -> Difference:
    """What changed between two screens' verdicts (CSV or Parquet); every change is written to `out`, if given."""
    if out:
        check_target(out)
        if out.resolve() in (old.resolve(), new.resolve()):
            raise OutputRefused(f"{out} is one of the two screens. Choose another name for what is written.")
    with _compared(old, new) as con:
        found = _difference(con)
        if out:
            _write(con, out)
    return found


@contextmanager
def _compared(old: Path, new: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with `compared`: a row for each number of either screen, with its change.

    Ten million rows hold a few hundred different answers, so rows carry an integer in place of the answer's words.
    """
    with TemporaryDirectory(prefix="ringfence-") as name, database(Path(name)) as con:
        con.execute(
            "CREATE TABLE answers (id INTEGER, list VARCHAR, decision VARCHAR, reasons VARCHAR, situation VARCHAR)"
        )
        con.execute("CREATE TABLE lists (id INTEGER, list VARCHAR)")
        for place, file in (("old", old), ("new", new)):
            _load(con, file, place, Path(name))
        arms = " ".join(f"WHEN {condition} THEN '{change}'" for change, condition in CHANGES.items())
        con.execute(
            "CREATE VIEW told AS SELECT j.*, a.decision AS before, b.decision AS after, "
            "a.reasons AS reasons_before, b.reasons AS reasons_after, a.situation AS situation_before, "
            "b.situation AS situation_after, nullif(coalesce(b.list, a.list), '') AS list "
            "FROM (SELECT coalesce(old.key, new.key) AS key, old.row AS row_before, new.row AS row_after, "
            "old.answer AS x, new.answer AS y FROM old FULL OUTER JOIN new "
            "ON old.key = new.key AND old.list_key = new.list_key) j "
            "LEFT JOIN answers a ON a.id = x LEFT JOIN answers b ON b.id = y"
        )
        con.execute(f"CREATE VIEW compared AS SELECT *, CASE {arms} ELSE 'same' END AS change FROM told")  # noqa: S608
        yield con


def _load(con: duckdb.DuckDBPyConnection, file: Path, target: str, work: Path) -> None:
    """Makes a relation of a screen: for each number its first row and answer, by `key` and `list_key`."""
    table = open_table(con, file, work, no_rows_ok=True)
    missing = [name for name in NEEDED if table.column(name) is None]
    if missing:
        reason = f"these are no verdicts of a screening: no column {', '.join(missing)}"
        raise refusals.ColumnMissing(file, reason, "Name what `ringfence list screen -o` wrote.")
    # A blank cell is NULL in CSV and a blank text in Parquet: no reason against, in both.
    cells = {name: f"coalesce(c{table.require(name)}, '')" for name in ANSWER if name != "list"}
    cells["list"] = f"coalesce(c{table.require('list')}, '')" if table.column("list") is not None else "''"
    answer = ", ".join(f"{cells[name]} AS {name}" for name in ANSWER)
    number = f"try_cast(substr(c{table.require('e164')}, 2) AS BIGINT) AS number"
    row = f"try_cast(c{table.require('row')} AS BIGINT) AS row"
    try:
        _note(con, f"SELECT DISTINCT {answer} FROM {table.relation}")  # noqa: S608
        con.execute(
            f"CREATE TABLE {target} AS SELECT key, list_key, arg_min(row, place) AS row, "  # noqa: S608
            "arg_min(answer, place) AS answer FROM (SELECT coalesce(number, -row) AS key, "
            "CASE WHEN number IS NULL THEN lists.id ELSE -1 END AS list_key, row, place, answers.id AS answer "
            f"FROM (SELECT {number}, {row}, row_number() OVER () AS place, {answer} FROM {table.relation}) "
            f"JOIN lists USING (list) JOIN answers USING ({', '.join(ANSWER)})) GROUP BY key, list_key"
        )
    except duckdb.Error as error:
        refuse(table, error)
    _check(con, file, target)


def _note(con: duckdb.DuckDBPyConnection, answers: str) -> None:
    """Gives a number to every list and answer that has none yet."""
    con.execute(
        "INSERT INTO lists SELECT (SELECT count(*) FROM lists) + row_number() OVER (), list "  # noqa: S608
        f"FROM (SELECT DISTINCT list FROM ({answers})) WHERE list NOT IN (SELECT list FROM lists)"
    )
    names = ", ".join(ANSWER)
    con.execute(
        f"INSERT INTO answers SELECT (SELECT count(*) FROM answers) + row_number() OVER (), {names} "  # noqa: S608
        f"FROM (({answers}) EXCEPT SELECT {names} FROM answers)"
    )


def _check(con: duckdb.DuckDBPyConnection, file: Path, target: str) -> None:
    """Refuses verdicts that somebody changed into something no screening writes."""
    wrong = con.execute(
        f"SELECT count(*) FROM {target} JOIN answers ON answers.id = answer "  # noqa: S608
        "WHERE row IS NULL OR decision NOT IN ('allow', 'hold', 'block')"
    ).fetchone()
    if wrong and wrong[0]:
        reason = f"{wrong[0]:,} rows without a row number or a decision: not as a screening wrote them"
        raise refusals.RowUnreadable(file, reason, "Screen the list again.")


def _difference(con: duckdb.DuckDBPyConnection) -> Difference:
    counted = dict(con.execute("SELECT change, count(*) FROM compared GROUP BY change").fetchall())
    groups = con.execute(
        "SELECT change, count(*) AS n, reasons_before, reasons_after, situation_before, situation_after FROM compared "
        "WHERE change <> 'same' GROUP BY ALL ORDER BY n DESC, 1, 3, 4, 5, 6"
    ).fetchall()
    before, after = con.execute("SELECT count(before), count(after) FROM compared").fetchone() or (0, 0)
    return Difference(
        {change: counted[change] for change in CHANGES if change in counted},
        counted.get("same", 0),
        before,
        after,
        tuple(Group(*row) for row in groups),
    )


def _write(con: duckdb.DuckDBPyConnection, out: Path) -> None:
    """Every change, those that may no longer be called first; a list's name never starts a formula."""
    csv = out.suffix.lower() == ".csv"
    form = "FORMAT csv, HEADER" if csv else "FORMAT parquet, COMPRESSION zstd"
    named = f"CASE WHEN regexp_matches(list, '{FORMULA}') THEN '''' || list ELSE list END" if csv else "list"
    order = " ".join(f"WHEN '{change}' THEN {place}" for place, change in enumerate(CHANGES))
    changed = (
        f"SELECT change, CASE WHEN key > 0 THEN '+' || key END AS e164, {named} AS list, row_before, row_after, "  # noqa: S608
        "before AS decision_before, after AS decision_after, reasons_before, reasons_after, situation_before, "
        f"situation_after FROM compared WHERE change <> 'same' ORDER BY CASE change {order} END, list, "
        "coalesce(row_after, row_before)"
    )
    with whole(out) as (part,):
        con.execute(f"COPY ({changed}) TO {quoted(str(part))} ({form})")


def by_reason(groups: Sequence[Group], change: str) -> dict[tuple[str, str], int]:
    """How many changed from which reasons to which, from the most down."""
    found: dict[tuple[str, str], int] = {}
    for group in groups:
        if group.change == change:
            pair = (group.reasons_before or "", group.reasons_after or "")
            found[pair] = found.get(pair, 0) + group.count
    return dict(sorted(found.items(), key=lambda item: -item[1]))
