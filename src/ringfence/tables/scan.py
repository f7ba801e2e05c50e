"""A file's bytes, looked at once: what cannot be a table of text is refused before anything reads it.

Half a million rows cost some tens of milliseconds: each chunk is looked at with a few searches that run in C.
"""

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ringfence.tables.looked import looked
from ringfence.tables.refusals import (
    CellTooLong,
    EncodingUnknown,
    FileEmpty,
    FileHasNul,
    FileMissing,
    FileNotCsv,
    FileUtf16,
)

CHUNK = 1 << 20
LONGEST_LINE = 1 << 20  # bytes; no row of a contact list is a megabyte long
MAGIC = {
    b"PK\x03\x04": "a zip file or an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip file",
    b"SQLite format 3": "a database",
    b"{\\rtf": "a rich text document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
SAVE_AS = 'Open it in the program that made it and save as "CSV UTF-8".'


@dataclass(frozen=True)
class Scan:
    """What the bytes of a file are: its encoding, and whether a clean copy must be read in its place."""

    encoding: str
    mixed_line_ends: bool
    lines: int = 0

    @property
    def needs_copy(self) -> bool:
        return self.encoding != "utf-8" or self.mixed_line_ends

    @property
    def notes(self) -> tuple[str, ...]:
        return ("not UTF-8: read as Windows-1252",) if self.encoding != "utf-8" else ()


def is_parquet(file: Path) -> bool:
    with opened(file) as stream:
        return stream.read(4) == b"PAR1"


def opened(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FileMissing(file, f"cannot be read ({reason})", "Check the path and who may read it.") from None


def scan(file: Path) -> Scan:
    """What the bytes are, or the refusal that names the first line in the way."""
    with opened(file) as stream:
        head = stream.read(4096)
        _check_head(file, head)
        stream.seek(0)
        return _scan(file, stream)


def _check_head(file: Path, head: bytes) -> None:
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise FileEmpty(file, "the file is empty", "Name the file that holds the rows.")
    for magic, what in MAGIC.items():
        if head.startswith(magic):
            raise FileNotCsv(file, f"this is {what}, not a CSV file", SAVE_AS)
    sparse = head.count(0) * 3 > len(head)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or sparse:
        raise FileUtf16(file, "the text is UTF-16", f"{SAVE_AS} Or run: iconv -f UTF-16 -t UTF-8 IN > OUT")


def _scan(file: Path, stream: BinaryIO) -> Scan:
    seen, lines, since = looked(), 0, 0
    while chunk := stream.read(CHUNK):
        seen.add(chunk)
        if seen.nul >= 0:
            line = lines + chunk[: seen.nul].count(b"\n") + 1
            raise FileHasNul(file, "a NUL byte: this is not plain text", SAVE_AS, line=line)
        since = _check_length(file, chunk, lines, since)
        lines = seen.line_ends
    encoding = "utf-8" if seen.is_utf8() else _one_byte_encoding(file)
    return Scan(encoding, mixed_line_ends=0 < seen.pairs < lines, lines=lines)


def _check_length(file: Path, chunk: bytes, lines: int, since: int) -> int:
    """Bytes since the last line end, after this chunk."""
    end = b"\n" if b"\n" in chunk else b"\r"  # very old files end lines with CR alone
    first = chunk.find(end)
    if since + (first if first >= 0 else len(chunk)) > LONGEST_LINE:
        way_out = "Look for a quote that is never closed, or for a document pasted into a cell."
        raise CellTooLong(file, "a line of more than a megabyte", way_out, line=lines + 1)
    return since + len(chunk) if first < 0 else len(chunk) - chunk.rfind(end) - 1


def _one_byte_encoding(file: Path) -> str:
    """Windows-1252, if every byte has a meaning there. Digits are the same bytes in it as in UTF-8."""
    decoder = codecs.getincrementaldecoder("cp1252")()
    lines = 0
    with opened(file) as stream:
        while chunk := stream.read(CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                line = lines + chunk[: error.start].count(b"\n") + 1
                raise EncodingUnknown(file, "neither UTF-8 nor Windows-1252", SAVE_AS, line=line) from None
            lines += chunk.count(b"\n")
    return "cp1252"


def copy_as_utf8(file: Path, encoding: str, target: Path) -> Path:
    """A copy in UTF-8 with one kind of line end."""
    with (
        file.open(encoding=encoding, newline=None) as source,  # newline=None reads CRLF and CR as \n
        target.open("w", encoding="utf-8", newline="\n") as sink,
    ):
        while text := source.read(CHUNK):
            sink.write(text)
    return target
