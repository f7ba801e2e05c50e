"""A workbook or a CSV file -> the script in it: a question a row, or an XLSForm."""

import csv
import io
from collections.abc import Iterable

from ringfence.scripts.sources import plain, rows, xlsform
from ringfence.scripts.sources.as_read import AsRead, Unread, Writer
from ringfence.scripts.sources.columns import layout, speechlike
from ringfence.scripts.sources.refusals import ScriptDamaged, ScriptTooLarge
from ringfence.scripts.sources.rows import Cell
from ringfence.scripts.sources.spreadsheet import MAX_COLUMNS, Sheet, letters, read_sheets
from ringfence.scripts.sources.zipguard import Package

DELIMITERS = ",;\t|"
FIELD = 1_000_000  # characters of one field


def read(package: Package) -> AsRead:
    """The script in a workbook."""
    writer = Writer()
    sheets = read_sheets(package)
    if form := xlsform.find(sheets):
        xlsform.write(writer, form)
    else:
        _write_sheets(writer, [sheet for sheet in sheets if sheet.cells])
    for sheet in sheets:
        _tell(writer, sheet)
    return writer.as_read()


def _write_sheets(writer: Writer, sheets: list[Sheet]) -> None:
    """Sheets whose headings say where the words are; others when they hold sentences, or when there is nothing else."""
    known = [sheet for sheet in sheets if layout([[cell.text for cell in row] for row in sheet.grid()])]
    for sheet in sheets:
        if len(sheets) > 1:
            writer.gap()
            writer.line(f"# {sheet.name}", f"sheet “{sheet.name}”")
        if sheet in known:
            rows.write(writer, sheet.grid())
        elif not known or any(speechlike(text) for row in sheet.cells.values() for text in row.values()):
            writer.remarks.append(
                f"Sheet “{sheet.name}”: no heading such as Question, Text or Script, so rows are read whole."
            )
            rows.write(writer, sheet.grid())
        else:
            writer.remarks.append(f"Sheet “{sheet.name}” holds no sentences, and is not judged.")


def _tell(writer: Writer, sheet: Sheet) -> None:
    for kind, place, text in sheet.asides:
        writer.aside(kind, place, text)
    if sheet.beyond[1]:
        place, text = sheet.beyond
        message = f"only the first {MAX_COLUMNS} columns of a sheet are read: move the words to the left"
        writer.unread.append(Unread(message, place, text))
    if sheet.hidden and sheet.cells:
        writer.remarks.append(f"Sheet “{sheet.name}” is hidden, and read all the same.")
    if sheet.hidden_rows:
        writer.remarks.append(f"Sheet “{sheet.name}” has hidden rows ({sheet.hidden_rows}), read all the same.")
    if sheet.formulas:
        many = f"{sheet.formulas} formulas" if sheet.formulas > 1 else "1 formula"
        writer.remarks.append(f"Sheet “{sheet.name}” has {many} without a value: open it in Excel and save it again.")
    if sheet.pictures:
        writer.remarks.append(f"Sheet “{sheet.name}” has pictures or shapes: words in them are not judged.")


def read_csv(data: bytes, name: str) -> AsRead:
    """The script in a file of values parted by commas, semicolons or tabs."""
    text, remarks = plain.decode(data, name)
    writer = Writer()
    writer.remarks += remarks
    rows.write(writer, list(_records(text, name)))
    return writer.as_read()


def _records(text: str, name: str) -> Iterable[list[Cell]]:
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    number = 0
    try:
        for number, record in enumerate(reader, 1):
            yield [
                Cell(value.strip(), f"row {number}, column {letters(at)}")
                for at, value in enumerate(record[:MAX_COLUMNS], 1)
            ]
            if any(record[MAX_COLUMNS:]):
                raise ScriptTooLarge(
                    f"{name}, row {number}: more than {MAX_COLUMNS} columns. Leave out those not read."
                )
    except csv.Error as error:
        raise ScriptDamaged(
            f"{name}, row {number + 1}: cannot be read as a table ({error}). Is a quotation mark left open?"
        ) from error


def _delimiter(text: str) -> str:
    """The mark that parts the most values in the first line that has one."""
    for line in text.split("\n")[:20]:
        counts = {mark: line.count(mark) for mark in DELIMITERS}
        if any(counts.values()):
            return max(counts, key=lambda mark: counts[mark])
    return ","
