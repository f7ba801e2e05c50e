"""What a rule said when: its parts in words, what differs between two versions, what changed between two days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from ringfence.law.enforcement.sanction import Sanction
from ringfence.logic import Condition
from ringfence.rule import Doubt, Exemption, Rule
from ringfence.statute_book import english
from ringfence.statute_book.english import bullets, outline
from ringfence.statute_book.words import CONSEQUENCES, MEDIA, PARTIES

Words = tuple[str, ...]
Kind = Literal["began", "changed", "ended"]


@dataclass(frozen=True)
class Part:
    """One part of a rule that differs between two versions, in words."""

    name: str
    before: Words
    after: Words


@dataclass(frozen=True)
class Change:
    """A rule, or a statement of what could follow, that began, ended or changed on a day."""

    day: date
    kind: Kind
    of: Literal["rule", "sanction"]
    id: str
    cites: str
    says: str  # as it is from that day; of what ended, as it was
    parts: tuple[Part, ...] = ()


def changes(rules: Sequence[Rule], sanctions: Sequence[Sanction], since: date, until: date) -> tuple[Change, ...]:
    """What is different on the later day, step by step, in order of date; rules before what could follow."""
    found = [change for id_ in dict.fromkeys(rule.id for rule in rules) for change in _of_rule(id_, rules)]
    found += [change for each in sanctions for change in _of_sanction(each)]
    return tuple(sorted((c for c in found if since < c.day <= until), key=lambda c: (c.day, c.of, c.id, c.kind)))


def _of_rule(id_: str, rules: Sequence[Rule]) -> Iterator[Change]:
    versions = sorted((rule for rule in rules if rule.id == id_), key=lambda rule: rule.in_force_from)
    yield _change(versions[0].in_force_from, "began", versions[0])
    for earlier, later in pairwise(versions):
        if _day_after(earlier.until) == later.in_force_from:
            yield _change(later.in_force_from, "changed", later, differences(earlier, later))
        else:
            yield from _ended(earlier)
            yield _change(later.in_force_from, "began", later)
    yield from _ended(versions[-1])


def _change(day: date, kind: Kind, rule: Rule, parts: tuple[Part, ...] = ()) -> Change:
    return Change(day, kind, "rule", rule.id, rule.cites, rule.says, parts)


def _ended(rule: Rule) -> Iterator[Change]:
    if day := _day_after(rule.until):
        yield _change(day, "ended", rule)


def _of_sanction(each: Sanction) -> Iterator[Change]:
    yield Change(each.conduct_from, "began", "sanction", each.id, each.cites, each.says)
    if day := _day_after(each.conduct_until):
        yield Change(day, "ended", "sanction", each.id, each.cites, each.says)


def _day_after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day else None


def differences(earlier: Rule, later: Rule) -> tuple[Part, ...]:
    """The parts that differ, each in words as it was and as it became."""
    before, after = parts(earlier), parts(later)
    return tuple(Part(name, before[name], after[name]) for name in before if before[name] != after[name])


def parts(rule: Rule) -> dict[str, Words]:
    """Every part of a rule that can change, in words."""
    return {
        "sentence": (rule.says,),
        "citation": (rule.cites,),
        "source": (english.source(rule),),
        "force": (rule.force.words,),
        "who is bound": tuple(PARTIES[party] for party in rule.binds),
        "means": (MEDIA[rule.medium],),
        "when it applies": condition(rule.applies),
        "when it is broken" if rule.gives is None else "when it is so": condition(rule.broken),
        "ways out": tuple(line for each in rule.exemptions for line in exemption(each)),
        "left to a person or a look-up": tuple(line for each in rule.doubts for line in doubt(each)),
        "burden of proof": tuple(english.about(name) for name in rule.must_be_shown),
        "what could follow": tuple(CONSEQUENCES[each] for each in rule.consequences),
        "evidence": (rule.discharged_by,) if rule.discharged_by else (),
        "cure": (rule.cure,) if rule.cure else (),
        "authorities": rule.authorities,
    }


def exemption(each: Exemption) -> Words:
    return (english.exemption(each), *_below(condition(each.when)))


def condition(each: Condition) -> Words:
    return tuple("  " * depth + ("- " if depth else "") + text for depth, text in bullets(outline(each), "when"))


def doubt(each: Doubt) -> Words:
    """A doubt in words: the question, when it is asked, what is open, what would settle it."""
    lines = list(condition(each.when))
    if each.open_point:
        lines.append(f"open: {each.open_point}")
    if each.needs:
        lines.append(f"to look up: {english.about(each.needs)}")
    if each.stops_call:
        lines.append("before a call the careful reading is taken: no call is made")
    return (english.asked(each), *_below(lines))


def _below(lines: Iterable[str]) -> Words:
    return tuple(f"  {line}" for line in lines)
