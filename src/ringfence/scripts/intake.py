"""A script file -> the text in it with its places, or a refusal that says the way out.

What a file is, its first bytes decide, not its name. Every offset in this package counts characters of the text
returned here.
"""

from pathlib import Path

from ringfence.errors import RingfenceError
from ringfence.scripts.sources import plain, recording
from ringfence.scripts.sources.as_read import AsRead
from ringfence.scripts.sources.refusals import (
    WAY_OUT,
    ScriptDamaged,
    ScriptEmpty,
    ScriptLocked,
    ScriptNotText,
    ScriptOldFormat,
    ScriptTooLarge,
)

MAX_BYTES = 50_000_000  # a Word document with its pictures
MAX_TEXT = 20_000_000  # bytes of a text file: the longest real scripts are under 100 kB
LONGEST = 500_000  # characters that are judged, some five seconds' work; the rest is told

ZIP, OLD_OFFICE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0"
REFUSED = (  # first bytes of files that people rename, or drop in by mistake
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"SQLite format", "a database"),
)
TEXTS = frozenset(["", ".md", ".markdown", ".txt", ".text"])
TABLES = frozenset([".csv", ".tsv"])
OFFICE = frozenset([".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xltx", ".doc", ".xls"])


def read(path: Path) -> AsRead:
    """The script at `path`; never reads more than the size limit."""
    try:
        with path.open("rb") as file:
            start = file.read(64)
            if recording.is_recording(path, start):
                return recording.read(path)
            data = start + file.read(MAX_BYTES + 1 - len(start))
    except OSError as error:
        raise ScriptNotText(f"{path}: cannot be read ({error.strerror}). Check the path and try again.") from error
    return read_bytes(data, str(path))


def read_bytes(data: bytes, name: str) -> AsRead:
    """The script in `data`; `name` is what a refusal calls it, and its suffix tells a table from plain text."""
    if len(data) > MAX_BYTES:
        raise ScriptTooLarge(f"{name}: larger than {MAX_BYTES:,} bytes, too long for a call script. {WAY_OUT}")
    if data.startswith(ZIP):
        return _package(data, name)
    if data.startswith(OLD_OFFICE):
        raise _old_office(data, name)
    for signature, what in REFUSED:
        if data.startswith(signature):
            raise ScriptNotText(f"{name}: this is {what}, whatever its name says. {WAY_OUT}")
    if len(data) > MAX_TEXT:
        raise ScriptTooLarge(f"{name}: larger than {MAX_TEXT:,} bytes, too long for a call script. {WAY_OUT}")
    return _text(data, name, Path(name).suffix.lower())


def _text(data: bytes, name: str, suffix: str) -> AsRead:
    if Path(name).name.startswith("~$"):
        raise ScriptNotText(f"{name}: Word's own note that a document is open. Name the document itself.")
    if suffix in TABLES:
        from ringfence.scripts.sources import workbook  # noqa: PLC0415 - only what a file needs is imported

        return workbook.read_csv(data, name)
    if not data.strip():
        raise ScriptEmpty(f"{name}: nothing to read, the file is empty. Check that the script was saved.")
    if suffix in OFFICE:
        raise ScriptDamaged(
            f"{name}: no Word or Excel file, whatever its name says, or its beginning is lost. {WAY_OUT}"
        )
    if suffix not in TEXTS:
        raise ScriptNotText(f"{name}: a {suffix} file cannot be read as a script. {WAY_OUT}")
    return plain.read(data, name)


def _package(data: bytes, name: str) -> AsRead:
    """What a zip archive holds, when it is a Word or Excel file."""
    from ringfence.scripts.sources import word, workbook  # noqa: PLC0415 - XML is imported when it is read
    from ringfence.scripts.sources.zipguard import Package  # noqa: PLC0415

    package = Package(data, name)
    try:
        if any(part.startswith("word/") for part in package.parts):
            found = word.read(package)
        elif any(part.startswith("xl/") for part in package.parts):
            found = workbook.read(package)
        else:
            raise ScriptNotText(f"{name}: {_what(package)}, and no Word or Excel file. {WAY_OUT}")
    except RecursionError as error:
        raise ScriptDamaged(f"{name}: nested deeper than any document. {WAY_OUT}") from error
    except RingfenceError as error:
        if name in error.message:
            raise
        raise type(error)(f"{name}: {error.message}") from error
    if not found.text.strip():
        raise ScriptEmpty(f"{name}: nothing to read, there are no words in it.{_apart(found)}")
    return found


def _what(package: "object") -> str:
    parts = getattr(package, "parts", {})
    if "mimetype" in parts:
        return "an OpenDocument file"
    return "a presentation" if any(part.startswith("ppt/") for part in parts) else "a zip archive"


def _apart(found: AsRead) -> str:
    return f" {' '.join(found.notes)}" if found.notes else " Check that the script was saved."


def _old_office(data: bytes, name: str) -> RingfenceError:
    """What is wrong with an OLE file: a password, or its age."""
    holds = {
        word: word.encode("utf-16-le") in data for word in ("EncryptedPackage", "WordDocument", "Workbook", "Book")
    }
    if holds["EncryptedPackage"]:
        return ScriptLocked(
            f"{name}: protected by a password. Open it in Word or Excel, take the password off "
            f"(File, Info, Protect) and save it again."
        )
    what = "an old Word document (.doc)" if holds["WordDocument"] else "an old Office document"
    if holds["Workbook"] or holds["Book"]:
        what = "an old Excel workbook (.xls)"
    return ScriptOldFormat(f"{name}: {what}, of before 2007. Open it and save it as .docx or .xlsx.")
