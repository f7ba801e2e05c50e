"""The ledger as a source of calls: what the gate decided, and what became of calls."""

from collections.abc import Iterator
from typing import Any

from ringfence.cases.finding import Call, Looked, Query, Reader
from ringfence.numbers import read

CONNECTED = ("live", "answered", "machine", "abandoned", "silent")


def decisions(store: Any) -> Reader:
    """A source for `finding.find`: every decision of the gate that is in the ledger. By number it is one look-up."""

    def asked(query: Query) -> Iterator[Looked]:
        by_number = query.number is not None
        entries = store.book.of_number(query.number) if query.number is not None else store.book.of_kind("decision")
        through, calls = 0, []
        for entry in entries:
            if entry.kind != "decision" or not (told := entry.told):
                continue
            through += 1
            call = _call(entry, told)
            if _wanted(query, call):
                calls.append(call)
        if through or (by_number and _any(store)):
            source = "the gate's decisions about this number" if by_number else "the gate's decisions"
            yield Looked(source=source, kind="decision", calls=tuple(calls), through=through)

    return asked


def outcomes(store: Any) -> Reader:
    """A source for `finding.find`: what became of calls, as the ledger has it."""

    def asked(query: Query) -> Iterator[Looked]:
        number = query.number
        entries = store.book.of_number(number) if number is not None else store.book.of_kind("call-outcome")
        through, calls = 0, []
        for entry in entries:
            if entry.kind == "call-outcome" and (told := entry.told):
                through += 1
                call = _ended(entry, told)
                if _wanted(query, call):
                    calls.append(call)
        if through:
            yield Looked(source="outcomes of calls in the ledger", kind="record", calls=tuple(calls), through=through)

    return asked


def _ended(entry: Any, told: dict[str, Any]) -> Call:
    outcome = told.get("outcome", "")
    return Call(
        evidence=f"ledger:{entry.seq}",
        kind="record",
        number=told.get("number"),
        at=told.get("started_at") or told["at"],
        campaign=told.get("campaign", ""),
        connected=False if outcome == "unanswered" else True if outcome in CONNECTED else None,
    )


def _any(store: Any) -> bool:
    """Whether the ledger has any decision at all."""
    return next(store.book.of_kind("decision"), None) is not None


def _call(entry: Any, told: dict[str, Any]) -> Call:
    shown = read(told.get("shown") or "").e164
    facts = told.get("facts", {})
    return Call(
        evidence=f"ledger:{entry.seq}",
        kind="decision",
        number=told.get("number"),
        at=told["at"],
        campaign=told.get("campaign", ""),
        mode=facts.get("mode"),
        cli=int(shown[1:]) if shown else None,
        decision=told.get("decision", ""),
        reasons=tuple(told.get("reasons", ())),
    )


def _wanted(query: Query, call: Call) -> bool:
    fits = (
        query.number is None or call.number == query.number,
        query.cli is None or call.cli == query.cli,
        query.campaign is None or call.campaign == query.campaign,
        query.first is None or call.moment >= query.first,
        query.last is None or call.moment <= query.last,
    )
    return all(fits)
