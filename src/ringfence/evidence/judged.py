"""A recorded decision read again by the rules of its day: which rules spoke, in which words, and what was not known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ringfence import rulebook
from ringfence.errors import DateNotCovered
from ringfence.evidence.account import Call
from ringfence.facts import FACTS, LEVELS
from ringfence.rule import Answer, Decision, Outcome, Rule
from ringfence.statute_book import english

BEFORE_A_CALL = tuple(each for each in LEVELS if each not in ("case", "party"))  # what can be known then


@dataclass(frozen=True)
class Read:
    """What the rules in force on the day say of the facts as recorded."""

    on: date
    decision: Decision
    against: tuple[Answer, ...]  # what stands against the call, the gravest first
    in_order: tuple[Answer, ...]  # duties that apply and are kept
    facts: Mapping[str, Any]

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.reason for each in self.against))

    @property
    def rules(self) -> tuple[Rule, ...]:
        return tuple({each.rule.id: each.rule for each in (*self.against, *self.in_order)}.values())


def read_again(call: Call) -> Read | None:
    """The rules of the call's day on its recorded facts; None if no facts, or no law of that day, are on file."""
    facts = {name: value for name, value in dict(call.told.get("facts", {})).items() if name in FACTS}
    if not facts or call.day is None:
        return None
    try:
        judgement = rulebook.judge(facts, call.day, BEFORE_A_CALL)
    except DateNotCovered:
        return None
    grave = {"block": 0, "hold": 1, "allow": 2}
    against = sorted((each for each in judgement.answers if each.reason), key=lambda each: grave[each.decision])
    kept = tuple(each for each in judgement.answers if each.outcome is Outcome.OK)
    return Read(call.day, judgement.decision, tuple(against), kept, judgement.facts)


def telling(call: Call, read: Read) -> tuple[Answer, ...]:
    """The answers that bear out the recorded reasons."""
    told = set(call.told.get("reasons", ()))
    return tuple(each for each in read.against if each.reason in told)


def differs(call: Call, read: Read | None) -> str:
    """In what the record and the reading differ, in words; empty if they do not, or nothing was read.

    A record may hold only the facts that decided, so what is merely missing from it is no difference.
    """
    if read is None:
        return ""
    found = {each.reason for each in telling(call, read)}
    parts = [
        f"{code} does not follow from the facts as recorded"
        for code in call.told.get("reasons", ())
        if code not in found
    ]
    if call.told.get("decision") == "allow":
        broken = [each.rule for each in read.against if each.outcome is Outcome.BREACH]
        parts += [f"the call could be made, and these facts break {rule.cites} ({rule.id})" for rule in broken]
    return "; ".join(parts)


def same_rules(call: Call) -> bool | None:
    """Whether the decision was made under the very rules of this version of Ringfence; None if it does not say."""
    version = call.told.get("rules_version")
    return None if not version else version == rulebook.version()


def text_of(rule: Rule, on: date) -> dict[str, Any]:
    """A rule as in force on a day, in words and with the place of its text."""
    return {
        "id": rule.id,
        "cites": rule.cites,
        "source": english.source(rule),
        "force": rule.force.words,
        "says": rule.says,
        "in_force": english.period(rule),
        "ways_out": [english.exemption(each) for each in rule.exemptions],
        "address": rule.address(on),
        "checked_on": rule.checked_on.isoformat(),
        "on": on.isoformat(),
    }


def because(answer: Answer, read: Read) -> tuple[str, ...]:
    """The facts that decided an answer, in words."""
    return tuple(FACTS[name].say(read.facts.get(name)) for name in answer.because)


def not_known(call: Call, read: Read | None) -> tuple[str, ...]:
    """What was not known when the call was decided, in words: recorded as such, or missing for a recorded reason."""
    names = [name for name, value in dict(call.told.get("facts", {})).items() if value is None and name in FACTS]
    names = [name for name in names if not english.silence(name)]
    names += [name for answer in (telling(call, read) if read else ()) for name in answer.needs]
    return tuple(english.about(name) for name in dict.fromkeys(names))
