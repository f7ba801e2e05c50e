"""ringfence backup and restore: a home in a file, its keys in another."""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click

from ringfence.cli.shared import home_option
from ringfence.errors import RingfenceError

TABLE = "backup.json"
LEFT_OUT = {"uploads", "lock", "store.lock", ".incoming", "check"}
CHUNK = 1 << 20
file_type = click.Path(path_type=Path, dir_okay=False)


class BackupUnusable(RingfenceError):
    """A backup that cannot be written or read."""

    code = "backup-unusable"


@click.command()
@click.option("-o", "--output", required=True, type=file_type, help="The file to write; it must not be there yet.")
@click.option("--keys", required=True, type=file_type, help="The file for the keys: keep it in another place.")
@home_option
def backup(output: Path, keys: Path, home: Path) -> None:
    """Write the store, campaigns, drafts and registers to one file, and the keys to another, while all goes on running.

    The store is copied as it is at one moment; one on PostgreSQL by pg_dump, which has to be on this machine. Survey
    answers have a place of their own and are not in it.

    \b
    Example:
        ringfence backup -o monday.zip --keys monday-keys.zip
    """
    from ringfence.store import backup as copies

    for each in (output, keys):
        if each.exists():
            raise BackupUnusable(f"{each} is there already. Name a new file.")
    with tempfile.TemporaryDirectory(prefix="ringfence-") as name:
        copied = copies.copied(home, Path(name))
        ours = {
            **{each.name: each for each in copied},
            **{each.relative_to(home).as_posix(): each for each in _files(home)},
        }
        _write(keys, {each.name: each for each in sorted(home.glob("*.key"))})
        _write(output, ours)
    click.echo(f"Backed up {len(ours):,} files of {home} to {output}, and the keys to {keys}.")
    click.echo("  keep the two apart: whoever has both can recognise numbers that were erased")
    click.echo(f"  next: try it out: ringfence restore {output} --keys {keys} --home EMPTY_FOLDER")


@click.command()
@click.argument("file", type=file_type)
@click.option("--keys", required=True, type=file_type, help="The file with the keys, from the same backup.")
@home_option
def restore(file: Path, keys: Path, home: Path) -> None:
    """Put a backup back into an empty folder, every file as it was, and see that the store holds together.

    One of a store on PostgreSQL goes into the empty database that RINGFENCE_DATABASE_URL names.

    \b
    Example:
        ringfence restore monday.zip --keys monday-keys.zip --home new-home/
    """
    from ringfence.store import backup as copies
    from ringfence.store import open_store

    if home.exists() and any(home.iterdir()):
        raise BackupUnusable(f"{home} is not empty, and nothing is written over. Name another folder with --home.")
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    count = _read(file, home) + _read(keys, home)
    copies.put_back(home)
    with open_store(home) as store:
        size, _ = store.book.tail()
    click.echo(f"Restored {count:,} files to {home}; the ledger has {size:,} entries.")
    click.echo("  next: ringfence ledger verify, and compare with the last checkpoint that somebody else holds")


def _files(home: Path) -> Iterator[Path]:
    """What is backed up beside the store: no databases, no keys, nothing that is under way."""
    for each in sorted(home.rglob("*")):
        parts = each.relative_to(home).parts
        if each.is_symlink() or not each.is_file() or LEFT_OUT & set(parts):
            continue
        if (
            ".sqlite3" in each.name
            or each.name.endswith(".pgdump")
            or each.suffix == ".key"
            or each.name.endswith(".part")
        ):
            continue
        yield each


def _write(target: Path, files: dict[str, Path]) -> None:
    part = target.with_name(target.name + ".part")
    told = {}
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as sink:
            with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, file in files.items():
                    told[name] = _put(archive, name, file)
                archive.writestr(TABLE, json.dumps({"form": 1, "files": told}))
            sink.flush()
            os.fsync(sink.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _put(archive: zipfile.ZipFile, name: str, file: Path) -> str:
    """The digest of what was written, not of what lies there a moment later."""
    seen = hashlib.sha256()
    with file.open("rb") as source, archive.open(name, "w", force_zip64=True) as sink:
        while chunk := source.read(CHUNK):
            seen.update(chunk)
            sink.write(chunk)
    return seen.hexdigest()


def _read(file: Path, home: Path) -> int:
    try:
        with zipfile.ZipFile(file) as archive:
            told: dict[str, str] = json.loads(archive.read(TABLE))["files"]
            for name, digest in told.items():
                _take(archive, name, digest, home, file)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise BackupUnusable(f"{file} is no backup that can be read ({error}). Take an earlier one.") from None
    return len(told)


def _take(archive: zipfile.ZipFile, name: str, digest: str, home: Path, file: Path) -> None:
    target = (home / name).resolve()
    if not target.is_relative_to(home.resolve()):
        raise BackupUnusable(f"{file} names a file outside the folder. It was not written by ringfence backup.")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    seen = hashlib.sha256()
    with archive.open(name) as source, os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as sink:
        while chunk := source.read(CHUNK):
            seen.update(chunk)
            sink.write(chunk)
        sink.flush()
        os.fsync(sink.fileno())
    if seen.hexdigest() != digest:
        raise BackupUnusable(f"{file}: {name} is not as it was backed up. Take an earlier backup.")
