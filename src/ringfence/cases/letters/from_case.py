"""A case on file -> the grounds of a letter: facts with evidence, what the rules made of them, what a person decided.

The assessment is the one that the decision was taken on, as it was stored; before a decision it is the latest. Nothing
is added to what the case holds: what it does not hold (an address, damage that was weighed, a day to comply) stays
open, and the draft says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from ringfence.calendar import local_day
from ringfence.cases.events import CaseEvent, of_kind
from ringfence.cases.letters.evidence import Numbered
from ringfence.cases.letters.grounds import Body, Decision, Fact, Grounds, GroundsUnusable, Point, Step, Whom, checked
from ringfence.cases.letters.sources import rule_on
from ringfence.cases.state import Case
from ringfence.facts import FACTS
from ringfence.facts.kinds import Fact as Truth

OFFICE = "office.toml"
DECIDED: Mapping[str, str] = {
    "breach": "We find that rules were broken, as is said above",
    "no_breach": "We find that no rule was broken",
    "advice": "We give advice and make no finding",
    "not_proven": "We do not find it proven that a rule was broken",
    "out_of_scope": "What the complaint is about is nothing that we can decide on",
}
WEIGHED = "damage or distress"  # in the words of the law's own list of what is weighed


def office(home: Path) -> Body:
    """Who writes: `office.toml` in the home folder, or the refusal that says how to write one."""
    file = home / OFFICE
    form = 'name = "...", address = ["...", "..."], contact = "..."'
    try:
        return msgspec.toml.decode(file.read_bytes(), type=Body)
    except FileNotFoundError:
        raise GroundsUnusable(f"{file} is missing: it says who writes the letters. Write it: {form}") from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise GroundsUnusable(f"{file}: {error}. Its form: {form}") from None


def grounds_of(
    case: Case, sender: Body, *, address: str = "", reply_by: date | None = None, comply_by: date | None = None
) -> Grounds:
    """The grounds that a case gives; refused where it was not assessed, or no call is known.

    `address` is that of the organisation, which no case holds.
    """
    assessed = _assessed(case)
    situations: Sequence[Mapping[str, Any]] = assessed.body["situations"]
    if not situations:
        raise GroundsUnusable(f"{case.id}: no call is known, and so no law. Run: ringfence case find {case.id}")
    opened, numbered = case.opened, Numbered(case)
    days = [_day(each[end]) for each in situations for end in ("first", "last")]
    complaint = numbered.id(f"event:{opened.id}")
    facts = _Facts(situations, numbered)
    points = tuple(_points(situations, facts, max(days)))
    found = Grounds(
        reference=case.id,
        office=sender,
        regulator=case.role_name == "regulator",
        organisation=Body(name=case.organisation or "the organisation complained of", address=_parted(address)),
        complainant=_person(opened),
        received=opened.day,
        complaint=complaint,
        about_data=opened.details.get("about_data"),
        objection=complaint if opened.details.get("objects") and opened.number is not None else "",
        nation=case.nation,
        calls_from=min(days),
        calls_to=max(days),
        facts=facts.all,
        points=points,
        required=tuple(_required(points, max(days))),
        damage=tuple(_damage(assessed.body["factors"], numbered)),
        decision=_decision(case, numbered),
        reply_by=reply_by,
        comply_by=comply_by,
        theirs=str(opened.details.get("reference", "")),
        evidence=numbered.all,
    )
    return checked(found, case.id)


def _assessed(case: Case) -> CaseEvent:
    decided = case.decision
    every = of_kind(case.events, "assessed")
    if decided is not None:
        every = tuple(each for each in every if each.details["sha256"] == decided.details["assessment"]) or every
    if not every:
        raise GroundsUnusable(f"{case.id} was not assessed yet. Run: ringfence case assess {case.id}")
    return every[-1]


def _day(instant: str) -> date:
    return local_day(datetime.fromisoformat(instant))


def _person(opened: CaseEvent) -> Body | None:
    """The complainant, if the case still says who; a postal address is parted at its commas."""
    told = opened.personal
    if not told.get("name"):
        return None
    return Body(name=str(told["name"]), address=_parted(str(told.get("contact", ""))))


def _parted(address: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in address.split(",") if part.strip())


class _Facts:
    """The facts of all situations, each once; one that stands differently on other days says of which law."""

    def __init__(self, situations: Sequence[Mapping[str, Any]], numbered: Numbered) -> None:
        self._ids: dict[tuple[str, str], str] = {}
        self._found: list[Fact] = []
        for each in situations:
            for line in each["facts"]:
                ids = tuple(numbered.id(id_) for id_ in line["evidence"])
                self._add(line["fact"], line["words"].removeprefix("disputed: "), line["standing"], ids)
            for waited in (*each["unknown"], *each.get("marketing_waits_for", ())):
                self._add(waited["fact"], _whether(waited["fact"]), "unknown", ())

    def _add(self, name: str, words: str, standing: Any, evidence: tuple[str, ...]) -> None:
        if (name, words) in self._ids:
            return
        id_ = f"F{len(self._found) + 1}"
        self._ids[name, words] = id_
        ask = "" if standing == "known" else _asked(name)
        self._found.append(Fact(id=id_, says=words, standing=standing, evidence=evidence, ask=ask, whom=_whom(name)))

    @property
    def all(self) -> tuple[Fact, ...]:
        return tuple(self._found)

    def of(self, situation: Mapping[str, Any], because: Iterable[str]) -> tuple[str, ...]:
        """The ids of those facts of a situation that are said in these words."""
        said = set(because)
        lines = ((line["fact"], line["words"]) for line in situation["facts"] if line["words"] in said)
        return tuple(self._ids[each] for each in lines)


def _whether(name: str) -> str:
    fact = FACTS[name]
    return f"whether {fact.yes}" if isinstance(fact, Truth) else fact.label


def _whom(name: str) -> Whom:
    """Who can be asked: of script, campaign and parties the organisation, of a number or call anybody."""
    return "organisation" if FACTS[name].level in ("section", "script", "campaign", "party") else "anyone"


def _asked(name: str) -> str:
    fact = FACTS[name]
    return fact.question or f"Please tell us {_whether(name)}, and how that can be seen"


def _points(situations: Sequence[Mapping[str, Any]], facts: _Facts, last_day: date) -> Iterator[Point]:
    """What was broken, and what would be if a dispute or an unknown were settled so; each rule and law once."""
    told: set[str] = set()
    for each in situations:
        on = date.fromisoformat(each["law_of"])
        openly = (*each["if_the_complainant_is_right"], *each.get("if_marketing", ()))
        for answer, broken in [*((one, True) for one in each["breaches"]), *((one, False) for one in openly)]:
            because = facts.of(each, answer["because"])
            point = Point(
                rule=answer["rule"],
                found="broken" if broken and because else "open",
                because=because,
                on=None if on == last_day else on,
            )
            if point.source not in told:
                told.add(point.source)
                yield point


def _required(points: Iterable[Point], last_day: date) -> Iterator[Step]:
    for point in points:
        cure = rule_on(point.rule, point.on or last_day).cure
        if point.found == "broken" and cure:
            yield Step(says=cure, rests_on=(point.source,))


def _damage(factors: Iterable[Mapping[str, Any]], numbered: Numbered) -> Iterator[Step]:
    for factor in factors:
        for stated in factor["stated"] if WEIGHED in factor["factor"] else ():
            ids = tuple(numbered.id(id_) for id_ in stated["evidence"])
            if ids and stated["weighs"] == "against":
                yield Step(says=stated["says"], rests_on=ids)


def _decision(case: Case, numbered: Numbered) -> Decision | None:
    """What a person decided, if it stands: with a second reader, only when that one agreed."""
    decided = case.decision
    if decided is None or not case.settled:
        return None
    rests_on = (numbered.id(f"event:{decided.id}"),)
    says = DECIDED[str(decided.details["outcome"])]
    reasons = str(decided.body.get("reasons", "")).strip()
    given = (Step(says=reasons, rests_on=rests_on),) if reasons else ()
    breach = decided.details["outcome"] == "breach"
    return Decision(says=says, breach=breach, by=decided.by, on=decided.day, reasons=given)
