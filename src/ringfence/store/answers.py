"""The answer base: released answers of one campaign, in a database of their own, with nothing in it that tells order.

SQLite: a file of its own under the home folder, tables without row numbers, ordered by random keys. PostgreSQL, where
RINGFENCE_ANSWERS_URL names it: another database and another role than the store's, a schema for each campaign, and its
tables written anew with every batch, so that neither ctid nor xmin tells what came when.
"""

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from ringfence.durable import sync_folder
from ringfence.store.database import Database, connect
from ringfence.store.place import URL as STORE_URL
from ringfence.store.place import Place, StoreUnusable

URL = "RINGFENCE_ANSWERS_URL"
VERSION = "1"
TABLES = {
    "answer": ("key", "wave", "bands", "flags", "closed"),
    "words": ("key", "wave", "body"),
    "spent": ("token",),
    "setting": ("name", "value"),
}
PADDED = (128, 512, 2_048, 10_240)  # bytes that a free text takes, whatever its length
PATIENCE = "5s"
Row = tuple[bytes, str]


@dataclass(frozen=True, slots=True)
class AnswerPlace(Place):
    """Where a campaign's answers are: a folder of their own, or a schema of their own."""

    name: str = ""
    journal: ClassVar[str] = "PERSIST"  # a WAL would keep the order in which answers came

    @property
    def file(self) -> Path:
        return self.home / "answers" / self.name / "answers.sqlite3"

    @property
    def schema(self) -> str:
        return f"answers_{self.name.replace('-', '_')}"


class AnswerBase:
    """An open answer base."""

    def __init__(self, place: AnswerPlace) -> None:
        self._place = place
        self.shown = f"{place.shown}, schema {place.schema}" if place.url else place.shown
        self._database: Database = connect(place)
        try:
            self._make()
        except BaseException:
            self._database.close()
            raise

    def close(self) -> None:
        self._database.close()

    def settle(self, plan: str) -> str:
        """The terms that this base is kept on: those given, if it is new."""
        with self._database.transaction():
            kept = self._database.read("SELECT value FROM setting WHERE name = 'plan'")
            if not kept:
                self._database.write("INSERT INTO setting (name, value) VALUES (?, ?)", [("plan", plan)])
        return str(kept[0][0]) if kept else plan

    def settled(self) -> str | None:
        """The terms that this base is kept on, if any answer was ever to be kept."""
        kept = self._database.read("SELECT value FROM setting WHERE name = 'plan'")
        return str(kept[0][0]) if kept else None

    def weaknesses(self) -> list[str]:
        """What this server is set to do that the claim does not allow for; nothing for a file."""
        if not self._place.url:
            return []
        found = []
        if self._shown("log_statement") not in ("none", "ddl"):
            found.append("the server logs statements (log_statement): set it to none for the answers' role")
        if self._shown("log_min_duration_statement") != "-1":
            found.append("the server logs slow statements (log_min_duration_statement): set it to -1 for that role")
        return found

    def _shown(self, name: str) -> str:
        return str(self._database.read(f"SHOW {name}")[0][0])

    def add_answers(self, told: tuple[str, str, str], rows: Iterable[Row], tokens: Sequence[str]) -> None:
        """Adds a batch of closed answers under their random keys: all or none, and once."""
        self._add("answer", [(key, *told, body) for key, body in rows], tokens)

    def add_texts(self, wave: str, rows: Iterable[Row], tokens: Sequence[str]) -> None:
        """Adds a batch of free texts, padded, under their random keys: all or none, and once."""
        self._add("words", [(key, wave, padded(body)) for key, body in rows], tokens)

    def known(self, tokens: Collection[str]) -> set[str]:
        """Those of these tokens whose answers were released before."""
        wanted, found = sorted(tokens), set[str]()
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            marks = ", ".join("?" * len(some))
            found |= {row[0] for row in self._database.read(f"SELECT token FROM spent WHERE token IN ({marks})", some)}  # noqa: S608
        return found

    def answers(self) -> list[tuple[str, str, str, str]]:
        """Wave, bands, flags and closed answers of all that were released, by their random keys.

        Read at once: a reader who takes his time would keep the next batch from leaving.
        """
        return [tuple(row) for row in self._database.read("SELECT wave, bands, flags, closed FROM answer ORDER BY key")]

    def texts(self) -> list[tuple[str, str]]:
        """Wave and body of all free texts that were released, by their random keys."""
        return [tuple(row) for row in self._database.read("SELECT wave, body FROM words ORDER BY key")]

    def _add(self, table: str, rows: Sequence[Sequence[object]], tokens: Sequence[str]) -> None:
        with self._database.transaction():
            if self._place.url:  # a reader may be at the table that is written anew: better the next call tries again
                self._database.read("SELECT set_config('lock_timeout', ?, true)", [PATIENCE])
            spent = self.known(tokens)
            new = [(row, token) for row, token in zip(rows, tokens, strict=True) if token not in spent]
            if not new:
                return
            marks = ", ".join("?" * len(TABLES[table]))
            sql = f"INSERT INTO {table} ({', '.join(TABLES[table])}) VALUES ({marks})"  # noqa: S608
            self._database.write(sql, sorted((row for row, _ in new), key=lambda row: bytes(row[0])))  # type: ignore[call-overload]
            self._database.write("INSERT INTO spent (token) VALUES (?)", sorted((token,) for _, token in new))
            if self._place.url:
                self._write_anew(table)
                self._write_anew("spent")

    def _write_anew(self, table: str) -> None:
        """PostgreSQL keeps rows where they came and with the transaction they came in: so all are written again."""
        first = TABLES[table][0]
        for sql in (
            f"CREATE TABLE {table}_anew (LIKE {table} INCLUDING ALL)",
            f"INSERT INTO {table}_anew SELECT * FROM {table} ORDER BY {first}",  # noqa: S608
            f"DROP TABLE {table}",
            f"ALTER TABLE {table}_anew RENAME TO {table}",
        ):
            self._database.write(sql, [()])

    def _make(self) -> None:
        if self._place.url:
            self._make_schema()
        binary, end = ("bytea", "") if self._place.url else ("BLOB", " WITHOUT ROWID")
        with self._database.transaction():
            for table, (first, *others) in TABLES.items():
                kind = binary if first == "key" else "TEXT"
                columns = "".join(f", {name} TEXT NOT NULL" for name in others)
                made = f"CREATE TABLE IF NOT EXISTS {table} ({first} {kind} PRIMARY KEY NOT NULL{columns}){end}"
                self._database.write(made, [()])
            self._database.write(
                "INSERT INTO setting (name, value) VALUES ('version', ?) ON CONFLICT (name) DO NOTHING", [(VERSION,)]
            )
        ((version,),) = self._database.read("SELECT value FROM setting WHERE name = 'version'")
        if version != VERSION:
            raise StoreUnusable(
                f"{self.shown} was written by another Ringfence (form {version}, this one knows {VERSION}). Upgrade it."
            )

    def _make_schema(self) -> None:
        if not self._database.read(
            "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?", [self._place.schema]
        ):
            self._database.write(f"CREATE SCHEMA IF NOT EXISTS {self._place.schema}", [()])
        self._database.read("SELECT set_config('search_path', ?, false)", [self._place.schema])


def padded(body: str) -> str:
    """A text with blanks up to one of few lengths, so that its size on the disk tells little."""
    size = len(body.encode())
    return body + " " * (next((most for most in PADDED if most >= size), size) - size)


def on_server() -> bool:
    """Whether answers are kept on a PostgreSQL server."""
    return bool(os.environ.get(URL))


def there(home: Path, name: str) -> bool:
    """Whether a campaign has an answer base; on a server it is asked when it is opened."""
    return on_server() or AnswerPlace(home, None, name=name).file.exists()


def open_base(home: Path, name: str) -> AnswerBase:
    """The answer base of a campaign, made if it is new; refused where it would lie beside what it must be kept from."""
    url = os.environ.get(URL) or None
    if url:
        _check_apart(url, os.environ.get(STORE_URL) or None)
    place = AnswerPlace(home, url, name=name)
    if not url:
        try:
            place.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreUnusable(
                f"{place.file.parent} cannot be made ({error.strerror}). Name another home with --home."
            ) from None
        sync_folder(place.file.parent.parent)
    return AnswerBase(place)


def _check_apart(url: str, store: str | None) -> None:
    ours = urlsplit(url)
    if ours.scheme not in ("postgresql", "postgres"):
        raise StoreUnusable(f"{URL} is no address of a PostgreSQL database. Write postgresql://USER@HOST/DATABASE.")
    if store is None:
        return
    theirs = urlsplit(store)
    if (ours.hostname, ours.port, ours.path, ours.query) == (theirs.hostname, theirs.port, theirs.path, theirs.query):
        raise StoreUnusable(
            f"{URL} and {STORE_URL} name one database: calls and answers would lie side by side, in one log and one "
            "backup. Make a database for the answers, with a role of its own."
        )
    if ours.username == theirs.username:
        raise StoreUnusable(
            f"{URL} and {STORE_URL} name one role ({ours.username}): whoever reads calls could read answers. "
            "Make a role for the answers that may not read the store, and the other way round."
        )
