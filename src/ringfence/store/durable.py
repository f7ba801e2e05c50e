"""What makes a commit survive a power cut; a database that is set otherwise is refused.

Measured with a disk that drops, keeps or tears what was not synced (tests/store/power_cut.py): with synchronous=FULL
the PERSIST and WAL journals lost nothing that was acknowledged. DELETE, SQLite's own default, did, where the folder it
deletes its journal from was not synced. SQLite 3.7.0 to 3.51.2 may lose data when it resets its WAL, so WAL is used
only where that is mended.
"""

import sqlite3
from typing import Any

from ringfence.store.place import StoreUnusable

WAL_MENDED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))  # where it was mended: in two older series, and for good
MUST_BE_ON = ("fsync", "full_page_writes", "synchronous_commit")


def wal_is_sound(version: tuple[int, ...]) -> bool:
    """Whether this SQLite resets its WAL without losing data."""
    return version >= WAL_MENDED[-1] or any(version[:2] == each[:2] and version >= each for each in WAL_MENDED)


def journal_mode() -> str:
    return "WAL" if wal_is_sound(sqlite3.sqlite_version_info) else "PERSIST"


def pragmas(patience: float = 60.0) -> tuple[str, ...]:
    """What every connection to a SQLite store says first."""
    return (
        f"PRAGMA busy_timeout={round(patience * 1000)}",
        f"PRAGMA journal_mode={journal_mode()}",
        "PRAGMA synchronous=FULL",
        "PRAGMA secure_delete=ON",  # what was erased is overwritten, not left in a free page
    )


def check_sqlite(connection: sqlite3.Connection) -> None:
    """Refuses a connection on which a commit would not be on the disk."""
    ((level,),) = connection.execute("PRAGMA synchronous").fetchall()
    ((mode,),) = connection.execute("PRAGMA journal_mode").fetchall()
    if level < 2 or mode.upper() not in {journal_mode(), "PERSIST"}:
        raise StoreUnusable(
            f"the store cannot promise to keep what it confirms (synchronous={level}, journal_mode={mode}). "
            "Keep it on a local disk, and close every other program that has it open."
        )


def check_postgres(cursor: Any) -> None:
    """Refuses a server that confirms before it has written."""
    off = []
    for name in MUST_BE_ON:
        cursor.execute(f"SHOW {name}")
        if cursor.fetchone()[0] == "off":
            off.append(name)
    if off:
        raise StoreUnusable(
            f"the database confirms before it has written: {', '.join(off)} is off, and a power cut would lose "
            f"objections that were confirmed. Set {', '.join(f'{name} = on' for name in off)} in postgresql.conf."
        )
