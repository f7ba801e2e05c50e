"""Why a record is refused: its file, its row, the reason and the way out. Nothing that stands in it is repeated."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NoReturn

import duckdb

from ringfence.calendar import british
from ringfence.calls import expressions
from ringfence.calls.intake import NoCallRecords, Source, look
from ringfence.errors import RingfenceError
from ringfence.rulebook import FIRST_DAY
from ringfence.tables.refusals import RowUnreadable

_LAST_OF_LAW = "The law before {0} is not on file: leave these records out, or ask a lawyer."


def refuse_records(
    con: duckdb.DuckDBPyConnection, sources: Sequence[Source], only: str | None, work: Path, today: date
) -> NoReturn:
    """Names the first record in the way, by reading the files once more and in order."""
    for name, body in expressions.MACROS.items():
        con.execute(f"CREATE OR REPLACE TEMP MACRO {name} AS {body}")
    first, last = ((day - date(1970, 1, 1)).days * expressions.SECONDS_A_DAY for day in (FIRST_DAY, today))
    wrong = (  # a day's ends are those of UTC here: an hour's difference is told by the almanac
        ("sec IS NULL", "started_at is empty or no instant",
         "Write it as 2016-05-16T10:00:00Z, or with an offset such as +01:00; without one it is read as UTC."),
        (f"sec < {first - 3600}", f"a call before {british(FIRST_DAY)}", _LAST_OF_LAW.format(british(FIRST_DAY))),
        (f"sec >= {last + expressions.SECONDS_A_DAY - 3600}", f"a call after {british(today)}, which is today",
         "A call that was not made has no record: mend its date."),
        ("mode < 0", "an unknown word for mode", f"Write one of: {', '.join(expressions.MODE_WORDS)}."),
    )  # fmt: skip
    for source in sources:
        _, table = look(con, source.file, work)
        cells = expressions.parsed(source.places, table.relation, only)
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE looked AS SELECT sec, mode, row_number() OVER () AS row FROM ({cells})"  # noqa: S608
        )
        for which, reason, way_out in wrong:
            found = con.execute(f"SELECT min(row), count(*) FROM looked WHERE {which}").fetchone()  # noqa: S608
            if found and found[1]:
                more = f" (and {found[1] - 1:,} rows more)" if found[1] > 1 else ""
                raise RowUnreadable(source.file, reason + more, way_out, row=found[0])
    if not sources:
        raise NoCallRecords("There are no call records.")
    raise RingfenceError(f"The records cannot be dated between {FIRST_DAY} and {today + timedelta(days=1)}.")
