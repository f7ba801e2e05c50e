"""A file of cases -> its entries: YAML or JSON in the form of the published outcomes, or a CSV file with a row a case.

A CSV column is named for a field (`organisation`, `first_complaint`, `period.to`, `facts.call_type`); several words in
one cell are parted by semicolons; an empty cell is a field that the record does not have.
"""

import csv
import io
from pathlib import Path
from typing import Any

from ringfence.cases.compare.matters import MattersUnusable
from ringfence.rulings.loading import MAX_BYTES, load, shipped

PUBLISHED = "Published outcomes, 2005 to 2025"
FLAGS = {"true": True, "yes": True, "false": False, "no": False}
NESTED = ("period", "facts")
LISTS = ("outcome",)
TEXTS = ("id", "organisation", "sector", "regulator", "channel", "calls_basis", "date", "action", "first_complaint")


def entries(path: Path | None) -> tuple[str, list[Any]]:
    """What the record is called, and its entries; without a file, the published outcomes that come with the product."""
    if path is None:
        return PUBLISHED, shipped("public")
    return path.name, _rows(path) if path.suffix.lower() == ".csv" else load(path)


def _rows(path: Path) -> list[Any]:
    if path.stat().st_size > MAX_BYTES:
        raise MattersUnusable(f"{path} is larger than {MAX_BYTES // 1_000_000} MB. Split it into several files.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise MattersUnusable(f"{path} is not in UTF-8. Save it as “CSV UTF-8”.") from None
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        found = [_entry(path, reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise MattersUnusable(f"{path}, line {reader.line_num}: {error}. Mend the quotes there.") from None
    if "id" not in (reader.fieldnames or ()):
        raise MattersUnusable(f"{path} has no column `id`. Its first line names them: id, organisation, date ...")
    if not found:
        raise MattersUnusable(f"{path} holds no cases below its first line.")
    return found


def _entry(path: Path, line: int, row: dict[Any, Any]) -> dict[str, Any]:
    if None in row or None in row.values():
        raise MattersUnusable(f"{path}, line {line}: it has not as many cells as the first line has columns.")
    entry: dict[str, Any] = {}
    for column, cell in row.items():
        if not cell.strip():
            continue
        outer, _, inner = column.strip().partition(".")
        if inner and outer in NESTED:
            entry.setdefault(outer, {})[inner] = _value(inner, cell.strip())
        else:
            entry[column.strip()] = _value(column.strip(), cell.strip())
    return entry


def _value(column: str, cell: str) -> Any:
    if column in LISTS:
        return [word.strip() for word in cell.split(";") if word.strip()]
    if column in (*TEXTS, "from", "to"):
        return cell
    if cell.casefold() in FLAGS:
        return FLAGS[cell.casefold()]
    digits = cell.replace(",", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else cell
