"""One number -> what it was read as, every fact with its source, the rules that were read, what would change it.

The verdict is the bulk screen's own: the number is looked up in the same set that a screening looks into, and the
answer is that of the same integer; a test holds them together.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ringfence.campaigns.other_facts import Change, changes
from ringfence.campaigns.preflight import Standing
from ringfence.errors import RingfenceError
from ringfence.lists.find import find
from ringfence.lists.intake import ContactList
from ringfence.lists.judging import Judging, Situation
from ringfence.lists.lookup import opened
from ringfence.lists.on_file import OnFile
from ringfence.logic import Facts
from ringfence.numbers import Number, read_all
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.records import LookedAt, records
from ringfence.rulebook import cuts
from ringfence.tables.engine import database
from ringfence.tables.fastpath import key as key_of


class NoNumber(RingfenceError):
    """Nothing that could be a number was asked for."""

    code = "no-number"


@dataclass(frozen=True)
class Explained:
    """One place where the number stands, with its verdict; no row when it stands in no list that was named."""

    list: str | None
    row: int | None
    situation: Situation
    facts: Facts
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Explanation:
    """Everything about one number; the looked-at files are the same wherever it stands."""

    number: Number
    looked_at: tuple[LookedAt, ...]
    places: tuple[Explained, ...]


def explain(
    standing: Standing,
    asked: str,
    lists: Sequence[ContactList],
    evidence: Evidence,
    prepared: Path | None = None,
) -> tuple[Explanation, ...]:
    """Each number that was written, explained at each row of the lists where it stands.

    `prepared` is a folder in which a screening kept what is on file ready.
    """
    numbers = read_all(asked)
    if all(number.kind == "missing" for number in numbers):
        raise NoNumber("There is no digit in what was asked for. Write a number, such as 01632 960001.")
    limits = cuts(standing.on)
    keys = [key for number in numbers if (key := key_of(number))]
    on_file = opened(evidence, standing.on, limits, prepared=prepared, only=keys).on_file
    return tuple(_explain(standing, number, lists, evidence, on_file) for number in dict.fromkeys(numbers))


def _explain(
    standing: Standing, number: Number, lists: Sequence[ContactList], evidence: Evidence, on_file: OnFile
) -> Explanation:
    with tempfile.TemporaryDirectory(prefix="ringfence-") as name, database(Path(name)) as con:
        rows = [(place, row) for place, each in enumerate(lists) for row in find(con, each, number, Path(name))]
    alone = not rows
    # A number in no list has the source of the list that was named, if it was one.
    sources = tuple(each.source for each in lists) if len(lists) == 1 or not alone else ({},)
    matched = on_file.matched(sources)
    judging = Judging(matched, standing.verdict, cuts(standing.on))
    places = []
    for again, (place, row) in enumerate(rows or [(0, 0)]):
        packed = on_file.packed_one(key_of(number), number.kind, duplicate=again > 0, place=place)
        ((situation,), _) = judging.situations({packed: 1})
        facts = matched.facts(packed)
        other = changes(facts, lambda facts: standing.of_number(facts).decision)
        named, at = (None, None) if alone else (lists[place].file.name, row)
        places.append(Explained(named, at, situation, facts, other))
    return Explanation(number, records(evidence, number.e164) if number.e164 else (), tuple(places))
