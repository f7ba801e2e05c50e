"""The events of cases, written and read; each is entered into the ledger in the same transaction.

Opening a case and the objection in its complaint are one transaction too: both are on the disk, or neither.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import msgspec

from ringfence.cases.events import CaseEvent, CaseUnusable
from ringfence.ledger.book import enter
from ringfence.ledger.events import CaseAssessed, CaseStep, ComplaintReceived, Erased, LedgerEvent, NoticeApproved
from ringfence.ledger.places import ranges
from ringfence.preferences.events import Event
from ringfence.store import case_pages
from ringfence.store.case_pages import Step
from ringfence.store.database import Database
from ringfence.store.keys import Key
from ringfence.store.ledger import LedgerBook

COLUMNS = (
    "id", "case_id", "kind", "at", "recorded_at", "recorded_by", "identity", "number", "keyed", "details", "personal",
    "body",
)  # fmt: skip
FIELDS = ", ".join(name for name in COLUMNS if name != "keyed")
INSERT = f"INSERT INTO ringfence_case_event ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608
OF_CASE = f"SELECT {FIELDS} FROM ringfence_case_event WHERE case_id = ? ORDER BY seq"  # noqa: S608
# Cases whose last closing came after their last reopening.
CLOSED = """
    SELECT case_id FROM ringfence_case_event WHERE kind IN ('closed', 'reopened') GROUP BY case_id
    HAVING max(CASE WHEN kind = 'closed' THEN seq ELSE 0 END) > max(CASE WHEN kind = 'reopened' THEN seq ELSE 0 END)"""
REFERENCE = "reference"  # the complainant's own, which may tell who that is
Check = Callable[[tuple[CaseEvent, ...]], None]
Objections = Callable[[Sequence[Event]], object]


@dataclass(frozen=True, slots=True)
class Opened:
    """The case of a complaint; `new` is False where the very same complaint had come in before."""

    case: str
    new: bool
    alike: tuple[str, ...] = ()  # other cases about the same number


class CaseBook:
    """A store's cases. `object_` writes objections into the store within the transaction that is open."""

    def __init__(self, database: Database, key: Key, object_: Objections, ledger: LedgerBook) -> None:
        self._database, self._key, self._object, self._ledger = database, key, object_, ledger

    def open(self, complaint: CaseEvent, objections: Sequence[Event] = (), joins: Check | None = None) -> Opened:
        """Opens a case with a complaint, whose `case` is the year; its objections take effect in the same moment.

        With `joins` it goes into the case that it names, if that check of what is on file lets it. A complaint of the
        same identity opens nothing.
        """
        with self._database.transaction():
            if complaint.identity and (known := self._known(complaint.identity)):
                return Opened(known, new=False)
            if joins is not None:
                joins(self.events(complaint.case))
            kept = complaint if joins else replace(complaint, case=self._next_number(complaint.case))
            alike = self.of_number(complaint.number) if complaint.number is not None and not joins else ()
            self._database.write(INSERT, [self._row(kept)])
            if objections:
                self._object([replace(each, source=f"case {kept.case}") for each in objections])
            enter(self._ledger, [_entry(kept)])
        return Opened(kept.case, new=True, alike=alike)

    def append(
        self,
        events: Sequence[CaseEvent],
        check: Check = lambda _events: None,
        objections: Sequence[Event] = (),
    ) -> None:
        """Adds events to one case, all or none; `check` sees what is on file, and may refuse, in the transaction."""
        (case,) = {each.case for each in events}
        with self._database.transaction():
            check(self.events(case))
            self._database.write(INSERT, (self._row(each) for each in events))
            if objections:
                self._object(objections)
            enter(self._ledger, [_entry(each) for each in events])

    def events(self, case: str) -> tuple[CaseEvent, ...]:
        """Everything that happened to a case, in order; empty for no case."""
        return tuple(_event(row) for row in self._database.read(OF_CASE, [case]))

    def event(self, event_id: str) -> CaseEvent | None:
        """The event of this id."""
        rows = self._database.read(f"SELECT {FIELDS} FROM ringfence_case_event WHERE id = ?", [event_id])  # noqa: S608
        return _event(rows[0]) if rows else None

    def steps(self, kinds: Collection[str] = (), *, closed: bool = False) -> Iterator[tuple[str, list[Step]]]:
        """Each case that is not closed (or each) with its first event and those of these kinds, in order."""
        which = "" if closed else f" AND case_id NOT IN ({CLOSED})"
        marks = ", ".join("?" * len(kinds))
        wanted = f"kind IN ({marks}, 'received')" if kinds else "TRUE"
        sql = (
            "SELECT case_id, kind, at, details, recorded_by FROM ringfence_case_event "  # noqa: S608
            f"WHERE {wanted}{which} ORDER BY case_id, seq"
        )
        decode = msgspec.json.Decoder(dict[str, Any]).decode
        found: list[Step] = []
        for case, kind, at, details, by in self._database.read(sql, list(kinds)):
            if found and found[-1].case != case:
                yield found[0].case, found
                found = []
            found.append(Step(case, kind, at, decode(details), by))
        if found:
            yield found[0].case, found

    def latest(self, before: str = "", limit: int = 50, *, closed: bool = False) -> list[tuple[str, list[Step]]]:
        """A page of cases, the latest first: those before a case (or all), with their events in order."""
        return case_pages.latest(self._database, before, limit, closed=closed)

    def count(self, *, closed: bool = False) -> int:
        """How many cases are open, or with `closed` how many there are."""
        return case_pages.count(self._database, closed=closed)

    def of_number(self, number: int) -> tuple[str, ...]:
        """The cases about a number, the first opened first; one that was emptied is recognised by its keyed form."""
        rows = self._database.read(
            "SELECT case_id, min(seq) FROM ringfence_case_event WHERE keyed = ? GROUP BY case_id ORDER BY 2",
            [self._key.keyed(number)],
        )
        return tuple(str(case) for case, _ in rows)

    def empty(self, case: str, event: CaseEvent) -> int:
        """Empties what a case says of people; the rest stays, with the erasure. How many events were emptied."""
        with self._database.transaction():
            held = [
                each
                for each in self.events(case)
                if each.number is not None or each.personal or REFERENCE in each.details
            ]
            self._database.write(
                "UPDATE ringfence_case_event SET number = NULL, personal = '', details = ? WHERE id = ?",
                [(_json({k: v for k, v in each.details.items() if k != REFERENCE}) or "{}", each.id) for each in held],
            )
            self._database.write(INSERT, [self._row(event)])
            places = [each.seq for each in self._ledger.of_kind("complaint") if each.told.get("case") == case]
            self._ledger.empty(places)
            erased = Erased(
                at=event.recorded_at, by=event.by, entries=ranges(places), reason=f"case {case}", request=event.id
            )
            enter(self._ledger, [erased, _entry(event)])
        self._database.forget()
        return len(held)

    def _known(self, identity: str) -> str | None:
        rows = self._database.read("SELECT case_id FROM ringfence_case_event WHERE identity = ?", [identity])
        return str(rows[0][0]) if rows else None

    def _next_number(self, year: str) -> str:
        ((last,),) = self._database.read(
            "SELECT max(case_id) FROM ringfence_case_event WHERE case_id LIKE ?", [f"{year}-%"]
        )
        return f"{year}-{int(last.rpartition('-')[2]) + 1 if last else 1:06d}"

    def _row(self, event: CaseEvent) -> tuple[object, ...]:
        if not event.case:
            raise CaseUnusable("An event without a case. Name the case.")
        return (
            event.id,
            event.case,
            event.kind,
            event.at,
            event.recorded_at,
            event.by,
            event.identity,
            event.number,
            b"" if event.number is None else self._key.keyed(event.number),
            _json(event.details) or "{}",
            _json(event.personal),
            _json(event.body),
        )


def _entry(event: CaseEvent) -> LedgerEvent:
    """What the ledger is told of a step: a complaint, a decision, an approved letter as such, else its digest."""
    if event.kind in ("received", "joined"):
        about = {name: value for name, value in event.details.items() if name not in ("via", REFERENCE)}
        return ComplaintReceived(
            at=event.recorded_at,
            by=event.by,
            case=event.case,
            channel=str(event.details.get("via", "")),
            number=event.number,
            about=about,
        )
    if event.kind == "decided":
        return CaseAssessed(
            at=event.recorded_at,
            by=event.by,
            case=event.case,
            outcome=str(event.details["outcome"]),
            sha256=str(event.details["assessment"]),
            reasons=str(event.body.get("reasons", "")),
        )
    if event.kind == "noted" and "digest" in event.details:
        return NoticeApproved(
            at=event.recorded_at,
            by=event.by,
            case=event.case,
            document=str(event.details["document"]),
            digest=str(event.details["digest"]),
        )
    said = [event.at, event.recorded_at, _json(event.details), _json(event.body)]
    return CaseStep(
        at=event.recorded_at,
        by=event.by,
        case=event.case,
        step=event.kind,
        id=event.id,
        sha256=sha256(msgspec.json.encode(said)).hexdigest(),
    )


def _json(values: Any) -> str:
    return msgspec.json.encode(values).decode() if values else ""


def _event(row: Sequence[Any]) -> CaseEvent:
    id_, case, kind, at, recorded_at, by, identity, number, details, personal, body = row
    return CaseEvent(
        id=id_,
        case=case,
        kind=kind,
        at=at,
        recorded_at=recorded_at,
        by=by,
        identity=identity,
        number=number,
        details=msgspec.json.decode(details) if details else {},
        personal=msgspec.json.decode(personal) if personal else {},
        body=msgspec.json.decode(body) if body else {},
    )
