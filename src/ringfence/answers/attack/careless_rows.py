"""Careless stores that write every answer as it comes; and what all careless stores are made with."""

import os
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ringfence.answers.attack import loot
from ringfence.answers.attack.loot import Group, Loot, Watch
from ringfence.answers.attack.world import Call, World
from ringfence.answers.record import Record, closed_body
from ringfence.store.answers_plain import Careless

Case = tuple[Call, Record]
NUMBERED = "CREATE TABLE answer (key BLOB, closed TEXT)"
KEYED = "CREATE TABLE answer (key BLOB PRIMARY KEY, closed TEXT) WITHOUT ROWID"
INSERT = "INSERT INTO answer VALUES (?, ?)"


def cases(world: World) -> list[Case]:
    return list(zip(world.calls, world.records, strict=True))


def mark(record: Record) -> str:
    return str(record.closed["mark"])


def said(record: Record) -> str:
    return record.texts["said"].partition(" ")[0]


def row(record: Record) -> tuple[bytes, str]:
    return secrets.token_bytes(16), closed_body(record.closed)


def batches(some: Sequence[Case], k: int) -> list[Sequence[Case]]:
    """Batches of k in the order of the calls; a short last one joins the one before."""
    ends = [*range(k, len(some) - k + 1, k), len(some)]
    return [some[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def group(some: Sequence[Case], named: Callable[[Record], str] = mark, kind: str = "closed") -> Group:
    return Group(kind, tuple(sorted(named(record) for _, record in some)), tuple(call for call, _ in some))


def found(world: World, folder: Path, groups: Sequence[Group], **more: Any) -> Loot:
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
        for call, record in cases(world):
            random_key, body = row(record)
            store.run(INSERT, [(key(call) if key else random_key, body)])
            if watched:
                watch.look(call.id)
        copy = loot.copied(folder, folder.with_name(f"{folder.name}-copy"))
        store.close()
        return found(world, folder, [group(cases(world))], copies=(copy,), seen=watch.seen)

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
    store.run(INSERT, sorted(map(row, world.records)))
    store.close()
    return found(world, folder, [group(cases(world))], copies=(copy,))


def a_file_each(world: World, folder: Path) -> Loot:
    """Every answer in a file of its own under a random name."""
    for call, record in cases(world):
        file = folder / secrets.token_hex(8)
        file.write_text(closed_body(record.closed))
        os.utime(file, (call.at, call.at))
    rows = {"files": [{"closed": file.read_text()} for file in sorted(folder.iterdir())]}
    return found(world, folder, [group(cases(world))], rows=rows, copies=(folder,))
