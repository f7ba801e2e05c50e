"""Screening by joins in a database: the portable second way to gather the same facts, and the judge of the first.

It takes memory that grows with the list, and starts anew when it was killed.
"""

import tempfile
from pathlib import Path

import duckdb

from ringfence.lists import report
from ringfence.lists.intake import prepare, take_in
from ringfence.lists.judging import Judging
from ringfence.lists.match import LAYOUT, match
from ringfence.lists.screening import Asked, Progress, Run, Screening
from ringfence.tables.engine import database


def joined(asked: Asked, tell: Progress) -> Screening:
    """The screening, by joins."""
    with tempfile.TemporaryDirectory(prefix="ringfence-") as name, database(Path(name)) as con:
        work = Path(name)
        tell("reading the list", 0.0)
        prepare(con)
        read = take_in(con, asked.lists, work)
        tell("looking numbers up", 0.45)
        matched = match(con, asked.lists, asked.evidence, asked.on, asked.cuts, work)
        tell("judging situations", 0.75)
        judging = Judging(matched, asked.judge, asked.cuts)
        situations, kinds = judging.situations(_count(con, judging, [str(each.file) for each in asked.lists]))
        tell("writing verdicts", 0.8)
        files = report.write(
            con,
            asked.out,
            asked.folder,
            several=len(asked.lists) > 1,
            step=lambda n: tell("writing verdicts", 0.8 + n * 0.06),
        )
        tell("done", 1.0)
    return Screening(
        asked.on,
        read.rows_by_list,
        read.numbers,
        situations,
        kinds,
        read.columns,
        matched.registers,
        matched.files,
        read.read_one_by_one,
        read.notes,
        files,
        Run("duckdb"),
    )


def _count(con: duckdb.DuckDBPyConnection, judging: Judging, lists: list[str]) -> dict[int, int]:
    """How often each packed integer stands in `found`; makes `situations` to join the answers back."""
    counts: dict[int, int] = dict(con.execute("SELECT packed, count(*) FROM found GROUP BY packed").fetchall())
    rows = [(packed, *judging.answer(packed), lists[LAYOUT.unpack(packed)["list"]]) for packed in counts]
    con.execute(
        "CREATE TABLE situations AS SELECT unnest($1)::BIGINT AS packed, unnest($2)::VARCHAR AS decision, "
        "unnest($3)::VARCHAR AS reasons, unnest($4)::VARCHAR AS situation, unnest($5)::VARCHAR AS list_name",
        [list(column) for column in zip(*rows, strict=True)],
    )
    return counts
