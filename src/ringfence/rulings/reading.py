"""The facts of one entry -> words the vocabulary knows, and the keys and values that it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ringfence.facts import FACTS
from ringfence.facts.kinds import Count, Word
from ringfence.logic import Value
from ringfence.rulings.words import DESCRIPTIVE, FINDINGS, HEDGED, KEYS, ODD, SAME_AS, Unreadable, Words

Refuse = Callable[[str, str], None]


@dataclass
class Said:
    """What the facts of one entry say, in words, and what was left aside."""

    words: dict[str, Words] = field(default_factory=dict)
    alleged: dict[str, Words] = field(default_factory=dict)  # the same with every allegation true
    direct: dict[str, Value] = field(default_factory=dict)  # given under the engine's own names
    direct_alleged: dict[str, Value] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    harmless: set[str] = field(default_factory=set)  # ignored, but known to describe only
    odd: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def said(facts: Mapping[Any, Any], refuse: Refuse) -> Said:
    """Every key of the facts, read or left aside; what cannot be read is refused."""
    told = Said()
    for written, value in facts.items():
        key = str(written)
        if value is None and (key in KEYS or key in SAME_AS):
            continue  # a key without a value says nothing
        if key in SAME_AS:
            _allege(told, key, value, refuse)
        elif key in KEYS:
            _read(told, key, value, refuse)
        elif not _direct(told, key, value):
            _leave(told, key)
    return told


def _read(told: Said, key: str, value: object, refuse: Refuse) -> None:
    try:
        words = KEYS[key].read(value)
        told.words[key], told.alleged[key] = words, KEYS[key].alleged(value)
    except Unreadable as error:
        refuse(f"facts.{key}", f"{error}.")
        return
    if ODD in words:
        told.odd.append(key)
        told.notes.append(f"{key}: “{str(value)[:80]}” is not {KEYS[key].wanted}; taken as an allegation.")


def _allege(told: Said, key: str, value: object, refuse: Refuse) -> None:
    """A key whose name says that what it tells was only alleged."""
    if value is False:
        return
    if value is not True and not isinstance(value, str):
        refuse(f"facts.{key}", "it has to be true or false.")
        return
    known = KEYS[SAME_AS[key]]
    told.words.setdefault(SAME_AS[key], frozenset({HEDGED}))
    if HEDGED in told.words[SAME_AS[key]]:
        told.alleged[SAME_AS[key]] = frozenset({known.worse})


def _direct(told: Said, key: str, value: object) -> bool:
    """Whether a key is one of the engine's own facts and its value fits: derived ones are conclusions, not inputs."""
    fact = FACTS.get(key)
    if fact is None or fact.settled_by == "derived" or key in FINDINGS:
        return False
    if isinstance(fact, Count):
        fits = isinstance(value, int) and not isinstance(value, bool)
    elif isinstance(fact, Word):
        fits = value in fact.words if isinstance(value, str) else False
    else:
        fits = isinstance(value, bool)
    if fits:
        told.direct[key] = told.direct_alleged[key] = value  # type: ignore[assignment]
    elif isinstance(value, str) and value.casefold().startswith("alleged") and not isinstance(fact, Count | Word):
        told.direct_alleged[key] = True
        fits = True
    return fits


def _leave(told: Said, key: str) -> None:
    told.ignored.append(key[:80])
    if key in DESCRIPTIVE or key in FINDINGS or key.endswith("_note"):
        told.harmless.add(key[:80])
