"""Consents on file -> for each number the one record that counts.

Of several records the one that names this caller goes first, then the one whose scope covers this kind of call, then
one that stands, then the latest. A consent dated after the day of the call is not there yet.

A withdrawal also ends the other consents on that line up to that day, whatever their scope, where one organisation is
named in both or both name this caller; one that names no organisation ends them all.

A consent without a day is not shown to have come before the call: like one that nothing shows, it has no proof.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb

from ringfence.preferences.keyed import Shape, load_keyed, number_column
from ringfence.tables.text import open_table, quoted

COLUMNS = ("given_to", "wording", "scope", "given_on", "proof", "indirect", "withdrawn_on")
FACTS = ("names_caller", "automated", "live", "withdrawn", "indirect", "proof", "age_days")
YES = ("yes", "y", "true", "t", "1")
NO = ("no", "n", "false", "f", "0", "none")
NO_PROOF = ("", *NO, "unknown", "na", "tbc")  # n/a, - and ? are among them once their marks are gone
WORDS = {"scope": ("automated", "live", "both"), "indirect": YES + NO}
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
    dates = [name for name in ("given_on", "withdrawn_on") if name in rest]
    words = {name: allowed for name, allowed in WORDS.items() if name in rest}
    rows = load_keyed(con, table, number, "consent_record", Shape(rest, dates=dates, words=words, numbered=True))
    for name in set(COLUMNS) - set(rest):
        kind = "DATE" if name.endswith("_on") else "VARCHAR"
        con.execute(f"ALTER TABLE consent_record ADD COLUMN {name} {kind}")
    _add_readings(con, consents.callers, rest)
    return rows


def _add_readings(con: duckdb.DuckDBPyConnection, callers: Collection[str], present: Collection[str]) -> None:
    """Adds what each record says, in truth values; NULL where it says nothing."""
    names = ", ".join(_PLAIN.format(quoted(name)) for name in callers)
    shown = f"{_PLAIN.format('coalesce(proof, chr(32))')} NOT IN ({', '.join(map(quoted, NO_PROOF))})"
    readings = {
        "names_caller": f"list_has_any({_GIVERS}, [{names}])" if callers else "NULL",
        "automated": "lower(scope) IN ('automated', 'both')",
        "live": "lower(scope) IN ('live', 'both')",
        "indirect_": f"lower(indirect) IN ({', '.join(map(quoted, YES))})",
        "proof_": f"given_on IS NOT NULL AND {shown if 'proof' in present else 'NULL'}",
        "ended": "withdrawn_on IS NOT NULL" if "withdrawn_on" in present else "NULL",
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
               date_diff('day', given_on, $1) AS age_days
        FROM judged
        ORDER BY key, names_caller DESC NULLS LAST, {covers} DESC NULLS LAST, withdrawn NULLS LAST,
                 given_on DESC NULLS LAST, row DESC
        """,  # noqa: S608
        [on],
    )
