"""What is about one number: verdicts, decisions, objections, consents, all that is on record."""

from datetime import date
from typing import Any, Literal

from msgspec import field

from ringfence.client.answers.common import Answer, Decision, Reason


class Place(Answer, frozen=True, kw_only=True):
    """One row where a number stands, or none, and its verdict with facts, rules and what would change it."""

    file: str | None = field(name="list")
    row: int | None
    decision: Decision
    reasons: list[Reason]
    situation: str
    facts: dict[str, Any]
    not_known: list[str]
    rules: list[dict[str, Any]]
    would_change: list[dict[str, Any]]


class Explained(Answer, frozen=True, kw_only=True):
    """Why a number may or may not be called by a campaign. It holds the number in full, and what was said of it."""

    written: str
    e164: str | None
    kind: str
    problem: str | None
    on: date
    campaign: dict[str, str]
    looked_at: list[dict[str, Any]]
    places: list[Place]
    rules_version: str


class Question(Answer, frozen=True, kw_only=True):
    """Something that holds a call, and whether a person may answer it."""

    rule: str
    for_person: bool
    says: str


class DecisionMade(Answer, frozen=True, kw_only=True):
    """A decision of the gate, why it was made, and its entry in the ledger."""

    id: str
    campaign: str
    reference: str
    client: str
    number: str
    decision: Decision
    reasons: list[Reason]
    held_by: list[Question]
    rules_version: str
    decided_at: str
    expires_at: str
    used_at: str | None
    facts: dict[str, Any] | None  # None: erased, or not to be found in the ledger
    entry: int | None


class Receipt(Answer, frozen=True, kw_only=True):
    """An objection that is on file: one for each reach."""

    id: str
    number: str
    recorded_at: str
    stops: str


class Objected(Answer, frozen=True, kw_only=True):
    """What is on the disk, and stops calls from now on."""

    receipts: list[Receipt]


class ObjectionOut(Answer, frozen=True, kw_only=True):
    """An objection or its lifting as it leaves; `number` stands in full, None where it was erased."""

    id: str
    kind: Literal["objection", "lifting"]
    number: str | None
    at: str | None
    recorded_at: str
    channel: str
    scope: str | None
    about: str | None


class Consent(Answer, frozen=True, kw_only=True):
    """A consent, a refusal or a withdrawal, with the wording that was shown."""

    id: str
    kind: Literal["consent", "refusal", "withdrawal"]
    at: str | None
    recorded_at: str
    about: str | None
    details: dict[str, Any]


class Consents(Answer, frozen=True, kw_only=True):
    """What is on file about consent of a number, in the order in which it was recorded."""

    number: str
    events: list[Consent]


class Passage(Answer, frozen=True, kw_only=True):
    """A heading and what is said below it."""

    heading: str
    lines: list[str]


class Account(Answer, frozen=True, kw_only=True):
    """What is on record about a number, in the words of a letter to its subscriber. It holds the number in full."""

    title: str
    dated: date
    passages: list[Passage]
