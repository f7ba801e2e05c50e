"""A folder of files -> what each of them is, and how that was told; what cannot be read is kept on the list."""

import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

import duckdb

from ringfence.calls.intake import COLUMNS
from ringfence.campaigns.run import REGISTER_NAME
from ringfence.cases.bundle.transcript import is_transcript
from ringfence.cases.complaint import field_of
from ringfence.cases.events import CaseUnusable
from ringfence.errors import RingfenceError
from ringfence.scripts.intake import read as read_script
from ringfence.scripts.sources.recording import SUFFIXES as SOUND
from ringfence.tables.columns import named_phone
from ringfence.tables.engine import database
from ringfence.tables.text import open_table, plain

TEXTS = (".md", ".markdown", ".txt", ".text", ".vtt", ".srt")
TABLES = (".csv", ".tsv", ".parquet", ".xlsx", ".ndjson", ".jsonl", ".txt")
SCRIPTS = (".docx", ".docm", ".xlsx", ".csv", ".tsv")
NOTES = ("readme", "license", "licence")
MOST_FILES = 10_000
WORDS = {
    "card": "campaign card", "script": "script", "transcript": "transcript of a call", "recording": "recording",
    "list": "list of numbers", "records": "call records", "register": "register (TPS or CTPS)",
    "complaints": "complaints", "named": "named by a card", "not read": "not read",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sorted:
    """One file: what it is taken for, why, and its SHA-256."""

    file: Path
    name: str  # within the folder
    kind: str
    why: str
    sha256: str
    size: int


def sort(folder: Path, leave_out: Path | None = None) -> tuple[Sorted, ...]:
    """Every file of a folder and its folders; those of `leave_out`, our own output, are passed over."""
    if not folder.is_dir():
        raise CaseUnusable(f"{folder} is no folder. Name the folder that holds the bundle.")
    files = [each for each in sorted(folder.rglob("*")) if each.is_file() and not _hidden(each, folder)]
    if leave_out is not None:
        files = [each for each in files if leave_out.resolve() not in each.resolve().parents]
    if not files or len(files) > MOST_FILES:
        raise CaseUnusable(f"{folder} holds {len(files):,} files; from 1 to {MOST_FILES:,} can be looked at.")
    cards = [each for each in files if each.suffix.lower() == ".toml" and _is_card(each)]
    named = {path.resolve() for card in cards for path in _named(card)}
    with tempfile.TemporaryDirectory(prefix="ringfence-") as work, database(Path(work), threads=1) as con:
        return tuple(_sorted(each, folder, cards, named, con, Path(work)) for each in files)


def _sorted(
    file: Path, folder: Path, cards: list[Path], named: set[Path], con: duckdb.DuckDBPyConnection, work: Path
) -> Sorted:
    kind, why = _kind(file, cards, named, con, work)
    with file.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    return Sorted(file, file.relative_to(folder).as_posix(), kind, why, digest, file.stat().st_size)


def _kind(
    file: Path, cards: list[Path], named: set[Path], con: duckdb.DuckDBPyConnection, work: Path
) -> tuple[str, str]:
    """What a file is: by its name where that says enough, else by what stands in it."""
    return _by_name(file, cards, named) or _by_content(file, con, work)


def _by_name(file: Path, cards: list[Path], named: set[Path]) -> tuple[str, str] | None:
    ending, register = file.suffix.lower(), REGISTER_NAME.fullmatch(file.stem.lower())
    told = (
        (file in cards, "card", "it has a [campaign] table"),
        (ending == ".eml", "complaints", "an e-mail"),
        (ending in SOUND, "recording", f"its name ends in {ending}"),
        (register, "register", f"its name says {register['kind'].upper()} of {register['day']}" if register else ""),
        (file.resolve() in named, "named", "a card names it: it is read with the card"),
        (file.stem.lower() in NOTES, "not read", "a note about the files, by its name"),
    )
    return next(((kind, why) for holds, kind, why in told if holds), None)


def _by_content(file: Path, con: duckdb.DuckDBPyConnection, work: Path) -> tuple[str, str]:
    ending = file.suffix.lower()
    try:
        if ending in TABLES and (found := _table(file, con, work)):
            return found
        if ending in TEXTS and is_transcript(_text(file)):
            return "transcript", "speakers of both sides, or times of subtitles"
        if ending in (*TEXTS, *SCRIPTS) and read_script(file).text.strip():
            return "script", "text that can be read as a script"
    except (RingfenceError, duckdb.Error, UnicodeError) as error:
        return "not read", str(error).splitlines()[0]
    return "not read", f"a file of this kind ({ending or 'no ending'}) is not known here"


def _table(file: Path, con: duckdb.DuckDBPyConnection, work: Path) -> tuple[str, str] | None:
    """What the columns of a table make it; None where it has none that tell."""
    try:
        table = open_table(con, file, work, no_rows_ok=True)
    except (RingfenceError, duckdb.Error):
        return None
    columns = {plain(name) for name in table.columns}
    has = {name for name, names in COLUMNS.items() if columns & {plain(each) for each in names}}
    if {"called_number", "started_at"} <= has:
        return "records", "columns of the called number and the start of the call"
    fields = {field for name in table.columns if (field := field_of(name))}
    if {"words", "number"} <= fields or {"organisation", "number", "called_at"} <= fields:
        return "complaints", "columns of a complaint"
    if named_phone(table) and len(table.columns) < 200:
        return "list", f'a column of numbers ("{table.columns[named_phone(table)[0]]}")'
    return None


def _is_card(file: Path) -> bool:
    try:
        return "campaign" in tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeError, OSError):
        return False


def _named(card: Path) -> Iterator[Path]:
    """Every file in the card's folder that its text names, whatever the key."""

    def strings(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for each in value.values():
                yield from strings(each)
        elif isinstance(value, list):
            for each in value:
                yield from strings(each)

    for text in strings(tomllib.loads(card.read_text(encoding="utf-8"))):
        if len(text) < 250 and "\n" not in text and (path := card.parent / text).is_file():
            yield path


def _text(file: Path) -> str:
    return file.read_bytes()[:2_000_000].decode("utf-8-sig", "replace")


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)
