"""A disk that loses power: every write and sync of SQLite is logged, and the disk rebuilt as it may stand after a cut.

What was synced stays. Of what was not, each write is kept, dropped or torn by itself, in any order. A deletion may come
back until some file is synced: file systems journal their folders in order.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import apsw

SECTOR = 512


class Log:
    """Everything that happened to the files, in order; `ack` marks when somebody was told that it is on file."""

    def __init__(self, folder, start):
        self.folder, self.start, self.entries = folder, start, []

    def add(self, kind, name, *what):
        self.entries.append((kind, Path(name).name, *what))

    def ack(self, event_id):
        self.entries.append(("ack", "", event_id))


class LoggedFile(apsw.VFSFile):
    def __init__(self, log, filename, flags):
        self.log = log
        self.path = filename.filename() if isinstance(filename, apsw.URIFilename) else filename
        super().__init__("", filename, flags)

    def xWrite(self, data, offset):  # noqa: N802
        self.log.add("write", self.path, offset, bytes(data))
        super().xWrite(data, offset)

    def xTruncate(self, size):  # noqa: N802
        self.log.add("truncate", self.path, size)
        super().xTruncate(size)

    def xSync(self, flags):  # noqa: N802
        self.log.add("sync", self.path)
        super().xSync(flags)


class LoggingVFS(apsw.VFS):
    def __init__(self, name, log):
        self.log = log
        super().__init__(name, "")

    def xOpen(self, name, flags):  # noqa: N802
        return LoggedFile(self.log, name, flags)

    def xDelete(self, filename, syncdir):  # noqa: N802
        self.log.add("delete", filename, bool(syncdir))
        super().xDelete(filename, syncdir)


@dataclass
class File:
    """One file: what is on the disk for sure, and what was asked of it since the last sync."""

    durable: bytearray = field(default_factory=bytearray)
    exists: bool = False
    pending: list[tuple] = field(default_factory=list)

    def sync(self):
        for entry in self.pending:
            apply(self, entry)
        self.pending.clear()


def settle_deletions(files: dict[str, File]) -> None:
    for file in files.values():
        if any(entry[0] == "delete" for entry in file.pending):
            file.sync()


def apply(file: File, entry: Sequence) -> None:
    kind = entry[0]
    if kind == "write":
        _, _, offset, data = entry
        file.durable.extend(bytes(max(0, offset + len(data) - len(file.durable))))
        file.durable[offset : offset + len(data)] = data
        file.exists = True
    elif kind == "truncate":
        size = entry[2]
        del file.durable[size:]
        file.durable.extend(bytes(size - len(file.durable)))
    elif kind == "delete":
        file.durable, file.exists = bytearray(), False


def torn(entry: Sequence, chance: random.Random) -> Sequence:
    """A write of which only the first sectors reached the disk."""
    kind, name, offset, data = entry
    return kind, name, offset, data[: chance.randrange(0, len(data), SECTOR) if len(data) > SECTOR else len(data)]


def cut(log: Log, place: int, chance: random.Random, target: Path) -> set[str]:
    """Writes the files as they may stand when the power goes after `place` entries; the ids that were acknowledged."""
    files = {name: File(bytearray(data), exists=True) for name, data in log.start.items()}
    told = set()
    for entry in log.entries[:place]:
        kind, name = entry[:2]
        file = files.setdefault(name, File())
        if kind == "ack":
            told.add(entry[2])
        elif kind == "sync":
            settle_deletions(files)
            file.sync()
        elif kind == "delete" and entry[2]:
            files[name] = File()
        else:
            file.pending.append(entry)
    for name, file in files.items():
        for entry in file.pending:
            fate = chance.choice(("kept", "dropped", "torn"))
            if fate == "kept" or (fate == "torn" and entry[0] != "write"):
                apply(file, entry)
            elif fate == "torn":
                apply(file, torn(entry, chance))
        if file.exists and name:
            (target / name).write_bytes(file.durable)
    return told
