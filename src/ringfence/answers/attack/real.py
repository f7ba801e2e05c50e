"""A made-up campaign through the product itself, and everything it leaves behind."""

import logging
import os
import random
import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ringfence import ledger
from ringfence.answers import bands, kept, memory
from ringfence.answers.attack import loot
from ringfence.answers.attack.loot import Group, Loot, Memory, Watch
from ringfence.answers.attack.world import AGES, AREAS, MARK, Call, World, band
from ringfence.answers.kept import Left, Plan
from ringfence.answers.record import token
from ringfence.answers.spool import Spool
from ringfence.ledger.events import AnswersReleased
from ringfence.preferences.events import instant
from ringfence.store import Store, answers_plain
from ringfence.store.answers import URL, AnswerPlace
from ringfence.store.place import Place

COPIES = 12
BEGAN = datetime(2026, 11, 2, 9, tzinfo=UTC)  # of the made-up campaign
Step = Callable[[float], None]


def plan_for(world: World) -> Plan:
    """The terms of a rehearsal: bands merged on its contact list, of which the calls are a quarter."""
    people = [{"area": area_of(call), "age": band(call.age)} for call in world.calls for _ in range(4)]
    return Plan(
        k=world.k,
        interviewers=min(3, world.k),
        others=max(1, min(10, world.k // 5)),
        bands=bands.merged({"area": [*AREAS], "age": AGES}, people, world.k),
        sensitive=("vote",),
        simulated=True,
    )


def area_of(call: Call) -> str:
    return next(name for name, regions in AREAS.items() if call.region in regions)


class Lines(logging.Handler):
    """Every log line of every library, at every level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.sources: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
        self.sources.add(f"log:{record.name}")


class Rehearsal:
    """The run: hands every record in, looks at the disk after each, copies everything at chosen moments."""

    def __init__(self, world: World, folder: Path, seed: int) -> None:
        self.world = world
        self.home = folder / "home"
        self.home.mkdir()
        self.name = f"rehearsal-{secrets.token_hex(4)}"  # no two share a schema on a server
        self._folder = folder
        self._watch = Watch(self.home)
        self._moment = 0
        self._copies: list[Path] = []
        self._memory: list[Memory] = []
        self._left: dict[str, int] = {}
        self._batches: list[tuple[str, tuple[str, ...]]] = []
        self._marks = dict(_tokens(world))
        chance = random.Random(seed)  # noqa: S311 - moments that can be chosen again
        self._moments = set(chance.sample(range(1, len(world.calls)), min(COPIES, len(world.calls) - 1)))
        self._log_from = answers_plain.log_position(url) if (url := os.environ.get(URL)) else None
        self._entries: list[dict[str, Any]] = []
        self.lines = Lines()

    def run(self, step: Step) -> Loot:
        """Everything that the campaign left behind."""
        root, level = logging.getLogger(), logging.getLogger().level
        root.addHandler(self.lines)
        root.setLevel(logging.DEBUG)
        try:
            with Store(Place(self.home)) as store:
                self._hand_in(store, step)
                self._entries = [dict(each.told) for each in store.book.of_kind(AnswersReleased.kind)]
            return self._loot()
        finally:
            root.removeHandler(self.lines)
            root.setLevel(level)

    def _hand_in(self, store: Store, step: Step) -> None:
        def note(left: Left) -> None:
            self._note_batch()
            at = instant(BEGAN + timedelta(seconds=self.world.calls[min(self._moment, len(self.world.calls) - 1)].at))
            told = AnswersReleased(at=at, campaign=self.name, wave=left.wave, answers=left.interviews, what=left.kind)
            ledger.append(store, [told])

        with kept.open_answers(self.home, self.name, plan_for(self.world), note) as keeping:
            for call, record in zip(self.world.calls, self.world.records, strict=True):
                self._moment = call.id
                for _ in range(1 + call.retried):
                    keeping.keep(record)
                self._look()
                step((self._moment + 1) / len(self.world.calls))
            self._moment += 1
            keeping.release(rest=True)
            self._look()
            self._copy()

    def _note_batch(self) -> None:
        """Of which answers the batch is made that is leaving now: more than any file tells afterwards."""
        spool = Spool(self.memory)
        leaving = spool.leaving()
        spool.close()
        if leaving and (marks := tuple(sorted(self._marks[each] for each in leaving.keys))):
            self._batches.append((leaving.kind, marks))
            self._left |= dict.fromkeys(marks, self._moment)

    def _look(self) -> None:
        self._watch.look(self._moment)
        if self._moment in self._moments:
            self._copy()

    def _copy(self) -> None:
        self._copies.append(loot.copied(self.home, self._folder / f"copy-{len(self._copies):02d}"))
        content = b"".join(file.read_bytes() for file in _files(self.memory))
        gone, calls = self._left, [call for call in self.world.calls if call.id <= self._moment]
        marks = {self.world.records[call.id].closed["mark"]: call for call in calls}
        waiting = {str(mark): call for mark, call in marks.items() if mark not in gone}
        self._memory.append(Memory(loot.places_in(content), Group("closed", tuple(waiting), tuple(waiting.values()))))

    def clean_server(self) -> None:
        """Removes the rehearsal's schema from the server, if one is used."""
        if url := os.environ.get(URL):
            answers_plain.drop_schema(url, self._schema)

    def server_columns(self) -> set[str]:
        """The columns of the rehearsal's schema, save PostgreSQL's own two, which have attackers of their own."""
        if not (url := os.environ.get(URL)):
            return set()
        tables = answers_plain.server_tables(url, self._schema)
        named = {f"table:{name}.{column}" for name, rows in tables.items() for row in rows[:1] for column in row}
        return {each for each in named if not each.endswith((".ctid", ".xmin"))}

    def ledger_fields(self) -> set[str]:
        """What the ledger says of a batch that left."""
        return {name for entry in self._entries for name in entry}

    @property
    def _schema(self) -> str:
        return AnswerPlace(self.home, None, name=self.name).schema

    @property
    def memory(self) -> Path:
        return memory.memory_folder(self.home) / kept.folder_name(self.name)

    def _loot(self) -> Loot:
        rows = loot.read_files(self._copies[-1])
        if url := os.environ.get(URL):
            rows = {**rows, **answers_plain.server_tables(url, self._schema)}
        log = answers_plain.log_since(url, self._log_from) if url and self._log_from else b""
        found = Loot(
            calls=self.world.calls,
            groups=(),
            rows={name: table for name, table in rows.items() if not name.startswith("store.")},
            copies=tuple(self._copies),
            memory=tuple(self._memory),
            seen={**self._left, **self._watch.seen},
            logs="\n".join(self.lines.lines),
            ledger=tuple(map(str, self._entries)),
            server_log=log,
        )
        return found.with_groups(self._groups())

    def _groups(self) -> Iterable[Group]:
        closed = {self.world.truth[mark]: mark for mark in self._left if mark.startswith(MARK)}
        for kind, marks in self._batches:
            calls = tuple(self.world.calls[each] for each in sorted(self.world.truth[mark] for mark in marks))
            joined = [mark for mark in marks if self.world.truth[mark] in closed] if kind == "text" else []
            beside = sorted(closed[self.world.truth[mark]] for mark in joined)
            yield Group(kind, marks, calls, tuple(joined), tuple(beside))


def _tokens(world: World) -> Iterator[tuple[str, str]]:
    """What stands for each answer and text while it waits, and its mark."""
    for record in world.records:
        yield token(record.once), str(record.closed["mark"])
        for name, text in record.texts.items():
            yield token(record.once, f"text {name}"), text.partition(" ")[0]


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())
