"""The numbers of calls to others than the complainant: a case keeps their evidence, so they are looked up there."""

from typing import Any

from ringfence.cases.calls import calls_of_case
from ringfence.cases.records import numbers_of
from ringfence.cases.state import Case


def numbers_of_others(store: Any, case: Case) -> dict[str, int]:
    """The numbers by their evidence; one that was erased, or whose record is gone, is not there."""
    others = [each.evidence for each in calls_of_case(case) if each.number is None]
    found = numbers_of(store.place.home, others)
    for each in others:
        kind, _, place = each.partition(":")
        entry = store.book.entry(int(place)) if kind == "ledger" else None
        if entry and entry.number is not None:
            found[each] = entry.number
    return found
