"""A folder, file or pattern of call records -> sources: which files, and which of their columns say what.

Nothing is read here but headers. What a record's cells say is read by `expressions`, in whichever engine runs.
"""

import glob
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ringfence.errors import RingfenceError
from ringfence.tables.refusals import ColumnMissing, DuplicateColumns
from ringfence.tables.scan import is_parquet
from ringfence.tables.text import TextTable, open_table, plain

ENDINGS = (".parquet", ".csv", ".txt")
COLUMNS: Mapping[str, tuple[str, ...]] = {  # the common names, ours first
    "called_number": (
        "called_number", "called", "destination_number", "destination", "dst", "dialled_number", "dialed_number",
        "dialled", "callee", "to_number", "to", "phone", "phone_number", "telephone", "msisdn", "number",
    ),
    "started_at": (
        "started_at", "start_time", "call_start", "call_started", "start", "started", "setup_time", "calldate",
        "call_date", "date_time", "datetime", "timestamp",
    ),
    "campaign": ("campaign", "campaign_id", "campaignid", "campaign_code"),
    "mode": ("mode", "call_mode"),
    "calling_number": (
        "calling_number", "cli", "caller_id", "callerid", "presented_number", "source_number", "src", "from_number",
        "from", "caller",
    ),
    "outcome": ("outcome", "disposition", "call_status", "status", "result"),
    "talk_seconds": ("talk_seconds", "talk_time", "billsec", "talk_duration"),
    "call_id": ("call_id", "uniqueid", "unique_id", "uuid", "id"),
}  # fmt: skip
NEEDED = ("called_number", "started_at")


class NoCallRecords(RingfenceError):
    """Nothing to audit."""

    code = "no-call-records"


@dataclass(frozen=True)
class Source:
    """A file of call records: its columns in order, and the place of each one that we read."""

    file: Path
    columns: tuple[str, ...]
    places: Mapping[str, int]
    parquet: bool

    def place(self, name: str) -> int | None:
        return self.places.get(name)


def find(where: Path) -> tuple[Path, ...]:
    """The files of call records at a path: a file, all in a folder and its folders, or all that fit a pattern."""
    if where.is_file():
        return (where,)
    if where.is_dir():
        found = [each for each in sorted(where.rglob("*")) if each.suffix.lower() in ENDINGS and each.is_file()]
        found = [
            each for each in found if not each.name.startswith((".", "_"))
        ]  # what engines leave beside their parts
    else:
        found = [each for name in sorted(glob.glob(str(where), recursive=True)) if (each := Path(name)).is_file()]  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not found:
        raise NoCallRecords(
            f"{where}: no call records are there. Name a file, a folder of .parquet or .csv files, or a pattern in "
            "quotes such as 'cdrs/2016-*.parquet'."
        )
    return tuple(found)


def look(con: duckdb.DuckDBPyConnection, file: Path, work: Path) -> tuple[Source, TextTable]:
    """What a file's columns are, and how it is read; or the refusal that says what is wrong with it."""
    table = open_table(con, file, work)
    places = {name: place for name, names in COLUMNS.items() if (place := _place(table, name, names)) is not None}
    for name in NEEDED:
        if name not in places:
            _missing(table, name)
    return Source(file, table.columns, places, is_parquet(file)), table


def _place(table: TextTable, name: str, names: Sequence[str]) -> int | None:
    """The place of the column that says this: by our own name, else by the one common name that is there."""
    if (own := table.column(name)) is not None:
        return own
    wanted = {plain(each) for each in names}
    found = [place for place, column in enumerate(table.columns) if plain(column) in wanted]
    if len(found) > 1 and name in NEEDED:
        said = ", ".join(f'"{table.columns[place]}"' for place in found)
        raise DuplicateColumns(table.file, f"{len(found)} columns may be the {name}: {said}", f'Call one "{name}".')
    return min(found, key=lambda place: [plain(n) for n in names].index(plain(table.columns[place])), default=None)


def _missing(table: TextTable, name: str) -> None:
    others = ", ".join(COLUMNS[name][1:6])
    raise ColumnMissing(
        table.file,
        f'no column "{name}" (or {others} ...); the columns are: {", ".join(table.columns)}',
        f'Name the column of the {name.replace("_", " ")} "{name}".',
    )
