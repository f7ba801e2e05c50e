"""Make the list, the register and the objections of this example: seeded, the same bytes every time.

    python3 examples/labour-2009/generate.py [FOLDER]      (default: data/ beside this file)

Needs Ringfence installed. Nothing here is a record of anybody. The numbers are counted off by a fixed rule inside real
area codes and mobile prefixes, because the ranges that Ofcom keeps for drama hold some 20,000 numbers and the list
needs 495,000. So a number may by chance be somebody's: Ringfence never dials, and neither should you. What is real: the
constituencies, and how Labour did there in 2005, which decides how much of the list falls into each.
"""
# ruff: noqa: S608 - the SQL is put together from our own numbers and words only

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from ringfence.campaigns import elections

HERE = Path(__file__).parent
ROWS = 495_000  # recipients on record, approximately
LISTED = 3_000_000  # lines of the made-up register
AREAS = 60  # how many strongholds were called is not on record
SEED = 2009
STRIDE = 7_368_787  # a prime: steps of it visit every number of a block once, in no order that looks like counting
PRIME = 2_147_483_647
REPEATS = "v % 40 = 7"  # rows about a number met a little earlier: one in forty
OURS = "i = k AND w // 1024 % 100 < 27"  # numbers of the list that the register has: rather more than a quarter

# Area codes of each region with the digits that may follow, so that phonenumbers takes every number for valid.
CODES = {
    "North West": {"151": "2345678", "161": "2345678"},
    "North East": {"191": "2345678"},
    "Yorkshire and the Humber": {"113": "2345", "114": "2345"},
    "East Midlands": {"115": "2789", "116": "234"},
    "West Midlands": {"121": "234567"},
    "London": {"20": "78"},
    "Scotland": {"141": "2345678", "131": "2345678"},
    "Wales": dict.fromkeys(("1443", "1495", "1633", "1639", "1685", "1792"), "2345678"),
    "mobile": {"77": "23456789", "78": "12345678", "79": "02345678"},
}

# How people and spreadsheets write a number: parts in 10,000, what it is, and the cell, from national digits `n`.
FORMS = [
    (4410, "plain", "'0' || n"),
    (2200, "spaced", "'0' || n[:4] || ' ' || n[5:7] || ' ' || n[8:]"),
    (800, "international", "'+44' || n"),
    (420, "international with (0)", "'+44 (0)' || n[:4] || ' ' || n[5:]"),
    (300, "hyphens", "'0' || n[:4] || '-' || n[5:]"),
    (300, "brackets", "'(0' || n[:3] || ') ' || n[4:6] || ' ' || n[7:]"),
    (150, "text marker of a spreadsheet", "'''0' || n"),
    (100, "00 for +", "'0044' || n"),
    (60, "invisible marks", "chr(8203) || '0' || n[:4] || chr(160) || n[5:] || ' '"),
    (30, "full-width digits", "translate('0' || n, '0123456789', '０１２３４５６７８９')"),
    (10, "Arabic-Indic digits", "translate('0' || n, '0123456789', '٠١٢٣٤٥٦٧٨٩')"),
    (320, "the 0 eaten by a spreadsheet", "n"),
    (60, "read as a fraction", "n || '.0'"),
    (130, "digits lost to a spreadsheet", "printf('%.5E', ('44' || n)::DOUBLE)"),
    (80, "extension", "'0' || n || ' x' || (v % 900 + 100)"),
    (150, "two in one cell", "'0' || n || ' / 0' || other"),
    (20, "three in one cell", "'0' || n || '; 0' || other || '; 0' || n"),
    (60, "a word before", "'Home: 0' || n"),
    (60, "foreign", "['+1 202 555 01', '+33 1 99 00 12 ', '+61 2 5550 12'][v % 3 + 1] || (v % 90 + 10)"),
    (20, "premium rate", "'0909 879 0' || lpad((v % 1000)::VARCHAR, 3, '0')"),
    (80, "too short", "'0' || n[:8]"),
    (40, "too long", "'0' || n || '7'"),
    (120, "empty", "''"),
    (50, "words only", "['ex-directory', 'n/a', 'unknown', 'moved'][v % 4 + 1]"),
    (30, "blanks", "'  '"),
]  # fmt: skip


def strongholds() -> list[elections.Seat]:
    """The constituencies where Labour took the largest share in 2005, largest first."""
    return sorted(elections.seats(2005).values(), key=lambda seat: -seat.shares["Labour"])[:AREAS]


def stems(region: str) -> list[str]:
    """First five digits of every block of 100,000 numbers in the region."""
    return list(_stems(region))


def _stems(region: str) -> Iterator[str]:
    for code, following in CODES[region].items():
        for first in following:
            free = 4 - len(code)
            yield from (f"{code}{first}{rest:0{free}d}" if free else f"{code}{first}" for rest in range(10**free))


def generate(folder: Path, rows: int = ROWS, listed: int = LISTED, seed: int = SEED) -> None:
    """Write contacts.csv, tps.csv and objections.csv to the folder, each whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    base = duckdb.connect(config={"preserve_insertion_order": True})
    _prepare(base, rows, seed)
    _write(base, folder / "contacts.csv", _contacts())
    (ours,) = base.execute(f"SELECT count(*) FROM drawn WHERE {OURS}").fetchone() or (0,)
    _write(base, folder / "tps.csv", _register(rows, listed, seed, ours))
    _write(base, folder / "objections.csv", _objections())


def _prepare(base: duckdb.DuckDBPyConnection, rows: int, seed: int) -> None:
    """Tables: number blocks by region, the areas as often as they weigh, and `drawn`, one line per row of the list."""
    regions, seats = list(CODES), strongholds()
    blocks = [stem for region in regions for stem in stems(region)]
    first = [blocks.index(stems(region)[0]) for region in regions]
    size = [len(stems(region)) for region in regions]
    slots = [seat for seat in seats for _ in range(round(seat.shares["Labour"] * 100))]
    _table(base, "regions", region=range(len(regions)), first=first, size=size)
    _table(base, "blocks", block=range(len(blocks)), stem=blocks)
    _table(
        base,
        "slots",
        slot=range(len(slots)),
        name=[seat.name for seat in slots],
        region=[regions.index(seat.region) for seat in slots],
    )
    base.execute(f"""
        CREATE TABLE drawn AS
        WITH lines AS (SELECT i, {_draw(seed, "i")} AS v FROM range({rows}) AS t(i)),
        sources AS (
            SELECT i, v, CASE WHEN {REPEATS} THEN greatest(0, i - 1 - v // 64 % 5000) ELSE i END AS k FROM lines
        ),
        placed AS (
            SELECT i, v, k, w, name, CASE WHEN w % 10 < 3 THEN {regions.index("mobile")} ELSE region END AS region
            FROM (SELECT *, {_draw(seed + 1, "k")} AS w FROM sources) JOIN slots ON slot = w // 16 % {len(slots)}
        )
        {_with_number("placed", "k")}
    """)


def _table(base: duckdb.DuckDBPyConnection, table: str, /, **columns: Sequence[str | int]) -> None:
    cells = ", ".join(f"unnest(${number}) AS {column}" for number, column in enumerate(columns, 1))
    base.execute(f"CREATE TABLE {table} AS SELECT {cells}", [list(column) for column in columns.values()])


def _draw(seed: int, index: str) -> str:
    """SQL for a whole number of 62 bits that looks random and is fixed by seed and index: cubes modulo a prime.

    DuckDB's own hash() may change between versions, and the example must not.
    """
    start = f"(({index}) * 48271 + {seed} * 16807) % {PRIME}"
    cube = f"(({start}) * ({start}) % {PRIME} * ({start}) % {PRIME})"
    return f"({cube} * {PRIME} + {cube} * {cube} % {PRIME})"


def _with_number(table: str, index: str) -> str:
    """SQL that adds `n`, the index-th number of the row's region as ten national digits: another for every index."""
    position = f"({index} * {STRIDE} % (size * 100000))"
    return f"""
        SELECT {table}.*, stem || lpad(({position} % 100000)::VARCHAR, 5, '0') AS n
        FROM {table} JOIN regions USING (region) JOIN blocks ON block = first + {position} // 100000
    """


def _contacts() -> str:
    cases, reached = [], 0
    for parts, what, cell in FORMS:
        reached += parts
        cases.append(f"WHEN v // 4096 % 10000 < {reached} THEN {cell} -- {what}\n")
    return f"""
        SELECT 'L' || lpad((i + 1)::VARCHAR, 6, '0') AS id, CASE {"".join(cases)} END AS phone, name AS constituency
        FROM (SELECT *, (7810000000 + i * {STRIDE} % 80000000)::VARCHAR AS other FROM drawn) ORDER BY i
    """


def _register(rows: int, listed: int, seed: int, ours: int) -> str:
    """SQL for the register: `ours` numbers of the list, and as many others as it takes; most with a date."""
    return f"""
        WITH lines AS (SELECT j, {_draw(seed + 2, "j")} AS v FROM range({rows}, {rows + listed - ours}) AS t(j)),
        placed AS (SELECT j, v, v % {len(CODES)} AS region FROM lines),
        others AS (SELECT n, v FROM ({_with_number("placed", "j")}))
        SELECT '0' || n AS number,
               CASE WHEN v % 33 = 0 THEN NULL ELSE DATE '1999-05-01' + (v // 32768 % 3680)::INTEGER END AS listed_on
        FROM (SELECT n, w AS v FROM drawn WHERE {OURS} UNION ALL FROM others) ORDER BY number
    """


def _objections() -> str:
    return """
        SELECT '0' || n AS number, DATE '2007-10-01' + (w // 65536 % 600)::INTEGER AS received_on,
               ['letter', 'phone', 'email'][w // 2048 % 3 + 1] AS channel
        FROM drawn WHERE i = k AND w // 131072 % 1000 = 0 ORDER BY number
    """


def _write(base: duckdb.DuckDBPyConnection, path: Path, query: str) -> None:
    part = path.with_suffix(".part")
    base.execute(f"COPY ({query}) TO '{str(part).replace(chr(39), chr(39) * 2)}' (FORMAT csv, HEADER)")
    part.replace(path)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=HERE / "data")
    folder = parser.parse_args(arguments).folder
    generate(folder)
    print(f"Wrote {ROWS:,} rows to {folder / 'contacts.csv'} and {LISTED:,} to {folder / 'tps.csv'}.")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
