"""What is known of scripts already, so that only what is new fails: written once, read with every later check.

A baseline approves nothing. The decision on a script stays what it is; only the exit code is about the new points. A
point is known by its fingerprint and no graver than it was: a note that has become an error is new.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ringfence.errors import RingfenceError
from ringfence.scripts.findings import Level
from ringfence.scripts.points import RANK, Point

VERSION = 1
Known = Mapping[str, Level]  # fingerprint -> level it had


class BaselineUnusable(RingfenceError):
    code = "baseline-unusable"


def is_known(point: Point, known: Known) -> bool:
    """True when the point was there, and was no less grave."""
    return point.fingerprint in known and RANK[point.level] <= RANK[known[point.fingerprint]]


def write(files: Mapping[str, Iterable[Point]]) -> str:
    """The baseline of several scripts by name, in an order that makes its diffs short."""
    entries = {name: [_entry(point) for point in sorted(points, key=_order)] for name, points in sorted(files.items())}
    return json.dumps({"ringfence-baseline": VERSION, "files": entries}, ensure_ascii=False, indent=2) + "\n"


def _order(point: Point) -> tuple[str, str]:
    return point.code, point.fingerprint


def _entry(point: Point) -> dict[str, str]:
    return {"code": point.code, "fingerprint": point.fingerprint, "level": point.level, "text": point.words}


def read(path: Path) -> dict[str, Known]:
    """What is known, by script name; a file that is no baseline is refused, for it would make everything new or old."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BaselineUnusable(f"{path}: cannot be read as a baseline ({error}). {_way_out(path)}") from error
    if not isinstance(data, dict) or data.get("ringfence-baseline") != VERSION:
        raise BaselineUnusable(f"{path}: is no baseline of version {VERSION}. {_way_out(path)}")
    try:
        return {name: _known(entries) for name, entries in data["files"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise BaselineUnusable(f"{path}: an entry of this baseline is damaged ({error!r}). {_way_out(path)}") from error


def _known(entries: list[dict[str, Any]]) -> Known:
    for entry in entries:
        if entry["level"] not in RANK:
            raise KeyError(entry["level"])
    return {str(entry["fingerprint"]): entry["level"] for entry in entries}


def _way_out(path: Path) -> str:
    return f"Write it anew with --write-baseline {path}, and read its diff before you commit it."
