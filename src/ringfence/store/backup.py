"""A copy of a store that is in use, whole at one moment."""

import sqlite3
from contextlib import closing
from pathlib import Path

from ringfence.store.place import StoreUnusable, place


def copy(home: Path, target: Path) -> None:
    """Writes the store of this home to a new file; nobody who writes to it has to stop."""
    where = place(home)
    if where.url is not None:
        raise StoreUnusable(f"The store is on {where.shown}: back that up with PostgreSQL's own pg_dump.")
    if not where.file.exists():
        raise StoreUnusable(f"There is no store in {home}. Name the right folder with --home.")
    with closing(sqlite3.connect(where.file, timeout=60)) as source:
        source.execute("VACUUM INTO ?", [str(target)])


def sound(file: Path) -> bool:
    """Whether a copy is a database that holds together."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as opened:
            return [row[0] for row in opened.execute("PRAGMA integrity_check")] == ["ok"]
    except sqlite3.DatabaseError:
        return False
