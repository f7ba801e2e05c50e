"""For the attack harness: any SQLite file read as a thief would, and stores that are kept carelessly on purpose."""

import os
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import apsw

from ringfence.store.answers import AnswerPlace
from ringfence.store.database import connect
from ringfence.store.place import StoreUnusable


class Careless:
    """A SQLite file without a single precaution, or with just those that are named."""

    def __init__(self, file: Path, *pragmas: str) -> None:
        self._connection = apsw.Connection(str(file))
        for pragma in ("secure_delete=OFF", "synchronous=OFF", "journal_mode=DELETE", *pragmas):
            self._connection.execute(f"PRAGMA {pragma}").fetchall()

    def run(self, sql: str, rows: Iterable[Sequence[object]] = ((),)) -> None:
        """Runs a statement for each row, all in one transaction."""
        self._connection.execute("BEGIN")
        self._connection.executemany(sql, rows)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()


def tables(file: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of a SQLite file, as it comes, with the row number where there is one."""
    found: dict[str, list[dict[str, Any]]] = {}
    with closing(apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        for name in [str(name) for (name,) in names]:
            try:
                found[name] = _named(connection, f'SELECT rowid AS "rowid", * FROM "{name}"')  # noqa: S608
            except apsw.SQLError:  # a table without row numbers
                found[name] = _named(connection, f'SELECT * FROM "{name}"')  # noqa: S608
    return found


def _named(connection: apsw.Connection, sql: str) -> list[dict[str, Any]]:
    cursor = connection.execute(sql)
    return [dict(zip([name for name, *_ in cursor.get_description()], row, strict=True)) for row in cursor]


def columns(file: Path) -> set[str]:
    """Every column of every table of a SQLite file, as `table.column`, with `rowid` where a table has row numbers."""
    found = set()
    for name, rows in tables(file).items():
        found |= {f"{name}.{column}" for row in rows[:1] for column in row}
    return found


def server_tables(url: str, schema: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of a schema, as it comes, with PostgreSQL's own columns for place and transaction."""
    place = AnswerPlace(Path(), url)
    database = connect(place)
    try:
        names = database.read("SELECT table_name FROM information_schema.tables WHERE table_schema = ?", [schema])
        return {name: _rows(database, schema, name) for (name,) in names}
    finally:
        database.close()


def _rows(database: Any, schema: str, table: str) -> list[dict[str, Any]]:
    asked = "SELECT column_name FROM information_schema.columns WHERE table_schema = ? AND table_name = ?"
    named = [row[0] for row in database.read(f"{asked} ORDER BY ordinal_position", [schema, table])]
    listed = ", ".join(f'"{name}"' for name in named)
    sql = f'SELECT ctid::text, xmin::text::bigint, {listed} FROM "{schema}"."{table}"'  # noqa: S608
    return [dict(zip(("ctid", "xmin", *named), row, strict=True)) for row in database.read(sql)]


def careless_on_server(url: str, schema: str, rows: Iterable[Sequence[object]]) -> dict[str, list[dict[str, Any]]]:
    """A table on the server to which each (key, closed) is added as it comes, each in a transaction of its own."""
    database = connect(AnswerPlace(Path(), url))
    try:
        database.write(f"CREATE SCHEMA {schema}", [()])
        database.write(f"CREATE TABLE {schema}.answer (key bytea PRIMARY KEY, closed text)", [()])
        for row in rows:
            database.write(f"INSERT INTO {schema}.answer VALUES (?, ?)", [row])  # noqa: S608
    finally:
        database.close()
    return server_tables(url, schema)


def log_position(url: str) -> tuple[str, int] | None:
    """Where the server's write-ahead log is at: a file of it and the place in it; None if its files cannot be read."""
    database = connect(AnswerPlace(Path(), url))
    try:
        ((folder,),) = database.read("SELECT current_setting('data_directory', true)")
        ((name, place),) = database.read("SELECT * FROM pg_walfile_name_offset(pg_current_wal_insert_lsn())")
    except StoreUnusable:  # the role may not ask
        return None
    finally:
        database.close()
    file = Path(folder or "none") / "pg_wal" / name
    return (str(file), int(place)) if os.access(file, os.R_OK) else None


def log_since(url: str, start: tuple[str, int]) -> bytes:
    """What the server's write-ahead log has had since a position, as its files have it."""
    first, now = Path(start[0]), log_position(url)
    last = now[0] if now else start[0]
    files = sorted(file for file in first.parent.iterdir() if str(first) <= str(file) <= last and file.is_file())
    return b"".join(file.read_bytes() for file in files)[start[1] :]


def drop_schema(url: str, schema: str) -> None:
    """Removes what a rehearsal left on the server."""
    database = connect(AnswerPlace(Path(), url))
    try:
        database.write(f"DROP SCHEMA IF EXISTS {schema} CASCADE", [()])
    finally:
        database.close()
