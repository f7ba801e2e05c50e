"""Consents on file -> for each number the one record that counts.

Of several records the one that names this caller goes first, then the one whose scope covers this kind of call, then
one that stands, then the latest. A withdrawal also ends the same person's other consents of the same scope given to
the same organisation up to that day. A consent dated after the day of the call is not there yet.
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
WORDS = {"scope": ("automated", "live", "both"), "indirect": YES + NO}
_PLAIN = "regexp_replace(lower({0}), '[^a-z0-9]+', '', 'g')"


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
    named = f"len(list_filter(string_split(given_to, ';'), lambda x: {_PLAIN.format('x')} IN ({names}))) > 0"
    readings = {
        "names_caller": named if callers else "NULL",
        "automated": "lower(scope) IN ('automated', 'both')",
        "live": "lower(scope) IN ('live', 'both')",
        "indirect_": f"lower(indirect) IN ({', '.join(map(quoted, YES))})",
        "proof_": f"proof IS NOT NULL AND lower(proof) NOT IN ({', '.join(map(quoted, NO))})"
        if "proof" in present
        else "NULL",
        "ended": "withdrawn_on IS NOT NULL" if "withdrawn_on" in present else "NULL",
    }
    columns = ", ".join(f"CAST({sql} AS BOOLEAN) AS {name}" for name, sql in readings.items())
    con.execute(f"CREATE OR REPLACE TABLE consent_record AS SELECT *, {columns} FROM consent_record")  # noqa: S608


def pick(con: duckdb.DuckDBPyConnection, on: date, channel: str | None) -> None:
    """Makes `consent(key, *FACTS)`: of the numbers of the list, the record that counts on a day."""
    covers = channel if channel in ("automated", "live") else "key"  # the key is the same for all that are compared
    con.execute(
        f"""
        CREATE TABLE consent AS
        WITH mine AS (
            SELECT * FROM consent_record
            WHERE key IN (SELECT key FROM numbers) AND (given_on IS NULL OR given_on <= $1)
        ), gone AS (
            SELECT key, {_PLAIN.format("given_to")} AS giver, automated, live, withdrawn_on
            FROM consent_record WHERE withdrawn_on IS NOT NULL
        ), judged AS (
            SELECT *, ended OR EXISTS (
                SELECT 1 FROM gone WHERE gone.key = mine.key AND gone.giver = {_PLAIN.format("mine.given_to")}
                AND ((gone.automated AND mine.automated) OR (gone.live AND mine.live))
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
