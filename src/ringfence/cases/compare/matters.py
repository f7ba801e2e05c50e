"""Entries of a file -> matters: one campaign or complaint that somebody dealt with, and how it ended.

The form is that of the published outcomes (`rulings/data/public.yaml`), with fields that only an office's own record
can have: `first_complaint`, `action` (the day of the first step of its own), `open`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ringfence.calendar import british
from ringfence.errors import RingfenceError
from ringfence.law.enforcement.sanctions import sanctions
from ringfence.rulings import spans
from ringfence.rulings.cases import Case, Problem
from ringfence.rulings.cases import read as read_cases
from ringfence.rulings.judge import Assessment, assess

Step = Literal[
    "prosecution", "penalty", "notice", "code breach", "undertaking", "warning", "finding", "advice", "none", "unknown"
]  # fmt: skip
STEPS: Mapping[Step, tuple[str, ...]] = {  # the gravest first
    "prosecution": ("prosecution_conviction",),
    "penalty": ("monetary_penalty", "penalty_increased", "provisional_notification"),
    "notice": ("enforcement_notice",),
    "code breach": ("code_breach",),
    "undertaking": ("undertaking",),
    "warning": ("warning",),
    "finding": ("breach_found",),  # a person found a breach, and nothing further is on record
    "advice": ("advice", "monitoring"),
    "none": ("no_action", "no_contravention"),
    "unknown": ("no_formal_action_found", "no_outcome_found"),
}
APPEALS = ("appeal_dismissed", "appeal_allowed", "regulator_appeal_dismissed")
NO_DATES = "no dates on record"
Written = tuple[date, date]  # first and last day of what is written: a day, a month or a year


class MattersUnusable(RingfenceError):
    """A record of cases in which a field that is compared cannot be read."""

    code = "matters-unusable"


@dataclass(frozen=True)
class Matter:
    """One campaign or complaint that somebody dealt with. None is 'the record does not say'."""

    case: Case
    law: Assessment
    organisation: str
    sector: str
    regulator: str
    outcome: tuple[str, ...]
    open: bool
    first_complaint: Written | None
    calls_ended: Written | None
    acted: Written | None
    amount_gbp: int | None
    calls: int | None
    calls_basis: str
    complaints: int | None
    dated: bool  # by its calls or, failing that, by the decision; else nobody can say which law it is under

    @property
    def id(self) -> str:
        return self.case.id

    @property
    def is_appeal(self) -> bool:
        """Whether this is a court's word on another decision, and no case of its own."""
        return any(each in APPEALS for each in self.outcome)

    @property
    def step(self) -> Step:
        """The gravest thing that was done."""
        if self.open:
            return "unknown"
        return next((step for step, names in STEPS.items() if set(names) & set(self.outcome)), "unknown")

    @property
    def prior_warnings(self) -> bool | None:
        found = self.case.facts.get("prior_warnings")
        return found if isinstance(found, bool) else None

    @property
    def steps(self) -> frozenset[Step]:
        """Everything that was done."""
        return frozenset(step for step, names in STEPS.items() if set(names) & set(self.outcome))

    @property
    def regime(self) -> str:
        """What penalty the law of its days allowed, in words; matters compare within one regime."""
        return regime(self.case.segments[0].first) if self.dated else NO_DATES


def regime(conduct: date) -> str:
    """The stretch of days under one penalty of the marketing regulations, and that penalty."""
    cap = next((each for each in sanctions(conduct) if each.id == "ENF-CAP"), None)
    if cap is None:
        return "before the marketing regulations of 2003"
    until = f"to {british(cap.conduct_until)}" if cap.conduct_until else "on"
    most = f"a penalty to £{cap.cap_gbp:,}" if cap.cap_gbp else "notices, no penalty"
    harm = " if harm was likely" if "damage or distress" in cap.threshold else ""
    return f"{british(cap.conduct_from)} {until} (marketing regulations: {most}{harm})"


def read(entries: Sequence[Any], on: date) -> tuple[tuple[Matter, ...], tuple[Problem, ...]]:
    """The matters in the entries of a file, and what is wrong with those that were left out."""
    read_as = read_cases(entries, on)
    cases = {each.id: each for each in read_as if isinstance(each, Case)}
    problems = [each for each in read_as if isinstance(each, Problem)]
    matters = []
    for entry in entries:
        case = cases.get(str(entry.get("id", "")).strip()) if isinstance(entry, Mapping) else None
        if case is None:
            continue
        try:
            matters.append(_matter(entry, case))
        except MattersUnusable as error:
            problems.append(Problem(case.id, "", error.message))
    return tuple(matters), tuple(problems)


def _matter(entry: Mapping[Any, Any], case: Case) -> Matter:
    period = entry.get("period")
    ended = period.get("to") if isinstance(period, Mapping) else None
    acted = entry.get("action") if entry.get("action") is not None else entry.get("date")
    return Matter(
        case=case,
        law=assess(case),
        organisation=_text(entry, "organisation") or "not named",
        sector=_text(entry, "sector"),
        regulator=_text(entry, "regulator"),
        outcome=tuple(_words(entry.get("outcome"))),
        open=_flag(entry, "open"),
        first_complaint=_days("first_complaint", entry.get("first_complaint")),
        calls_ended=_days("period.to", ended),
        acted=_days("action" if entry.get("action") is not None else "date", acted),
        amount_gbp=_count(entry, "amount_gbp"),
        calls=_count(entry, "calls"),
        calls_basis=_text(entry, "calls_basis"),
        complaints=_count(entry, "complaints"),
        dated=ended is not None or acted is not None or (isinstance(period, Mapping) and bool(period.get("from"))),
    )


def _text(entry: Mapping[Any, Any], key: str) -> str:
    value = entry.get(key)
    return "" if value is None else str(value).strip()


def _words(value: Any) -> Iterable[str]:
    found = value if isinstance(value, list | tuple) else str(value or "").split(";")
    return (word for each in found if (word := str(each).strip().casefold().replace(" ", "_")))


def _flag(entry: Mapping[Any, Any], key: str) -> bool:
    value = entry.get(key)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise MattersUnusable(f"{key}: “{str(value)[:40]}” is neither true nor false. Write one of them, or nothing.")


def _count(entry: Mapping[Any, Any], key: str) -> int | None:
    value = entry.get(key)
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    raise MattersUnusable(f"{key}: “{str(value)[:40]}” is no whole number. Write digits only, or leave it out.")


def _days(key: str, value: Any) -> Written | None:
    if value is None:
        return None
    try:
        return spans.days(value)
    except ValueError as error:
        raise MattersUnusable(f"{key}: {error}.") from None
