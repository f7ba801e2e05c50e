"""What makes a commit survive a power cut; a database that is set otherwise is refused.

Measured with a disk that drops, keeps or tears what was not synced (tests/store/power_cut.py): with synchronous=FULL
the PERSIST and WAL journals lost nothing that was acknowledged. DELETE, SQLite's own default, did, where the folder it
deletes its journal from was not synced.

SQLite 3.7.0 to 3.51.2 may lose data when it resets its WAL, and one process must not have two builds of SQLite on one
file (sqlite.org/howtocorrupt.html, 2.2.1). So the store is opened with the SQLite that comes with apsw and no other,
and the accounts of the web pages, which Django opens with Python's, are a file of their own.
"""

from typing import TYPE_CHECKING, Any

from ringfence.store.place import StoreUnusable

if TYPE_CHECKING:
    import apsw

MUST_BE_ON = ("fsync", "full_page_writes", "synchronous_commit")


def pragmas(journal: str, patience: float = 60.0) -> tuple[str, ...]:
    """What a connection to a SQLite file says first."""
    return (
        f"PRAGMA busy_timeout={round(patience * 1000)}",
        f"PRAGMA journal_mode={journal}",
        "PRAGMA synchronous=FULL",
        "PRAGMA secure_delete=ON",  # what was erased is overwritten, not left in a free page
    )


def check_sqlite(connection: "apsw.Connection") -> None:
    """Refuses a connection on which a commit would not be on the disk."""
    level, mode = (connection.execute(f"PRAGMA {name}").fetchall()[0][0] for name in ("synchronous", "journal_mode"))
    if level not in {2, 3} or mode not in {"wal", "persist"}:
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
