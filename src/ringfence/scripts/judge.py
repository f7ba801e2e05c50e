"""The one place where what a section says meets the law: tags and card in, marketing or not out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ringfence import rulebook
from ringfence.facts import FACTS
from ringfence.logic import Facts, Value
from ringfence.rule import Answer, Outcome


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the law makes of one section: marketing, not, or not known until some facts are."""

    marketing: bool | None
    needs: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()  # ids of the definitions that decided


def section(tags: Collection[str], card: Facts, on: date) -> Ruling:
    """Whether a section with these tags is marketing in this campaign, on this day."""
    return _section(tuple(tags), tuple(card.items()), on)


@lru_cache(maxsize=4096)  # a long script holds few distinct sets of tags: each is judged once
def _section(tags: tuple[str, ...], card: tuple[tuple[str, Value], ...], on: date) -> Ruling:
    judgement = rulebook.judge({**dict(card), **dict.fromkeys(tags, True)}, on, levels={"section"})
    marketing = _truth(judgement.facts.get("dm_content"))
    beneath = _beneath("dm_content", judgement)
    rules = tuple(dict.fromkeys(judgement.origins[name][0].id for name in beneath if name in judgement.origins))
    if marketing is not None:
        return Ruling(marketing, rules=rules)
    needs = tuple(name for name in beneath if judgement.facts.get(name) is None and FACTS[name].settled_by != "derived")
    return Ruling(None, needs, rules)


def alone(tag: str, card: Facts, on: date) -> bool | None:
    """What the law makes of one tag by itself: it makes a section marketing, it does not, or a fact is wanting."""
    return section((tag,), card, on).marketing


def duties(facts: Facts, on: date) -> tuple[Answer, ...]:
    """The duties of the script as a whole that are broken: who is calling, and how to reach them."""
    judgement = rulebook.judge(facts, on, levels={"script"})
    return judgement.of(Outcome.BREACH)


def _truth(value: Value) -> bool | None:
    return None if value is None else bool(value)


def _beneath(name: str, judgement: rulebook.Judgement) -> Mapping[str, None]:
    """The facts a derived fact rests on, itself first, in order."""
    found = {name: None}
    if name in judgement.origins:
        for inner in judgement.origins[name][1].because:
            found.update(_beneath(inner, judgement))
    return found
