"""A file that somebody sends: its name, its size and its kind looked at; on the disk before it takes any place."""

import os
import re
import secrets
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ringfence.errors import RingfenceError
from ringfence.scripts import intake as scripts

MIB = 1 << 20
TEXT, OFFICE = (".csv", ".tsv", ".txt", ".md", ".toml"), (".docx", ".xlsx")
MOST = {".csv": 1024, ".tsv": 1024, ".txt": 1024, ".xlsx": 256, ".docx": 20, ".md": 5}  # MiB
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.-]{0,99}")


class UploadRefused(RingfenceError):
    """A file that is not taken; what was there before stays."""

    code = "upload-refused"


def safe(name: str) -> str:
    """The name under which a file is kept; refused if it could name another place, or is of no kind we read."""
    if not NAME.fullmatch(name):
        raise UploadRefused(
            f'"{name[:80]}" is no name for a file here. Use letters, digits, spaces and . _ - only, and no folder.'
        )
    if Path(name).suffix.lower() not in TEXT + OFFICE:
        raise UploadRefused(f"{name}: this kind of file is not read. Send one of {', '.join(TEXT + OFFICE)}.")
    return name


def limit(name: str) -> int:
    """How many bytes a file of this kind may have."""
    return MOST.get(Path(safe(name)).suffix.lower(), 1) * MIB


@contextmanager
def received(folder: Path, name: str, chunks: Iterable[bytes], most: int | None = None) -> Iterator[Path]:
    """The file in this folder, whole and of the kind that its name says; gone after, unless it was moved.

    Each has a name of its own there: several may come at once.
    """
    most = limit(name) if most is None else most
    folder.mkdir(mode=0o700, exist_ok=True)
    part = folder / secrets.token_hex(8)
    try:
        _receive(part, chunks, most, name)
        _look(part, name)
        yield part
    finally:
        part.unlink(missing_ok=True)


def _receive(part: Path, chunks: Iterable[bytes], most: int, name: str) -> None:
    size = 0
    with part.open("wb") as sink:
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise UploadRefused(f"{name} is larger than {most / MIB:,.0f} MiB. Send a smaller file, or in parts.")
            sink.write(chunk)
        sink.flush()
        os.fsync(sink.fileno())
    if not size:
        raise UploadRefused(f"{name} is empty. Nothing was kept.")


def _look(part: Path, name: str) -> None:
    """Refuses a file that is not of the kind that its name says."""
    suffix = Path(name).suffix.lower()
    with part.open("rb") as file:
        head = file.read(MIB)
    if suffix in TEXT:
        wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
        if b"\x00" in head and not wide:
            raise UploadRefused(
                f"{name} is not a text file, whatever its name says. Save it as {suffix}, or rename it."
            )
        return
    if not zipfile.is_zipfile(part):
        raise UploadRefused(f"{name} is damaged or cut short, or not a {suffix} file. Save it again and send it again.")
    if suffix == ".docx":
        scripts.read_bytes(part.read_bytes(), name)
