"""What a screening has finished, kept so that a run that was killed goes on where it stopped.

A chunk is finished when its parts are on the disk under their names and a line about it is in the record, in this
order, each step forced to the disk. A line that was cut short, or a part that is not what its line says, is as if the
chunk had not been. Nothing is believed by name or date: each line has the SHA-256 of the cells that it was made of,
and the run goes on only while the list, the files and the law give the same again.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ringfence.durable import sync_folder
from ringfence.errors import RingfenceError
from ringfence.preferences.register_store.durable import only_writer, write_whole
from ringfence.preferences.register_store.refusals import BeingLoaded

FORM = 3
RECORD = "record.jsonl"
Parts = Mapping[str, bytes | memoryview]


class BeingScreened(RingfenceError):
    """Another run is at work on the same output."""

    code = "being-screened"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: another screening is writing this output. Wait until it has ended.")


@dataclass(frozen=True)
class Done:
    """A finished chunk: the SHA-256 of its cells, how many numbers of each combination, and its parts with theirs."""

    place: int
    last_row: int
    cells: str
    numbers: int
    asked: int
    counts: dict[int, int]
    answers: str
    parts: dict[str, str]


class Shelf:
    """The folder of parts. `finished` are the chunks that an earlier run of the same screening left."""

    def __init__(self, folder: Path, header: Mapping[str, Any]) -> None:
        self.folder, self.dropped = folder, ""
        self.finished: list[Done] = []
        found, lines = self._read()
        wanted = json.loads(json.dumps({"form": FORM, **header}))
        if found == wanted:
            self.finished = lines
            self.keep_only(len(lines))  # a line that was cut short goes
            return
        if found is not None:
            changed = [name for name in wanted if found.get(name) != wanted[name]]
            self.dropped = f"what it was made from changed ({', '.join(changed) or 'the form'})"
        self.start_anew(wanted)

    def start_anew(self, header: Mapping[str, Any]) -> None:
        """Forgets everything, and begins a record."""
        self.finished = []
        for each in self.folder.iterdir():
            if each.suffix in (".part", ".jsonl"):
                each.unlink()
        write_whole(self.folder / RECORD, (json.dumps(header) + "\n").encode())
        sync_folder(self.folder)

    def keep_only(self, chunks: int) -> None:
        """Forgets all but the first chunks, whose lines are written anew."""
        self.finished = self.finished[:chunks]
        lines = [(self.folder / RECORD).read_bytes().split(b"\n")[0], *map(_line, self.finished)]
        part = self.folder / f"{RECORD}.new"
        write_whole(part, b"\n".join(lines) + b"\n")
        part.replace(self.folder / RECORD)
        sync_folder(self.folder)

    def add(self, chunk: int, done: Done, parts: Parts) -> None:
        """Puts a finished chunk on the disk: first its parts, then the line that says so."""
        for name, data in parts.items():
            write_whole(self.folder / f"{name}.new", data)
        for name in parts:
            (self.folder / f"{name}.new").replace(self.part(chunk, name))
        sync_folder(self.folder)
        with (self.folder / RECORD).open("ab") as record:
            record.write(_line(done) + b"\n")
            record.flush()
            os.fsync(record.fileno())

    def part(self, chunk: int, name: str) -> Path:
        return self.folder / f"{chunk:06d}-{name}.part"

    def whole(self, chunk: int, done: Done) -> bool:
        """Whether every part of a chunk is what was written."""
        return all(_is(self.part(chunk, name), digest) for name, digest in done.parts.items())

    def _read(self) -> tuple[dict[str, Any] | None, list[Done]]:
        try:
            head, *lines = (self.folder / RECORD).read_bytes().split(b"\n")
        except FileNotFoundError:
            return None, []
        *lines, _ = lines or [b""]  # what follows the last line end was cut short
        try:
            return dict(json.loads(head)), list(_read_lines(lines))
        except ValueError:
            return {}, []


def _read_lines(lines: list[bytes]) -> Iterator[Done]:
    for line in lines:
        try:
            told = json.loads(line)
            counts = {int(packed): count for packed, count in told.pop("counts").items()}
            yield Done(**told, counts=counts)
        except (ValueError, TypeError, KeyError, AttributeError):
            return


def _line(done: Done) -> bytes:
    return json.dumps(asdict(done)).encode()


def _is(file: Path, digest: str) -> bool:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == digest
    except OSError:
        return False


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """The folder for one run alone. It goes when the run ends or fails; only a run that was killed leaves it."""
    try:
        with only_writer(folder):
            try:
                yield
            except BaseException:
                clear(folder)
                raise
    except BeingLoaded:
        raise BeingScreened(folder) from None


def clear(folder: Path) -> None:
    """Removes the folder, once its parts are of no more use."""
    shutil.rmtree(folder, ignore_errors=True)
