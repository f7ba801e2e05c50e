"""For each campaign, kind of call and day that the records hold: the law, and which files on file speak for it.

All that depends on the day but not on the number is settled here, in Python and once; the engines only join it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from hashlib import file_digest
from pathlib import Path
from typing import Any

import duckdb

from ringfence.calls import packing
from ringfence.calls.cards import Footing, as_called, footing
from ringfence.calls.packing import Edges
from ringfence.campaigns.card import Campaign
from ringfence.campaigns.run import evidence
from ringfence.errors import RingfenceError
from ringfence.logic import Value
from ringfence.numbers import read
from ringfence.preferences import over_time
from ringfence.preferences.consents import Consents
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.history import History
from ringfence.preferences.register import Register, RegisterUsed
from ringfence.rulebook import FIRST_DAY, periods

EPOCH = date(1970, 1, 1)
WITHHELD = ("withheld", "anonymous", "private", "restricted")
NOTHING: dict[str, Value] = dict.fromkeys(
    ["consent_on_file", *over_time.consent_facts(over_time.NO_CONSENT), "consent_age_days"]
)


class TooVaried(RingfenceError):
    """More campaigns, days of law or kinds of consent than one audit can tell apart."""

    code = "too-varied"


@dataclass(frozen=True)
class OnFile:
    """The evidence of all campaigns, each file loaded once, and the number by which it is joined."""

    registers: Mapping[Register, int]
    sources: Mapping[object, int]  # objections, consents and histories
    used: tuple[RegisterUsed, ...]
    files: tuple[Mapping[str, object], ...]
    consents: tuple[Mapping[str, Value], ...]


@dataclass(frozen=True)
class Plan:
    """What the engines join to each call, and how a standing is read back into facts."""

    rows: tuple[tuple[Any, ...], ...]  # campaign, mode, day, then expressions.PLAN
    capped: tuple[tuple[int, str, int, int], ...]  # history, campaign, first day on record, days
    standings: tuple[tuple[Footing, int | None], ...]  # the footing, and the age of the register
    on_file: OnFile

    @property
    def windows(self) -> tuple[int, ...]:
        return tuple(sorted({days for *_, days in self.capped}))


def day_number(day: date) -> int:
    return (day - EPOCH).days


def as_date(number: int) -> date:
    return EPOCH + timedelta(days=number)


class Papers:
    """The evidence that each campaign's card names, as called; a folder of registers stands in for the cards' own."""

    def __init__(self, cards: Mapping[str, Campaign], registers: tuple[Register, ...]) -> None:
        self.cards, self.registers = cards, registers

    def of(self, campaign: str, mode: int) -> Evidence:
        card = self.cards.get(campaign)
        if card is None:
            return _resolved(Evidence(self.registers))
        found = evidence(as_called(card, mode), card.campaign.field_until)
        return _resolved(replace(found, registers=self.registers) if self.registers else found)


def _resolved(found: Evidence) -> Evidence:
    """The same with full paths: a file that two cards name is one file."""
    return replace(
        found,
        registers=tuple(replace(each, file=each.file.resolve()) for each in found.registers),
        objections=found.objections and found.objections.resolve(),
        consents=found.consents and replace(found.consents, file=found.consents.file.resolve()),
        history=found.history and replace(found.history, file=found.history.file.resolve()),
    )


def file_evidence(con: duckdb.DuckDBPyConnection, every: Iterable[Evidence], work: Path) -> OnFile:
    """Loads each file that some campaign names, once, into the relations of `preferences.over_time`."""
    over_time.prepare(con)
    registers: dict[Register, int] = {}
    sources: dict[object, int] = {}
    used, files = list[RegisterUsed](), list[Mapping[str, object]]()
    for each in every:
        for register in each.registers:
            if register not in registers:
                registers[register] = len(registers)
                used.append(over_time.add_register(con, registers[register], register, work))
        for kind, what in (("objections", each.objections), ("consents", each.consents), ("history", each.history)):
            if what is not None and what not in sources:
                sources[what] = len(sources)
                files.append({"kind": kind, **_load(con, sources[what], what, work)})
    states = over_time.number_consents(con)
    if len(states) + 2 > packing.MOST_CONSENTS:
        raise TooVaried(f"{len(states)} kinds of consent; at most {packing.MOST_CONSENTS - 2} can be told apart.")
    on_file = ({**NOTHING, "consent_on_file": True, **over_time.consent_facts(state)} for state in states)
    consents = (NOTHING, {**NOTHING, "consent_on_file": False}, *on_file)
    return OnFile(registers, sources, tuple(used), tuple(files), consents)


def _load(
    con: duckdb.DuckDBPyConnection, source: int, what: Path | Consents | History, work: Path
) -> dict[str, object]:
    """Puts a file of objections, consents or calls where it belongs; what it is, for the record."""
    if isinstance(what, Path):
        file, rows = what, over_time.add_objections(con, source, what, work)
    elif isinstance(what, Consents):
        file, rows = what.file, over_time.add_consents(con, source, what, work)
    else:
        file, rows = what.file, over_time.add_history(con, source, what, work)
    return {"file": file.name, "rows": rows, "sha256": _digest(file)}


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def lay(days: Sequence[tuple[str, int, int]], papers: Papers, on_file: OnFile, limits: Edges) -> Plan:
    """The plan for every (campaign, kind of call, day number) that the records hold."""
    law = periods(FIRST_DAY, as_date(max(day for *_, day in days)))
    standings: dict[tuple[str, int, date, int | None], int] = {}
    footings = list[tuple[Footing, int | None]]()
    footing_of = cache(lambda name, mode, stretch: footing(name, papers.cards.get(name), mode, stretch))
    evidence_of = cache(papers.of)
    first_days: dict[tuple[int, str, int], int] = {}
    rows = list[tuple[Any, ...]]()
    for campaign, mode, number in sorted(days):
        day, held = as_date(number), evidence_of(campaign, mode)
        stretch = next(each for each in law if day <= each[1])
        tps, ctps = (_drawn(held.registers, kind, day) for kind in ("tps", "ctps"))
        age = _age(day, [each for each in (tps, ctps) if each], limits)
        name = (campaign, mode, stretch[0], age)
        if name not in standings:
            standings[name] = len(footings)
            footings.append((footing_of(campaign, mode, stretch), age))
        history = held.history
        if history:
            at = (on_file.sources[history], campaign, history.days)
            first_days.setdefault(at, number)
            first_days[at] = min(first_days[at], number)
        rows.append(
            (
                campaign, mode, number, standings[name], _source(on_file, held.objections),
                *_register(on_file, tps, day), *_register(on_file, ctps, day), _source(on_file, held.consents),
                _source(on_file, history), history.days if history else None, history.cap if history else None,
                f"{day:%Y-%m}",
            )
        )  # fmt: skip
    if len(footings) > packing.MOST_STANDINGS:
        raise TooVaried(f"{len(footings)} campaigns by stretches of law: audit the campaigns in several runs.")
    capped = tuple((source, campaign, first, days) for (source, campaign, days), first in first_days.items())
    return Plan(tuple(rows), capped, tuple(footings), on_file)


def _drawn(registers: Sequence[Register], kind: str, day: date) -> Register | None:
    """The newest file of a kind drawn by a day; if there is none, the first drawn after it, or one without a date."""
    of_kind = [each for each in registers if each.kind == kind]
    dated = sorted((each for each in of_kind if each.as_of), key=lambda each: each.as_of or EPOCH)
    by_then = [each for each in dated if each.as_of and each.as_of <= day]
    return by_then[-1] if by_then else next(iter(dated or of_kind), None)


def _is_late(register: Register, day: date) -> bool:
    return register.as_of is None or register.as_of > day


def _age(day: date, files: Sequence[Register], limits: Edges) -> int | None:
    """Age of the older of the files used; not known where a file was not there yet to be used."""
    if not files or any(_is_late(each, day) for each in files):
        return None
    oldest = max((day - each.as_of).days for each in files if each.as_of)
    return packing.clipped(oldest, limits["register_age_days"])


def _register(on_file: OnFile, register: Register | None, day: date) -> tuple[int, int]:
    return (-1, 0) if register is None else (on_file.registers[register], int(_is_late(register, day)))


def _source(on_file: OnFile, what: object) -> int:
    return -1 if what is None else on_file.sources[what]


def shown(pairs: Iterable[tuple[str, str]], cards: Mapping[str, Campaign]) -> list[tuple[str, str, int]]:
    """For each calling number as written: not known 0, withheld 1, one the card may speak for 2, another than its 3."""
    own = {name: read(card.cli.number).e164 for name, card in cards.items() if card.cli.number}
    found = list[tuple[str, str, int]]()
    for campaign, written in pairs:
        if written.strip().lower() in WITHHELD:
            code = 1
        elif e164 := read(written).e164:
            code = 3 if own.get(campaign) not in (None, e164) else 2
        else:
            code = 0
        found.append((campaign, written, code))
    return found


def shown_facts(code: int) -> dict[str, Value]:
    """What the record says of the calling number; where it says nothing, the card's word stands."""
    if code == 0:
        return {}
    if code == 1:
        return {"cli_withheld": True}
    return {"cli_withheld": False, **({"cli_contactable": None} if code == 3 else {})}
