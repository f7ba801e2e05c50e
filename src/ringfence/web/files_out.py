"""Files of the last check that may leave, each with what it holds."""

import hashlib
from pathlib import Path
from typing import Any

from ringfence.campaigns.report.shape import Report
from ringfence.errors import RingfenceError
from ringfence.web.drafts import Draft
from ringfence.web.ledgered import exported

DOWNLOADS = ("callable.csv", "excluded.csv", "report.html", "report.json")


class NothingThere(RingfenceError):
    """A file or a report that is not there yet."""

    code = "nothing-there"


def result(draft: Draft, name: str) -> Path:
    """A file of the last check, if it is of the files as they are now."""
    file = draft.out / name
    if name not in DOWNLOADS or not file.is_file() or draft.report() is None:
        raise NothingThere("There is no such file of the campaign as it is now. Check the campaign first.")
    return file


def leaves(draft: Draft, file: Path, who: str, purpose: str) -> None:
    """Says in the ledger that a file of the last check leaves, before it does."""
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    exported(who, f"{draft.id}: {file.name}", _rows(file) if file.suffix == ".csv" else 0, digest, purpose)


def _rows(file: Path) -> int:
    with file.open("rb") as lines:
        return max(sum(1 for _ in lines) - 1, 0)


def downloads(draft: Draft, told: Report) -> list[dict[str, Any]]:
    """The files of the last check that can be taken away, each with what it holds."""
    counts = told["list"]["decisions"] if told["list"] else None
    words = {
        "callable.csv": f"{counts['allow']:,} numbers that may be called" if counts else "",
        "excluded.csv": f"{counts['hold'] + counts['block']:,} numbers that may not, with the reasons"
        if counts
        else "",
        "report.html": "the report, to read on a screen or on paper",
        "report.json": "the report, for a program",
    }
    return [{"name": each, "words": words[each]} for each in DOWNLOADS if (draft.out / each).is_file()]
