"""Stores that are weak on purpose, one for each attacker: what it must find if it can find anything at all.

Each has one fault, of a kind that real ones have. Some write every answer as it comes, others shuffle batches of k just
as the product does and keep one thing too many.
"""

import hashlib
import os
import random
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ringfence.answers.attack import loot
from ringfence.answers.attack.loot import Group, Loot, Memory, Watch
from ringfence.answers.attack.world import Call, World
from ringfence.answers.record import Record, closed_body, text_body, token
from ringfence.store.answers_plain import Careless

Case = tuple[Call, Record]
Columns = Callable[[Call, Record], dict[str, Any]]
NUMBERED = "CREATE TABLE answer (key BLOB, closed TEXT)"
KEYED = "CREATE TABLE answer (key BLOB PRIMARY KEY, closed TEXT) WITHOUT ROWID"
INSERT = "INSERT INTO answer VALUES (?, ?)"


def _cases(world: World) -> list[Case]:
    return list(zip(world.calls, world.records, strict=True))


def _mark(record: Record) -> str:
    return str(record.closed["mark"])


def _said(record: Record) -> str:
    return record.texts["said"].partition(" ")[0]


def _row(record: Record) -> tuple[bytes, str]:
    return secrets.token_bytes(16), closed_body(record.closed)


def _batches(cases: Sequence[Case], k: int) -> list[Sequence[Case]]:
    """Batches of k in the order of the calls; a short last one joins the one before."""
    ends = [*range(k, len(cases) - k + 1, k), len(cases)]
    return [cases[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _group(cases: Sequence[Case], mark: Callable[[Record], str] = _mark, kind: str = "closed") -> Group:
    return Group(kind, tuple(sorted(mark(record) for _, record in cases)), tuple(call for call, _ in cases))


def _found(world: World, folder: Path, groups: Sequence[Group], **more: Any) -> Loot:
    rows = more.pop("rows", None) or loot.read_files(folder)
    return Loot(calls=world.calls, groups=tuple(groups), rows=rows, **more)


def as_they_come(
    table: str, *pragmas: str, key: Callable[[Call], bytes] | None = None, watched: bool = False
) -> Callable[..., Loot]:
    """Every answer in a transaction of its own, under a random key unless told otherwise."""

    def run(world: World, folder: Path) -> Loot:
        store = Careless(folder / "answers.sqlite3", *pragmas)
        store.run(table)
        watch = Watch(folder)
        for call, record in _cases(world):
            random_key, body = _row(record)
            store.run(INSERT, [(key(call) if key else random_key, body)])
            if watched:
                watch.look(call.id)
        copy = loot.copied(folder, folder.with_name(f"{folder.name}-copy"))
        store.close()
        return _found(world, folder, [_group(_cases(world))], copies=(copy,), seen=watch.seen)

    return run


def then_deleted(world: World, folder: Path) -> Loot:
    """Answers wait in the order they come, in the same file, and are deleted when they leave shuffled.

    A table that was dropped before lends the page in which SQLite lists the freed ones, so that none is overwritten.
    """
    store = Careless(folder / "answers.sqlite3", "page_size=65536")
    store.run("CREATE TABLE waiting (closed TEXT)")
    store.run("INSERT INTO waiting VALUES (?)", [(closed_body(record.closed),) for record in world.records])
    store.run("CREATE TABLE older (line TEXT)")
    store.run("DROP TABLE older")
    store.run("DELETE FROM waiting")
    copy = loot.copied(folder, folder.with_name(f"{folder.name}-copy"))
    store.run(KEYED)
    store.run(INSERT, sorted(map(_row, world.records)))
    store.close()
    return _found(world, folder, [_group(_cases(world))], copies=(copy,))


def a_file_each(world: World, folder: Path) -> Loot:
    """Every answer in a file of its own under a random name."""
    for call, record in _cases(world):
        file = folder / secrets.token_hex(8)
        file.write_text(closed_body(record.closed))
        os.utime(file, (call.at, call.at))
    rows = {"files": [{"closed": file.read_text()} for file in sorted(folder.iterdir())]}
    return _found(world, folder, [_group(_cases(world))], rows=rows, copies=(folder,))


def shuffled(columns: Columns, arrange: Callable[[list[Case]], None] | None = None, **more: Any) -> Callable[..., Loot]:
    """Shuffled batches of k, as the product does, with columns too many, or arranged otherwise than by chance."""

    def run(world: World, folder: Path) -> Loot:
        store, chance = Careless(folder / "answers.sqlite3"), random.SystemRandom()
        names = sorted(columns(*_cases(world)[0]))
        store.run(f"CREATE TABLE answer (key BLOB, closed TEXT{''.join(f', {name}' for name in names)})")
        batches = _batches(_cases(world), world.k)
        for batch in batches:
            mixed = list(batch)
            chance.shuffle(mixed)
            if arrange:
                arrange(mixed)
            told = [(call, record, columns(call, record)) for call, record in mixed]
            marks = ", ".join("?" * (2 + len(names)))
            rows = [(*_row(record), *(values[name] for name in names)) for _, record, values in told]
            store.run(f"INSERT INTO answer VALUES ({marks})", rows)  # noqa: S608
        store.close()
        extra = {name: made(world) for name, made in more.items()}
        return _found(world, folder, [_group(batch) for batch in batches], **extra)

    return run


def _plain(_call: Call, _record: Record) -> dict[str, Any]:
    return {}


def handed_in_twice(world: World, folder: Path) -> Loot:
    """Shuffled batches of k; what is handed in again is appended again."""
    found = shuffled(_plain)(world, folder)
    store = Careless(folder / "answers.sqlite3")
    store.run(INSERT, [_row(record) for call, record in _cases(world) if call.retried])
    store.close()
    return _found(world, folder, found.groups)


def _by_interviewer(batch: list[Case]) -> None:
    batch.sort(key=lambda case: (case[0].interviewer, case[0].at))


def _broken_off_last(batch: list[Case]) -> None:
    batch.sort(key=lambda case: (case[0].outcome == "partial", case[0].at if case[0].outcome == "partial" else 0))


def _logged(world: World) -> str:
    return "\n".join(f"kept {_mark(record)} of {len(record.closed)} answers" for record in world.records)


def _digests(world: World) -> tuple[str, ...]:
    return tuple(hashlib.sha256(closed_body(record.closed).encode()).hexdigest() for record in world.records)


def _slots(world: World) -> tuple[Memory, ...]:
    """A spool filled from the front, copied whenever k wait."""
    return tuple(
        Memory({_mark(record): place for place, (_, record) in enumerate(batch)}, _in_pairs(batch))
        for batch in _batches(_cases(world), world.k)
    )


def _in_pairs(cases: Sequence[Case]) -> Group:
    return Group("closed", tuple(_mark(record) for _, record in cases), tuple(call for call, _ in cases))


def _never_wiped(world: World) -> tuple[Memory, ...]:
    """A spool in which what left is only marked as gone."""
    places = {_mark(record): call.id for call, record in _cases(world)}
    return (Memory(places, Group("closed", (), ())),)


def texts(world: World, folder: Path, *, joined: bool = False, timed: bool = False, mixed: bool = True) -> Loot:
    """Free texts in batches of k of those who left one."""
    spoken = [case for case in _cases(world) if case[1].texts]
    if timed:  # a call log that has the seconds spent on the open question
        spoken = [(replace(call, seconds=float(len(record.texts["said"]))), record) for call, record in spoken]
    store, chance = Careless(folder / "answers.sqlite3"), random.SystemRandom()
    store.run(NUMBERED)
    store.run("CREATE TABLE words (key BLOB, body TEXT)")
    groups = []
    for batch in _batches(spoken, world.k):
        order = list(batch)
        if mixed:
            chance.shuffle(order)
        rows = [(secrets.token_bytes(16), record) for _, record in order]
        store.run("INSERT INTO words VALUES (?, ?)", [(key, text_body("said", r.texts["said"])) for key, r in rows])
        chance.shuffle(rows)
        again = [(key if joined else secrets.token_bytes(16), closed_body(record.closed)) for key, record in rows]
        store.run(INSERT, again)
        beside = tuple(sorted(_mark(record) for _, record in batch))
        groups.append(replace(_group(batch, _said, "text"), beside=beside))
    store.close()
    return _found(world, folder, groups)


def alone(world: World, folder: Path) -> Loot:
    """Every answer leaves by itself."""
    rows = {"answer": [{"closed": closed_body(record.closed)} for record in world.records]}
    return _found(world, folder, [_group([case]) for case in _cases(world)], rows=rows)


def on_server(world: World, rows: loot.Rows) -> Loot:
    """What was added to a PostgreSQL table as it came."""
    return Loot(calls=world.calls, groups=(_group(_cases(world)),), rows=rows)


def server_rows(world: World) -> Iterator[tuple[bytes, str]]:
    return map(_row, world.records)


def _fine(call: Call, _record: Record) -> dict[str, Any]:
    return {"region": call.region, "age": str(call.age), "sex": call.sex}


CONTROLS: dict[str, Callable[[World, Path], Loot]] = {
    "row_order": as_they_come(NUMBERED),
    "row_number": as_they_come(NUMBERED),
    "keys": as_they_come(KEYED, key=lambda call: int(call.at * 1e6).to_bytes(8, "big") + secrets.token_bytes(8)),
    "journal": as_they_come(KEYED, "journal_mode=WAL", "wal_autocheckpoint=0"),
    "deleted_pages": then_deleted,
    "snapshots": as_they_come(KEYED, watched=True),
    "file_times": a_file_each,
    "memory_slots": shuffled(_plain, memory=_slots),
    "memory_residue": shuffled(_plain, memory=_never_wiped),
    "logs": shuffled(_plain, logs=_logged),
    "ledger": shuffled(_plain, ledger=_digests),
    "release_times": shuffled(lambda call, _: {"at": call.at}),
    "bands": shuffled(_fine),
    "interviewer": shuffled(lambda call, _: {"interviewer": call.interviewer}, _by_interviewer),
    "length": shuffled(lambda call, _: {"seconds": call.seconds}),
    "flags": shuffled(lambda call, _: {"flags": call.outcome}, _broken_off_last),
    "tokens": shuffled(lambda call, _: {"token": token(call.once)}),
    "doubles": handed_in_twice,
    "text_order": lambda world, folder: texts(world, folder, mixed=False),
    "text_length": lambda world, folder: texts(world, folder, timed=True),
    "text_join": lambda world, folder: texts(world, folder, joined=True),
    "unanimity": alone,
}
