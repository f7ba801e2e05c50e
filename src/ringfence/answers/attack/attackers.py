"""The attackers: each guesses, of every released answer, whose call it was, by one thing that is kept.

Within a batch an attacker puts the answers in an order that it thinks tells something, the calls likewise, and pairs
them. Where it finds nothing, the order in which the answers are read remains.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ringfence.answers.attack import residue
from ringfence.answers.attack.loot import MARKS, Group, Loot, marks_of
from ringfence.answers.attack.world import Call
from ringfence.answers.record import token

Rank = Callable[[str], Any]
CallRank = Callable[[Call], Any]
LAST = float("inf")


@dataclass(frozen=True, slots=True)
class Guess:
    """One batch guessed at: its size, and pairs of a mark and the call, or other mark, that it is said to fit."""

    size: int
    pairs: tuple[tuple[str, int | str], ...]


Attack = Callable[[Loot], list[Guess]]


@dataclass(frozen=True, slots=True)
class Attacker:
    """A name, what it reads, the attempt, and whether it needs PostgreSQL."""

    name: str
    reads: str
    attack: Attack
    server: bool = False


def paired(group: Group, rank: Rank, call_rank: CallRank) -> Guess:
    """Answers and calls of a batch, each in its order, paired."""
    marks = sorted(group.marks, key=rank)
    calls = sorted(group.calls, key=call_rank)
    return Guess(len(calls), tuple((mark, call.id) for mark, call in zip(marks, calls, strict=True)))


def by(rank: Callable[[Loot], Rank], call_rank: CallRank | None = None, kind: str = "closed") -> Attack:
    """The attack that orders answers by `rank`, and calls by time unless told otherwise."""

    def attack(loot: Loot) -> list[Guess]:
        of_mark = rank(loot)
        return [paired(group, of_mark, call_rank or _time) for group in loot.groups if group.kind == kind]

    return attack


def _time(call: Call) -> float:
    return call.at


def _seconds(call: Call) -> float:
    return call.seconds


def _order(loot: Loot) -> Rank:
    return loot.order


def _column(*names: str) -> Callable[[Loot], Rank]:
    """By the first of these columns that a row has."""

    def rank(loot: Loot) -> Rank:
        def of_mark(mark: str) -> Any:
            row = loot.row(mark)
            found = next((row[name] for name in names if name in row), None)
            return (found is None, found if found is not None else 0, loot.order(mark))

        return of_mark

    return rank


def _found_in(places: Callable[[Loot], dict[str, int]]) -> Callable[[Loot], Rank]:
    """By where a mark was found; those that were not found come last, as they are read."""

    def rank(loot: Loot) -> Rank:
        found = places(loot)
        return lambda mark: (found.get(mark, LAST), loot.order(mark))

    return rank


def _ctid(loot: Loot) -> Rank:
    def of_mark(mark: str) -> Any:
        page, _, place = str(loot.row(mark).get("ctid", "(0,0)")).strip("()").partition(",")
        return (int(page), int(place))

    return of_mark


def _in_logs(loot: Loot) -> dict[str, int]:
    return {mark.group().decode(): mark.start() for mark in reversed(list(MARKS.finditer(loot.logs.encode())))}


def _in_ledger(loot: Loot) -> dict[str, int]:
    """The entry that holds a mark, or a digest of its answers, or its key."""
    whole = "\n".join(loot.ledger)
    found = {}
    for mark in loot.places:
        row = loot.row(mark)
        body = next((value for value in row.values() if isinstance(value, str) and mark in value), "")
        key = row.get("key")
        traces = [mark, hashlib.sha256(body.encode()).hexdigest(), key.hex() if isinstance(key, bytes) else mark]
        places = [place for trace in traces if (place := whole.find(trace)) >= 0]
        if places:
            found[mark] = min(places)
    return found


def _file_times(loot: Loot) -> dict[str, int]:
    found: dict[str, int] = {}
    for copy in loot.copies[-1:]:
        for file in copy.rglob("*"):
            if file.is_file():
                for mark in MARKS.findall(file.read_bytes()):
                    found.setdefault(mark.decode(), file.stat().st_mtime_ns)
    return found


def memory_slots(loot: Loot) -> list[Guess]:
    """By the place in memory of what waited when a copy of it was made; each answer is guessed at once."""
    guesses, done = [], set[str]()
    for memory in loot.memory:
        new = [(m, call) for m, call in zip(memory.waiting.marks, memory.waiting.calls, strict=True) if m not in done]
        done |= {mark for mark, _ in new}
        group = Group("closed", tuple(mark for mark, _ in new), tuple(call for _, call in new))
        guesses.append(paired(group, _at(memory.places), _time))
    return [guess for guess in guesses if guess.pairs]


def _at(places: Mapping[str, int]) -> Rank:
    return lambda mark: places.get(mark, LAST)


def _in_memory(loot: Loot) -> dict[str, int]:
    """What copies of the memory folder hold of answers that had left."""
    found: dict[str, int] = {}
    for memory in loot.memory:
        gone = memory.places.keys() - set(memory.waiting.marks)
        found |= {mark: memory.places[mark] for mark in gone}
    return found


def _values(value: Any) -> Iterator[str]:
    """Every word that a row tells outside its answers; "north or middle" tells both."""
    if isinstance(value, str):
        yield from (part.strip(' []"') for piece in value.split(",") for part in piece.split(" or "))


def bands(loot: Loot) -> list[Guess]:
    """By what a row tells that the contact list tells, too: age, sex, area, finely or in bands."""
    guesses = []
    for group in loot.groups:
        if group.kind != "closed":
            continue
        told = {mark: _told(loot, mark) for mark in group.marks}
        free = {call.id: call for call in group.calls}
        pairs = []
        for mark in sorted(told, key=lambda mark: (-len(told[mark]), loot.order(mark))):
            best = max(free.values(), key=lambda call: (len(told[mark] & call.profile), -call.at))
            pairs.append((mark, best.id))
            del free[best.id]
        guesses.append(Guess(len(group.calls), tuple(pairs)))
    return guesses


def _told(loot: Loot, mark: str) -> frozenset[str]:
    return frozenset(
        word for name, value in loot.row(mark).items() if name not in ("key", "closed") for word in _values(value)
    )


def interviewer(loot: Loot) -> list[Guess]:
    """By the interviewer, and within one interviewer's answers as they are read."""
    named = _column("interviewer")(loot)
    return [
        paired(group, named, lambda call: (False, call.interviewer, call.at))
        for group in loot.groups
        if group.kind == "closed"
    ]


def _length(loot: Loot) -> Rank:
    """By what tells how long an interview took: seconds that were kept, else how much was answered."""

    def of_mark(mark: str) -> Any:
        row = loot.row(mark)
        kept = row.get("seconds")
        return (kept if kept is not None else len(str(row.get("closed", ""))), loot.order(mark))

    return of_mark


def _text_length(loot: Loot) -> Rank:
    return lambda mark: (len(str(loot.row(mark).get("body", "")).rstrip()), loot.order(mark))


def text_join(loot: Loot) -> list[Guess]:
    """From a free text to the closed answers of the same person, by their keys."""
    guesses = []
    for group in loot.groups:
        if group.kind == "text" and group.beside:
            texts, closed = sorted(group.marks, key=_key(loot)), sorted(group.beside, key=_key(loot))
            guesses.append(Guess(len(closed), tuple(zip(texts, closed, strict=True))))
    return guesses


def _key(loot: Loot) -> Rank:
    return lambda mark: bytes(loot.row(mark).get("key", b""))


def tokens(loot: Loot) -> list[Guess]:
    """By the tokens of interviews, which a careless client may have logged: beside an answer, or in the same order."""
    spent = {token(call.once): call.at for call in loot.calls}
    beside = {mark: spent[value] for mark in loot.places for value in loot.row(mark).values() if _in(value, spent)}
    listed = [row["token"] for table in loot.rows.values() for row in table if "token" in row]
    order = {each: place for place, each in enumerate(listed)}
    return [
        paired(
            group,
            lambda mark: (beside.get(mark, LAST), loot.order(mark)),
            (lambda call: call.at) if beside else (lambda call: (order.get(token(call.once), LAST), call.at)),
        )
        for group in loot.groups
        if group.kind == "closed"
    ]


def _in(value: Any, known: dict[str, float]) -> bool:
    return isinstance(value, str) and value in known


def doubles(loot: Loot) -> list[Guess]:
    """By answers that are there twice, against the calls whose connection dropped."""
    listed = [mark for table in loot.rows.values() for row in table for mark in marks_of(row)]
    last = {mark: place for place, mark in enumerate(listed)}
    count = Counter(listed)
    guesses = []
    for group in loot.groups:
        retried = sorted((call for call in group.calls if call.retried), key=_time)
        marks = sorted(group.marks, key=lambda mark: (-count[mark], last[mark]))
        if group.kind == "closed" and retried:
            pairs = tuple((mark, call.id) for mark, call in zip(marks, retried, strict=False))
            guesses.append(Guess(len(group.calls), pairs))
    return guesses


def flags(loot: Loot) -> list[Guess]:
    """By the flag that only some answers have, against calls that were broken off."""
    guesses = []
    for group in loot.groups:
        odd = sorted((call for call in group.calls if call.outcome == "partial"), key=_time)
        marks = [mark for mark in group.marks if "partial" in str(loot.row(mark).get("flags"))]
        if group.kind == "closed" and odd:
            pairs = zip(sorted(marks, key=loot.order), odd, strict=False)
            guesses.append(Guess(len(group.calls), tuple((mark, call.id) for mark, call in pairs)))
    return guesses


ATTACKERS: Sequence[Attacker] = (
    Attacker("row_order", "the order in which rows are read", by(_order)),
    Attacker("row_number", "row numbers", by(_column("rowid"))),
    Attacker("keys", "keys that grow with time", by(_column("key"))),
    Attacker("journal", "journal and write-ahead log files", by(_found_in(residue.in_journals))),
    Attacker("deleted_pages", "free pages and gaps of the database file", by(_found_in(residue.in_free_space))),
    Attacker("snapshots", "the difference between two looks at the disk", by(_found_in(lambda loot: dict(loot.seen)))),
    Attacker("file_times", "times of files", by(_found_in(_file_times))),
    Attacker("memory_slots", "places in the memory folder", memory_slots),
    Attacker("memory_residue", "what the memory folder keeps of answers that left", by(_found_in(_in_memory))),
    Attacker("logs", "log lines of every library", by(_found_in(_in_logs))),
    Attacker("ledger", "entries of the ledger", by(_found_in(_in_ledger))),
    Attacker("release_times", "times kept with an answer", by(_column("released_at", "at", "time"))),
    Attacker("bands", "bands against the contact list", bands),
    Attacker("interviewer", "the interviewer", interviewer),
    Attacker("length", "how much was answered, against the seconds of the call", by(_length, _seconds)),
    Attacker("flags", "the flag for broken-off interviews, against the call log", flags),
    Attacker("tokens", "tokens of interviews, should a client have logged them", tokens),
    Attacker("doubles", "answers handed in twice", doubles),
    Attacker("text_order", "the order of free texts", by(_order, kind="text")),
    Attacker("text_length", "the length of free texts, against the call's seconds", by(_text_length, _seconds, "text")),
    Attacker("text_join", "free texts beside closed answers", text_join),
    Attacker("ctid", "PostgreSQL's place of a row", by(_ctid), server=True),
    Attacker("xmin", "PostgreSQL's transaction of a row", by(_column("xmin")), server=True),
)
