"""One number -> its facts, from the same set that a screening looks into.

    found = opened(evidence, on, cuts, source=facts_of_the_list, prepared=folder)     # once; see campaigns.run.evidence
    packed = found.packed(number, objected=bool(store.objections(key, scopes)))       # each call, in microseconds
    answer = answers.get(packed) or judge({**campaign, **found.read(packed)})         # the law once for each integer

What a row of a list is in a screening and what this says are the same, but that a single number is never a second
one; a test holds them together. What is opened is what was on file then: who objected since is asked of the store each
time and handed in as `objected`.
"""

import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ringfence.lists.match import Cuts, Matched
from ringfence.lists.on_file import OnFile, gather
from ringfence.lists.prepared import kept_or_gathered
from ringfence.logic import Facts, Value
from ringfence.numbers import Number, read_all
from ringfence.preferences.evidence import Evidence
from ringfence.tables.fastpath import key


@dataclass(frozen=True)
class Lookup:
    """What is on file as of a day, ready to be asked for one number after the other. Threads may share it."""

    on_file: OnFile
    source: Facts
    matched: Matched = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "matched", self.on_file.matched((self.source,)))

    def packed(self, number: Number, *, objected: bool | None = None) -> int:
        """The situation of a number as one small integer: the key of a cache of answers.

        `objected` is what the store says at this moment: True stands whatever was on file when this was opened; False
        makes it known that nobody objected, if no file says otherwise; None adds nothing.
        """
        return self.on_file.packed_one(key(number), number.kind, objected=objected)

    def read(self, packed: int) -> Mapping[str, Value]:
        """The facts of a situation, by name."""
        return self.matched.facts(packed)

    def facts(self, written: str) -> tuple[tuple[Number, Mapping[str, Value]], ...]:
        """Every number that a cell holds, with its facts."""
        return tuple((number, self.read(self.packed(number))) for number in read_all(written))


def opened(
    evidence: Evidence,
    on: date,
    cuts: Cuts,
    *,
    source: Facts | None = None,
    prepared: Path | None = None,
    only: Collection[int] | None = None,
) -> Lookup:
    """Reads what is on file, or opens it where it is kept; `source` are the facts of where a number is from.

    Takes as long as the files are large; with `prepared`, the folder of an earlier screening or look-up of the same
    day, files and limits, it maps what is kept there, in milliseconds. With `only` it may be asked for these numbers
    and no others (E.164 integers), and is opened sooner.
    """
    with tempfile.TemporaryDirectory(prefix="ringfence-") as work:
        if only is not None and prepared is None:
            return Lookup(gather(evidence, on, cuts, Path(work), only=only), source or {})
        on_file = kept_or_gathered(evidence, on, cuts, Path(work), prepared, lambda _stage, _share: None)
    return Lookup(on_file, source or {})
