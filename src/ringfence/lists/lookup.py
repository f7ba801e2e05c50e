"""One number -> its facts, from the same set that a screening looks into.

What a row of a list is in a screening and what this says are the same, but that a single number is never a second
one; a test holds them together.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ringfence.lists.match import Cuts
from ringfence.lists.on_file import OnFile
from ringfence.lists.prepared import kept_or_gathered
from ringfence.logic import Facts, Value
from ringfence.numbers import Number, read_all
from ringfence.preferences.evidence import Evidence
from ringfence.tables.fastpath import key


@dataclass(frozen=True)
class Lookup:
    """What is on file as of a day, ready to be asked for one number after the other."""

    on_file: OnFile
    source: Facts

    def facts(self, written: str) -> tuple[tuple[Number, Mapping[str, Value]], ...]:
        """Every number that a cell holds, with its facts."""
        return tuple(
            (number, self.on_file.facts(key(number), number.kind, self.source)) for number in read_all(written)
        )


def opened(
    evidence: Evidence, on: date, cuts: Cuts, *, source: Facts | None = None, prepared: Path | None = None
) -> Lookup:
    """Reads what is on file, or opens it where it is kept; `source` are the facts of where a number is from."""
    with tempfile.TemporaryDirectory(prefix="ringfence-") as work:
        on_file = kept_or_gathered(evidence, on, cuts, Path(work), prepared, lambda _stage, _share: None)
    return Lookup(on_file, source or {})
