"""What the ledger records: one dataclass for each kind of event, its docstring saying when one is made.

`at` is when it happened, an instant in UTC as `preferences.events.instant` writes it; `by` is who did it, a person or
a program. `number` is E.164 without the plus. What is not known is None and is left out. Digests are SHA-256 in hex.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEvent:
    """What every event says."""

    kind: ClassVar[str]
    at: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerBegun(LedgerEvent):
    """A store gets its ledger; so many preference events were on file before it, which it cannot vouch for."""

    kind: ClassVar[str] = "ledger-begun"
    origin: str
    events_before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChanged(LedgerEvent):
    """Checkpoints are signed with another key from here on; both sign the checkpoint that holds this entry."""

    kind: ClassVar[str] = "key-changed"
    old_key: str
    new_key: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptApproved(LedgerEvent):
    """A named person approves a script as it was read, with what the check found and what was waived."""

    kind: ClassVar[str] = "script-approved"
    campaign: str
    sha256: str
    overall: str
    findings: Mapping[str, int] = field(default_factory=dict)  # how many of each check
    waivers: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLoaded(LedgerEvent):
    """A TPS or CTPS file becomes the one that is asked."""

    kind: ClassVar[str] = "register-loaded"
    register: str
    version: str
    as_of: str
    sha256: str
    numbers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListScreened(LedgerEvent):
    """A list was screened: the root over a digest of each row stands for all of them."""

    kind: ClassVar[str] = "list-screened"
    campaign: str
    list_sha256: tuple[str, ...]
    output_sha256: str
    rows: int
    root: str
    on: str
    rules_version: str
    registers: tuple[Mapping[str, str], ...] = ()
    decisions: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignSigned(LedgerEvent):
    """A named person signs a campaign: from here on the gate may be asked about its calls."""

    kind: ClassVar[str] = "campaign-signed"
    campaign: str
    version: str
    decision: str
    card_sha256: str
    script_sha256: str
    list_sha256: tuple[str, ...] = ()
    cli: tuple[str, ...] = ()
    registers: tuple[Mapping[str, str], ...] = ()
    first_day: str = ""
    last_day: str = ""
    rules_version: str = ""
    accepted: tuple[Mapping[str, str], ...] = ()  # holds that a person accepted, each with the reason
    others: tuple[str, ...] = ()  # whoever else answers for it
    four_eyes: str = ""  # how two people are known: `accounts` that signed in, or `names` that were typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(LedgerEvent):
    """The gate decides about one call, before anybody is told."""

    kind: ClassVar[str] = "decision"
    id: str
    reference: str
    campaign: str
    number: int | None = None
    decision: str
    reasons: tuple[str, ...] = ()
    situation: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    rules_version: str = ""
    campaign_version: str = ""
    registers: tuple[Mapping[str, str], ...] = ()
    list_source: str = ""
    shown: str = ""  # the number that the person called would see
    door: str = ""
    expires_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRecorded(LedgerEvent):
    """An objection is made, or one is lifted; written in the same transaction as the event itself."""

    kind: ClassVar[str] = "objection"
    event: Mapping[str, Any]  # as it is on file
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentChanged(LedgerEvent):
    """A consent is given, refused or withdrawn; written in the same transaction as the event itself."""

    kind: ClassVar[str] = "consent"
    event: Mapping[str, Any]
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overridden(LedgerEvent):
    """A named person decides otherwise than the answer was, with the reason."""

    kind: ClassVar[str] = "override"
    what: str
    reason: str
    campaign: str = ""
    decision: str = ""  # the id of the decision, if it was one
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded(LedgerEvent):
    """What became of a call."""

    kind: ClassVar[str] = "call-outcome"
    reference: str
    campaign: str
    outcome: str
    number: int | None = None
    started_at: str = ""
    seconds: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallsReconciled(LedgerEvent):
    """Call records were compared with the gate's decisions."""

    kind: ClassVar[str] = "calls-reconciled"
    source: str
    sha256: str
    records: int
    permitted: int
    refused: int
    around: Mapping[str, int] = field(default_factory=dict)  # calls that went round the gate, by why
    first_day: str = ""
    last_day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTested(LedgerEvent):
    """Somebody rang a presentation number to see that the caller can be reached there."""

    kind: ClassVar[str] = "line-tested"
    line: str
    reached: bool
    campaign: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintReceived(LedgerEvent):
    """A complaint is taken in."""

    kind: ClassVar[str] = "complaint"
    case: str
    channel: str = ""
    number: int | None = None
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAssessed(LedgerEvent):
    """A person decides a case, with the reasons; the digest is that of the assessment."""

    kind: ClassVar[str] = "assessment"
    case: str
    outcome: str
    sha256: str
    reasons: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStep(LedgerEvent):
    """A step was written into a case: the digest is that of the step as it is on file, without what is personal."""

    kind: ClassVar[str] = "case-step"
    case: str
    step: str
    id: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeApproved(LedgerEvent):
    """A letter or a notice was approved by a named person; `digest` is what the letter itself bears (16 digits)."""

    kind: ClassVar[str] = "notice"
    case: str
    document: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported(LedgerEvent):
    """Data left Ringfence as a file or through the API."""

    kind: ClassVar[str] = "export"
    what: str
    rows: int
    sha256: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(LedgerEvent):
    """A sign-in of consequence: of somebody who may sign, release, export or administer."""

    kind: ClassVar[str] = "sign-in"
    role: str
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessChanged(LedgerEvent):
    """A program was given a way in or out, or lost it: a key of the API, a webhook."""

    kind: ClassVar[str] = "access"
    what: str  # api key added, taken on, used to sign, revoked; webhook added, removed
    name: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersReleased(LedgerEvent):
    """A batch of answers left the spool; nothing here tells whose they are."""

    kind: ClassVar[str] = "answers-released"
    campaign: str
    wave: str
    answers: int  # of how many interviews
    what: str = "closed"  # or text


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased(LedgerEvent):
    """Entries were emptied: their salts and bytes are gone. Ranges of their places, first and last."""

    kind: ClassVar[str] = "erasure"
    entries: tuple[tuple[int, int], ...]
    reason: str
    request: str = ""  # the id of the erasure among the preference events


KINDS: dict[str, type[LedgerEvent]] = {each.kind: each for each in LedgerEvent.__subclasses__()}
