"""What is on file about numbers, day by day: since when an objection stands, a listing counts, a consent holds.

The bulk join of a list asks about one day; calls on record were made on many. Days are whole numbers counted from
1 January 1970 here, so that every engine compares them alike. What has no day is not thereby old: an objection without
a day always stands, a listing without one is of unknown age.
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from ringfence.preferences import consents as consent_files
from ringfence.preferences.consents import Consents
from ringfence.preferences.history import History, load_history
from ringfence.preferences.objections import load_objections
from ringfence.preferences.register import Register, RegisterUsed, load_registers

ALWAYS, NEVER = -1_000_000, 10_000_000  # days before and after any call
_DAY = "date_diff('day', DATE '1970-01-01', {0})"
_STATE = (  # consent facts but for the age
    "names_caller", "automated", "live", "withdrawn", "indirect", "proof", "bundled", "in_call", "by_other",
)  # fmt: skip
NO_CONSENT: tuple[bool | None, ...] = (None,) * len(_STATE)


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Makes the empty relations that the files below are put into; `source` tells one file from another."""
    state = ", ".join(f"{name} BOOLEAN" for name in _STATE)
    con.execute("CREATE TABLE listing (source INTEGER, key BIGINT, listed_on INTEGER)")
    con.execute("CREATE TABLE objecting (source INTEGER, key BIGINT, since INTEGER)")
    con.execute("CREATE TABLE earlier (source INTEGER, key BIGINT, day INTEGER)")
    con.execute(
        f"CREATE TABLE holding (source INTEGER, key BIGINT, since INTEGER, until INTEGER, given_on INTEGER, {state})"
    )


def add_register(con: duckdb.DuckDBPyConnection, source: int, register: Register, work: Path) -> RegisterUsed:
    """Puts a register file into `listing`: a number once, with no day if any of its rows has none."""
    (used,) = load_registers(con, [register], work)
    first = _DAY.format("CASE WHEN bool_and(listed_on IS NOT NULL) THEN min(listed_on) END")
    con.execute(f"INSERT INTO listing SELECT {source}, key, {first} FROM register GROUP BY key")  # noqa: S608
    con.execute("DROP TABLE register")
    return used


def add_objections(con: duckdb.DuckDBPyConnection, source: int, file: Path, work: Path) -> int:
    """Puts a file of objections into `objecting`: a number once, with the first day on which it was told; its rows."""
    rows = load_objections(con, file, work)
    described = con.execute("DESCRIBE objection").fetchall()
    dated = any(name == "received_on" for name, *_ in described)
    since = f"min(coalesce({_DAY.format('received_on')}, {ALWAYS}))" if dated else str(ALWAYS)
    con.execute(f"INSERT INTO objecting SELECT {source}, key, {since} FROM objection GROUP BY key")  # noqa: S608
    con.execute("DROP TABLE objection")
    return rows


def add_history(con: duckdb.DuckDBPyConnection, source: int, history: History, work: Path) -> int:
    """Puts a file of calls into `earlier`; its rows."""
    rows = load_history(con, history, work)
    con.execute(f"INSERT INTO earlier SELECT {source}, key, {_DAY.format('called_at')} FROM called")  # noqa: S608
    con.execute("DROP TABLE called")
    return rows


def add_consents(con: duckdb.DuckDBPyConnection, source: int, consents: Consents, work: Path) -> int:
    """Puts a file of consents into `holding`: for each number, from day to day, the record that counts; its rows.

    As in `consents.pick`, but a withdrawal ends a consent from its own day on. The record that counts can change only
    on a day on which some consent of that number was given, was withdrawn or is over.
    """
    rows = consent_files.load_consents(con, consents, work)
    channel = consents.channel
    covers = channel if channel in ("automated", "live") else "key"
    con.execute(
        f"""
        INSERT INTO holding
        WITH changes AS (
            SELECT DISTINCT key, day FROM (
                SELECT key, coalesce({_DAY.format("given_on")}, {ALWAYS}) AS day FROM consent_record
                UNION ALL
                SELECT key, {_DAY.format("withdrawn_on")} FROM consent_record WHERE withdrawn_on IS NOT NULL
                UNION ALL
                SELECT key, {_DAY.format("valid_until")} + 1 FROM consent_record WHERE valid_until IS NOT NULL
            )
        ), spans AS (
            SELECT key, day AS since, coalesce(lead(day) OVER (PARTITION BY key ORDER BY day), {NEVER}) AS until
            FROM changes
        ), gone AS (
            SELECT key, givers, names_caller, withdrawn_on, {_DAY.format("withdrawn_on")} AS day
            FROM consent_record WHERE withdrawn_on IS NOT NULL
        ), mine AS (
            SELECT spans.since, spans.until, {_DAY.format("given_on")} AS given, r.*
            FROM spans JOIN consent_record r USING (key)
            WHERE (r.given_on IS NULL OR {_DAY.format("r.given_on")} <= spans.since)
              AND (r.valid_until IS NULL OR {_DAY.format("r.valid_until")} >= spans.since
                   OR {_DAY.format("r.withdrawn_on")} <= spans.since)
        ), judged AS (
            SELECT *, CASE WHEN ended THEN {_DAY.format("withdrawn_on")} <= since ELSE ended END OR EXISTS (
                SELECT 1 FROM gone WHERE gone.key = mine.key AND gone.day <= mine.since
                AND (len(gone.givers) = 0 OR list_has_any(gone.givers, mine.givers)
                     OR (gone.names_caller AND mine.names_caller))
                AND coalesce(gone.withdrawn_on >= mine.given_on, true)) AS withdrawn
            FROM mine
        )
        SELECT DISTINCT ON (key, since) {source}, key, since, until, given, names_caller, automated, live, withdrawn,
               indirect_, proof_, bundled, asked_in_call, by_other
        FROM judged
        ORDER BY key, since, names_caller DESC NULLS LAST, {covers} DESC NULLS LAST, withdrawn NULLS LAST,
                 given_on DESC NULLS LAST, row DESC
        """  # noqa: S608
    )
    con.execute("DROP TABLE consent_record")
    return rows


def number_consents(con: duckdb.DuckDBPyConnection) -> Sequence[tuple[bool | None, ...]]:
    """Makes `consented(source, key, since, until, given_on, place)`; what stands at each place, from place 2 on."""
    names = ", ".join(_STATE)
    con.execute(f"CREATE TABLE consent_kind AS SELECT DISTINCT {names} FROM holding ORDER BY ALL")  # noqa: S608
    same = " AND ".join(f"h.{name} IS NOT DISTINCT FROM k.{name}" for name in _STATE)
    con.execute(
        "CREATE TABLE consented AS SELECT h.source, h.key, h.since, h.until, h.given_on, "  # noqa: S608
        f"(k.rowid + 2)::INTEGER AS place FROM holding h JOIN consent_kind k ON {same}"
    )
    return con.execute(f"SELECT {names} FROM consent_kind ORDER BY rowid").fetchall()  # noqa: S608


def consent_facts(state: Sequence[bool | None]) -> dict[str, bool | None]:
    """The facts of a consent, but for its age, by name."""
    return {f"consent_{name}": value for name, value in zip(_STATE, state, strict=True)}
