"""Connections that Django opens keep what they commit, as the store's own do; and the tables brought up to date."""

from typing import Any

from django.core.management import call_command
from django.db import connections
from django.db.backends.signals import connection_created

from ringfence.store import durable


def watch() -> None:
    """From here on every SQLite connection says first what makes a commit survive a power cut."""
    connection_created.connect(_durable, dispatch_uid="ringfence-durable")


def bring_up_to_date() -> None:
    """Takes the steps that are missing in the tables of accounts and sessions; the store takes its own."""
    call_command("migrate", verbosity=0, interactive=False)


def let_go() -> None:
    """Closes this process's own connections: none may be carried over into a worker that is forked from it."""
    connections.close_all()


def _durable(connection: Any, **_: object) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for pragma in durable.pragmas():
                cursor.execute(pragma)
    else:
        with connection.cursor() as cursor:
            durable.check_postgres(cursor)
