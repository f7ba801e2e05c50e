"""Consents on file -> for each number the one record that counts.

Of several records the one that names this caller goes first, then the one whose scope covers this kind of call, then
one that stands, then the latest. A consent dated after the day of the call is not there yet.

A withdrawal also ends the other consents on that line up to that day, whatever their scope, where one organisation is
named in both or both name this caller; one that names no organisation ends them all.

A consent without a day is not shown to have come before the call: like one that nothing shows, it has no proof. One
that has ended by its own terms is not there; a no never ends.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb

from ringfence.preferences.consent import NO, NO_PROOF, duration
from ringfence.preferences.kept import KeptConsents
from ringfence.preferences.keyed import Shape, load_keyed, number_column
from ringfence.tables.refusals import RowUnreadable
from ringfence.tables.text import TextTable, open_table, quoted

COLUMNS = (
    "given_to", "wording", "scope", "given_on", "proof", "indirect", "withdrawn_on", "valid_for", "valid_until",
    "conditional", "in_call", "given_by",
)  # fmt: skip
DATES = ("given_on", "withdrawn_on", "valid_until")
FACTS = (
    "names_caller", "automated", "live", "withdrawn", "indirect", "proof", "age_days", "bundled", "in_call", "by_other",
)  # fmt: skip
YES = ("yes", "y", "true", "t", "1")
WORDS = {
    "scope": ("automated", "live", "both"), "indirect": YES + NO, "conditional": YES + NO, "in_call": YES + NO,
    "given_by": ("subscriber", "user", "other"),
}  # fmt: skip
_PLAIN = r"regexp_replace(lower({0}), '[^\pL\pN]+', '', 'g')"
_GIVERS = f"list_filter(list_transform(string_split(given_to, ';'), lambda x: {_PLAIN.format('x')}), lambda x: x <> '')"


@dataclass(frozen=True)
class Consents:
    """A file of consents; `callers` are the names one of which a consent must carry, `channel` the kind of call."""

    file: Path
    callers: tuple[str, ...] = ()
    channel: Literal["automated", "live"] | None = None


def load_consents(con: duckdb.DuckDBPyConnection, consents: Consents, work: Path) -> int:
    """Makes `consent_record` of the file, all its columns; how many rows it holds. A word out of place is refused."""
    table = open_table(con, consents.file, work, no_rows_ok=True)
    number = number_column(con, table)
    table.require("given_to")
    table.require("scope")
    rest = {name: place for name in COLUMNS if (place := table.column(name)) is not None}
    dates = [name for name in DATES if name in rest]
    words = {name: allowed for name, allowed in WORDS.items() if name in rest}
    rows = load_keyed(con, table, number, "consent_record", Shape(rest, dates=dates, words=words, numbered=True))
    for name in set(COLUMNS) - set(rest):
        con.execute(f"ALTER TABLE consent_record ADD COLUMN {name} {'DATE' if name in DATES else 'VARCHAR'}")
    if "valid_for" in rest:
        _end_after(con, table)
    _add_readings(con, consents.callers, rest)
    return rows


def take_consents(
    con: duckdb.DuckDBPyConnection, file: Consents | None, kept: KeptConsents | None, work: Path
) -> tuple[dict[str, object], ...]:
    """Makes `consent_record` of a file and of those that are kept, told after the file's; what each is, for the record.

    Each says for itself what its rows say: a file without a column of proof does not say that there is none.
    """
    told = list[dict[str, object]]()
    if file:
        told.append({"file": file.file.name, "rows": load_consents(con, file, work)})
        if kept:
            con.execute("ALTER TABLE consent_record RENAME TO consent_in_file")
    if kept:
        told.append(kept.origin.told(_load_kept(con, kept)))
        if file:
            con.execute(
                "CREATE TABLE consent_both AS SELECT * FROM consent_in_file UNION ALL BY NAME SELECT * REPLACE "
                "(row + (SELECT coalesce(max(row), 0) + 1 FROM consent_in_file) AS row) FROM consent_record"
            )
            con.execute("DROP TABLE consent_record; DROP TABLE consent_in_file")
            con.execute("ALTER TABLE consent_both RENAME TO consent_record")
    return tuple(told)


def _load_kept(con: duckdb.DuckDBPyConnection, kept: KeptConsents) -> int:
    """Makes `consent_record` of the consents that are kept; how many rows these are."""
    con.register("kept_consent", kept.table())
    con.execute(
        "CREATE OR REPLACE TABLE consent_record AS SELECT key, row, given_to, wording, scope, given_on, proof, "
        "indirect, withdrawn_on, NULL::VARCHAR AS valid_for, valid_until, "
        "CASE bundled WHEN true THEN 'yes' WHEN false THEN 'no' END AS conditional, "
        "CASE in_call WHEN true THEN 'yes' WHEN false THEN 'no' END AS in_call, "
        "CASE by_other WHEN true THEN 'other' WHEN false THEN 'subscriber' END AS given_by FROM kept_consent"
    )
    con.unregister("kept_consent")
    _add_readings(con, kept.callers, COLUMNS)
    ((rows,),) = con.execute("SELECT count(*) FROM consent_record").fetchall()
    return int(rows)


def _end_after(con: duckdb.DuckDBPyConnection, table: TextTable) -> None:
    """Fills in the last day of consents that say only how long they last, from their day on."""
    written = [row[0] for row in con.execute("SELECT DISTINCT valid_for FROM consent_record").fetchall() if row[0]]
    for each in written:
        if (parts := duration(each)) is None:
            ((row,),) = con.execute("SELECT min(rowid) + 1 FROM consent_record WHERE valid_for = $1", [each]).fetchall()
            raise RowUnreadable(
                table.file, "valid_for is no duration", "Write it like P24M, or valid_until with a date.", row=row
            )
        con.execute(
            "UPDATE consent_record SET valid_until = (given_on + to_months($1) + to_days($2))::DATE "
            "WHERE valid_for = $3 AND valid_until IS NULL",
            [*parts, each],
        )


def _add_readings(con: duckdb.DuckDBPyConnection, callers: Collection[str], present: Collection[str]) -> None:
    """Adds what each record says, in truth values; NULL where it says nothing."""
    names = ", ".join(_PLAIN.format(quoted(name)) for name in callers)
    shown = f"{_PLAIN.format('coalesce(proof, chr(32))')} NOT IN ({', '.join(map(quoted, NO_PROOF))})"
    yes = ", ".join(map(quoted, YES))
    readings = {
        "names_caller": f"list_has_any({_GIVERS}, [{names}])" if callers else "NULL",
        "automated": "lower(scope) IN ('automated', 'both')",
        "live": "lower(scope) IN ('live', 'both')",
        "indirect_": f"lower(indirect) IN ({yes})",
        "proof_": f"given_on IS NOT NULL AND {shown if 'proof' in present else 'NULL'}",
        "ended": "withdrawn_on IS NOT NULL" if "withdrawn_on" in present else "NULL",
        "bundled": f"lower(conditional) IN ({yes})",
        "asked_in_call": f"lower(in_call) IN ({yes})",
        "by_other": "lower(given_by) <> 'subscriber'",
    }
    columns = ", ".join(f"CAST({sql} AS BOOLEAN) AS {name}" for name, sql in readings.items())
    con.execute(
        f"CREATE OR REPLACE TABLE consent_record AS "  # noqa: S608
        f"SELECT *, coalesce({_GIVERS}, []) AS givers, {columns} FROM consent_record"
    )


def pick(
    con: duckdb.DuckDBPyConnection, on: date, channel: str | None, among: str = " IN (SELECT key FROM numbers)"
) -> None:
    """Makes `consent(key, *FACTS)`: of each number `among` those asked for, the record that counts on a day."""
    covers = channel if channel in ("automated", "live") else "key"  # the key is the same for all that are compared
    con.execute(
        f"""
        CREATE TABLE consent AS
        WITH mine AS (
            SELECT * FROM consent_record
            WHERE key{among} AND (given_on IS NULL OR given_on <= $1)
              AND (withdrawn_on IS NOT NULL OR valid_until IS NULL OR valid_until >= $1)
        ), gone AS (
            SELECT key, givers, names_caller, withdrawn_on FROM consent_record WHERE withdrawn_on IS NOT NULL
        ), judged AS (
            SELECT *, ended OR EXISTS (
                SELECT 1 FROM gone WHERE gone.key = mine.key
                AND (len(gone.givers) = 0 OR list_has_any(gone.givers, mine.givers)
                     OR (gone.names_caller AND mine.names_caller))
                AND coalesce(gone.withdrawn_on >= mine.given_on, true)) AS withdrawn
            FROM mine
        )
        SELECT DISTINCT ON (key) key, names_caller, automated, live, withdrawn, indirect_ AS indirect, proof_ AS proof,
               date_diff('day', given_on, $1) AS age_days, bundled, asked_in_call AS in_call, by_other
        FROM judged
        ORDER BY key, names_caller DESC NULLS LAST, {covers} DESC NULLS LAST, withdrawn NULLS LAST,
                 given_on DESC NULLS LAST, row DESC
        """,  # noqa: S608
        [on],
    )
