"""Registers kept in order: every byte checked, old versions removed."""

import hashlib
import shutil
from pathlib import Path

from ringfence.preferences.register_store.durable import only_writer
from ringfence.preferences.register_store.manifest import (
    KINDS,
    Manifest,
    Version,
    folder_of,
    read_manifest,
    write_manifest,
)
from ringfence.preferences.register_store.opening import with_manifest
from ringfence.preferences.register_store.refusals import StoreDamaged


def verify(home: Path) -> tuple[Version, ...]:
    """The versions kept, every byte of them found to be what was written; else the refusal that names the file."""

    def checked(manifest: Manifest) -> tuple[Version, ...]:
        for version in manifest.versions:
            for name, part in version.parts.items():
                _check(folder_of(home) / version.folder / name, part.sha256)
        return tuple(manifest.versions)

    return with_manifest(home, checked)


def _check(file: Path, sha256: str) -> None:
    with file.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
            raise StoreDamaged(file, "not what was written there")


def prune(home: Path, keep: int) -> tuple[Version, ...]:
    """The versions removed: all but the newest `keep` of each register; the one in force always stays."""
    folder = folder_of(home)
    if not folder.exists():
        return ()
    with only_writer(folder):
        manifest = read_manifest(home)
        gone = [each for kind in KINDS for each in _of(manifest, kind)[: -max(keep, 1)]]
        kept = [each for each in manifest.versions if each not in gone]
        if gone:
            write_manifest(home, Manifest(manifest.form, manifest.current, kept))
        for each in gone:
            shutil.rmtree(folder / each.folder)
        return tuple(gone)


def _of(manifest: Manifest, kind: str) -> list[Version]:
    return [each for each in manifest.versions if each.kind == kind]
