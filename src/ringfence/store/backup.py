"""A copy of a store that is in use, whole at one moment: of SQLite by SQLite, of PostgreSQL by its own programs.

The accounts of the web pages are copied beside a SQLite store, each whole at a moment of its own: neither names rows of
the other. A server holds both.
"""

import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import apsw

from ringfence.store.database import connect
from ringfence.store.migrate import taken
from ringfence.store.place import URL, Place, StoreUnusable, place

FILE, WEB, DUMP = "store.sqlite3", "web.sqlite3", "store.pgdump"


def copied(home: Path, folder: Path) -> list[Path]:
    """Writes the store and the accounts of this home to new files of the folder; nobody who writes has to stop."""
    where = place(home)
    if where.url is not None:
        return [_dumped(where, folder / DUMP)]
    if not where.file.exists():
        raise StoreUnusable(f"There is no store in {home}. Name the right folder with --home.")
    there = [name for name in (FILE, WEB) if (home / name).exists()]
    for name in there:
        with closing(apsw.Connection(str(home / name), flags=apsw.SQLITE_OPEN_READWRITE)) as source:
            source.set_busy_timeout(60_000)
            source.execute("VACUUM INTO ?", [str(folder / name)])
    return [folder / name for name in there]


def put_back(home: Path) -> None:
    """Sees that what was restored holds together; a dump goes into the server that is named, if that is empty."""
    where = place(home)
    file, dump = home / FILE, home / DUMP
    if dump.exists():
        _loaded(where, dump)
        dump.unlink()
    elif where.url is not None:
        raise StoreUnusable(f"This backup holds a SQLite store, but {URL} names a server. Unset it, and restore again.")
    elif not file.exists() or not all(sound(each) for each in (file, home / WEB) if each.exists()):
        raise StoreUnusable("The store in it is damaged. Take an earlier backup.")


def sound(file: Path) -> bool:
    """Whether a copy is a database that holds together."""
    try:
        with closing(apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)) as opened:
            return [row[0] for row in opened.execute("PRAGMA integrity_check")] == ["ok"]
    except apsw.Error:
        return False


def _dumped(where: Place, target: Path) -> Path:
    # The answers of surveys have schemas of their own, which no backup may hold: two of them could be compared.
    _run(where, "pg_dump", "--format=custom", "--no-owner", "--no-acl", "--schema=public", f"--file={target}")
    return target


def _loaded(where: Place, dump: Path) -> None:
    if where.url is None:
        raise StoreUnusable(f"This backup was taken on PostgreSQL. Set {URL} to an empty database, and restore again.")
    with closing(connect(where)) as database:
        if taken(database, where):
            raise StoreUnusable(f"{where.shown} is not empty, and nothing is written over. Name an empty database.")
    options = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-acl", "--clean", "--if-exists")
    _run(where, "pg_restore", *options, str(dump))


def _run(where: Place, program: str, *words: str) -> None:
    """Runs one of PostgreSQL's programs; the password goes to it where no list of processes shows it."""
    found = shutil.which(program)
    if found is None:
        raise StoreUnusable(f"{program} is not on this machine. Install PostgreSQL’s client programs, then try again.")
    parts = urlsplit(where.url or "")
    user = f"{parts.username}@" if parts.username else ""
    address = urlunsplit(parts._replace(netloc=f"{user}{parts.netloc.rpartition('@')[2]}"))
    secret = {"PGPASSWORD": parts.password} if parts.password else {}
    command = [found, f"--dbname={address}", *words]
    done = subprocess.run(command, env=os.environ | secret, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        reason = done.stderr.strip().partition("\n")[0] or f"code {done.returncode}"
        raise StoreUnusable(
            f"{program} did not work ({reason}). Nothing is to be relied on; see the reason, try again."
        )
