"""A report and what people said of it -> the same points, each waived or not, known or new, shown or not.

Nothing is lost on the way: hidden and known points are counted, a waiver that does nothing is named with the reason.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ringfence.calendar import british
from ringfence.rule import Force
from ringfence.rulebook import worst
from ringfence.scripts.baseline import Known, is_known
from ringfence.scripts.checking import Decision, ScriptReport, SectionReport
from ringfence.scripts.findings import Finding
from ringfence.scripts.points import AS_DECISION, Point, points, section_hash, text_hash
from ringfence.scripts.waivers import Waiver

Effect = Literal["settled", "contested", "noted", "waits"]
EFFECTS: dict[Effect, str] = {
    "settled": "settled by a person",
    "contested": "contested: held, not allowed",
    "noted": "kept on record",
    "waits": "changes nothing: a fact is wanting, and only the campaign card can say",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One point with what is said of it."""

    point: Point
    waiver: Waiver | None = None
    contested: bool = False  # a duty of a code that rests on nothing but contested findings
    known: bool | None = None  # None: there is no baseline
    shown: bool = True

    @property
    def effect(self) -> Effect | None:
        """What the waiver does, if there is one."""
        if self.waiver is None:
            return None
        if self.point.level == "error":
            return "contested"
        if self.point.level == "note":
            return "noted"
        return "waits" if self.point.finding and self.point.finding.markets is None else "settled"

    @property
    def decision(self) -> Decision:
        """What this point makes of the script: a waiver turns block into hold, and settles what asks a person."""
        if self.effect == "settled":
            return "allow"
        if self.effect == "contested" or self.contested:
            return "hold"
        return AS_DECISION[self.point.level]


@dataclass(frozen=True, slots=True)
class Idle:
    """A waiver that does nothing here, and why."""

    waiver: Waiver
    reason: str


@dataclass(frozen=True)
class Review:
    """A report as it is handed out."""

    report: ScriptReport
    told: tuple[Told, ...]
    idle: tuple[Idle, ...] = ()
    approved: str = ""
    baseline: bool = False

    @cached_property
    def by_finding(self) -> Mapping[Finding, Told]:
        return {each.point.finding: each for each in self.told if each.point.finding}

    def shown(self, section: SectionReport) -> tuple[Told, ...]:
        """What is said of a section's findings, those that are not shown left out."""
        return tuple(told for finding in section.findings if (told := self.by_finding[finding]).shown)

    @cached_property
    def decision(self) -> Decision:
        """The decision on the script, waivers counted."""
        decided: Decision = worst(each.decision for each in self.told)
        return decided

    @cached_property
    def outcome(self) -> Decision:
        """What the exit code says: of the new points when there is a baseline; hold when another text was approved."""
        about: Decision = worst(each.decision for each in self.told if not each.known)
        return "hold" if about == "allow" and self.stands is False else about

    @cached_property
    def text_hash(self) -> str:
        return text_hash(self.report.text)

    @property
    def stands(self) -> bool | None:
        """Whether the text is the one approved; None when nobody asked."""
        return self.text_hash == self.approved if self.approved else None

    @property
    def waived(self) -> tuple[Told, ...]:
        return tuple(each for each in self.told if each.waiver)

    @property
    def contested(self) -> frozenset[str]:
        """Rules of codes that are broken by nothing but contested findings."""
        return frozenset(each.point.code for each in self.told if each.point.duty and each.contested)

    @property
    def contested_by(self) -> frozenset[str]:
        """Whoever contests an error: somebody else has to agree before anything is dialled."""
        return frozenset(each.waiver.by for each in self.told if each.waiver and each.effect == "contested")

    @property
    def hidden(self) -> Counter[str]:
        """Codes of the points that are not shown, with their number."""
        return Counter(each.point.code for each in self.told if not each.shown)


def review(
    report: ScriptReport,
    name: str = "",
    *,
    waivers: Collection[Waiver] = (),
    known: Known | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    approved: str = "",
) -> Review:
    """The report of the script `name` with its waivers, its baseline, and the codes to show or to leave out."""
    waivers = [waiver for waiver in waivers if waiver.of_file(name)]
    found = points(report)
    live = [waiver for waiver in waivers if not waiver.expired(report.on)]
    covered = _covered(report, found, live)
    given = {mark: each[0] for mark, each in covered.items() if each}
    disputed = _all_marketing_contested(report, found, given)
    told = tuple(
        Told(
            point,
            given.get(point.fingerprint),
            contested=disputed and _rests_on_words(point),
            known=None if known is None else is_known(point, known),
            shown=shown(point, select, ignore),
        )
        for point in found
    )
    used = {waiver for each in covered.values() for waiver in each}
    return Review(report, told, _idle(report, waivers, used), approved, known is not None)


def reviewed(report: "ScriptReport | Review") -> Review:
    """The review itself, or a report of which nothing was said."""
    return report if isinstance(report, Review) else review(report)


def shown(point: Point, select: Collection[str], ignore: Collection[str]) -> bool:
    """Whether a point is shown: errors always are; others by the longest prefix that names their code."""
    if point.level == "error":
        return True
    chosen = max((len(code) for code in select if point.code.startswith(code)), default=-1 if select else 0)
    refused = max((len(code) for code in ignore if point.code.startswith(code)), default=-1)
    return chosen > refused if refused >= 0 else chosen >= 0


def _rests_on_words(point: Point) -> bool:
    """Whether a duty is broken by what the script says; a duty of law itself is nobody's to contest."""
    duty = point.duty
    return duty is not None and "script_markets" in duty.because and duty.rule.force is not Force.LAW


def _covered(report: ScriptReport, found: Collection[Point], waivers: Collection[Waiver]) -> dict[str, list[Waiver]]:
    """The waivers that cover each finding, by its fingerprint."""
    if not waivers:
        return {}
    sections, mark = {section.id: section for section in report.sections}, text_hash(report.text)
    return {
        point.fingerprint: [
            waiver for waiver in waivers if waiver.covers(point.finding, sections[point.section], report.text, mark)
        ]
        for point in found
        if point.finding
    }


def _all_marketing_contested(report: ScriptReport, found: Collection[Point], given: Mapping[str, Waiver]) -> bool:
    """True when each finding by which any section promotes is waived, and every such section has one."""
    markets = [point for point in found if point.finding and point.finding.markets]
    promoting = {section.id for section in report.sections if section.markets}
    return (
        bool(promoting)
        and promoting <= {point.section for point in markets}
        and all(point.fingerprint in given for point in markets)
    )


def _idle(report: ScriptReport, waivers: Collection[Waiver], used: Collection[Waiver]) -> tuple[Idle, ...]:
    expired = [
        Idle(each, f"ended on {british(each.until)}") for each in waivers if each.until and each.expired(report.on)
    ]
    unused = (each for each in waivers if each not in used and not each.expired(report.on))
    there = {section_hash(section.text) for section in report.sections}
    return (*expired, *(Idle(each, _why_idle(each, there)) for each in unused))


def _why_idle(waiver: Waiver, there: Collection[str]) -> str:
    if waiver.section_hash and waiver.section_hash not in there:
        return "its section was changed or taken out since"
    return "matches no finding"
