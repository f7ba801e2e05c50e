"""Stores that are weak on purpose, one for each attacker: what it must find if it can find anything at all.

Each has one fault, of a kind that real ones have. Some write every answer as it comes, others shuffle batches of k just
as the product does and keep one thing too many.
"""

import hashlib
import random
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ringfence.answers.attack import loot
from ringfence.answers.attack.careless_rows import (
    INSERT,
    KEYED,
    NUMBERED,
    Case,
    a_file_each,
    as_they_come,
    batches,
    cases,
    found,
    group,
    mark,
    row,
    said,
    then_deleted,
)
from ringfence.answers.attack.loot import Group, Loot, Memory
from ringfence.answers.attack.world import Call, World
from ringfence.answers.record import Record, closed_body, text_body, token
from ringfence.store.answers_plain import Careless

Columns = Callable[[Call, Record], dict[str, Any]]


def shuffled(columns: Columns, arrange: Callable[[list[Case]], None] | None = None, **more: Any) -> Callable[..., Loot]:
    """Shuffled batches of k, as the product does, with columns too many, or arranged otherwise than by chance."""

    def run(world: World, folder: Path) -> Loot:
        store, chance = Careless(folder / "answers.sqlite3"), random.SystemRandom()
        names = sorted(columns(*cases(world)[0]))
        store.run(f"CREATE TABLE answer (key BLOB, closed TEXT{''.join(f', {name}' for name in names)})")
        made = batches(cases(world), world.k)
        for batch in made:
            mixed = list(batch)
            chance.shuffle(mixed)
            if arrange:
                arrange(mixed)
            told = [(call, record, columns(call, record)) for call, record in mixed]
            marks = ", ".join("?" * (2 + len(names)))
            rows = [(*row(record), *(values[name] for name in names)) for _, record, values in told]
            store.run(f"INSERT INTO answer VALUES ({marks})", rows)  # noqa: S608
        store.close()
        extra = {name: value(world) for name, value in more.items()}
        return found(world, folder, [group(batch) for batch in made], **extra)

    return run


def _plain(_call: Call, _record: Record) -> dict[str, Any]:
    return {}


def handed_in_twice(world: World, folder: Path) -> Loot:
    """Shuffled batches of k; what is handed in again is appended again."""
    first = shuffled(_plain)(world, folder)
    store = Careless(folder / "answers.sqlite3")
    store.run(INSERT, [row(record) for call, record in cases(world) if call.retried])
    store.close()
    return found(world, folder, first.groups)


def _by_interviewer(batch: list[Case]) -> None:
    batch.sort(key=lambda case: (case[0].interviewer, case[0].at))


def _by_flags(batch: list[Case]) -> None:
    batch.sort(key=lambda case: (case[0].outcome == "partial", case[1].hurried, case[0].at))


def _flags(call: Call, record: Record) -> dict[str, Any]:
    return {"flags": f"{call.outcome} {'yes' if record.hurried else 'no'}"}


def _logged(world: World) -> str:
    return "\n".join(f"kept {mark(record)} of {len(record.closed)} answers" for record in world.records)


def _digests(world: World) -> tuple[str, ...]:
    return tuple(hashlib.sha256(closed_body(record.closed).encode()).hexdigest() for record in world.records)


def _slots(world: World) -> tuple[Memory, ...]:
    """A spool filled from the front, copied whenever k wait."""
    return tuple(
        Memory({mark(record): place for place, (_, record) in enumerate(batch)}, _in_pairs(batch))
        for batch in batches(cases(world), world.k)
    )


def _in_pairs(some: Sequence[Case]) -> Group:
    return Group("closed", tuple(mark(record) for _, record in some), tuple(call for call, _ in some))


def _never_wiped(world: World) -> tuple[Memory, ...]:
    """A spool in which what left is only marked as gone."""
    places = {mark(record): call.id for call, record in cases(world)}
    return (Memory(places, Group("closed", (), ())),)


def texts(world: World, folder: Path, *, joined: bool = False, timed: bool = False, mixed: bool = True) -> Loot:
    """Free texts in batches of k of those who left one."""
    spoken = [case for case in cases(world) if case[1].texts]
    if timed:  # a call log that has the seconds spent on the open question
        spoken = [(replace(call, seconds=float(len(record.texts["said"]))), record) for call, record in spoken]
    store, chance = Careless(folder / "answers.sqlite3"), random.SystemRandom()
    store.run(NUMBERED)
    store.run("CREATE TABLE words (key BLOB, body TEXT)")
    groups = []
    for batch in batches(spoken, world.k):
        order = list(batch)
        if mixed:
            chance.shuffle(order)
        rows = [(secrets.token_bytes(16), record) for _, record in order]
        store.run("INSERT INTO words VALUES (?, ?)", [(key, text_body("said", r.texts["said"])) for key, r in rows])
        chance.shuffle(rows)
        again = [(key if joined else secrets.token_bytes(16), closed_body(record.closed)) for key, record in rows]
        store.run(INSERT, again)
        beside = tuple(sorted(mark(record) for _, record in batch))
        whole = group(batch, said, "text")
        groups.append(replace(whole, joined=whole.marks, beside=beside))
    store.close()
    return found(world, folder, groups)


def alone(world: World, folder: Path) -> Loot:
    """Every answer leaves by itself."""
    rows = {"answer": [{"closed": closed_body(record.closed)} for record in world.records]}
    return found(world, folder, [group([case]) for case in cases(world)], rows=rows)


def on_server(world: World, rows: loot.Rows, log: bytes) -> Loot:
    """What was added to a PostgreSQL table as it came."""
    return Loot(calls=world.calls, groups=(group(cases(world)),), rows=rows, server_log=log)


def server_rows(world: World) -> Iterator[tuple[bytes, str]]:
    return map(row, world.records)


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
    "flags": shuffled(_flags, _by_flags),
    "tokens": shuffled(lambda call, _: {"token": token(call.once)}),
    "doubles": handed_in_twice,
    "text_order": lambda world, folder: texts(world, folder, mixed=False),
    "text_length": lambda world, folder: texts(world, folder, timed=True),
    "text_join": lambda world, folder: texts(world, folder, joined=True),
    "unanimity": alone,
}
