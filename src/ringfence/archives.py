"""A zip archive, looked at before anything in it is unpacked: counts, sizes, ratios, passwords.

Whoever opens one translates the three refusals into words for the people whose file it is.
"""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

ENCRYPTED = 0x1
CHUNK = 1 << 20
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError, ValueError, KeyError,
    RuntimeError,
)  # fmt: skip


class ArchiveRefused(Exception):
    """An archive that is not opened; `what` says why."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class ArchiveDamaged(ArchiveRefused):
    """Cut short or not put together as a zip archive is."""


class ArchiveLocked(ArchiveRefused):
    """Behind a password."""


class ArchiveSuspect(ArchiveRefused):
    """Built to harm its reader."""


@dataclass(frozen=True)
class Limits:
    """What one archive may hold, in bytes unpacked; a part over `ratio_from` may not be packed tighter than `ratio`."""

    total: int
    entries: int = 5_000
    ratio: int = 250  # XML packs 10 to 60 times smaller; a bomb about 1,000 times
    ratio_from: int = 5_000_000


def open_archive(source: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """The archive, if what it declares of itself is within the limits."""
    try:
        archive = zipfile.ZipFile(source)
        infos = archive.infolist()
    except BROKEN as error:
        raise ArchiveDamaged("the archive cannot be opened") from error
    _guard(infos, limits)
    return archive


def _guard(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.entries:
        raise ArchiveSuspect(f"{len(infos):,} parts")
    if len({info.filename for info in infos}) < len(infos):
        raise ArchiveSuspect("two parts of the same name")
    if any(info.flag_bits & ENCRYPTED for info in infos):
        raise ArchiveLocked("a password-protected zip archive")
    for info in infos:
        if info.file_size > max(limits.ratio_from, limits.ratio * info.compress_size):
            raise ArchiveSuspect(f"{info.filename} unpacks to {info.file_size:,} bytes")
    total = sum(info.file_size for info in infos)
    if total > limits.total:
        raise ArchiveSuspect(f"it unpacks to {total:,} bytes")


def pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part unpacked piece by piece; one that holds other than it declares is damaged."""
    try:
        with archive.open(part) as file:
            while piece := file.read(CHUNK):
                yield piece
    except BROKEN as error:
        raise ArchiveDamaged(f"the part {part} cannot be unpacked") from error
