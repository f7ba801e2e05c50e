"""One number's facts, and how the answer would change if something about the number were otherwise.

Each change is a set of facts that go together: a line that is on no register has no day of listing either. What
follows from them is asked of the rules, never known here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from ringfence.logic import Facts, Value
from ringfence.rule import Decision

MOST_TOGETHER = 3
_ORDER: dict[Decision, int] = {"allow": 0, "hold": 1, "block": 2}
_CONSENT: dict[str, Value] = {
    "consent_on_file": True, "consent_names_caller": True, "consent_withdrawn": False, "consent_indirect": False,
    "consent_proof": True, "consent_age_days": 0, "consent_automated": True, "consent_live": True,
    "consent_bundled": False, "consent_in_call": False, "consent_by_other": False,
}  # fmt: skip
_OFF: dict[str, Value] = {"listed": False, "listed_on_register": None, "listed_days": None}
_SOURCE: dict[str, Value] = {
    "source_wording": True, "source_names_caller": True, "source_checked": True, "source_told": True,
}  # fmt: skip
WORLDS: tuple[tuple[str, dict[str, Value]], ...] = (
    ("nobody on this line had objected", {"objected": False}),
    ("someone on this line objected", {"objected": True}),
    ("the registers in use were fresh and the line on neither", {**_OFF, "register_age_days": 0}),
    ("the register files were fresh", {"register_age_days": 0}),
    ("the line had come onto the register only that day", {"listed": True, "listed_days": 0}),
    ("the line had been on the TPS for years", {"listed": True, "listed_on_register": "tps", "listed_days": 999}),
    ("a fresh, proved consent that names the caller and covers this kind of call were on file", _CONSENT),
    ("the consent were withdrawn", {"consent_withdrawn": True}),
    ("the number stood here for the first time", {"duplicate": False}),
    ("the number were under the campaign's limit of calls", {"over_frequency_cap": False}),
    ("the numbers were the campaign's own", {"source_bought": False, **_SOURCE}),
    ("the list's wording, checks and notice were on file and named the caller", _SOURCE),
)


@dataclass(frozen=True)
class Change:
    """Something otherwise about the number, in words, and the decision that the rules then give."""

    words: tuple[str, ...]
    decision: Decision


def changes(facts: Facts, decide: Callable[[Facts], Decision]) -> tuple[Change, ...]:
    """The single changes that give another decision; if none allows a call that is not allowed, the fewest that do."""
    now = decide(facts)
    worlds = [(words, other) for words, other in WORLDS if _possible(words, facts) and _differs(other, facts)]
    single = [Change((words,), decide({**facts, **other})) for words, other in worlds]
    found = [each for each in single if each.decision != now]
    if now != "allow" and not any(each.decision == "allow" for each in found):
        sizes = (list(_together(facts, worlds, size, decide)) for size in range(2, MOST_TOGETHER + 1))
        found += next((several for several in sizes if several), [])
    return tuple(sorted(found, key=lambda each: (_ORDER[each.decision], len(each.words))))


def _together(
    facts: Facts, worlds: list[tuple[str, dict[str, Value]]], size: int, decide: Callable[[Facts], Decision]
) -> Iterator[Change]:
    """So many changes at once that allow the call."""
    for some in combinations(worlds, size):
        items = {item for _, other in some for item in other.items()}
        clash = len(items) > len(dict(items))  # one fact cannot have two values
        if not clash and decide({**facts, **dict(items)}) == "allow":
            yield Change(tuple(words for words, _ in some), "allow")


def _possible(words: str, facts: Facts) -> bool:
    """Whether the change can be thought of: a consent that is not there cannot be withdrawn."""
    return "withdrawn" not in words or facts.get("consent_on_file") is True


def _differs(other: Facts, facts: Facts) -> bool:
    return any(facts.get(name) != value for name, value in other.items())
