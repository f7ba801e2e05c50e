"""Finding the calls of a case across decisions, call records and others' records: what is there, and what is missing.

Each source is a function handed in: a query in, calls with their evidence ids out, with what it looked through.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from ringfence.calendar import LONDON, british, local_day

Kind = Literal["decision", "record", "told"]  # told: only the complainant speaks of it
SAME_CALL = 120.0  # seconds between a decision and the record of the call it was about
MOST_KEPT = 1_000  # calls written into a case; of more, only how many there were
AROUND = timedelta(hours=24)  # people remember the day better than the hour


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for. What is None does not matter; one of number, cli and campaign must be given."""

    number: int | None = None
    first: datetime | None = None
    last: datetime | None = None
    cli: int | None = None
    campaign: str | None = None
    day: date | None = None  # the day complained of: what is looked through has to cover it

    def told(self) -> dict[str, Any]:
        """The query without the number, which stands in the case."""
        ends = {"first": self.first, "last": self.last}
        return {
            "by_number": self.number is not None, "cli": self.cli, "campaign": self.campaign,
            **{name: each.isoformat() if each else None for name, each in ends.items()},
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call that was found, and where: `evidence` names the entry or the row."""

    evidence: str
    kind: Kind
    number: int | None
    at: str  # an instant in UTC
    organisation: str = ""
    campaign: str = ""
    mode: str | None = None
    cli: int | None = None
    cli_withheld: bool | None = None
    connected: bool | None = None
    decision: str = ""
    reasons: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # other evidence of the same call

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at).astimezone(UTC)

    @property
    def day(self) -> date:
        return local_day(self.moment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What one source had: the calls, how much was looked through, and what it could not say."""

    source: str
    kind: Kind
    calls: tuple[Call, ...]
    through: int  # records or decisions that were looked through
    first: date | None = None  # the days that it covers
    last: date | None = None
    organisation: str = ""


Reader = Callable[[Query], Iterable[Looked]]


@dataclass(frozen=True, slots=True)
class Found:
    """The calls in the order of time, each once, what was looked through, and what is missing."""

    query: Query
    calls: tuple[Call, ...]
    looked: tuple[Looked, ...]
    missing: tuple[str, ...]

    def body(self) -> dict[str, Any]:
        """What a case keeps: every call up to a limit, without the number, which stands in the case itself."""
        calls = [{key: value for key, value in asdict(each).items() if key != "number" and value not in (None, "", ())}
                 for each in self.calls[:MOST_KEPT]]  # fmt: skip
        looked = [
            {"source": each.source, "kind": each.kind, "through": each.through, "found": len(each.calls),
             "first": each.first and each.first.isoformat(), "last": each.last and each.last.isoformat(),
             "organisation": each.organisation}
            for each in self.looked
        ]  # fmt: skip
        return {"query": self.query.told(), "found": len(self.calls), "calls": calls, "looked": looked,
                "missing": list(self.missing)}  # fmt: skip


def around(called_at: str | None) -> tuple[datetime | None, datetime | None]:
    """The time to look in for a call that a person remembers: the whole day in London, or a day either side."""
    if called_at is None:
        return None, None
    if len(called_at) == 10:
        start = datetime.fromisoformat(called_at).replace(tzinfo=LONDON)
        return start.astimezone(UTC), (start + timedelta(days=1)).astimezone(UTC) - timedelta(microseconds=1)
    moment = datetime.fromisoformat(called_at).astimezone(UTC)
    return moment - AROUND, moment + AROUND


def find(query: Query, readers: Iterable[Reader]) -> Found:
    """Every source asked, the same call put together, and what is missing said."""
    looked = tuple(each for reader in readers for each in reader(query))
    calls = _together(
        sorted((call for each in looked for call in each.calls), key=lambda call: (call.at, call.evidence))
    )
    return Found(query, calls, looked, tuple(_missing(query, calls, looked)))


def _together(calls: Sequence[Call]) -> tuple[Call, ...]:
    """Calls with a decision and a record of one call made one: same number, within two minutes, of different kinds."""
    kept: list[Call] = []
    for call in calls:
        same = next((place for place in range(len(kept) - 1, -1, -1) if _same(kept[place], call)), None)
        if same is None:
            kept.append(call)
            continue
        kept[same] = _joined(kept[same], call)
    return tuple(kept)


def _same(one: Call, other: Call) -> bool:
    """Whether a decision and a record, or records of two organisations, are about one call."""
    apart = abs((other.moment - one.moment).total_seconds())
    different = one.kind != other.kind or one.organisation != other.organisation
    return different and one.number == other.number and one.number is not None and apart <= SAME_CALL


def _joined(one: Call, other: Call) -> Call:
    """One call with both's evidence: the record says what happened, the decision what was allowed."""
    record, rest = (one, other) if one.kind == "record" else (other, one)
    return Call(
        evidence=record.evidence,
        kind=record.kind,
        number=record.number,
        at=record.at,
        organisation=record.organisation or rest.organisation,
        campaign=record.campaign or rest.campaign,
        mode=record.mode or rest.mode,
        cli=record.cli if record.cli is not None else rest.cli,
        cli_withheld=record.cli_withheld if record.cli_withheld is not None else rest.cli_withheld,
        connected=record.connected if record.connected is not None else rest.connected,
        decision=record.decision or rest.decision,
        reasons=record.reasons or rest.reasons,
        also=tuple(dict.fromkeys((*one.also, *other.also, rest.evidence))),
    )


def _missing(query: Query, calls: Sequence[Call], looked: Sequence[Looked]) -> Iterator[str]:
    """What nobody could say, in words."""
    for kind, words in (("decision", "decisions of the gate"), ("record", "call records")):
        if not any(each.kind == kind for each in looked):
            yield f"No {words} were there to look through."
    for each in looked:
        if outside := _not_covered(query, each):
            yield outside
    if not calls:
        yield "No call was found. That does not show that none was made: see what was looked through."
    records = [call for call in calls if call.kind == "record"]
    if around_gate := [call for call in records if not call.decision]:
        yield (
            f"{_counted(len(around_gate))} on record without a decision of the gate: made before there was a gate, "
            "around it, or by somebody else."
        )
    refused = [call for call in records if call.decision in ("block", "hold")]
    if refused:
        said = ", ".join(sorted({call.decision for call in refused}))
        yield f"{_counted(len(refused))} on record although the gate had said {said}."
    if alone := [call for call in calls if call.kind == "decision" and call.decision == "allow"]:
        yield f"{_counted(len(alone))} allowed by the gate and in no call record: whether it was made is not known."
    if unknown := [call for call in records if call.connected is None]:
        yield f"{_counted(len(unknown))} of which the record does not say whether it connected."


def _not_covered(query: Query, each: Looked) -> str:
    """That a source has nothing of a day that was asked for."""
    ends = (query.day, query.day) if query.day else (_day(query.first), _day(query.last))
    first, last = ends
    if each.first is None or each.last is None or first is None or last is None:
        return ""
    if first >= each.first and last <= each.last:
        return ""
    return (
        f"{each.source} covers {british(each.first)} to {british(each.last)}; asked for was {british(first)}"
        + (f" to {british(last)}" if last != first else "")
        + "."
    )


def _day(moment: datetime | None) -> date | None:
    return local_day(moment) if moment else None


def _counted(count: int) -> str:
    return "One call is" if count == 1 else f"{count:,} calls are"
