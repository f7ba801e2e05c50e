"""A rule, an instrument or an age by what a person typed; what cannot be found is answered with what is near."""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

from ringfence.calendar import british
from ringfence.errors import DateNotCovered, RingfenceError
from ringfence.rule import Force, Rule
from ringfence.rulebook import FIRST_DAY
from ringfence.statute_book.english import period


class UnknownRule(RingfenceError):
    """An id that no rule has."""

    code = "unknown-rule"


class NotInForce(RingfenceError):
    """A rule that was not in force on the day asked about."""

    code = "not-in-force"


class UnknownInstrument(RingfenceError):
    """Words that no instrument on file carries."""

    code = "unknown-instrument"


def versions(id_: str, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Every version of a rule, the oldest first; capitals do not matter."""
    found = sorted((each for each in rules if each.id.casefold() == id_.casefold()), key=lambda r: r.in_force_from)
    if not found:
        raise UnknownRule(f"There is no rule {id_!r}. {_near(id_, rules)}")
    return tuple(found)


def _near(id_: str, rules: Sequence[Rule]) -> str:
    by_folded = {each.id.casefold(): each.id for each in rules}
    typed = id_.casefold().strip()
    held = sorted(folded for folded in by_folded if typed and typed in folded)
    close = get_close_matches(typed, sorted(by_folded), n=5, cutoff=0.5)
    near = ", ".join([by_folded[folded] for folded in dict.fromkeys((*held, *close))][:5])
    return f"{f'Near it: {near}. ' if near else ''}`ringfence law list` names them all."


def version(id_: str, rules: Sequence[Rule], on: date | None, today: date) -> Rule:
    """The version of a day; without a day that of today, else the newest."""
    found = versions(id_, rules)
    held = [each for each in found if each.in_force(on or today)]
    if on and not held:
        covered(on)
        periods = "; ".join(period(each) for each in found)
        raise NotInForce(
            f"{found[0].id} was not in force on {british(on)}: it is on file {periods}. Choose a day in force, "
            "or leave out --on."
        )
    return held[0] if held else found[-1]


def covered(day: date) -> date:
    """The day, if the law of that day is on file."""
    if day < FIRST_DAY:
        raise DateNotCovered(
            f"The law of {british(day)} is not on file: rules begin on {british(FIRST_DAY)}. Choose a later date, or "
            "ask a lawyer about what was in force before."
        )
    return day


def select(
    rules: Sequence[Rule], on: date | None = None, forces: Sequence[Force] = (), instrument: str = ""
) -> tuple[Rule, ...]:
    """The rules in force on a day (or every version), of some forces, of instruments whose names hold some words."""
    if on:
        covered(on)
    named = _of_instrument(rules, instrument) if instrument else rules
    return tuple(r for r in named if (on is None or r.in_force(on)) and (not forces or r.force in forces))


def _of_instrument(rules: Sequence[Rule], typed: str) -> list[Rule]:
    wanted = typed.casefold()
    exact = [rule for rule in rules if rule.instrument.id.casefold() == wanted]
    held = [
        rule
        for rule in rules
        if any(
            wanted in text.casefold() for text in (rule.instrument.id, rule.instrument.title, rule.instrument.number)
        )
    ]
    if not held:
        ids = ", ".join(sorted({rule.instrument.id for rule in rules}))
        raise UnknownInstrument(f"No instrument on file is called {typed!r}. They are: {ids}.")
    return exact or held


def naming(rules: Sequence[Rule], words: str) -> tuple[Rule, ...]:
    """The rules in whose ids, citations, sentences or instruments each of these words stands."""
    wanted = words.casefold().split()
    return tuple(rule for rule in rules if all(word in _text(rule) for word in wanted))


def _text(rule: Rule) -> str:
    return " ".join((rule.id, rule.cites, rule.says, rule.instrument.title, rule.reason or "")).casefold()
