"""Response, cooperation, refusal and contact rates by AAPOR's formulas, from the final outcome of each number.

I complete, P partial, R refusal and break-off, NC non-contact, O other, UH and UO of unknown eligibility. `e` is the
share of those that is taken to be eligible; unless told, the share among the numbers whose eligibility is known.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ringfence.answers.interview.outcomes import GROUPS, OUTCOMES, Group, outcome
from ringfence.errors import RingfenceError

_RANK: Mapping[Group, int] = {"I": 0, "P": 1, "NE": 2, "R": 3, "O": 4, "NC": 5, "UO": 6, "UH": 7}


class ShareImpossible(RingfenceError):
    """An `e` that is no share."""

    code = "share-impossible"


class CountsUnusable(RingfenceError):
    """A file of outcomes that cannot be read."""

    code = "counts-unusable"


class Ended(Protocol):
    """What is needed of a record of a call's outcome."""

    @property
    def number(self) -> int | None: ...
    @property
    def call(self) -> str: ...
    @property
    def code(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates, by AAPOR's names; None where nothing was attempted that counts."""

    groups: Mapping[Group, int]
    e: float
    rates: Mapping[str, float | None]


def finals(records: Iterable[Ended]) -> Counter[str]:
    """The final outcome of each number, counted; of a call without a number, its own.

    Of several attempts the one that tells most counts: an interview, then what shows that nobody is eligible, a
    refusal, other contact, none; of equals the last.
    """
    final: dict[object, str] = {}
    for record in records:
        case = record.number if record.number is not None else ("call", record.call)
        held = final.get(case)
        if held is None or _RANK[OUTCOMES[record.code].group] <= _RANK[OUTCOMES[held].group]:
            final[case] = record.code
    return Counter(final.values())


def read_counts(path: Path) -> Counter[str]:
    """Counts of final outcomes from a CSV file: a code or a name, and how many numbers; a heading is passed."""
    found: Counter[str] = Counter()
    try:
        lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CountsUnusable(f"{path}: cannot be read ({error}). Write outcome, count on each line.") from None
    for number, row in enumerate(lines, 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and len(cells) > 1 and not cells[1].isdigit()):
            continue
        if len(cells) != 2 or not cells[1].isdigit():
            raise CountsUnusable(f"{path}, line {number}: write an outcome and a whole number: no_answer,1500")
        found[outcome(cells[0]).code] += int(cells[1])
    return found


def rates(codes: Mapping[str, int], e: float | None = None) -> Rates:
    """All of AAPOR's rates from counts of final outcomes."""
    counted: dict[Group, int] = dict.fromkeys(GROUPS, 0)
    for code, number in codes.items():
        counted[OUTCOMES[code].group] += number
    i, p, r, nc, o = (counted[group] for group in ("I", "P", "R", "NC", "O"))
    unknown = counted["UH"] + counted["UO"]
    eligible = i + p + r + nc + o
    if e is None:
        known = eligible + counted["NE"]
        e = eligible / known if known else 1.0
    if not 0 <= e <= 1:
        raise ShareImpossible(f"e = {e:g} is no share of numbers: it lies between 0 and 1.")
    every, likely = eligible + unknown, eligible + e * unknown
    met = i + p + r
    found = {
        "RR1": (i, every), "RR2": (i + p, every), "RR3": (i, likely), "RR4": (i + p, likely),
        "RR5": (i, eligible), "RR6": (i + p, eligible),
        "COOP1": (i, met + o), "COOP2": (i + p, met + o), "COOP3": (i, met), "COOP4": (i + p, met),
        "REF1": (r, every), "REF2": (r, likely), "REF3": (r, eligible),
        "CON1": (eligible - nc, every), "CON2": (eligible - nc, likely), "CON3": (eligible - nc, eligible),
    }  # fmt: skip
    return Rates(counted, e, {name: above / below if below else None for name, (above, below) in found.items()})
