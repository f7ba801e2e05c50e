"""Rules and published outcomes."""

from datetime import date
from typing import Any, Literal

from ringfence.client.answers.common import Answer


class RuleListed(Answer, frozen=True, kw_only=True):
    """A rule in a line."""

    id: str
    kind: Literal["duty", "definition"]
    cites: str
    instrument: str
    force: str
    force_words: str
    says: str
    in_force_from: date
    until: date | None
    checked_on: date


class Condition(Answer, frozen=True, kw_only=True):
    """A condition in English, and its structure."""

    words: str
    outline: dict[str, Any]


class Exemption(Answer, frozen=True, kw_only=True):
    """When a rule does not bind."""

    cites: str
    says: str
    when: Condition


class Doubt(Answer, frozen=True, kw_only=True):
    """What only a person, or a court, can answer."""

    question: str
    when: Condition
    needs: str | None
    open_point: str
    stops_call: bool


class Rule(Answer, frozen=True, kw_only=True):
    """One version of a rule in full."""

    id: str
    kind: Literal["duty", "definition"]
    cites: str
    instrument: dict[str, Any]
    force: str
    force_words: str
    says: str
    in_force_from: date
    until: date | None
    checked_on: date
    address: str
    applies: Condition
    broken: Condition
    exemptions: list[Exemption]
    doubts: list[Doubt]
    facts: list[dict[str, Any]]
    consequences: list[dict[str, Any]]
    could_follow: list[dict[str, Any]]
    cure: str
    reasons: dict[str, str]
    authorities: list[str]
    unsure: list[str]
    examples: list[dict[str, Any]]
    versions: list[dict[str, Any]]


class RulingListed(Answer, frozen=True, kw_only=True):
    """A published outcome in a line."""

    id: str
    organisation: str
    regulator: str
    outcome: list[str]
    summary: str
    date: str | None = None


class Ruling(Answer, frozen=True, kw_only=True):
    """A published outcome: the facts as published, what was found, where it is read."""

    id: str
    organisation: str
    sector: str
    regulator: str
    outcome: list[str]
    channel: str
    regulations_contravened: list[str]
    facts: dict[str, Any]
    findings: dict[str, Any]
    sources: list[str]
    verified: bool
    verified_basis: str
    summary: str
    date: str | None = None
    period: dict[str, Any] | None = None
    amount_gbp: int | None = None
    calls: int | None = None
    complaints: int | None = None
