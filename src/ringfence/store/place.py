"""Where the store is: a SQLite file under the home folder, or the PostgreSQL that RINGFENCE_DATABASE_URL names."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from ringfence.errors import RingfenceError

URL = "RINGFENCE_DATABASE_URL"


class StoreUnusable(RingfenceError):
    """A store that cannot be opened, or must not be."""

    code = "store-unusable"


@dataclass(frozen=True, slots=True)
class Place:
    """A home folder and, if PostgreSQL holds the store, its address."""

    home: Path
    url: str | None = None
    patience: float = 60.0  # seconds to wait for a store that another process writes to
    journal: ClassVar[str] = "WAL"  # one flush a commit, where PERSIST has four

    @property
    def file(self) -> Path:
        return self.home / "store.sqlite3"

    @property
    def shown(self) -> str:
        """The place as it may be shown: without a password."""
        if self.url is None:
            return str(self.file)
        parts = urlsplit(self.url)
        return f"PostgreSQL, {parts.hostname or 'local socket'}, database {parts.path.lstrip('/') or '(default)'}"

    def django(self) -> dict[str, object]:
        """The store as Django's DATABASES wants it."""
        if self.url is None:
            return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(self.file)}
        parts = urlsplit(self.url)
        options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or "") or unquote(options.pop("host", "")),
            "PORT": str(parts.port or options.pop("port", "")),
            "OPTIONS": {name: unquote(value) for name, value in options.items()},
        }


def place(home: Path, patience: float = 60.0) -> Place:
    """The store's place for this home folder, which is made if it is not there; nobody else may read in it."""
    url = os.environ.get(URL) or None
    if url and urlsplit(url).scheme not in ("postgresql", "postgres"):
        raise StoreUnusable(f"{URL} is no address of a PostgreSQL database. Write postgresql://USER@HOST/DATABASE.")
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreUnusable(f"{home} cannot be made ({reason}). Name another folder with --home.") from None
    return Place(home, url, patience)
