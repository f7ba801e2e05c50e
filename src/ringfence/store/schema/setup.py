"""Django set up for the store alone: no site, no settings module. The web pages have their own settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db import connections

from ringfence.store.place import Place

# As `durable` has them, in the journal that the file has; and this build of SQLite never resets a WAL.
PRAGMAS = ("PRAGMA synchronous=FULL", "PRAGMA secure_delete=ON", "PRAGMA wal_autocheckpoint=0")


@contextmanager
def connection(place: Place) -> Iterator[Any]:
    """Django's connection to the store, closed at the end."""
    if not settings.configured:
        settings.configure(
            INSTALLED_APPS=["ringfence.store.schema.apps.StoreSchema"],
            DATABASES={"default": place.django()},
            USE_TZ=True,
        )
    if not apps.ready:
        django.setup()
    alias = "ringfence-store"
    connections.settings[alias] = connections.configure_settings({"default": {}, alias: place.django()})[alias]
    found = connections[alias]
    try:
        found.ensure_connection()
        if place.url is None:
            for pragma in PRAGMAS:
                found.connection.execute(pragma)
        yield found
    finally:
        found.close()
        del connections[alias]
        del connections.settings[alias]
