"""The open answers of one campaign: kept while they wait, let go in shuffled batches, read by whoever analyses them."""

import random
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import msgspec

from ringfence.answers import entries as entries_of
from ringfence.answers import record as records
from ringfence.answers import release
from ringfence.answers.memory import swap_in_use
from ringfence.answers.plan import Plan
from ringfence.answers.record import Record
from ringfence.answers.release import Batch
from ringfence.answers.spool import Entry, Leaving, Spool
from ringfence.store.answers import AnswerBase
from ringfence.store.place import StoreUnusable


@dataclass(frozen=True, slots=True)
class Left:
    """A batch that left: closed answers or texts, of which wave, of how many interviews. No more goes into a ledger."""

    kind: str
    wave: str
    interviews: int


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer is kept: how many interviews wait, what left because of it, and what went wrong with leaving."""

    waiting: int
    left: tuple[Left, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A released answer. `*` stands for what a batch was too small to tell."""

    wave: str
    bands: dict[str, str]
    closed: dict[str, str | tuple[str, ...]]
    partial: bool
    hurried: bool | None


class Keeping:
    """The open answers of a campaign; close it, or use it in a `with`."""

    def __init__(
        self, spool: Spool, base: AnswerBase, plan: Plan, on_left: Callable[[Left], None] | None = None
    ) -> None:
        self.plan = plan
        self.shown = base.shown
        self._spool = spool
        self._base = base
        self._on_left = on_left
        self._chance = random.SystemRandom()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._spool.close()
        self._base.close()

    def keep(self, record: Record) -> Kept:
        """Keeps an interview's answers once, however often they are handed in; what then may leave leaves.

        Returns when a crash of the program can no longer lose them. A power cut can, until their batch has left.
        """
        entries = entries_of.entries(records.checked(record), self.plan)
        whole = entries[-1]
        with self._spool.locked():
            waiting = self._spool.entries()
            here = {each.token for each in waiting}
            if whole.token not in here and not self._known(entries):
                new = [each for each in entries if each.token not in here]
                self._spool.put(new)
                waiting += new
            return self._let_full_batches_leave(waiting)

    def release(self, *, rest: bool = False) -> list[Left]:
        """Lets every cell leave that has k interviews; with `rest` also smaller ones, told less finely. What left."""
        with self._spool.locked():
            found = self._finish()
            waiting = self._without_known(self._spool.entries())
            found += [self._let_leave(batch) for batch in release.waiting(waiting, self.plan, rest=rest)]
        return found

    def why_waiting(self) -> dict[str, int]:
        """What keeps the waiting interviews from leaving, in words, and how many it keeps; nothing about a cell."""
        with self._spool.locked():
            return release.reasons(self._spool.entries(), self.plan)

    def weaknesses(self) -> list[str]:
        """What is set on this machine or server that the claim does not allow for, each with the way out."""
        swap = ["swap is on: what waits may be written to a disk. Turn it off, or encrypt it"] if swap_in_use() else []
        return swap + self._base.weaknesses()

    def waiting(self) -> int:
        """Interviews whose answers wait. Never show it after each call by cell: that would tell whose it is."""
        with self._spool.locked():
            return _interviews(self._spool.entries())

    def released(self) -> Iterator[Answer]:
        """The released answers, in an order that says nothing."""
        for wave, bands, flags, body in self._base.answers():
            closed = {name: _value(value) for name, value in msgspec.json.decode(body).items()}
            partial, _, hurried = flags.partition(" ")
            told = dict(zip(self.plan.bands.dimensions, msgspec.json.decode(bands), strict=True))
            yield Answer(wave, told, closed, partial == "partial", {"yes": True, "no": False}.get(hurried))

    def texts(self, question: str | None = None) -> list[tuple[str, str]]:
        """Released free texts, each with its question, in an order that says nothing; of one question or of all."""
        found = [msgspec.json.decode(body.rstrip(), type=tuple[str, str]) for _, body in self._base.texts()]
        return [(name, said) for name, said in found if question in (None, name)]

    def tally(self, question: str) -> Counter[str]:
        """How often each code was given, waiting ones included: for quotas.

        Show it to nobody while calls are made, and keep it nowhere: from one call to the next it tells what was
        answered.
        """
        with self._spool.locked():
            bodies = [each.body for each in self._spool.entries() if each.kind == "closed"]
        bodies += [body for _, _, _, body in self._base.answers()]
        found: Counter[str] = Counter()
        for body in bodies:
            value = msgspec.json.decode(body).get(question)
            found.update([value] if isinstance(value, str) else value or [])
        return found

    def _let_full_batches_leave(self, waiting: Sequence[Entry]) -> Kept:
        """What is full leaves; if that fails the answer is still kept, and the caller is told."""
        left: list[Left] = []
        try:
            if finished := self._finish():
                left, waiting = finished, self._spool.entries()
            while release.running(waiting, self.plan, self._chance):
                waiting = self._without_known(waiting)
                if batch := release.running(waiting, self.plan, self._chance):
                    left.append(self._let_leave(batch))
                waiting = self._spool.entries()
        except StoreUnusable as error:
            return Kept(_interviews(waiting), tuple(left), str(error))
        return Kept(_interviews(waiting), tuple(left))

    def _known(self, entries: Sequence[Entry]) -> bool:
        """Whether this interview was released before.

        A base out of reach says no; before a batch is chosen it is asked again, so that the answer neither is lost now
        nor counts twice later.
        """
        try:
            return entries[-1].token in self._base.known([entries[-1].token])
        except StoreUnusable:
            return False

    def _without_known(self, waiting: Sequence[Entry]) -> list[Entry]:
        """What waits, after what was released before is wiped: handed in again while the base was out of reach."""
        known = self._base.known({each.token for each in waiting})
        if known:
            self._spool.wipe(known)
        return [each for each in waiting if each.token not in known]

    def _let_leave(self, batch: Batch) -> Left:
        """Settles the batch, puts it into the answer base in one transaction, then overwrites it here."""
        keys = {each.token: secrets.token_hex(16) for each in batch.entries}
        people = len({each.person for each in batch.entries})
        self._spool.leave(Leaving(batch.kind, batch.cell, people, keys))
        self._finish()
        return Left(batch.kind, entries_of.wave(batch.kind, batch.cell), people)

    def _finish(self) -> list[Left]:
        """Lets the batch leave that was settled, also one that a killed process left behind: the same rows and keys."""
        leaving = self._spool.leaving()
        if leaving is None:
            return []
        entries = [each for each in self._spool.entries() if each.token in leaving.keys]
        rows = [(bytes.fromhex(leaving.keys[each.token]), each.body) for each in entries]
        tokens = [each.token for each in entries]
        if leaving.kind == "closed":
            wave, bands, flags = entries_of.told(leaving.cell)
            self._base.add_answers((wave, msgspec.json.encode(bands).decode(), flags), rows, tokens)
        else:
            self._base.add_texts(entries_of.wave(leaving.kind, leaving.cell), rows, tokens)
        left = Left(leaving.kind, entries_of.wave(leaving.kind, leaving.cell), leaving.interviews)
        if self._on_left is not None:
            self._on_left(left)
        self._spool.left()
        return [left]


def _interviews(entries: Sequence[Entry]) -> int:
    return len({each.person for each in entries if each.kind == "closed"})


def _value(value: str | list[str]) -> str | tuple[str, ...]:
    return value if isinstance(value, str) else tuple(value)
