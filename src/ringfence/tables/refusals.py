"""Why a file is refused: one class a situation, each naming the file, the place, the reason and the way out."""

from pathlib import Path

from ringfence.errors import RingfenceError


class FileRefused(RingfenceError):
    """A file that cannot be used as it is."""

    code = "file-refused"

    def __init__(
        self, file: Path, reason: str, way_out: str, *, line: int | None = None, row: int | None = None
    ) -> None:
        place = f", line {line}" if line is not None else f", row {row}" if row is not None else ""
        super().__init__(f"{file}{place}: {reason}. {way_out}")
        self.file, self.line, self.row = file, line, row


class FileMissing(FileRefused):
    code = "file-missing"


class FileEmpty(FileRefused):
    code = "file-empty"


class HeaderOnly(FileRefused):
    code = "header-only"


class FileNotCsv(FileRefused):
    code = "file-not-csv"


class FileHasNul(FileRefused):
    code = "file-has-nul"


class FileUtf16(FileRefused):
    code = "file-utf-16"


class EncodingUnknown(FileRefused):
    code = "encoding-unknown"


class CellTooLong(FileRefused):
    code = "cell-too-long"


class UnclosedQuote(FileRefused):
    code = "unclosed-quote"


class RaggedRow(FileRefused):
    code = "ragged-row"


class DuplicateColumns(FileRefused):
    code = "duplicate-columns"


class NoPhoneColumn(FileRefused):
    code = "no-phone-column"


class SeveralPhoneColumns(FileRefused):
    code = "several-phone-columns"


class TooManyPhoneColumns(FileRefused):
    code = "too-many-phone-columns"


class ColumnMissing(FileRefused):
    code = "column-missing"


class RowUnreadable(FileRefused):
    code = "row-unreadable"


class FileLocked(FileRefused):
    """Behind a password."""

    code = "file-locked"


class FileOldExcel(FileRefused):
    """A binary .xls."""

    code = "file-old-excel"


class FileDamaged(FileRefused):
    code = "file-damaged"


class FileSuspect(FileRefused):
    """Built to harm its reader, or far larger than any list."""

    code = "file-suspect"


class SeveralSheets(FileRefused):
    """More than one sheet that could be meant, or none."""

    code = "several-sheets"


class NoMemory(FileRefused):
    """Not a fault of the file."""

    code = "no-memory"


class FileNotNdjson(FileRefused):
    code = "file-not-ndjson"


class NestedValue(FileRefused):
    code = "nested-value"
