"""What a person does in a case."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from ringfence.client.asked.common import Asked, Name, Words, said

Outcome = Literal["breach", "no_breach", "advice", "not_proven", "out_of_scope"]


class Fact(Asked, frozen=True, kw_only=True):
    """A fact is stated; with `settles` it is found so in a dispute, which needs reasons."""

    name: Annotated[str, said("the name of a fact", "fact", "subscriber_kind", most=100)]
    value: Annotated[str, said("yes, no, unknown, a number or a word", "fact-value", "individual", most=100)]
    party: Name = ""
    evidence: Annotated[list[Name], Meta(description="what it rests on: record:..., document:...", max_length=50)] = (
        field(default_factory=list)
    )
    settles: bool = False
    reasons: Words = ""


class CaseDecision(Asked, frozen=True, kw_only=True):
    """A person decides."""

    outcome: Outcome
    reasons: Words


class SecondReading(Asked, frozen=True, kw_only=True):
    """A second person reads the decision; one who does not agree gives reasons."""

    agrees: bool
    reasons: Words = ""


class Step(Asked, frozen=True, kw_only=True):
    """A step that somebody took, written down."""

    kind: Annotated[
        str, said("a step of the role: acknowledged, noted, answered, closed ...", "step", "noted", most=40)
    ]
    note: Words = ""
    comply_by: date | None = None
    answer_by: date | None = None


class Approval(Asked, frozen=True, kw_only=True):
    """A draft is approved by its hash."""

    digest: Annotated[str, said("the digest of the draft that was read", most=100)]
