"""Assessments set beside labels: what was right, what was missed, who was wrongly accused. The only reader of labels.

The headline is never given alone. Published outcomes are nearly all breaches, told with the facts that proved them, so
hard cases, cases without a contravention, warnings, sanctions and made-up neighbours are counted apart, and neutral
regulations (told as a failure but not found, or found on facts nobody read) count neither way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ringfence.rulings.judge import Assessment

NEUTRAL = ("regulations_described_not_numbered", "not_scorable_regulations")


@dataclass(frozen=True)
class Label:
    """What was decided of one case, as its file says."""

    id: str
    contravened: frozenset[str]
    at_risk: frozenset[str]
    neutral: frozenset[str]
    cleared: frozenset[str]  # looked at, and not found broken
    outcome: frozenset[str]
    scorable: bool
    hard: bool
    based_on: str  # the case of which this is a made-up neighbour; empty for a real one


@dataclass(frozen=True)
class Compared:
    """One case: what was expected and what was said, neutral regulations left out of both."""

    label: Label
    assessment: Assessment
    expected: frozenset[str]
    said: frozenset[str]

    @property
    def exact(self) -> bool:
        return self.said == self.expected

    @property
    def cannot_tell(self) -> frozenset[str]:
        """Missed regulations of which the engine said that it cannot tell, and why: no penalty and no credit."""
        return (self.expected - self.said) & self.assessment.open


@dataclass(frozen=True)
class Share:
    """So many out of so many."""

    got: int
    of: int

    def __str__(self) -> str:
        return f"{self.got} of {self.of}"


@dataclass
class Counts:
    """Per regulation: rightly found, wrongly found, missed."""

    tp: int = 0
    fp: int = 0
    fn: int = 0


@dataclass(frozen=True)
class Score:
    """Everything the fair scoring asks for, each under its own name."""

    cases: tuple[Compared, ...]  # real and scorable
    neighbours: tuple[Compared, ...]  # made up, one fact changed
    unscored: int
    not_judged: tuple[str, ...]  # labelled and scorable, but with a problem: counted as wrong
    flips: Share
    regulations: Mapping[str, Counts] = field(default_factory=dict)

    @property
    def exact(self) -> Share:
        return Share(sum(each.exact for each in self.cases), len(self.cases) + len(self.not_judged))

    @property
    def hard(self) -> Share:
        return _exact(each for each in self.cases if each.label.hard)

    @property
    def accused(self) -> Share:
        """Cases without a contravention that were said to have one."""
        negatives = [each for each in self.cases if not each.expected]
        return Share(sum(bool(each.said) for each in negatives), len(negatives))

    @property
    def cannot_tell(self) -> tuple[Compared, ...]:
        return tuple(each for each in self.cases if each.cannot_tell)

    @property
    def warned(self) -> Share:
        """Regulations that an adviser should flag, and that were flagged or found."""
        flagged = [(risk, each) for each in self.cases for risk in each.label.at_risk]
        return Share(sum(risk in _warned(each) for risk, each in flagged), len(flagged))

    @property
    def warned_more(self) -> Counter[str]:
        """Warnings beyond the labels, by regulation."""
        return Counter(risk for each in self.cases for risk in _warned(each) - each.label.at_risk - each.expected)

    @property
    def neighbours_right(self) -> Share:
        return _exact(self.neighbours)

    @property
    def wrong(self) -> tuple[Compared, ...]:
        return tuple(each for each in (*self.cases, *self.neighbours) if not each.exact)


def _exact(cases: Iterable[Compared]) -> Share:
    each = list(cases)
    return Share(sum(one.exact for one in each), len(each))


def _warned(compared: Compared) -> frozenset[str]:
    return frozenset(compared.assessment.at_risk) - compared.label.neutral


def label(entry: Mapping[str, Any]) -> Label:
    """The label of one entry."""
    return Label(
        id=str(entry.get("id", "")).strip(),
        contravened=_names(entry, "regulations_contravened"),
        at_risk=_names(entry, "regulations_at_risk"),
        neutral=_names(entry, *NEUTRAL),
        cleared=_names(entry, "regulations_considered_not_contravened"),
        outcome=_names(entry, "outcome"),
        scorable=entry.get("scorable", True) is not False and isinstance(entry.get("regulations_contravened"), list),
        hard=entry.get("hard") is True,
        based_on=str(entry.get("based_on") or ""),
    )


def _names(entry: Mapping[str, Any], *keys: str) -> frozenset[str]:
    lists = (entry.get(key) for key in keys)
    return frozenset(str(name) for each in lists if isinstance(each, list) for name in each)


def score(entries: Sequence[Any], assessments: Iterable[Assessment], originals: Sequence[Any] = ()) -> Score:
    """The score of a labelled file; `originals` are the labelled real cases that made-up neighbours are based on."""
    judged = {each.case.id: each for each in assessments}
    labels = [label(entry) for entry in entries if isinstance(entry, Mapping)]
    scored = [each for each in labels if each.scorable]
    compared = [compare(each, judged[each.id]) for each in scored if each.id in judged]
    real = tuple(each for each in compared if not each.label.based_on)
    made_up = tuple(each for each in compared if each.label.based_on)
    return Score(
        cases=real,
        neighbours=made_up,
        unscored=len(labels) - len(scored),
        not_judged=tuple(each.id for each in scored if each.id not in judged),
        flips=_flips(made_up, [label(entry) for entry in originals if isinstance(entry, Mapping)]),
        regulations=_per_regulation(real),
    )


def compare(of: Label, assessment: Assessment) -> Compared:
    said = frozenset(assessment.contravened) - of.neutral
    return Compared(of, assessment, expected=of.contravened - of.neutral, said=said)


def _per_regulation(cases: Iterable[Compared]) -> dict[str, Counts]:
    counts: dict[str, Counts] = {}
    for each in cases:
        for name in each.expected | each.said:
            count = counts.setdefault(name, Counts())
            count.tp += name in each.expected and name in each.said
            count.fp += name not in each.expected
            count.fn += name not in each.said
    return dict(sorted(counts.items()))


def _flips(neighbours: Iterable[Compared], originals: Iterable[Label]) -> Share:
    """Regulations that the one changed fact takes away, and that the engine no longer finds."""
    by_id = {each.id: each for each in originals}
    pairs = [(each, by_id[each.label.based_on]) for each in neighbours if each.label.based_on in by_id]
    gone = [(name, each) for each, original in pairs for name in original.contravened - each.expected]
    return Share(sum(name not in each.said for name, each in gone), len(gone))


@dataclass(frozen=True)
class Severity:
    """Cases of one kind of outcome: how many broke something, and after how many a penalty was open in law."""

    outcome: str
    cases: int
    breach: int
    penalty_open: int
    harm_first: int  # a penalty only upon likely substantial damage or distress


OUTCOMES = ("monetary_penalty", "prosecution_conviction", "enforcement_notice", "undertaking", "code_breach")


def severity(cases: Iterable[Compared]) -> tuple[Severity, ...]:
    """Breach apart from sanction: what the engine says of each, by the gravest outcome there was."""
    kinds: dict[str, list[Compared]] = {}
    for each in cases:
        kinds.setdefault(_gravest(each.label), []).append(each)
    return tuple(
        Severity(
            kind,
            len(group),
            sum(bool(each.said) for each in group),
            sum(_penalty(each.assessment)[0] for each in group),
            sum(_penalty(each.assessment)[1] for each in group),
        )
        for kind, group in sorted(kinds.items())
    )


def _gravest(of: Label) -> str:
    if "appeal_allowed" in of.outcome:
        return "appeal_allowed"
    return next((kind for kind in OUTCOMES if kind in of.outcome), next(iter(sorted(of.outcome)), "none"))


def _penalty(assessment: Assessment) -> tuple[bool, bool]:
    """Whether a penalty could follow what was contravened, and whether every one needs harm to be shown."""
    caps = [each for each in assessment.could_follow if each.id.endswith("-CAP") and each.cap_gbp != 0]
    return bool(caps), bool(caps) and all("damage or distress;" in each.threshold for each in caps)
