"""What is kept in the answer path, thing by thing, and which attackers look at it. What stands here by no name fails.

A new table, column, file, ledger field or log line is found by looking at what a rehearsal left, not at the source: so
whoever adds one must say here who attacks it, and that attacker must exist and have a store that it succeeds on.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ringfence.store import answers_plain

if TYPE_CHECKING:
    from ringfence.answers.attack.real import Rehearsal

ATTACKED: dict[str, tuple[str, ...]] = {
    "table:answer.key": ("keys", "row_order", "tokens", "text_join"),
    "table:answer.wave": ("bands", "release_times"),
    "table:answer.bands": ("bands",),
    "table:answer.flags": ("flags", "bands"),
    "table:answer.closed": ("length", "unanimity", "interviewer", "doubles"),
    "table:words.key": ("text_order", "text_join"),
    "table:words.wave": ("text_order",),
    "table:words.body": ("text_length", "text_order"),
    "table:spent.token": ("tokens",),
    "table:setting.name": ("row_order",),
    "table:setting.value": ("row_order",),
    "file:answers/rehearsal/answers.sqlite3": ("deleted_pages", "snapshots", "file_times", "row_number"),
    "file:answers/rehearsal/answers.sqlite3-journal": ("journal",),
    "file:answers/rehearsal/answers.sqlite3-wal": ("journal",),
    "file:answers/rehearsal/answers.sqlite3-shm": ("journal",),
    "memory:spool": ("memory_slots", "memory_residue"),
    "memory:lock": ("memory_residue",),
    "memory:leaving": ("memory_residue",),
    "ledger:at": ("ledger", "snapshots"),
    "ledger:by": ("ledger",),
    "ledger:kind": ("ledger",),
    "ledger:campaign": ("ledger",),
    "ledger:wave": ("ledger",),
    "ledger:answers": ("ledger",),
    "ledger:what": ("ledger",),
}


def attacked() -> set[str]:
    """Everything that some attacker looks at."""
    return set(ATTACKED)


def kept(rehearsal: "Rehearsal") -> set[str]:
    """Everything that a rehearsal left, by name; the store of objections and its ledger have their own tests."""
    found = set(rehearsal.lines.sources)
    answers = rehearsal.home / "answers"
    for file in files(answers):
        found.add(f"file:{file.relative_to(rehearsal.home).as_posix().replace(rehearsal.name, 'rehearsal')}")
        if file.suffix == ".sqlite3":
            found |= {f"table:{column}" for column in answers_plain.columns(file)}
    found |= {f"memory:{file.name}" for file in files(rehearsal.memory.parent)}
    return found | rehearsal.server_columns() | {f"ledger:{name}" for name in rehearsal.ledger_fields()}


def files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def strangers(home: Path) -> list[str]:
    """Files among the answers of a home that are none of ours: nobody attacks them."""
    ours = re.compile(r"[a-z0-9_-]+/answers\.sqlite3(-journal|-wal|-shm)?")
    folder = home / "answers"
    found = [file.relative_to(folder).as_posix() for file in files(folder)]
    return [each for each in found if not ours.fullmatch(each)]
