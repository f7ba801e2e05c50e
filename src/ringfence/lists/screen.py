"""A list and what is on file -> one verdict and its reasons per number.

Situations are judged, not rows: the facts of a row are packed into one integer, the law is read once for each distinct
integer, and the answers are joined back.
"""

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from ringfence.errors import RingfenceError
from ringfence.facts import FACTS, say_clipped
from ringfence.lists import report
from ringfence.lists.intake import ContactList, Intake, prepare, take_in
from ringfence.lists.match import Cuts, Matched, match, unpack
from ringfence.logic import Facts, Value
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.register import RegisterUsed
from ringfence.rule import Answer, Decision
from ringfence.tables.engine import database

Progress = Callable[[str, float], None]


class NoLists(RingfenceError):
    """Nothing to screen."""

    code = "no-lists"

    def __init__(self) -> None:
        super().__init__("There is no list to screen. Name a file, or add [[lists]] to the campaign card.")


@dataclass(frozen=True)
class Verdict:
    """What the law says of one combination of facts; `deciding` names the facts that decided it (None: all of them).

    `answers` are those of every rule that was asked, and `known` the facts with what was derived from them.
    """

    decision: Decision
    reasons: tuple[str, ...] = ()
    deciding: Collection[str] | None = None
    answers: tuple[Answer, ...] = ()
    known: Facts = field(default_factory=dict)

    @property
    def against(self) -> tuple[Answer, ...]:
        """The answers that stand against the call."""
        return tuple(answer for answer in self.answers if answer.reason)


@dataclass(frozen=True)
class Situation:
    """Numbers on which the same facts decided, with the same values: how many they are, and what was decided."""

    id: str
    count: int
    facts: Mapping[str, Value]
    words: tuple[str, ...]
    verdict: Verdict

    @property
    def decision(self) -> Decision:
        return self.verdict.decision

    @property
    def reasons(self) -> tuple[str, ...]:
        return self.verdict.reasons


@dataclass(frozen=True)
class Screening:
    """What came of screening: situations from the most frequent down, and what they were drawn from."""

    on: date
    rows_by_list: tuple[int, ...]
    numbers: int
    situations: tuple[Situation, ...]
    kinds: Mapping[str, int]
    columns: tuple[tuple[str, ...], ...]
    registers: tuple[RegisterUsed, ...]
    files: Mapping[str, object]
    read_one_by_one: int
    notes: tuple[str, ...] = ()
    outputs: tuple[Path, ...] = ()

    @property
    def rows(self) -> int:
        """Rows of all the lists, after their headers."""
        return sum(self.rows_by_list)

    @property
    def decisions(self) -> dict[str, int]:
        """How many numbers have each decision."""
        return _counted((each.decision, each.count) for each in self.situations)

    @property
    def reasons(self) -> dict[str, int]:
        """How many numbers have each reason; a number may have several."""
        return _counted((reason, each.count) for each in self.situations for reason in each.reasons)

    def summary(self) -> dict[str, Any]:
        """Everything but the rows, ready for JSON."""
        return {
            "on": self.on.isoformat(),
            "rows": self.rows,
            "numbers": self.numbers,
            "decisions": self.decisions,
            "reasons": self.reasons,
            "situations": [
                {
                    "id": each.id,
                    "count": each.count,
                    "decision": each.decision,
                    "reasons": list(each.reasons),
                    "facts": dict(each.facts),
                    "in_words": list(each.words),
                }
                for each in self.situations
            ],
            "kinds": dict(self.kinds),
            "columns": [list(names) for names in self.columns],
            "registers": [
                {**asdict(each), "as_of": each.as_of.isoformat() if each.as_of else None} for each in self.registers
            ],
            **self.files,
            "read_one_by_one": self.read_one_by_one,
            "notes": list(self.notes),
        }


def _counted(pairs: Any) -> dict[str, int]:
    total: Counter[str] = Counter()
    for name, count in pairs:
        total[name] += count
    return dict(total.most_common())


def screen(
    lists: Sequence[ContactList],
    evidence: Evidence,
    judge: Callable[[Facts], Verdict],
    on: date,
    *,
    out: Path | None = None,
    folder: Path | None = None,
    cuts: Cuts | None = None,
    progress: Progress | None = None,
    threads: int | None = None,
    memory_limit: str | None = None,
) -> Screening:
    """Screens lists as of a day: verdicts go to `out` (.parquet or .csv), callable and excluded numbers to `folder`.

    `cuts` are the limits at which a count matters (`ringfence.rulebook.cuts()`); counts between two limits are one
    situation. `progress` is told each stage and the share done.
    """
    if not lists:
        raise NoLists
    if out:
        report.check_target(out)
    tell = progress or (lambda _stage, _share: None)
    with tempfile.TemporaryDirectory(prefix="ringfence-") as name, database(Path(name), threads, memory_limit) as con:
        work = Path(name)
        tell("reading the list", 0.0)
        prepare(con)
        read = take_in(con, lists, work)
        tell("looking numbers up", 0.45)
        matched = match(con, lists, evidence, on, cuts or {}, work)
        tell("judging situations", 0.75)
        situations, kinds = _judge(con, matched, judge, lists, cuts or {})
        tell("writing verdicts", 0.8)
        files = report.write(
            con, out, folder, several=len(lists) > 1, step=lambda n: tell("writing verdicts", 0.8 + n * 0.06)
        )
        tell("done", 1.0)
    return _screening(on, read, matched, situations, kinds, files)


def _screening(
    on: date,
    read: Intake,
    matched: Matched,
    situations: tuple[Situation, ...],
    kinds: Mapping[str, int],
    outputs: tuple[Path, ...],
) -> Screening:
    return Screening(
        on,
        read.rows_by_list,
        read.numbers,
        situations,
        kinds,
        read.columns,
        matched.registers,
        matched.files,
        read.read_one_by_one,
        read.notes,
        outputs,
    )


def _in_words(facts: Facts, cuts: Cuts) -> tuple[str, ...]:
    return tuple(say_clipped(name, value, cuts.get(name, ())) for name, value in facts.items() if name in FACTS)


def _judge(
    con: duckdb.DuckDBPyConnection,
    matched: Matched,
    judge: Callable[[Facts], Verdict],
    lists: Sequence[ContactList],
    cuts: Cuts,
) -> tuple[tuple[Situation, ...], dict[str, int]]:
    """Reads the law once per distinct combination, and makes `situations` to join the answers back.

    Combinations that differ only in facts that decided nothing are one situation. Also counts the kinds of number.
    """
    counted = con.execute(
        "SELECT packed, count(*) FROM found GROUP BY packed ORDER BY count(*) DESC, packed"
    ).fetchall()
    found: dict[str, Situation] = {}
    kinds: Counter[str] = Counter()
    rows: list[tuple[int, str, str, str, str]] = []
    for packed, count in counted:
        facts = matched.facts(packed)
        kinds[str(facts["number_kind"])] += count
        verdict = judge(facts)
        if verdict.deciding is not None:
            facts = {name: value for name, value in facts.items() if name in verdict.deciding}
        id_ = situation_id(facts)
        before = found.get(id_)
        found[id_] = Situation(id_, count + (before.count if before else 0), facts, _in_words(facts, cuts), verdict)
        name = str(lists[unpack(packed)["list"]].file)
        rows.append((packed, verdict.decision, ";".join(verdict.reasons), id_, name))
    con.execute(
        "CREATE TABLE situations AS SELECT unnest($1)::BIGINT AS packed, unnest($2)::VARCHAR AS decision, "
        "unnest($3)::VARCHAR AS reasons, unnest($4)::VARCHAR AS situation, unnest($5)::VARCHAR AS list_name",
        [list(column) for column in zip(*rows, strict=True)],
    )
    return tuple(sorted(found.values(), key=lambda each: -each.count)), dict(kinds.most_common())


def situation_id(facts: Facts) -> str:
    """The same short name for the same facts, in every run."""
    written = json.dumps(dict(sorted(facts.items())), sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:10]
