"""What a letter is drawn from: the facts with their evidence, the rules with their outcome, and a person's decision.

Read from a JSON or TOML file, or made from a case on file. Every id that is named has to be there: a letter cites
nothing that nobody can look up.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from ringfence.calendar import Nation
from ringfence.errors import RingfenceError

RECORD = "RECORD"  # the case's own record: its number, its days, its parties
MAX_BYTES = 5_000_000
Standing = Literal["known", "disputed", "unknown"]
Whom = Literal["anyone", "complainant", "organisation"]
Found = Literal["broken", "in order", "open"]


class GroundsUnusable(RingfenceError):
    """Facts, rules or days from which no letter can be drawn."""

    code = "grounds-unusable"


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A person or an organisation, as a letter names them."""

    name: str
    address: tuple[str, ...] = ()
    contact: str = ""


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that can be looked up: a complaint, a call record, a script, a list, a reply."""

    id: str
    says: str


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One fact: how it stands, in one plain sentence, on what evidence; `ask` would settle it, put to `whom`."""

    id: str
    says: str
    standing: Standing = "known"
    evidence: tuple[str, ...] = ()
    ask: str = ""
    whom: Whom = "anyone"


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one rule makes of the facts, and whom it binds; `on` is the day whose law is read, else the calls' last."""

    rule: str
    found: Found
    because: tuple[str, ...] = ()
    party: str = ""
    on: date | None = None

    @property
    def source(self) -> str:
        """The id by which sentences cite it: the rule, with the day where one is given."""
        return f"{self.rule}@{self.on}" if self.on else self.rule


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that was done, or has to be done, and what it rests on."""

    says: str
    rests_on: tuple[str, ...]


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a person decided, with reasons; `breach` says whether it speaks of one."""

    says: str
    breach: bool | None = None
    by: str
    on: date
    reasons: tuple[Step, ...]


class Grounds(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything one letter can say."""

    reference: str
    office: Body
    regulator: bool = False  # whether the office is the regulator's own
    organisation: Body  # about whose calls the complaint is
    complainant: Body | None = None
    received: date
    complaint: str  # the evidence id of the complaint itself
    about_data: bool | None = None  # whether it is about the complainant's own data
    objection: str = ""  # the evidence id of an objection that was recorded
    nation: Nation = "ENG"
    calls_from: date
    calls_to: date
    evidence: tuple[Evidence, ...]
    facts: tuple[Fact, ...] = ()
    points: tuple[Point, ...] = ()
    done: tuple[Step, ...] = ()
    required: tuple[Step, ...] = ()
    damage: tuple[Step, ...] = ()  # damage or distress that was weighed
    decision: Decision | None = None
    reply_by: date | None = None
    comply_by: date | None = None
    urgent: tuple[Step, ...] = ()  # reasons why a notice cannot wait
    theirs: str = ""  # the reference of whoever is written to

    def standing(self, *of: Standing) -> tuple[Fact, ...]:
        """The facts that stand so."""
        return tuple(fact for fact in self.facts if fact.standing in of)

    def found(self, *what: Found) -> tuple[Point, ...]:
        """The points that came out so."""
        return tuple(point for point in self.points if point.found in what)


def load(path: Path) -> Grounds:
    """The grounds in a JSON or TOML file, or the refusal that says where they are wrong."""
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise GroundsUnusable(f"{path} is larger than {MAX_BYTES // 1_000_000} MB: it is some other file.")
    decode = msgspec.toml.decode if path.suffix.lower() == ".toml" else msgspec.json.decode
    try:
        found = decode(content, type=Grounds)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise GroundsUnusable(f"{path}: {error}. See docs/letters.md for the form.") from None
    return checked(found, str(path))


def checked(grounds: Grounds, place: str) -> Grounds:
    """The same grounds, if every id is written once, every id that is named is there, and known facts have evidence."""
    if problem := next(_problems(grounds), None):
        raise GroundsUnusable(f"{place}: {problem}")
    return grounds


def _problems(grounds: Grounds) -> Iterator[str]:
    ids = [each.id for each in grounds.evidence] + [each.id for each in grounds.facts]
    for doubled in sorted({each for each in ids if ids.count(each) > 1} | ({RECORD} & set(ids))):
        yield f"the id {doubled} is used twice. Give each fact and each piece of evidence its own."
    evidence, facts = {each.id for each in grounds.evidence}, {each.id for each in grounds.facts}
    named: dict[str, tuple[str, ...]] = {"complaint": (grounds.complaint,)}
    named |= {"objection": (grounds.objection,)} if grounds.objection else {}
    named |= {f"fact {fact.id}": fact.evidence for fact in grounds.facts}
    for place, wanted in named.items():
        yield from (
            f"{place}: there is no evidence {each}. Add it, or mend the id." for each in wanted if each not in evidence
        )
    for fact in grounds.standing("known", "disputed"):
        if not fact.evidence:
            yield f"fact {fact.id} is {fact.standing} and has no evidence. Name it, or mark the fact unknown."
    for point in grounds.points:
        yield from (f"rule {point.rule}: there is no fact {each}." for each in point.because if each not in facts)
        if point.found == "broken" and not point.because:
            yield f"rule {point.rule} is broken because of nothing. Name the facts."
    for step in _steps(grounds):
        if not step.rests_on:
            yield f"“{step.says[:60]}” rests on nothing. Name a fact, a piece of evidence or a rule."
    if grounds.calls_to < grounds.calls_from:
        yield f"calls_to ({grounds.calls_to}) is before calls_from ({grounds.calls_from})."


def _steps(grounds: Grounds) -> tuple[Step, ...]:
    reasons = grounds.decision.reasons if grounds.decision else ()
    return (*grounds.done, *grounds.required, *grounds.damage, *grounds.urgent, *reasons)
