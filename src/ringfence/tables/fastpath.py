"""Common UK shapes, read by DuckDB: the same answer as `numbers.read_all`, or none.

Which numbers are valid, and of what kind, comes from the patterns that `phonenumbers` itself uses. A test holds the two
together on any text: where this abstains, Python reads the cell (`slow_cells`).
"""

from collections.abc import Iterable, Sequence

import duckdb
from phonenumbers import ValidationResult

from ringfence.numbers import AS_FLOAT, AS_POWER, PROBLEMS, Number, read_all, uk_patterns

NO_SUCH_RANGE = PROBLEMS[ValidationResult.IS_POSSIBLE]

# What may stand between digits: blanks, brackets, dashes, and marks that nobody sees. RE2 and Python write it alike.
_BETWEEN = r"[ ()\-\x{a0}\x{2009}\x{200b}\x{200e}\x{202a}\x{202c}\x{2060}\x{feff}\x{2010}-\x{2014}\x{2212}]+"
_AROUND = r"^[ \t\r\n]+|[ \t\r\n]+$"
# No UK number starts with 4, so that a 44 can only be the country code.
_PLAIN = r"0[1-35-9][0-9]{8,9}"
_SHAPE = r"^(?:=\"|'|)(?:\+44|0044|44)?0?([1-35-9][0-9]{8,9})\"?$"
_POWER = r"^([1-35-9])\.([0-9]{9})[eE]\+?0?9$"
_FLOAT_TAIL = r"\.00?[^0-9]*$"  # a last .0 is a float's; other dots stand between groups of digits
_FLOAT = r"^(?:44)?([1-35-9][0-9]{8,9})\.00?$"


def install(con: duckdb.DuckDBPyConnection) -> None:
    """Makes the macros of the fast path on this connection.

    `rf_national(written)` is the national number, NULL to abstain; `rf_kind(national)`, `rf_key(national)` and
    `rf_problem(written, kind)` say the rest.
    """
    macros = {
        "rf_stripped(w)": f"regexp_replace(w, '{_AROUND}|{_BETWEEN}', '', 'g')",
        # Most cells, and all of most registers, are plain: told at a tenth of the cost of the rest.
        "rf_national(w)": (
            f"CASE WHEN regexp_full_match(w, {_literal(_PLAIN)}) THEN substr(w, 2) ELSE coalesce("
            f"nullif(regexp_extract(w, {_literal(_FLOAT)}, 1), ''), "
            f"nullif(regexp_extract(rf_stripped(w), {_literal(_SHAPE)}, 1), ''), "
            f"CASE WHEN regexp_matches(w, '[.]') AND NOT regexp_matches(rf_stripped(w), {_literal(_FLOAT_TAIL)}) THEN "
            f"nullif(regexp_extract(replace(rf_stripped(w), '.', ''), {_literal(_SHAPE)}, 1), '') END, "
            f"nullif(regexp_extract(w, {_literal(_POWER)}, 1) || regexp_extract(w, {_literal(_POWER)}, 2), '')) END"
        ),
        "rf_kind(n)": _ladder(),
        "rf_key(n)": "CAST('44' || n AS BIGINT)",
        "rf_problem(w, k)": (
            f"CASE WHEN k = 'invalid' THEN '{NO_SUCH_RANGE}' "
            f"WHEN regexp_full_match(w, {_literal(_FLOAT)}) THEN '{AS_FLOAT}' "
            f"WHEN regexp_full_match(w, {_literal(_POWER)}) THEN '{AS_POWER}' END"
        ),
    }
    for name, body in macros.items():
        con.execute(f"CREATE OR REPLACE TEMP MACRO {name} AS {body}")


def _ladder() -> str:
    """SQL: the kind of a national number of 9 or 10 digits."""
    arms = (f"WHEN regexp_full_match(n, {_literal(pattern)}) THEN '{kind}'" for _, kind, pattern in uk_patterns())
    return f"CASE {' '.join(arms)} ELSE 'invalid' END"


def _literal(pattern: str) -> str:
    return "'" + pattern.replace("'", "''") + "'"


def slow_cells(cells: Iterable[str]) -> list[tuple[str, int, str, int | None, str, str | None]]:
    """What Python reads in each cell: (cell, place in the cell, as written, key, kind, problem)."""
    return [
        (cell, place, number.written, key(number), number.kind, number.problem)
        for cell in cells
        for place, number in enumerate(read_all(cell))
    ]


def key(number: Number) -> int | None:
    """The E.164 number as an integer, by which everything is joined."""
    return int(number.e164[1:]) if number.e164 else None


def store_slow(con: duckdb.DuckDBPyConnection, cells: Sequence[str]) -> None:
    """What Python reads in these cells, as the relation `slow(written, place, piece, key, kind, problem)`."""
    columns = [list(column) for column in zip(*slow_cells(cells), strict=True)]
    con.execute(
        "CREATE TABLE slow AS SELECT unnest($1) AS written, unnest($2)::UTINYINT AS place, unnest($3) AS piece, "
        "unnest($4)::BIGINT AS key, unnest($5) AS kind, unnest($6)::VARCHAR AS problem",
        columns,
    )
