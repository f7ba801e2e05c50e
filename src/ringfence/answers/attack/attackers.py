"""The attackers: each guesses, of every released answer, whose call it was, by one thing that is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ringfence.answers.attack import joins, residue, traces
from ringfence.answers.attack.guessing import Attack, Rank, by, column, found_in, order, seconds
from ringfence.answers.attack.loot import Loot


@dataclass(frozen=True, slots=True)
class Attacker:
    """A name, what it reads, the attempt, and whether it needs PostgreSQL."""

    name: str
    reads: str
    attack: Attack
    server: bool = False


def _ctid(loot: Loot) -> Rank:
    def of_mark(mark: str) -> Any:
        page, _, place = str(loot.row(mark).get("ctid", "(0,0)")).strip("()").partition(",")
        return (int(page), int(place))

    return of_mark


def _length(loot: Loot) -> Rank:
    """By what tells how long an interview took: seconds that were kept, else how much was answered."""

    def of_mark(mark: str) -> Any:
        row = loot.row(mark)
        kept = row.get("seconds")
        return (kept if kept is not None else len(str(row.get("closed", ""))), loot.order(mark))

    return of_mark


def _text_length(loot: Loot) -> Rank:
    return lambda mark: (len(str(loot.row(mark).get("body", "")).rstrip()), loot.order(mark))


ATTACKERS: Sequence[Attacker] = (
    Attacker("row_order", "the order in which rows are read", by(order)),
    Attacker("row_number", "row numbers", by(column("rowid"))),
    Attacker("keys", "keys that grow with time", by(column("key"))),
    Attacker("journal", "journal and write-ahead log files", by(found_in(residue.in_journals))),
    Attacker("deleted_pages", "free pages and gaps of the database file", by(found_in(residue.in_free_space))),
    Attacker("snapshots", "the difference between two looks at the disk", by(found_in(lambda loot: dict(loot.seen)))),
    Attacker("file_times", "times of files", by(found_in(traces.file_times))),
    Attacker("memory_slots", "places in the memory folder", joins.memory_slots),
    Attacker("memory_residue", "what the memory folder keeps of answers that left", by(found_in(traces.in_memory))),
    Attacker("logs", "log lines of every library", by(found_in(traces.in_logs))),
    Attacker("ledger", "entries of the ledger", by(found_in(traces.in_ledger))),
    Attacker("release_times", "times kept with an answer", by(column("released_at", "at", "time"))),
    Attacker("bands", "bands against the contact list", joins.bands),
    Attacker("interviewer", "the interviewer", joins.interviewer),
    Attacker("length", "how much was answered, against the seconds of the call", by(_length, seconds)),
    Attacker("flags", "flags, against calls that were broken off or short", joins.flags),
    Attacker("tokens", "tokens of interviews, should a client have logged them", joins.tokens),
    Attacker("doubles", "answers handed in twice", joins.doubles),
    Attacker("text_order", "the order of free texts", by(order, kind="text")),
    Attacker("text_length", "the length of free texts, against the call's seconds", by(_text_length, seconds, "text")),
    Attacker("text_join", "free texts beside closed answers", joins.text_join),
    Attacker("server_log", "PostgreSQL's write-ahead log", by(found_in(traces.in_server_log)), server=True),
    Attacker("ctid", "PostgreSQL's place of a row", by(_ctid), server=True),
    Attacker("xmin", "PostgreSQL's transaction of a row", by(column("xmin")), server=True),
)
