"""The schema brought up to date on first use, or the store refused because a newer Ringfence wrote it.

A step whose name says that it `adds` something leaves what was there as it is, and this version goes on working beside
a newer one that has taken it: while processes are exchanged one by one, objections are still taken. A test holds such
steps to their name. After any other step an older version refuses the store.

Which steps were taken is read without Django; it is imported only when there is one to take.
"""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files

import apsw

from ringfence.store.database import Database, Postgres, Sqlite, connect
from ringfence.store.place import Place, StoreUnusable

APP = "ringfence_store"
ADDS = "_adds_"
OPENING = threading.Lock()
TABLE = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'django_migrations'",
    "postgres": "SELECT count(*) FROM information_schema.tables WHERE table_name = 'django_migrations' "
    "AND table_schema = ANY (current_schemas(false))",
}


def known() -> list[str]:
    """The steps this version has, in order."""
    names = (each.name for each in files("ringfence.store.schema.migrations").iterdir())
    return sorted(name.removesuffix(".py") for name in names if name[:4].isdigit() and name.endswith(".py"))


def taken(database: Database, place: Place) -> set[str]:
    """The steps that this store has taken."""
    ((there,),) = database.read(TABLE["postgres" if place.url else "sqlite"])
    if not there:
        return set()
    return {name for (name,) in database.read("SELECT name FROM django_migrations WHERE app = ?", [APP])}


def up_to_date(database: Database, place: Place) -> bool:
    """Whether there is no step to take."""
    return not set(known()) - taken(database, place)


def opened(place: Place) -> Sqlite | Postgres:
    """A connection to a store that has taken every step; refuses a store that is ahead of us."""
    with OPENING:
        database = connect(place)
        try:
            _refuse_newer(database, place)
            if up_to_date(database, place):
                return database
        except BaseException:
            database.close()
            raise
        database.close()
        with _one_at_a_time(place):
            _take_steps(place)
        return connect(place)


def _refuse_newer(database: Database, place: Place) -> None:
    ours = known()
    if newer := sorted(name for name in taken(database, place) - set(ours) if ADDS not in name):
        raise StoreUnusable(
            f"{place.shown} was written by a newer Ringfence (it has taken step {newer[-1]}, this one knows "
            f"{ours[-1]}). Upgrade Ringfence, or name another folder with --home."
        )


def _take_steps(place: Place) -> None:
    with closing(connect(place)) as database:
        before = taken(database, place)
        if not set(known()) - before:
            return
        _keep_a_copy(database, place, before)
    _migrate(place)  # Django opens the file with Python's SQLite: nobody of this process has it open now


@contextmanager
def _one_at_a_time(place: Place) -> Iterator[None]:
    """Holds a lock that the system lets go of when the process dies."""
    if place.url:
        with closing(connect(place)) as database:
            database.read("SELECT pg_advisory_lock(7304)")
            yield
        return
    with closing(apsw.Connection(str(place.home / "store.lock"))) as lock:
        lock.set_busy_timeout(120_000)
        lock.execute("BEGIN EXCLUSIVE")
        yield


def _keep_a_copy(database: Database, place: Place, before: set[str]) -> None:
    """A copy of a SQLite store as it was before the step."""
    if before and not place.url:
        copy = place.file.with_name(f"store-before-{max(known())}.sqlite3")
        if not copy.exists():
            database.read("VACUUM INTO ?", [str(copy)])


def _migrate(place: Place) -> None:
    from ringfence.store.schema.setup import connection  # noqa: PLC0415 - Django, 60 ms

    with connection(place) as django:
        from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

        executor = MigrationExecutor(django)
        executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key[0] == APP])
