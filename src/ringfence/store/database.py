"""One connection to the store, whichever database it is: plain statements, and transactions that end on the disk."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import apsw

from ringfence.store import durable
from ringfence.store.place import URL, Place, StoreUnusable

Row = Sequence[Any]


class Database(Protocol):
    """What both databases can do. Statements are written with `?` for each value."""

    holds: str  # a condition: these bytes stand somewhere in the payload

    def read(self, sql: str, values: Sequence[object] = ()) -> list[Any]: ...
    def stream(self, sql: str, values: Sequence[object] = ()) -> Iterator[Any]: ...
    def write(self, sql: str, rows: Iterable[Sequence[object]]) -> None: ...
    def transaction(self) -> Any: ...
    def forget(self) -> None: ...
    def close(self) -> None: ...


class Sqlite:
    """A SQLite file, opened with the SQLite that comes with apsw (`durable` says why)."""

    holds = "instr(payload, ?) > 0"

    def __init__(self, place: Place) -> None:
        self._place = place
        try:
            os.close(os.open(place.file, os.O_RDWR | os.O_CREAT, 0o600))  # nobody else reads it, nor its journal
            self._connection = apsw.Connection(str(place.file))
        except (apsw.Error, OSError) as error:
            raise _unusable(place, error) from None
        try:
            for pragma in durable.pragmas(place.journal, place.patience):
                self._connection.execute(pragma).fetchall()
            durable.check_sqlite(self._connection)
        except (apsw.Error, StoreUnusable) as error:
            self._connection.close()
            raise error if isinstance(error, StoreUnusable) else _unusable(place, error) from None

    # What fails (a full disk, a lock that is never let go, a damaged file) is told as the store's. No context manager
    # does it: the gate asks a dozen statements with each call.

    def read(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except apsw.Error as error:
            raise _unusable(self._place, error) from None

    def stream(self, sql: str, values: Sequence[object] = ()) -> Iterator[Any]:
        try:
            yield from self._connection.execute(sql, values)
        except apsw.Error as error:
            raise _unusable(self._place, error) from None

    def write(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        try:
            self._connection.executemany(sql, rows)
        except apsw.Error as error:
            raise _unusable(self._place, error) from None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside or nothing; on leaving it is on the disk. Within another it is a part of that one."""
        if self._connection.in_transaction:
            yield
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        except apsw.Error as error:
            raise _unusable(self._place, error) from None

    def forget(self) -> None:
        """Wipes what a journal still holds of rows that were emptied; in the file itself SQLite has done so."""
        ((mode,),) = self.read("PRAGMA journal_mode")
        if mode == "wal":
            self.read("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            self.read("PRAGMA journal_mode=DELETE")
            self.read(f"PRAGMA journal_mode={mode}")

    def close(self) -> None:
        self._connection.close()


class Postgres:
    """A PostgreSQL database, through psycopg."""

    holds = "position(? IN payload) > 0"

    def __init__(self, place: Place) -> None:
        self._place = place
        try:
            import psycopg  # noqa: PLC0415 - an optional part
        except ImportError:
            raise StoreUnusable(
                f"{URL} is set, but psycopg is missing. Run: pip install 'ringfence[postgres]'"
            ) from None
        self._errors = psycopg.Error
        try:
            self._connection = psycopg.connect(place.url or "", autocommit=True, connect_timeout=10)
        except psycopg.Error as error:
            reason = str(error).strip().partition("\n")[0] or type(error).__name__
            raise StoreUnusable(f"{place.shown} cannot be reached ({reason}). Check {URL} and the server.") from None
        try:
            with self._connection.cursor() as cursor:
                durable.check_postgres(cursor)
                cursor.execute(f"SET lock_timeout = {round(place.patience * 1000)}")
        except BaseException:
            self._connection.close()
            raise

    def read(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        with self._failing():
            return self._connection.execute(_percent(sql), values).fetchall()

    def stream(self, sql: str, values: Sequence[object] = ()) -> Iterator[Any]:
        with self._failing(), self._connection.transaction(), self._connection.cursor(name="stream") as cursor:
            cursor.itersize = 10_000
            yield from cursor.execute(_percent(sql), values)

    def write(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        with self._failing(), self._connection.cursor() as cursor:
            cursor.executemany(_percent(sql), rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside or nothing; on leaving it is on the disk. One writer at a time, as in SQLite."""
        with self._failing(), self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(7305)")
            yield

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """A server that went away, a full disk: told as the store's."""
        try:
            yield
        except self._errors as error:
            reason = str(error).strip().partition("\n")[0] or type(error).__name__
            raise StoreUnusable(
                f"{self._place.shown} failed ({reason}); what was not confirmed is not on file. "
                "See the server's log, then try again."
            ) from None

    def forget(self) -> None:
        """Wipes the former versions of rows that were emptied; what a server archives of its log is the server's."""
        self._connection.execute("VACUUM ringfence_event, ringfence_ledger")

    def close(self) -> None:
        self._connection.close()


def _unusable(place: Place, error: Exception) -> StoreUnusable:
    way_out = "Check that the folder can be written and the disk has room, or name another with --home."
    return StoreUnusable(f"{place.file} cannot be used as a store ({error}). {way_out}")


def _percent(sql: str) -> str:
    return sql.replace("?", "%s")


def connect(place: Place) -> Sqlite | Postgres:
    """A connection on which a commit is kept, or the refusal that says why not."""
    return Postgres(place) if place.url else Sqlite(place)
