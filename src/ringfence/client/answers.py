"""What the API answers: one definition, written by the server and read by the client. Days are dates, moments ISO text.

What is not known is None. A number is masked unless the docstring says that it stands in full.
"""

from datetime import date
from typing import Any, Generic, Literal, TypeVar

from msgspec import Struct, field

T = TypeVar("T")
Decision = Literal["allow", "hold", "block"]


class Answer(Struct, frozen=True, kw_only=True):
    """An answer, or a part of one."""


class Problem(Answer, frozen=True, kw_only=True):
    """Why something cannot be answered (RFC 9457); `type` ends in a stable code."""

    type: str
    title: str
    status: int
    detail: str

    @property
    def code(self) -> str:
        """The stable code, such as number-unreadable."""
        return self.type.rpartition(":")[2]


class Page(Struct, Generic[T], frozen=True, kw_only=True):
    """Some of many; `next` is the cursor of the page after, None on the last."""

    items: list[T]
    next: str | None


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


class Finding(Answer, frozen=True, kw_only=True):
    """What a check found in a section; offsets count characters of the text as read."""

    rule: str
    name: str
    level: Literal["error", "warning", "note"]
    start: int
    end: int
    text: str
    message: str
    cites: list[str]
    fix: str


class Section(Answer, frozen=True, kw_only=True):
    """A section of a script and what it is."""

    id: str
    start: int
    end: int
    text: str
    kind: str = field(name="class")
    crossing: bool
    needs: list[str]
    findings: list[Finding]


class Duty(Answer, frozen=True, kw_only=True):
    """A duty that the script as a whole breaks."""

    rule: str
    cites: str
    says: str
    because: list[str]
    fix: str


class ScriptChecked(Answer, frozen=True, kw_only=True):
    """A script as judged on one day."""

    file: str
    overall: Literal["research", "direct_marketing", "mixed", "service", "unclear"]
    decision: Decision
    on: date
    text_hash: str
    duties: list[Duty]
    notes: list[str]
    sections: list[Section]


class Check(Answer, frozen=True, kw_only=True):
    """How far the check of a campaign is."""

    state: Literal["none", "running", "done", "failed", "called-off", "died"]
    stage: str
    percent: int
    message: str
    by: str


class CampaignListed(Answer, frozen=True, kw_only=True):
    """A campaign in a line; `verdict` is that of the last check of its files as they are now."""

    id: str
    verdict: Literal["go", "hold", "stop"] | None
    check: str
    in_force: bool


class Campaign(Answer, frozen=True, kw_only=True):
    """A campaign: its files, how it stands, which version is in force."""

    id: str
    verdict: Literal["go", "hold", "stop"] | None
    check: Check
    in_force: bool
    version: int | None
    files: list[str]
    changed_at: str
    changed_by: list[str]


class Reason(Answer, frozen=True, kw_only=True):
    """A reason code and its words."""

    code: str
    words: str


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


class Screened(Answer, frozen=True, kw_only=True):
    """A screening in the ledger."""

    entry: int
    at: str
    campaign: str
    on: str
    rows: int
    root: str
    rules_version: str
    decisions: dict[str, int]


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


class CheckPage(Answer, frozen=True, kw_only=True):
    """The page of one check of scripts, in Markdown."""

    code: str
    page: str
