"""What an attacker holds: the call log, the contact list, copies of every file at several moments, logs and ledger.

He is also told, which is more than files tell, of which calls each batch is made: so that what is left to guess is
exactly the order within a batch, and the chance of a guess is known.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ringfence.answers.attack.world import MARK, SAID, Call
from ringfence.store import answers_plain

MARKS = re.compile(rf"(?:{MARK}|{SAID})[0-9a-f]{{16}}".encode())
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Group:
    """A batch: its marks, its calls in the order of time."""

    kind: str  # closed or text
    marks: tuple[str, ...]
    calls: tuple[Call, ...]
    joined: tuple[str, ...] = ()  # of texts: those of people whose closed answers left, too
    beside: tuple[str, ...] = ()  # the closed answers of the same people, in no order


@dataclass(frozen=True, slots=True)
class Memory:
    """A copy of the memory folder at one moment: where each mark stands in it, and whose answers waited.

    The marks of `waiting` and its calls stand side by side: that is the truth, and for scoring only.
    """

    places: Mapping[str, int]
    waiting: Group


@dataclass(frozen=True, slots=True)
class Loot:
    """All of it. `rows` are tables as they read at the end; `seen` is the first moment a mark was on the disk."""

    calls: tuple[Call, ...]
    groups: tuple[Group, ...]
    rows: Rows
    copies: tuple[Path, ...] = ()
    memory: tuple[Memory, ...] = ()
    seen: Mapping[str, int] = field(default_factory=dict)
    logs: str = ""
    ledger: tuple[str, ...] = ()
    server_log: bytes = b""
    places: Mapping[str, tuple[int, Mapping[str, Any]]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", dict(_places(self.rows)))

    def with_groups(self, groups: Iterable[Group]) -> "Loot":
        """The same with the batches told."""
        return replace(self, groups=tuple(groups))

    def order(self, mark: str) -> int:
        """The place of a mark as the tables read."""
        return self.places[mark][0] if mark in self.places else len(self.places)

    def row(self, mark: str) -> Mapping[str, Any]:
        """The row that a mark stands in."""
        return self.places[mark][1] if mark in self.places else {}


def _places(rows: Rows) -> Iterator[tuple[str, tuple[int, Mapping[str, Any]]]]:
    known: set[str] = set()
    for table in rows.values():
        for row in table:
            for mark in marks_of(row):
                if mark not in known:
                    known.add(mark)
                    yield mark, (len(known), row)


def marks_of(row: Mapping[str, Any]) -> list[str]:
    """The marks in a row, whichever column they are in."""
    return [mark.decode() for value in row.values() if isinstance(value, str) for mark in MARKS.findall(value.encode())]


def places_in(content: bytes) -> dict[str, int]:
    """The first place of each mark."""
    found: dict[str, int] = {}
    for mark in MARKS.finditer(content):
        found.setdefault(mark.group().decode(), mark.start())
    return found


def read_files(folder: Path) -> Rows:
    """The rows of every SQLite file in a folder."""
    found: dict[str, Sequence[Mapping[str, Any]]] = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.read_bytes()[:15] == b"SQLite format 3":
            found |= {f"{file.stem}.{name}": rows for name, rows in answers_plain.tables(file).items()}
    return found


def copied(source: Path, target: Path) -> Path:
    """A copy of every file of a folder with its times, also of one that changes meanwhile."""
    return Path(shutil.copytree(source, target, copy_function=shutil.copy2))


class Watch:
    """Looks at a folder after every call: which marks are on the disk that were not before."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, tuple[int, int, bytes]] = {}
        self.seen: dict[str, int] = {}

    def look(self, moment: int) -> None:
        """Notes the moment for each mark that is new in a changed page of any file."""
        for path, size, time in _files(self._folder):
            before = self._known.get(path)
            if before and before[:2] == (size, time):
                continue
            content = Path(path).read_bytes()
            old = before[2] if before else b""
            for mark in _new_marks(old, content):
                self.seen.setdefault(mark, moment)
            self._known[path] = (size, time, content)


def _files(folder: Path) -> Iterable[tuple[str, int, int]]:
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)  # noqa: PTH118 - after every call
            found = os.stat(path)  # noqa: PTH116
            yield path, found.st_size, found.st_mtime_ns


def _new_marks(old: bytes, new: bytes, page: int = 4096) -> Iterator[str]:
    was, now = memoryview(old), memoryview(new)
    for start in range(0, len(new), page):
        if was[start : start + page] != now[start : start + page]:
            beside = now[max(0, start - 32) : start + page + 32]  # a mark may lie across two pages
            yield from (mark.decode() for mark in MARKS.findall(beside))
