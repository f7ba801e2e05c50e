"""Complaints as a public table: counts by month, organisation, kind of call and outcome, with nothing of a person.

A count smaller than the limit is not shown: such rows are put together per organisation, and if they are still few,
the row says only that there are fewer than the limit. No total is given, so that nothing can be taken away from one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ringfence.cases.state import Case
from ringfence.numbers import read

HEADER = ("month_received", "organisation", "kind_of_call", "kind_of_number", "asked_before", "outcome", "complaints")
LIMIT = 5
SEVERAL = "several"


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One row of the table; `complaints` is None where there are fewer than the limit."""

    cells: tuple[str, ...]
    complaints: int | None


def rows(cases: Iterable[Case], limit: int = LIMIT) -> list[Row]:
    """The table's rows, small counts put together or hidden."""
    counts = Counter(cell for case in cases for cell in _cells(case))
    shown = [Row(cells, count) for cells, count in counts.items() if count >= limit]
    small: Counter[str] = Counter()
    for cells, count in counts.items():
        if count < limit:
            small[cells[1]] += count
    for organisation, count in small.items():
        cells = (SEVERAL, organisation, *(SEVERAL,) * (len(HEADER) - 3))
        shown.append(Row(cells, count if count >= limit else None))
    return sorted(shown, key=lambda row: row.cells)


def cells(row: Row, limit: int = LIMIT) -> tuple[str, ...]:
    """A row as it is written."""
    return (*row.cells, f"fewer than {limit}" if row.complaints is None else str(row.complaints))


def _cells(case: Case) -> Sequence[tuple[str, ...]]:
    decided = case.decision
    outcome = str(decided.details["outcome"]) if decided and case.settled else "none yet"
    return [
        (
            each.at[:7],
            case.organisation or "not named",
            str(each.details.get("channel") or "not said"),
            _kind(each.number),
            {True: "yes", False: "no"}.get(each.details.get("asked_to_stop"), "not said"),  # type: ignore[arg-type]
            outcome,
        )
        for each in case.complaints
    ]


def _kind(number: int | None) -> str:
    return "not known" if number is None else read(f"+{number}").kind
