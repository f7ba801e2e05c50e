"""What stands against a script, point by point, each with a fingerprint that outlives edits elsewhere in the file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from ringfence.rule import Answer
from ringfence.scripts.checking import Decision, ScriptReport, SectionReport
from ringfence.scripts.findings import Finding, Level
from ringfence.scripts.sources.as_read import Unread
from ringfence.scripts.words import straight

AS_DECISION: dict[Level, Decision] = {"note": "allow", "warning": "hold", "error": "block"}
RANK: dict[Level, int] = {"note": 0, "warning": 1, "error": 2}
HASH = "sha256:"


@dataclass(frozen=True, slots=True)
class Point:
    """A finding, a broken duty of the whole script, or a section that waits for a fact.

    The worst level of all points is the decision on the script. A duty has neither section nor finding.
    """

    code: str
    name: str
    level: Level
    message: str
    section: str
    start: int
    end: int
    words: str
    around: str  # the whole section's words
    fingerprint: str
    finding: Finding | None = None
    duty: Answer | None = None


def text_hash(text: str) -> str:
    """What a text is approved by: SHA-256 of the text as read, so that line ends and byte-order marks do not count."""
    return HASH + sha256(text.encode()).hexdigest()


def section_hash(text: str) -> str:
    """What a waiver of a section's finding stands or falls with: any other word makes another hash."""
    return HASH + sha256(plain(text).encode()).hexdigest()


def plain(words: str) -> str:
    """Words as fingerprints compare them: whatever the case, the spacing and the quotation marks."""
    return " ".join(straight(words).casefold().split())


def points(report: ScriptReport) -> tuple[Point, ...]:
    """Every point of a report: duties first, then section by section."""
    seen: Counter[str] = Counter()
    found = [_duty(duty, seen) for duty in report.duties]
    for section in report.sections:
        found += [_finding(finding, section, seen) for finding in section.findings]
        found += _waiting(section, seen)
    found += [_unread(each, seen) for each in report.unread]
    return tuple(found)


def _duty(duty: Answer, seen: Counter[str]) -> Point:
    mark = _fingerprint(seen, duty.rule.id)
    return Point(duty.rule.id, "duty", "error", duty.rule.says, "", 0, 0, "", "", mark, duty=duty)


def _finding(finding: Finding, section: SectionReport, seen: Counter[str]) -> Point:
    mark = _fingerprint(seen, finding.code, finding.text, section.text)
    return Point(
        finding.code, finding.name, finding.level, finding.message, section.id, finding.start, finding.end,
        finding.text, section.text, mark, finding,
    )  # fmt: skip


def _waiting(section: SectionReport, seen: Counter[str]) -> Iterator[Point]:
    """The section itself, when it waits for a fact and none of its findings does."""
    if section.needs and not any(finding.markets is None for finding in section.findings):
        needs = ", ".join(section.needs)
        mark = _fingerprint(seen, "waits", needs, section.text)
        message = f"waits for the campaign card: {needs}"
        yield Point("waits", "fact-wanting", "warning", message, section.id, section.start, section.end,
                    section.text, section.text, mark)  # fmt: skip


def _unread(unread: Unread, seen: Counter[str]) -> Point:
    """Spoken words that nobody judged: a person has to."""
    mark = _fingerprint(seen, "unread", unread.words)
    return Point("unread", "not-judged", "warning", unread.message, "", 0, 0, "", unread.words, mark)


def _fingerprint(seen: Counter[str], *parts: str) -> str:
    """The same words of the same check in the same section text, wherever it stands; a second one counts as another."""
    mark = sha256("\0".join(plain(part) for part in parts).encode()).hexdigest()[:16]
    seen[mark] += 1
    return mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"
