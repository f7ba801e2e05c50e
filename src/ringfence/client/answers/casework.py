"""Cases; the ledger; where objections are sent."""

from datetime import date
from typing import Any

from ringfence.client.answers.common import Answer


class CaseListed(Answer, frozen=True, kw_only=True):
    """A case in a line."""

    case: str
    state: str
    organisation: str
    opened: str


class Clock(Answer, frozen=True, kw_only=True):
    """What is due."""

    clock: str
    says: str
    status: str
    plan_for: date | None
    last_day: date | None
    cites: str


class Case(Answer, frozen=True, kw_only=True):
    """A case: how it stands, what is due, its assessment, its decision, all that happened. No name, no words."""

    case: str
    role: str
    state: str
    next: str
    closed: bool
    organisation: str
    opened: str
    via: str
    number: str | None
    complaint: dict[str, Any]
    complaints: int
    clocks: list[Clock]
    calls_found: int
    missing: list[str]
    assessment: dict[str, Any] | None
    decision: dict[str, Any] | None
    history: list[dict[str, Any]]


class CaseOpened(Answer, frozen=True, kw_only=True):
    """The case of a complaint; `new` is false where the very same had come in. `protected`: an objection is on file."""

    case: str
    new: bool
    alike: list[str]
    protected: bool | None  # False: it asks for calls to stop, and names no number; None: it does not ask
    notes: list[str]


class Stepped(Answer, frozen=True, kw_only=True):
    """A step that is on file, and how the case stands after it."""

    case: str
    event: str
    says: str
    state: str
    next: str


class Letter(Answer, frozen=True, kw_only=True):
    """A draft, each sentence with what it rests on. Names, words and numbers of complainants may stand in it."""

    kind: str
    title: str
    reference: str
    theirs: str
    sender: list[str]
    to: list[str]
    date: str
    greeting: str
    blocks: list[dict[str, Any]]
    closing: list[str]
    sources: list[dict[str, Any]]
    gaps: list[str]  # what is still missing: with any of these nobody can approve it
    digest: str


class Checkpoint(Answer, frozen=True, kw_only=True):
    """The ledger's signed size and root; `text` is what to keep, `key` what verifies it."""

    origin: str
    size: int
    root: str
    text: str
    key: str


class Proof(Answer, frozen=True, kw_only=True):
    """That an entry is in the ledger. `text` holds what it says, with the number if there is one."""

    entry: int
    kind: str
    text: str


class WebhookListed(Answer, frozen=True, kw_only=True):
    """Where objections are sent."""

    name: str
    url: str
    waiting: int  # messages that it has not taken yet


class WebhookMade(Answer, frozen=True, kw_only=True):
    """A new webhook; the secret that signs its messages is told this once."""

    name: str
    url: str
    secret: str


class WebhookTried(Answer, frozen=True, kw_only=True):
    """What became of a test message: whether it was taken (any 2xx)."""

    taken: bool
