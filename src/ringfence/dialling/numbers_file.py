"""The file of numbers to call -> E.164 digits, in order, each once."""

import csv
from pathlib import Path

from ringfence.errors import RingfenceError
from ringfence.numbers import read

COLUMNS = ("e164", "number", "phone")  # the first is that of the callable.csv which preflight writes


class NumbersUnusable(RingfenceError):
    """A file from which nobody can be called."""

    code = "numbers-unusable"


def read_numbers(file: Path) -> list[int]:
    """Every number of a CSV file with a column `e164`, `number` or `phone`; refused if a cell is no number."""
    found: dict[int, None] = {}
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            column = next((each for each in COLUMNS if each in (rows.fieldnames or ())), None)
            if column is None:
                raise NumbersUnusable(f"{file} has no column {', '.join(COLUMNS)}. Give the callable.csv of preflight.")
            for row in rows:
                number = read((row[column] or "").lstrip("'"))  # the apostrophe is a spreadsheet's
                if number.e164 is None:
                    raise NumbersUnusable(
                        f"{file}, line {rows.line_num}: no number that can be called ({number.problem}). "
                        "Screen the list first: ringfence preflight CAMPAIGN_DIR"
                    )
                found[int(number.e164[1:])] = None
    except (UnicodeDecodeError, csv.Error) as error:
        raise NumbersUnusable(f"{file} is no CSV file in UTF-8 ({error}).") from None
    return list(found)
