"""Scripts, campaigns, screenings."""

from datetime import date
from typing import Literal

from msgspec import field

from ringfence.client.answers.common import Answer, Decision


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


class CheckPage(Answer, frozen=True, kw_only=True):
    """The page of one check of scripts, in Markdown."""

    code: str
    page: str


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
    problem: str  # why the card cannot be used yet; empty if it can


class FileKept(Answer, frozen=True, kw_only=True):
    """A file of a campaign that is made ready; the digest is told of one file, not in a list of them."""

    name: str
    bytes: int
    changed_at: str
    sha256: str | None


class WaiverGiven(Answer, frozen=True, kw_only=True):
    """Who lets a finding stand, and why."""

    by: str
    on: date
    reason: str
    until: date | None


class FindingListed(Answer, frozen=True, kw_only=True):
    """A point of the script, and what a waiver would do; `why_not` says why nobody can give one."""

    finding: str
    code: str
    level: Literal["error", "warning", "note"]
    message: str
    section: str
    words: str
    cites: str
    effect: str
    why_not: str
    waiver: WaiverGiven | None


class Waived(Answer, frozen=True, kw_only=True):
    """What was said of a finding."""

    code: str
    says: str


class Sheet(Answer, frozen=True, kw_only=True):
    """What a signature would rest on."""

    files: str  # what the files are known by: said again with the signature
    held: dict[str, str]  # by rule: what is to be accepted with a reason
    problems: list[str]  # why it cannot be signed as it is, or not with this key
    others: list[str]  # whoever made or changed it
    four_eyes: bool


class Signed(Answer, frozen=True, kw_only=True):
    """A version that was signed and is in force."""

    campaign: str
    version: int
    verdict: Literal["go", "hold"]
    signed_at: str
    signed_by: str
    accepted: dict[str, str]
    others: list[str]
    four_eyes: str
    numbers: int  # of its lists
    rules_version: str


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
