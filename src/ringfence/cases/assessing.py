"""A case -> its whole assessment as data: facts, law, liability, factors, nearest outcomes. It decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ringfence.cases.assembling import NOTHING, OnFile, assembled
from ringfence.cases.events import last
from ringfence.cases.factors import weighed
from ringfence.cases.nearest import nearest
from ringfence.cases.report import data
from ringfence.cases.state import Case
from ringfence.cases.steps import fingerprint
from ringfence.preferences.register_store import RegisterSet


@dataclass(frozen=True)
class Assessed:
    """The assessment as it is shown and kept, and what its event says in short."""

    body: dict[str, Any]
    details: dict[str, Any]

    @property
    def breached(self) -> bool:
        return bool(self.body["breached"])

    @property
    def open(self) -> bool:
        return bool(self.body["open"])


def assessed(
    case: Case,
    on: date,
    on_file: OnFile = lambda _number: (),
    registers: RegisterSet = NOTHING,
    numbers: Mapping[str, int] | None = None,
) -> Assessed:
    """The assessment of a case on a day; `on_file` gives a number's preferences, `numbers` those of calls to others."""
    found = assembled(case, on, on_file, registers, numbers)
    first = next(iter(found.assessment.situations), None)
    searched = last(case.events, "searched")
    body = data(
        case.id,
        found.assessment,
        weighed(first.lines if first else {}, case.events, len(found.calls), len(case.complaints)),
        nearest(first.judgement.facts, first.day, on) if first else (),
        searched.body if searched else None,
    )
    details = {"sha256": fingerprint(body), "breached": list(found.assessment.breached), "on": on.isoformat()}
    return Assessed(body, details)
