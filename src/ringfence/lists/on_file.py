"""Everything on file about numbers, as one set: a number -> the facts that stand against it or for it, as a small code.

The registers, objections, consents and calls made are put together once: each number that is on any file has a code,
and each code stands for a part of a packed integer (match.LAYOUT). So a row of a list costs one look-up, whatever
the number of files. The same set answers for one number and for ten million.
"""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ringfence.kernel import SplitSet, engine, national_of, nationals_of, split
from ringfence.kernel.engine import Sieve
from ringfence.lists.match import LAYOUT, Cuts, Known, Matched, look_up
from ringfence.logic import Facts
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.kept import Erased
from ringfence.ranks.plan import NO_RANK
from ringfence.tables import fastpath
from ringfence.tables.engine import database
from ringfence.words import NUMBER_KINDS

Keys = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]
MEMORY = "1GiB"  # the files may be larger: what does not fit goes to the disk
NOT_READ, NOTHING = 0, 1  # codes: no number, so nothing was looked up; a number that is on no file
_SHIFTS = LAYOUT.shifts
_KINDS = {kind: place for place, kind in enumerate(NUMBER_KINDS)}
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class OnFile:
    """The numbers on file in order with their codes, and what each code says (`parts`, by code).

    Numbers that were erased can be told only in keyed form: each code has a second one, `len(parts)` higher, that says
    the same of a number against which such an objection stands.
    """

    known: Known
    numbers: SplitSet
    codes: Codes  # by place in `numbers`
    abroad: Keys  # E.164 integers in order
    abroad_codes: Codes
    parts: npt.NDArray[np.int64]
    erased: Erased | None = None
    kept_digest: str = ""  # of all but the erased numbers, where it was taken before

    def digest(self) -> str:
        """SHA-256 of all that is on file: the same while nothing is said otherwise of any number."""
        told = hashlib.sha256((self.kept_digest or self.digest_of_arrays()).encode())
        for form in sorted(self.erased.forms) if self.erased else ():
            told.update(form)
        return told.hexdigest()

    def digest_of_arrays(self) -> str:
        """SHA-256 of all but the erased numbers: a tenth of a second for some fifteen million."""
        told = hashlib.sha256(repr(self.known).encode())
        held = self.numbers.index, self.numbers.lows, self.codes, self.abroad, self.abroad_codes, self.parts
        for array in held:
            told.update(array.data if len(array) else b"-")
        return told.hexdigest()

    @property
    def size(self) -> int:
        return len(self.codes) + len(self.abroad)

    def sieve(self) -> Sieve:
        """What makes `look_up` faster for lists of millions; some hundredths of a second to make."""
        return engine().sieve(self.numbers)

    def look_up(self, keys: Keys, ranks: npt.NDArray[np.uint32], sieve: Sieve | None = None) -> Codes:
        """The code of each number; `keys` are E.164 integers, 0 where there is none."""
        found = engine().codes(self.numbers, self.codes, keys, sieve)
        if len(self.abroad) and len(rest := np.flatnonzero((keys > 0) & (ranks == NO_RANK))):
            at = np.minimum(np.searchsorted(self.abroad, keys[rest]), len(self.abroad) - 1)
            there = self.abroad[at] == keys[rest]
            found[rest[there]] = self.abroad_codes[at[there]]
        if self.erased and self.erased.forms:
            found[self.erased.among(keys)] += np.uint32(len(self.parts))
        return found

    def code(self, key: int) -> int:
        """The code of one number: a few reads of memory, no array is made."""
        gone = len(self.parts) if self.erased and self.erased.forms and self.erased.holds(key) else 0
        if (national := national_of(key)) and (place := self.numbers.place(national)) >= 0:
            return int(self.codes[place]) + gone
        at = int(self.abroad.searchsorted(key))
        return gone + (int(self.abroad_codes[at]) if at < len(self.abroad) and self.abroad[at] == key else NOTHING)

    def packed(self, code: int, kind: int, duplicate: bool, place: int) -> int:
        """The packed integer of a row: its code's part, its kind, whether it came before, the place of its list."""
        again = 0 if code == NOT_READ else 1 + duplicate
        own = kind << _SHIFTS["kind"] | again << _SHIFTS["duplicate"] | place << _SHIFTS["list"]
        if code < len(self.parts):
            return int(self.parts[code] | own)
        return _objected(int(self.parts[code - len(self.parts)] | own), said=True)

    def packed_one(
        self, key: int | None, kind: str, *, duplicate: bool = False, place: int = 0, objected: bool | None = None
    ) -> int:
        """The packed integer of one number, as its row in a screening has it; `place` is that of its list.

        `objected` is what somebody who was asked just now said of it: yes stands, no never takes back what is on file.
        """
        if key is None:
            return self.packed(NOT_READ, _KINDS[kind], False, place)
        packed = self.packed(self.code(key), _KINDS[kind], duplicate, place)
        return packed if objected is None else _objected(packed, said=objected)

    def matched(self, sources: tuple[Facts, ...]) -> Matched:
        """How packed integers are read back, for lists of these sources."""
        return Matched(sources, *self.known)


def _objected(packed: int, *, said: bool) -> int:
    """The packed integer with what was said of an objection: a yes stands, a no never takes back one on file."""
    shift = _SHIFTS["objected"]
    return packed & ~(3 << shift) | max(packed >> shift & 3, 1 + said) << shift  # as in match.TRUTH


def gather(
    evidence: Evidence,
    on: date,
    cuts: Cuts,
    work: Path,
    tell: Progress = lambda _stage, _share: None,
    only: Collection[int] | None = None,
) -> OnFile:
    """Reads the files and puts together what they say as of a day; `work` takes what does not fit into memory.

    With `only` it holds nothing of other numbers than these, and so must be asked for no others.
    """
    among = " IS NOT NULL" if only is None else f" IN ({', '.join(map(str, [0, *only]))})"
    with database(work, memory_limit=MEMORY) as con:
        fastpath.install(con)
        tell("reading what is on file", 0.0)
        known = look_up(con, evidence, on, cuts, work, among)
        found = con.execute(_together(evidence)).fetchnumpy()
    keys, own = np.asarray(found["key"]), np.asarray(found["part"])
    kinds = np.unique(own) if len(own) < 1 << 16 else _distinct(own)
    base = _base(evidence)
    parts = np.concatenate([[0, base], kinds + base]).astype(np.int64)
    codes = (np.searchsorted(kinds, own) + 2).astype(np.uint32)
    nationals = nationals_of(keys)
    home = nationals > 0
    erased = evidence.kept_objections.erased if evidence.kept_objections else None
    return OnFile(known, split(nationals[home]), codes[home], keys[~home], codes[~home], parts, erased)


def _base(evidence: Evidence) -> int:
    """What is said of a number that is on no file: not known where there is no file, no where there is one."""
    at_rest = {
        "objected": int(evidence.tells_objections),
        "over_frequency_cap": int(bool(evidence.history)),
        "register": _rest_of_register(evidence),
        "consent": int(evidence.tells_consents),
    }
    return sum(value << _SHIFTS[name] for name, value in at_rest.items())


def _rest_of_register(evidence: Evidence) -> int:
    """Not on the CTPS alone says nothing about the TPS."""
    return int(any(each.kind == "tps" for each in evidence.registers))


def _together(evidence: Evidence) -> str:
    """SQL: each number on file with the sum of what the files add to what is said of a number on none."""
    parts = {
        "listed": {"register": f"register - {_rest_of_register(evidence)}", "listed_days": "days"},
        "objected": {"objected": "1"},
        "capped": {"over_frequency_cap": "1"},
        "consented": {"consent": "place - 1"},
    }
    adds = {
        table: " + ".join(f"(({value})::BIGINT << {_SHIFTS[name]})" for name, value in each.items())
        for table, each in parts.items()
    }
    every = " UNION ALL ".join(f"SELECT key, {part} AS part FROM {name}" for name, part in adds.items())  # noqa: S608
    return f"SELECT key, sum(part)::BIGINT AS part FROM ({every}) GROUP BY key ORDER BY key"  # noqa: S608


def _distinct(values: Keys) -> Keys:
    """The different values in order. numpy's own way sorts by hashing, which is slow for millions."""
    ordered = np.sort(values)
    new = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    return np.asarray(ordered[new], np.int64)
