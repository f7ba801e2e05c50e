"""Attackers that join what is kept with what else is known: the contact list, the call log, tokens, other answers."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ringfence.answers.attack.guessing import LAST, Guess, Rank, column, paired, time
from ringfence.answers.attack.loot import Group, Loot, marks_of
from ringfence.answers.attack.world import SHORT, Call
from ringfence.answers.record import token


def memory_slots(loot: Loot) -> list[Guess]:
    """By the place in memory of what waited when a copy of it was made; each answer is guessed at once."""
    guesses, done = [], set[str]()
    for memory in loot.memory:
        new = [(m, call) for m, call in zip(memory.waiting.marks, memory.waiting.calls, strict=True) if m not in done]
        done |= {mark for mark, _ in new}
        group = Group("closed", tuple(mark for mark, _ in new), tuple(call for _, call in new))
        guesses.append(paired(group, _at(memory.places), time))
    return [guess for guess in guesses if guess.pairs]


def _at(places: Mapping[str, int]) -> Rank:
    return lambda mark: places.get(mark, LAST)


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
    named = column("interviewer")(loot)
    return [
        paired(group, named, lambda call: (False, call.interviewer, call.at))
        for group in loot.groups
        if group.kind == "closed"
    ]


def text_join(loot: Loot) -> list[Guess]:
    """From a free text to the closed answers of the same person, by their keys."""
    guesses = []
    for group in loot.groups:
        if group.kind == "text" and group.beside:
            texts, closed = sorted(group.joined, key=_key(loot)), sorted(group.beside, key=_key(loot))
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
        retried = sorted((call for call in group.calls if call.retried), key=time)
        marks = sorted(group.marks, key=lambda mark: (-count[mark], last[mark]))
        if group.kind == "closed" and retried:
            pairs = tuple((mark, call.id) for mark, call in zip(marks, retried, strict=False))
            guesses.append(Guess(len(group.calls), pairs))
    return guesses


def flags(loot: Loot) -> list[Guess]:
    """By the flags of an answer, against calls that were broken off or short, and within those as they are read."""

    def flagged(mark: str) -> Any:
        told = str(loot.row(mark).get("flags"))
        return ("partial" in told, "yes" in told, loot.order(mark))

    def odd(call: Call) -> Any:
        return (call.outcome == "partial", call.seconds < SHORT, call.at)

    return [paired(group, flagged, odd) for group in loot.groups if group.kind == "closed"]
