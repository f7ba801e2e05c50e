"""What a report holds: the shape of report.json, which `render` reads. Dates are ISO 8601, words are for people."""

from typing import Literal, NotRequired, TypedDict

Decision = Literal["allow", "hold", "block"]
AnswerOutcome = Literal["BREACH", "NEEDS_HUMAN", "NEEDS_FACT", "OK"]
SectionClass = Literal[
    "research", "direct_marketing", "fundraising", "identification", "opt_out", "administrative", "depends", "unclear"
]


class About(TypedDict):
    """The campaign, from its card; None is what the card does not say."""

    id: str
    name: str
    purpose: str | None
    mode: str | None
    field_from: str | None
    field_until: str | None
    instigator: str | None
    caller: str | None
    note: str | None


class Need(TypedDict):
    """A fact a section turns on, by name and in words."""

    fact: str
    words: str


class Waived(TypedDict):
    """A named person's reason to let a finding stand, and what that does, in words."""

    by: str
    on: str
    until: str | None
    reason: str
    effect: Literal["settled", "contested", "noted", "waits"]
    words: str


class Idle(TypedDict):
    """A waiver that does nothing, and why."""

    code: str
    by: str
    on: str
    reason: str
    why: str


class Finding(TypedDict):
    """One check's finding; `start` and `end` count characters of the script, inside the section."""

    rule: str
    name: str
    level: Literal["error", "warning", "note"]
    start: int
    end: int
    text: str
    message: str
    cites: list[str]
    fix: str
    fingerprint: NotRequired[str]  # by which the same finding is known again
    waived: NotRequired[Waived | None]


# Written as a call because one of its keys is a word of Python's own.
Section = TypedDict(
    "Section",
    {
        "id": str,
        "start": int,
        "end": int,
        "text": str,
        "class": SectionClass,
        "needs": list[Need],
        "findings": list[Finding],
    },
)


class Script(TypedDict):
    """The script as judged; the sections stand in reading order."""

    file: str
    overall: Literal["research", "direct_marketing", "mixed", "service", "unclear"]
    decision: Decision  # waivers counted
    decision_without_waivers: NotRequired[Decision]
    waivers_without_effect: NotRequired[list[Idle]]
    notes: list[str]  # what nobody judged, and what was kept apart while the file was read
    sections: list[Section]


class Answered(TypedDict):
    """A person's answer to a question only a person can settle."""

    answer: str
    by: str
    on: str
    reason: str


class Answer(TypedDict):
    """What one rule says of the campaign; `because` and `needs` are in words."""

    rule: str
    cites: str
    force: str
    force_words: str
    outcome: AnswerOutcome
    decision: Decision
    says: str
    because: list[str]
    question: str
    needs: list[str]
    open_point: str
    cure: str
    reason: str
    authorities: list[str]
    answered: Answered | None
    contested_by: NotRequired[list[str]]  # whoever says in a waiver that the check misread all that this rests on


class Decisions(TypedDict):
    """Numbers by decision."""

    allow: int
    hold: int
    block: int


class Reason(TypedDict):
    """A reason code, how many numbers have it, and what it means."""

    code: str
    count: int
    words: str


class SituationAnswer(TypedDict):
    """What one rule says of one situation."""

    rule: str
    cites: str
    outcome: AnswerOutcome
    because: list[str]


class Situation(TypedDict):
    """Numbers that share every fact the law asks about, and so share one decision."""

    id: str
    count: int
    decision: Decision
    reasons: list[str]
    words: list[str]
    facts: NotRequired[dict[str, bool | int | str | None]]  # of the numbers, as most of them have it
    answers: list[SituationAnswer]
    cure: list[str]


class Register(TypedDict):
    """A register file that was used."""

    kind: str
    file: str
    as_of: str | None
    rows: int
    sha256: str
    good_until: str | None


class OnFile(TypedDict):
    """A source of objections, consents or calls made that was used: a file, or what is kept as of its last event."""

    what: str
    source: str
    rows: int
    as_of: str | None


class Files(TypedDict):
    """Names of the files written beside the report."""

    callable: str
    excluded: str


class Screening(TypedDict):
    """What became of the list. `would_be_callable`: if what stands against the campaign itself were put right."""

    rows: int
    numbers: int
    decisions: Decisions
    reasons: list[Reason]
    situations: list[Situation]
    kinds: dict[str, int]
    registers: list[Register]
    on_file: NotRequired[list[OnFile]]
    notes: NotRequired[list[str]]  # what was asked for of what is kept, and is not there
    files: Files
    would_be_callable: int


class Source(TypedDict):
    """One list, where it came from, and what nobody has said of it."""

    file: str
    kind: str
    supplier: str | None
    rows: int
    missing: list[str]
    known: list[str]


class Point(TypedDict):
    """One area on the measure shown: a share or margin as a fraction, and whether it is called."""

    area: str
    value: float
    chosen: bool


class Targeting(TypedDict):
    """What the choice of areas looks like."""

    kind: str
    party: str | None
    words: str
    p_value: float | None
    points: list[Point]
    label: str


class Sanction(TypedDict):
    """One thing that could follow."""

    says: str
    cites: str
    open_point: str


class SanctionsOn(TypedDict):
    """What could follow under the law of one day."""

    on: str
    items: list[Sanction]


class Sanctions(TypedDict):
    """What could follow: under the law of the conduct, of its later part if that differs, and today."""

    then: SanctionsOn
    later: NotRequired[SanctionsOn]
    today: SanctionsOn


class RuleUsed(TypedDict):
    """A rule that was read for this report."""

    id: str
    cites: str
    force_words: str
    title: str
    address: str
    in_force_from: str
    checked_on: str
    says: str


# Named here because inside Report the word `list` is one of its keys.
Words = list[str]
Answers = list[Answer]
Sources = list[Source]
RulesUsed = list[RuleUsed]


class Report(TypedDict):
    """Everything a report says."""

    ringfence: str
    rules_version: str
    judged_on: str
    campaign: About
    verdict: Literal["go", "hold", "stop"]
    sentence: str
    next: Words
    script: Script
    answers: Answers
    list: Screening | None
    sources: Sources
    targeting: Targeting | None
    sanctions: Sanctions
    rules: RulesUsed
    not_checked: Words
