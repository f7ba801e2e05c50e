"""What is asked of a screening, and what came of it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ringfence.lists.intake import ContactList
from ringfence.lists.judging import Situation, Verdict
from ringfence.lists.match import Cuts
from ringfence.logic import Facts
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.register import RegisterUsed

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Asked:
    """What is to be screened, by what, and where the verdicts go."""

    lists: Sequence[ContactList]
    evidence: Evidence
    judge: Callable[[Facts], Verdict]
    on: date
    cuts: Cuts
    out: Path | None
    folder: Path | None


@dataclass(frozen=True)
class Run:
    """How the work went; nothing of it is in the summary, which is the same for the same input."""

    engine: str = ""
    chunks: int = 0
    kept: int = 0  # chunks that an earlier run, which was killed, had finished
    anew: str = ""  # why what an earlier run left could not be used


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
    run: Run = field(default_factory=Run)

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
            "registers": [_register(each) for each in self.registers],
            **self.files,
            "read_one_by_one": self.read_one_by_one,
            "notes": list(self.notes),
        }


def _register(used: RegisterUsed) -> dict[str, Any]:
    told = {**asdict(used), "as_of": used.as_of.isoformat() if used.as_of else None}
    return told if used.version is not None else {name: value for name, value in told.items() if name != "version"}


def _counted(pairs: Any) -> dict[str, int]:
    total: Counter[str] = Counter()
    for name, count in pairs:
        total[name] += count
    return dict(total.most_common())
