"""A review form that came back -> who signed which situation, and what is still open."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ringfence.lists.review import ReviewRefused, rows_of, unaltered

TICKS = {"x", "✓", "✔", "☑", "☒", "yes", "y", "true", "1"}
NO_TICKS = {"", "no", "n", "false", "0", "☐"}
MOST = 20_000_000  # bytes; a form has a few hundred situations


@dataclass(frozen=True)
class Signature:
    """One situation that somebody signed."""

    situation: str
    name: str
    on: date
    remark: str


@dataclass(frozen=True)
class Signed:
    """The form as it came back: what was signed, and why each of the others is not."""

    signatures: tuple[Signature, ...]
    open: dict[str, str]


def read_signed(file: Path, summary: Mapping[str, Any], today: date) -> Signed:
    """The signatures on a form; refused if it is not the form of this summary."""
    rows = unaltered(rows_of(_text(file), str(file)), summary, str(file))
    signatures, open_ = list[Signature](), dict[str, str]()
    for situation, row in rows.items():
        found = _signature(situation, row, file, today)
        if isinstance(found, Signature):
            signatures.append(found)
        else:
            open_[situation] = found
    return Signed(tuple(signatures), open_)


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > MOST:
            raise ReviewRefused(f"{file}: far too large for a review. Name the form that was signed.")
        data = file.read_bytes()
    except OSError as error:
        raise ReviewRefused(f"{file}: cannot be read ({error.strerror}). Check the path.") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # as Excel saves it when it is not asked for UTF-8


def _signature(situation: str, row: Mapping[str, str], file: Path, today: date) -> Signature | str:
    """The signature, or what is missing of it."""
    tick = row["looked_at"].casefold()
    if tick in NO_TICKS:
        return "not ticked"
    if tick not in TICKS:
        raise ReviewRefused(f"{file}: situation {situation} is ticked with “{row['looked_at']}”. Write x or nothing.")
    if not row["name"]:
        return "no name"
    if not row["date"]:
        return "no date"
    on = _day(row["date"])
    if on is None:
        raise ReviewRefused(
            f"{file}: situation {situation} is dated “{row['date']}”. Write it as 2026-11-21 or 21/11/2026."
        )
    if on > today:
        raise ReviewRefused(f"{file}: situation {situation} is signed on {on}, a day that has not come. Correct it.")
    return Signature(situation, row["name"], on, row["remark"])


def _day(written: str) -> date | None:
    """A day as people write it in Britain, or as ISO has it."""
    plain = re.sub(r"\s+", " ", written)
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day, not an instant
        except ValueError:
            continue
    return None
