"""A file of call records -> records, one after the other; the first that cannot be read stops it, with its row."""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import msgspec

from ringfence.calls.intake import COLUMNS, NoCallRecords, find
from ringfence.calls.records import dialects
from ringfence.calls.records.record import Record, RecordUnreadable
from ringfence.numbers import read
from ringfence.tables.engine import database
from ringfence.tables.text import open_table, plain

DIALECTS = ("asterisk", "freeswitch", "vicidial", "generic")
STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
AT_ONCE = 10_000
Row = tuple[int, Mapping[str, str]]


def read_records(file: Path, dialect: str | None = None, zone: str | None = None) -> Iterator[Record]:
    """Every record of a file. `zone` is whose time is meant where none is written: the dialect's own if not told."""
    found = dialect or recognised(file)
    whose = ZoneInfo(zone or ("Europe/London" if found in dialects.LOCAL else "UTC"))
    reader = {"asterisk": _asterisk, "freeswitch": _freeswitch}.get(found, _table)
    if reader is _asterisk and dialects.named(_names(_head(file))):
        reader = _table
    for row, cells in reader(file):
        yield _record(file, row, cells, found, whose)


def recognised(file: Path) -> str:
    """Which system wrote a file."""
    text = _head(file)
    if text.startswith(("{", "[")) and '"variables"' in text:
        return "freeswitch"
    first = next(csv.reader(text.splitlines()[:1]), [])
    if 16 <= len(first) <= 18 and STAMP.fullmatch(first[9].strip()):
        return "asterisk"
    found = dialects.named(_names(text))
    return found[0] if found else "generic"


def record_files(where: Path) -> tuple[Path, ...]:
    """The files of call records at a path; in a folder those that FreeSWITCH leaves, too. Raises NoCallRecords."""
    if not where.is_dir():
        return find(where)
    told = tuple(each for each in sorted(where.rglob("*.json")) if not each.name.startswith((".", "_")))
    try:
        return (*told, *find(where))
    except NoCallRecords:
        if told:
            return told
        raise


def _head(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            head = stream.read(1 << 16).decode("utf-8", errors="replace")
    except OSError as error:
        raise RecordUnreadable(f"{file}: cannot be read ({error.strerror}). Name a file of call records.") from None
    return head.removeprefix("\ufeff").lstrip()


def _names(text: str) -> set[str]:
    """The words of the first line, in small letters: the names of columns, if it is a header."""
    first = text.splitlines()[0] if text else ""
    return {name.strip().strip('"').casefold() for name in re.split(r"[,\t;|]", first)}


def _asterisk(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8", errors="replace", newline="") as stream:
        for row, cells in enumerate(csv.reader(stream), 1):
            if not cells:
                continue
            if not 16 <= len(cells) <= 18:
                raise _unreadable(file, row, f"{len(cells)} columns, where Master.csv has 16 to 18")
            yield row, dialects.asterisk(dict(zip(dialects.ASTERISK, [*cells, ""], strict=False)))


def _freeswitch(file: Path) -> Iterator[Row]:
    text = file.read_bytes().strip()
    told: Iterable[tuple[int, Any]]
    if text.startswith(b"["):
        told = enumerate(_decoded(file, 1, text), 1)
    else:
        told = ((row, _decoded(file, row, line)) for row, line in _objects(text))
    for row, each in told:
        if not isinstance(each, dict) or not isinstance(each.get("variables"), dict):
            raise _unreadable(file, row, "no object with variables, as mod_json_cdr writes it")
        yield row, dialects.freeswitch(each)


def _objects(text: bytes) -> Iterator[tuple[int, bytes]]:
    """One object that may span lines, or one a line."""
    lines = [(row, line) for row, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > 1 and not lines[0][1].rstrip().endswith(b"}"):
        yield 1, text
        return
    yield from lines


def _decoded(file: Path, row: int, text: bytes) -> Any:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise _unreadable(file, row, f"no JSON ({error})") from None


def _table(file: Path) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="ringfence-") as name, database(Path(name)) as con:
        table = open_table(con, file, Path(name))
        names = [each.strip().casefold() for each in table.columns]
        switch = dialects.named(set(names))
        ours = {} if switch else _places(file, table.columns)
        cells = con.execute(f"SELECT {', '.join(f'c{n}' for n in range(len(names)))} FROM {table.relation}")  # noqa: S608
        for row, each in enumerate(_fetched(cells), 1):
            told = [value or "" for value in each]
            if switch:
                yield row, switch[1](dict(zip(names, told, strict=True)))
            else:
                yield row, {name: told[place] for name, place in ours.items()}


def _fetched(cells: duckdb.DuckDBPyConnection) -> Iterator[tuple[str | None, ...]]:
    while some := cells.fetchmany(AT_ONCE):
        yield from some


def _places(file: Path, columns: tuple[str, ...]) -> dict[str, int]:
    there = {plain(column): place for place, column in reversed(list(enumerate(columns)))}
    found = {
        name: there[plain(each)]
        for name, names in COLUMNS.items()
        for each in [next((n for n in names if plain(n) in there), None)]
        if each is not None
    }
    for name in ("called_number", "started_at"):
        if name not in found:
            raise RecordUnreadable(
                f"{file}: no column says the {name.replace('_', ' ')}; the columns are: {', '.join(columns)}. "
                f'Call it "{name}".'
            )
    return found


def _record(file: Path, row: int, cells: Mapping[str, str], dialect: str, zone: ZoneInfo) -> Record:
    written = cells.get("called_number", "").strip()
    number = read(written).e164
    seconds = _seconds(file, row, cells.get("talk_seconds", ""))
    return Record(
        file=file.name,
        row=row,
        at=_moment(file, row, cells.get("started_at", ""), zone),
        written=written,
        number=int(number[1:]) if number else None,
        shown=cells.get("calling_number") or None,
        campaign=cells.get("campaign", "").strip(),
        outcome=dialects.outcome(dialect, cells.get("outcome", ""), seconds, cells.get("user", "")),
        seconds=seconds,
        id=cells.get("call_id", ""),
    )


def _moment(file: Path, row: int, written: str, zone: ZoneInfo) -> datetime:
    text = written.strip()
    try:
        if re.fullmatch(r"\d{9,10}(\.\d+)?", text):
            return datetime.fromtimestamp(float(text), UTC)
        if re.fullmatch(r"\d{16}", text):
            return datetime.fromtimestamp(int(text) / 1e6, UTC)
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        raise _unreadable(file, row, f'"{text[:40]}" is no time; write 2026-11-21T14:30:00Z') from None
    if len(text) == 10:
        raise _unreadable(file, row, f'"{text}" is a day, and the time is missing')
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _seconds(file: Path, row: int, written: str) -> float | None:
    text = written.strip()
    if not text:
        return None
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        raise _unreadable(file, row, f'"{text[:20]}" is no number of seconds')
    return float(text)


def _unreadable(file: Path, row: int, why: str) -> RecordUnreadable:
    return RecordUnreadable(f"{file}, row {row:,}: {why}. Mend the row, or export the records again.")
