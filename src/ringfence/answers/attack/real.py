"""A made-up campaign through the product itself, and everything it leaves behind."""

import logging
import os
import random
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ringfence import ledger
from ringfence.answers import bands, kept, memory
from ringfence.answers.attack import loot
from ringfence.answers.attack.loot import Group, Loot, Memory, Watch
from ringfence.answers.attack.world import AGES, AREAS, MARK, Call, World, band
from ringfence.answers.kept import Keeping, Left, Plan
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
        chance = random.Random(seed)  # noqa: S311 - moments that can be chosen again
        self._moments = set(chance.sample(range(1, len(world.calls)), min(COPIES, len(world.calls) - 1)))
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
            at = instant(BEGAN + timedelta(seconds=self.world.calls[min(self._moment, len(self.world.calls) - 1)].at))
            told = AnswersReleased(at=at, campaign=self.name, wave=left.wave, answers=left.interviews, what=left.kind)
            ledger.append(store, [told])

        with kept.open_answers(self.home, self.name, plan_for(self.world), note) as keeping:
            for call, record in zip(self.world.calls, self.world.records, strict=True):
                self._moment = call.id
                done = [keeping.keep(record) for _ in range(1 + call.retried)]
                self._look(keeping, changed=any(each.left for each in done))
                step((self._moment + 1) / len(self.world.calls))
            self._moment += 1
            keeping.release(rest=True)
            self._look(keeping, changed=True)
            self._copy()

    def _look(self, keeping: Keeping, *, changed: bool) -> None:
        self._watch.look(self._moment)
        if changed:
            for mark in _released(keeping):
                self._left.setdefault(mark, self._moment)
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
        return AnswerPlace(self.home, None, self.name).schema

    @property
    def memory(self) -> Path:
        return memory.memory_folder(self.home) / kept.folder_name(self.name)

    def _loot(self) -> Loot:
        rows = loot.read_files(self._copies[-1])
        if url := os.environ.get(URL):
            rows = {**rows, **answers_plain.server_tables(url, self._schema)}
        found = Loot(
            calls=self.world.calls,
            groups=(),
            rows={name: table for name, table in rows.items() if not name.startswith("store.")},
            copies=tuple(self._copies),
            memory=tuple(self._memory),
            seen={**self._left, **self._watch.seen},
            logs="\n".join(self.lines.lines),
            ledger=tuple(map(str, self._entries)),
        )
        return found.with_groups(self._groups(found))

    def _groups(self, found: Loot) -> Iterable[Group]:
        """The batches: what left at one moment and is told alike."""
        batches: dict[Any, list[str]] = defaultdict(list)
        for mark, moment in self._left.items():
            row = found.row(mark)
            batches[moment, mark[:2], row.get("wave"), row.get("bands"), row.get("flags")].append(mark)
        closed = {self.world.truth[mark]: mark for mark in self._left if mark.startswith(MARK)}
        for (_, kind, *_), marks in batches.items():
            calls = tuple(self.world.calls[each] for each in sorted(self.world.truth[mark] for mark in marks))
            beside = tuple(sorted(closed[call.id] for call in calls if call.id in closed))
            whole = beside if len(beside) == len(calls) else ()
            yield Group("closed" if kind == MARK else "text", tuple(sorted(marks)), calls, whole)


def _released(keeping: Keeping) -> Iterable[str]:
    yield from (str(answer.closed["mark"]) for answer in keeping.released())
    yield from (said.partition(" ")[0] for _, said in keeping.texts())


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())
