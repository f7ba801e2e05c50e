"""Rules, changes and stale texts as plain data, for programs."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from ringfence.facts import FACTS
from ringfence.law.enforcement.sanctions import after
from ringfence.logic import Condition
from ringfence.reasons import words as reason_words
from ringfence.rule import Example, Instrument, Outcome, Rule
from ringfence.statute_book import english
from ringfence.statute_book.book import Book
from ringfence.statute_book.english import Line, Outline, outline
from ringfence.statute_book.history import Change, differences
from ringfence.statute_book.stale import Stale
from ringfence.statute_book.words import CONSEQUENCES

Data = dict[str, Any]


def listed(rule: Rule) -> Data:
    """One rule as the list has it."""
    return {
        "id": rule.id,
        "kind": "duty" if rule.gives is None else "definition",
        "cites": rule.cites,
        "instrument": rule.instrument.id,
        "force": str(rule.force),
        "force_words": rule.force.words,
        "says": rule.says,
        "in_force_from": rule.in_force_from.isoformat(),
        "until": _day(rule.until),
        "checked_on": rule.checked_on.isoformat(),
    }


def shown(rule: Rule, book: Book, on: date) -> Data:
    """One version of a rule in full; what could follow is that of conduct on the day."""
    relied = book.relied_on_by(rule.id)
    return {
        **listed(rule),
        "instrument": _instrument(rule.instrument),
        "address": rule.address(on if rule.in_force(on) else rule.until or rule.in_force_from),
        "provision": rule.provision,
        "medium": rule.medium,
        "level": rule.level,
        "binds": list(rule.binds),
        "gives": rule.gives.name if rule.gives is not None else None,
        "applies": _condition(rule.applies),
        "broken": _condition(rule.broken),
        "exemptions": [{"cites": e.cites, "says": e.says, "when": _condition(e.when)} for e in rule.exemptions],
        "doubts": [
            {
                "question": each.question,
                "when": _condition(each.when),
                "needs": each.needs or None,
                "open_point": each.open_point,
                "stops_call": each.stops_call,
            }
            for each in rule.doubts
        ],
        "must_be_shown": list(rule.must_be_shown),
        "facts": [_fact(name) for name in rule.names()],
        "consequences": [{"kind": each, "words": CONSEQUENCES[each]} for each in rule.consequences],
        "could_follow": [
            {"id": e.id, "says": e.says, "cites": e.cites, "threshold": e.threshold, "open_point": e.open_point}
            for e in after(rule, on)
        ],
        "discharged_by": rule.discharged_by,
        "cure": rule.cure,
        "reasons": {code: reason_words(code) for code in (rule.reason, rule.reason_open) if code},
        "authorities": list(rule.authorities),
        "unsure": list(rule.unsure),
        "examples": [_example(each) for each in rule.examples],
        "versions": _versions(book.versions(rule.id)),
        "relied_on_by": {
            "rules": list(relied.rules), "through_them": list(relied.through), "checks": list(relied.checks),
        },
    }  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _instrument(made: Instrument) -> Data:
    return {
        "id": made.id,
        "title": made.title,
        "number": made.number,
        "address": made.address,
        "in_force_from": made.in_force_from.isoformat(),
        "until": _day(made.until),
        "checked_on": made.checked_on.isoformat(),
    }


def _condition(condition: Condition) -> Data:
    found = outline(condition)
    return {"words": english.inline(found), "outline": _outline(found)}


def _outline(found: Outline) -> Data:
    if isinstance(found, Line):
        return {"fact": found.fact, "words": found.words}
    return {found.how: [_outline(part) for part in found.parts]}


def _fact(name: str) -> Data:
    fact = FACTS[name]
    return {
        "name": name,
        "words": english.about(name),
        "level": fact.level,
        "source": fact.source,
        "settled_by": fact.settled_by,
        "if_nothing_is_said": english.silence(name) or None,
    }


def _example(each: Example) -> Data:
    named = each.outcome.name if isinstance(each.outcome, Outcome) else each.outcome
    return {
        "says": each.says,
        "on": _day(each.on),
        "facts": dict(each.facts),
        "words": list(english.given(each)),
        "outcome": named,
        "outcome_words": english.outcome(each),
    }


def _versions(versions: tuple[Rule, ...]) -> list[Data]:
    return [
        {
            "in_force_from": each.in_force_from.isoformat(),
            "until": _day(each.until),
            "changed": [part.name for part in differences(versions[index - 1], each)] if index else [],
        }
        for index, each in enumerate(versions)
    ]


def changed(found: Iterable[Change]) -> list[Data]:
    """Changes in order of date, each part as it was and as it became."""
    return [
        {
            "day": each.day.isoformat(),
            "kind": each.kind,
            "of": each.of,
            "id": each.id,
            "cites": each.cites,
            "says": each.says,
            "parts": [{"part": p.name, "before": list(p.before), "after": list(p.after)} for p in each.parts],
        }
        for each in found
    ]


def stale(found: Stale) -> Data:
    """What nobody has read for a while."""
    return {
        "read_before": found.before.isoformat(),
        "instruments": [{**_instrument(made), "rules": list(ids)} for made, ids in found.instruments],
        "never_verified": found.unverified,
        "rules_with_something_never_verified": found.unverified_rules,
    }
