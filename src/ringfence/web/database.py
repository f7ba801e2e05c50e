"""Connections that Django opens keep what they commit, as the store's own do; and the tables brought up to date."""

from typing import Any

from django.db import connection, connections
from django.db.backends.signals import connection_created
from django.db.migrations.executor import MigrationExecutor

from ringfence.store import durable
from ringfence.store.migrate import APP as STORE

PRAGMAS = durable.pragmas("PERSIST")  # Python's SQLite may be one whose WAL loses data


def watch() -> None:
    """From here on every connection to the accounts says first what makes a commit survive a power cut."""
    connection_created.connect(_durable, dispatch_uid="ringfence-durable")


def bring_up_to_date() -> None:
    """Takes the steps that are missing in the tables of accounts and sessions; the store takes its own."""
    executor = MigrationExecutor(connection)
    executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key[0] != STORE])


def let_go() -> None:
    """Closes this process's own connections: none may be carried over into a worker that is forked from it."""
    connections.close_all()


def _durable(connection: Any, **_: object) -> None:
    if connection.alias != "default":
        return  # the store's, which has its own way
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for pragma in PRAGMAS:
                cursor.execute(pragma)
    else:
        with connection.cursor() as cursor:
            durable.check_postgres(cursor)
