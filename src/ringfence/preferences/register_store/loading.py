"""A register file -> a version in force: beside the old one, checked, on the disk, and then switched to in one step."""

import hashlib
import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from ringfence.durable import sync_folder
from ringfence.kernel import split
from ringfence.preferences.register_store import refusals
from ringfence.preferences.register_store.durable import only_writer, write_whole
from ringfence.preferences.register_store.manifest import (
    Manifest,
    Part,
    Version,
    folder_of,
    read_manifest,
    write_manifest,
)
from ringfence.preferences.register_store.reading import DAY_BITS, Progress, Read, read_register
from ringfence.tables.scan import opened

SHRINK_LIMIT = 0.10
Kind = Literal["tps", "ctps"]


@dataclass(frozen=True)
class Loaded:
    """The version in force, the one before, and whether this load made it (the same file again makes nothing)."""

    version: Version
    before: Version | None
    new: bool
    read_by: str = ""  # the engine


def load(
    home: Path,
    kind: Kind,
    file: Path,
    as_of: date,
    *,
    today: date,
    accept_shrink: str | None = None,
    progress: Progress = lambda _stage, _share: None,
) -> Loaded:
    """The register of the file in force, or the refusal and the old one in force as before."""
    if as_of > today:
        raise refusals.DateAhead(as_of, today)
    seen, digest = _stamp(file), file_hash(file)  # what cannot be read is refused before anything is made
    with only_writer(folder_of(home)):
        manifest = read_manifest(home)
        _clear_leftovers(folder_of(home), manifest)
        before = manifest.in_force(kind)
        if before and (before.sha256, before.as_of) == (digest, as_of):
            return Loaded(before, before, new=False)
        _check_kind(manifest, kind, file, digest)
        if before and as_of < before.as_of:
            raise refusals.RegisterOlder(file, kind, as_of, before.as_of)
        with tempfile.TemporaryDirectory(prefix="ringfence-") as work:
            read = read_register(file, as_of, Path(work), progress)
        if seen != _stamp(file):
            raise refusals.FileChanged(file)
        _check_size(file, kind, read, before, accept_shrink)
        progress("writing", 0.95)
        version = _described(manifest, kind, file, digest, as_of, today, read, accept_shrink)
        try:
            return Loaded(_put_in_force(home, manifest, version, read), before, new=True, read_by=read.engine)
        except BaseException:  # a full disk, Ctrl-C: nothing half-written stays
            _clear_leftovers(folder_of(home), read_manifest(home))
            raise


def _stamp(file: Path) -> tuple[int, int]:
    """What changes when the file is written to."""
    try:
        found = file.stat()
    except OSError:
        return 0, 0  # reading it says why
    return found.st_size, found.st_mtime_ns


def _shrank(read: Read, before: Version | None) -> bool:
    return before is not None and read.count < before.count * (1 - SHRINK_LIMIT)


def _check_size(file: Path, kind: Kind, read: Read, before: Version | None, accept_shrink: str | None) -> None:
    """Refuses a register that lost too much, unless somebody put a name to it."""
    if before and _shrank(read, before) and not accept_shrink:
        raise refusals.RegisterShrank(file, kind, read.count, before.count, SHRINK_LIMIT)


def _described(
    manifest: Manifest,
    kind: Kind,
    file: Path,
    digest: str,
    as_of: date,
    today: date,
    read: Read,
    accept_shrink: str | None,
) -> Version:
    """What is to be said of the new version; its files are not written yet."""
    before = manifest.in_force(kind)
    return Version(
        kind=kind,
        version=max([each.version for each in manifest.versions if each.kind == kind], default=0) + 1,
        as_of=as_of,
        loaded_on=today,
        file=file.name,
        sha256=digest,
        rows=read.rows,
        count=read.count,
        abroad=len(read.abroad),
        unassigned=read.unassigned,
        duplicates=read.duplicates,
        blank_rows=read.blank,
        dated=_dated(read),
        parts={},
        replaced_count=before.count if before else None,
        shrink_accepted_by=accept_shrink if _shrank(read, before) else None,
    )


def file_hash(file: Path) -> str:
    """SHA-256 of the file."""
    found = hashlib.sha256()
    with opened(file) as stream:
        while chunk := stream.read(1 << 20):
            found.update(chunk)
    return found.hexdigest()


def _check_kind(manifest: Manifest, kind: Kind, file: Path, digest: str) -> None:
    """Refuses the other register's file: by its name, or because it is the one in force there."""
    other = "ctps" if kind == "tps" else "tps"
    in_force = manifest.in_force(other)
    if in_force and in_force.sha256 == digest:
        raise refusals.OtherRegister(file, kind, f"the very file that is in force as the {other.upper()}")
    words = re.split(r"[\W_\d]+", file.stem.lower())
    if other in words and kind not in words:
        raise refusals.OtherRegister(file, kind, f"by its name the {other.upper()}")


def _dated(read: Read) -> int:
    return int((read.packed & np.uint64((1 << DAY_BITS) - 1) > 0).sum())


def _put_in_force(home: Path, manifest: Manifest, version: Version, read: Read) -> Version:
    folder = folder_of(home)
    part = folder / f"{version.folder}.part"
    part.mkdir()
    nationals = (read.packed >> np.uint64(DAY_BITS)).astype(np.int64)
    among = split(nationals)
    arrays: dict[str, npt.NDArray[Any]] = {"index.u32": among.index, "lows.u16": among.lows, "abroad.i64": read.abroad}
    if version.dated:
        arrays["days.u16"] = (read.packed & np.uint64((1 << DAY_BITS) - 1)).astype(np.uint16)
    parts = {}
    for name, array in arrays.items():
        data = np.ascontiguousarray(array, array.dtype.newbyteorder("<")).data.cast("B") if len(array) else b""
        write_whole(part / name, data)
        parts[name] = Part(len(data), hashlib.sha256(data).hexdigest())
    sync_folder(part)
    part.rename(folder / version.folder)
    sync_folder(folder)
    made = _with_parts(version, parts)
    write_manifest(home, Manifest(manifest.form, {**manifest.current, version.kind: version.version},
                                  [*manifest.versions, made]))  # fmt: skip
    return made


def _with_parts(version: Version, parts: dict[str, Part]) -> Version:
    return msgspec.structs.replace(version, parts=parts)


def _clear_leftovers(folder: Path, manifest: Manifest) -> None:
    """Removes what killed loads and prunes left: folders and parts that the manifest does not name."""
    known = {each.folder for each in manifest.versions}
    for each in folder.iterdir():
        if each.is_dir() and re.fullmatch(r"c?tps-\d{6}(\.part)?", each.name) and each.name not in known:
            shutil.rmtree(each)
        elif each.name == "manifest.json.part":
            each.unlink()
