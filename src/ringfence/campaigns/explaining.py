"""One number -> what it was read as, every fact with its source, the rules that were read, what would change it.

The verdict is the bulk screen's own: the number's rows are screened as a list of their own, against the same files.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ringfence.campaigns.other_facts import Change, changes
from ringfence.campaigns.preflight import Standing
from ringfence.errors import RingfenceError
from ringfence.lists.find import Part, find, written
from ringfence.lists.intake import ContactList
from ringfence.lists.screen import Situation, Verdict, screen, situation_id
from ringfence.logic import Facts, Value
from ringfence.numbers import Number, read_all
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.records import LookedAt, records
from ringfence.rulebook import cuts
from ringfence.tables.engine import database
from ringfence.tables.text import quoted


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


class _Recorder:
    """Judges as the campaign does, and keeps the whole facts of each situation."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.facts: dict[str, dict[str, Value]] = {}

    def __call__(self, facts: Facts) -> Verdict:
        verdict = self.standing.verdict(facts)
        deciding = verdict.deciding
        told = facts if deciding is None else {name: value for name, value in facts.items() if name in deciding}
        self.facts[situation_id(told)] = dict(facts)
        return verdict


def explain(
    standing: Standing, asked: str, lists: Sequence[ContactList], evidence: Evidence
) -> tuple[Explanation, ...]:
    """Each number that was written, explained at each row of the lists where it stands."""
    numbers = read_all(asked)
    if all(number.kind == "missing" for number in numbers):
        raise NoNumber("There is no digit in what was asked for. Write a number, such as 01632 960001.")
    return tuple(_explain(standing, number, lists, evidence) for number in dict.fromkeys(numbers))


def _explain(standing: Standing, number: Number, lists: Sequence[ContactList], evidence: Evidence) -> Explanation:
    with tempfile.TemporaryDirectory(prefix="ringfence-") as name:
        work = Path(name)
        with database(work) as con:
            found = [find(con, each, number, work, f"part-{place}") for place, each in enumerate(lists)]
        parts = [part for part in found if part] or [_alone(number, lists, work)]
        judge = _Recorder(standing)
        out = work / "verdicts.parquet"
        screening = screen(
            [part.small for part in parts], evidence, judge, standing.on, out=out, cuts=cuts(standing.on)
        )
        situations = {each.id: each for each in screening.situations}
        places = tuple(
            _place(standing, part, row, situations[id_], judge.facts[id_])
            for part, row, id_ in _verdicts(out, parts, number)
        )
    return Explanation(number, records(evidence, number.e164) if number.e164 else (), places)


def _alone(number: Number, lists: Sequence[ContactList], work: Path) -> Part:
    """The number as a list of its own; it has the source of the list that was named, if it was one."""
    source = lists[0] if len(lists) == 1 else ContactList(Path())
    return Part(source, written(source, [[number.written]], work / "alone.parquet"), ())


def _verdicts(out: Path, parts: Sequence[Part], number: Number) -> list[tuple[Part, int, str]]:
    """The verdicts on this number: the list, the row there, the situation."""
    several = "list" if len(parts) > 1 else "NULL"
    same = "e164 = $1" if number.e164 else "written = $1"
    rows = duckdb.execute(
        f"SELECT {several}, row, situation FROM read_parquet({quoted(str(out))}) WHERE {same}",  # noqa: S608
        [number.e164 or number.written],
    ).fetchall()
    by_name = {str(part.small.file): part for part in parts}
    return [(by_name[name] if name else parts[0], row, id_) for name, row, id_ in rows]


def _place(standing: Standing, part: Part, row: int, situation: Situation, facts: Facts) -> Explained:
    whole = part.whole.file.name if part.rows else None
    return Explained(
        whole or None,
        part.rows[row - 1] if part.rows else None,
        situation,
        facts,
        changes(facts, lambda other: standing.of_number(other).decision),
    )
