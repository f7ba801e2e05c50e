"""Call records as they come from a dialler, a provider or another organisation, kept so that a call is found at once.

Each file becomes one Parquet file sorted by number under the home folder, named for its SHA-256, with a description
beside it. A row is known by that hash and its place in the file: `record:HASH:ROW`. Kept whole or not at all.
"""

import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from ringfence.calendar import local_day
from ringfence.calls import expressions
from ringfence.calls.engines.duck import Duck
from ringfence.calls.intake import look
from ringfence.calls.records import Record, read_records, record_files
from ringfence.calls.records.reading import AT_ONCE, recognised
from ringfence.cases.events import CaseUnusable
from ringfence.cases.finding import Call, Looked, Query
from ringfence.durable import sync_folder
from ringfence.numbers import read
from ringfence.preferences.events import instant
from ringfence.tables.engine import database
from ringfence.tables.text import quoted, refuse
from ringfence.words import MODES

FOLDER = "call-records"
CALL_ID = 9_999  # the place of a column of our own: the row's number in front of the record's own id
MOST = 100_000  # calls given for one query
RECORD = re.compile(r"record:(?P<short>[0-9a-f]{12}):(?P<place>\d+)")


@dataclass(frozen=True, slots=True)
class Batch:
    """One file of call records that is kept."""

    sha256: str
    file: str  # its name, as it came
    organisation: str
    rows: int
    no_number: int  # rows whose number cannot be read
    no_time: int  # rows whose time cannot be read
    no_offset: int  # rows whose time has no offset: read as UTC
    first: str | None  # ISO days in London
    last: str | None
    imported_at: str
    imported_by: str
    zone: str  # whose time was meant where none was written; empty: nobody said

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day on record."""
        return (
            (self.first and date.fromisoformat(self.first)) or None,
            (self.last and date.fromisoformat(self.last)) or None,
        )

    @property
    def short(self) -> str:
        return self.sha256[:12]


def keep(
    home: Path, records: Path, organisation: str, *, by: str, now: datetime, zone: str | None = None
) -> list[tuple[Batch, bool]]:
    """Keeps every file of call records at a path; each with whether it is new.

    `zone` is whose time is meant where a record writes none: UTC, or the switch's own, if nobody says.
    """
    return [_keep(home, file, organisation, by, now, zone) for file in record_files(records)]


def batches(home: Path) -> tuple[Batch, ...]:
    """What is kept, in the order in which it came."""
    found = [_batch(file) for file in sorted((home / FOLDER).glob("*.json"))]
    return tuple(sorted(found, key=lambda each: (each.imported_at, each.sha256)))


def reader(home: Path) -> Any:
    """A source for `finding.find`: every file that is kept."""

    def asked(query: Query) -> Iterator[Looked]:
        kept = batches(home)
        if not kept:
            return
        with duckdb.connect() as con:
            for batch in kept:
                first, last = batch.days
                yield Looked(
                    source=f"{batch.organisation}, {batch.file}", kind="record",
                    calls=tuple(_calls(con, home, batch, query)), through=batch.rows, first=first, last=last,
                    organisation=batch.organisation,
                )  # fmt: skip

    return asked


def numbers_of(home: Path, evidence: Iterable[str]) -> dict[str, int]:
    """The numbers of these rows, by the id of their evidence; a case keeps only that id."""
    wanted: dict[str, list[int]] = {}
    for each in evidence:
        if found := RECORD.fullmatch(each):
            wanted.setdefault(found["short"], []).append(int(found["place"]))
    kept = {batch.short: batch for batch in batches(home)} if wanted else {}
    numbers: dict[str, int] = {}
    with duckdb.connect() as con:
        for short in wanted.keys() & kept.keys():
            source = quoted(str(home / FOLDER / f"{kept[short].sha256}.parquet"))
            rows = con.execute(
                f"SELECT place, key FROM read_parquet({source}) "  # noqa: S608
                "WHERE key IS NOT NULL AND place IN (SELECT unnest(?))",
                [wanted[short]],
            )
            numbers |= {f"record:{short}:{place}": int(key) for place, key in rows.fetchall()}
    return numbers


def _keep(home: Path, file: Path, organisation: str, by: str, now: datetime, zone: str | None) -> tuple[Batch, bool]:
    with file.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    folder = home / FOLDER
    if (described := folder / f"{digest}.json").exists() and (kept := _batch(described)).zone == (zone or ""):
        return kept, False
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".unfinished-") as name:
        part = Path(name) / "records.parquet"
        found = _sorted(file, part, Path(name), zone)
        batch = Batch(
            sha256=digest,
            file=file.name,
            organisation=organisation,
            rows=found.rows,
            no_number=found.no_number,
            no_time=found.no_time,
            no_offset=found.no_offset,
            first=_day(found.first),
            last=_day(found.last),
            imported_at=instant(now),
            imported_by=by,
            zone=zone or "",
        )
        _sync(part)
        part.replace(folder / f"{digest}.parquet")
        about = Path(name) / "about.json"
        about.write_text(json.dumps(asdict(batch), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        _sync(about)
        sync_folder(folder)
        about.replace(described)  # last: what has no description is not there
        sync_folder(folder)
    return batch, True


@dataclass(frozen=True, slots=True)
class _Counts:
    """What a file holds: rows, those without a number, without a time, without an offset; first and last second."""

    rows: int
    no_number: int
    no_time: int
    no_offset: int
    first: int | None
    last: int | None


def _sorted(file: Path, target: Path, work: Path, zone: str | None) -> _Counts:
    """Writes the records in the order of their numbers."""
    with database(work) as con:
        if zone or recognised(file) != "generic":
            _from_rows(con, read_records(file, zone=zone))
        else:
            _from_table(con, file, work)
        ((rows, no_number, no_time, no_offset, first, last),) = con.execute(
            "SELECT count(*), count(*) - count(key), count(*) - count(sec), "
            "count(*) FILTER (sec IS NOT NULL AND naive), min(sec), max(sec) FROM kept"
        ).fetchall()
        if rows and no_time == rows:
            raise CaseUnusable(f"{file}: no row has a time that can be read. Write it as 2009-06-02T18:30:00Z.")
        con.execute(
            f"COPY (SELECT * EXCLUDE naive FROM kept ORDER BY key, sec) TO {quoted(str(target))} "  # noqa: S608
            "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)"
        )
    return _Counts(rows, no_number, no_time, no_offset, first, last)


def _from_table(con: duckdb.DuckDBPyConnection, file: Path, work: Path) -> None:
    """Makes `kept` of a table with columns of our names or common ones, in bulk."""
    duck = Duck(con, work)
    source, table = look(con, file, work)
    own = source.places.get("call_id")
    own_id = "''" if own is None else f"coalesce(c{own}, '')"
    numbered = (
        f"(SELECT *, CAST(row_number() OVER () AS VARCHAR) || ' ' || {own_id} AS c{CALL_ID} "  # noqa: S608
        f"FROM {table.relation})"
    )
    cells = expressions.parsed({**source.places, "call_id": CALL_ID}, numbered, None)
    try:
        con.execute(f"CREATE TABLE part AS SELECT *, rf_national(written) AS national FROM ({cells})")  # noqa: S608
    except duckdb.Error as error:
        refuse(table, error)
    duck._read_odd()  # noqa: SLF001 - makes `odd`: what the fast path leaves, read in Python
    con.execute(
        "CREATE TABLE kept AS SELECT CAST(split_part(call_id, ' ', 1) AS BIGINT) AS place, "
        "CASE WHEN national IS NOT NULL AND rf_kind(national) <> 'invalid' THEN rf_key(national) ELSE odd.key END "
        "AS key, CAST(sec AS BIGINT) AS sec, campaign, mode, cli, connected, naive = 1 AS naive FROM part "
        "LEFT JOIN odd ON national IS NULL AND odd.written = part.written"
    )


def _from_rows(con: duckdb.DuckDBPyConnection, records: Iterable[Record]) -> None:
    """Makes `kept` of records that are read one by one: a switch's own form, or times of a zone that nobody wrote."""
    con.execute(
        "CREATE TABLE kept (place BIGINT, key BIGINT, sec BIGINT, campaign VARCHAR, mode INTEGER, cli VARCHAR, "
        "connected INTEGER, naive BOOLEAN)"
    )
    left = iter(records)
    while some := list(islice(left, AT_ONCE)):
        columns = (
            [each.row for each in some], [each.number for each in some], [int(each.at.timestamp()) for each in some],
            [each.campaign for each in some], [each.shown or "" for each in some],
            [{None: 0, False: 1, True: 2}[each.answered] for each in some],
        )  # fmt: skip
        con.execute(
            "INSERT INTO kept SELECT unnest(?::BIGINT[]), unnest(?::BIGINT[]), unnest(?::BIGINT[]), "
            "unnest(?::VARCHAR[]), 0, unnest(?::VARCHAR[]), unnest(?::INTEGER[]), false",
            list(columns),
        )


def _calls(con: duckdb.DuckDBPyConnection, home: Path, batch: Batch, query: Query) -> Iterator[Call]:
    conditions, values = ["sec IS NOT NULL"], list[object]()
    for column, value in (("key", query.number), ("campaign", query.campaign)):
        if value is not None:
            conditions.append(f"{column} = ?")
            values.append(value)
    if query.cli is not None:
        conditions.append("regexp_replace(cli, '[^0-9]', '', 'g') IN (?, ?, ?)")
        values += _written(query.cli)
    for moment, sign in ((query.first, ">="), (query.last, "<=")):
        if moment is not None:
            conditions.append(f"sec {sign} ?")
            values.append(int(moment.timestamp()))
    sql = (
        f"SELECT place, key, sec, campaign, mode, cli, connected "  # noqa: S608
        f"FROM read_parquet({quoted(str(home / FOLDER / f'{batch.sha256}.parquet'))}) "
        f"WHERE {' AND '.join(conditions)} ORDER BY sec, place LIMIT {MOST}"
    )
    try:
        rows = con.execute(sql, values).fetchall()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise CaseUnusable(
            f"{home / FOLDER / batch.sha256}.parquet: cannot be read ({reason}). Import {batch.file} again: remove "
            "the .json file beside it first."
        ) from None
    for place, key, sec, campaign, mode, cli, connected in rows:
        number = read(cli).e164 if cli else None
        withheld = (cli or "").strip().lower() in expressions.WITHHELD[:4]
        yield Call(
            evidence=f"record:{batch.short}:{place}",
            kind="record",
            number=key,
            at=instant(datetime.fromtimestamp(sec, UTC)),
            organisation=batch.organisation,
            campaign=campaign or "",
            mode=MODES[mode - 1] if mode and mode > 0 else None,
            cli=int(number[1:]) if number else None,
            cli_withheld=True if withheld else False if number else None,
            connected={1: False, 2: True}.get(connected),
        )


def _written(cli: int) -> list[str]:
    """The digits by which a record may write this number."""
    digits = str(cli)
    national = f"0{digits[2:]}" if digits.startswith("44") else digits
    return [digits, national, f"00{digits}"]


def _batch(described: Path) -> Batch:
    try:
        return Batch(**json.loads(described.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise CaseUnusable(
            f"{described}: damaged ({type(error).__name__}). Remove it and import the file again."
        ) from None


def _day(seconds: int | None) -> str | None:
    return None if seconds is None else local_day(datetime.fromtimestamp(seconds, UTC)).isoformat()


def _sync(file: Path) -> None:
    """On the disk, and for nobody else to read."""
    file.chmod(0o600)
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())
