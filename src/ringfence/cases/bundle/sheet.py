"""The finding sheet of a bundle: as JSON, as a page, as a few lines; each finding with its file and its hash."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from ringfence.calendar import british, local_day
from ringfence.cases.bundle.sorting import WORDS, Sorted
from ringfence.cases.bundle.working import Worked
from ringfence.cases.report import environment
from ringfence.preferences.events import instant
from ringfence.reasons import words as reason_words
from ringfence.rulebook import version

Finding = Mapping[str, Any]
GRAVE = {"error": 0, "warning": 1, "note": 2}
CAUTION = "What the checks found, for a person to read. No finding here is a decision, and no silence is one either."
MARKETS = {
    "direct_marketing": "It is direct marketing: what the rules on marketing ask of such calls has to be shown.",
    "mixed": "It mixes research with marketing: what the rules on marketing ask of such calls has to be shown.",
}
LEVELS = ("breach", "question", "fact", "note")


def sheet(folder: str, files: Sequence[Sorted], worked: Worked, now: datetime) -> dict[str, Any]:
    """Everything that was found, as data."""
    return {
        "bundle": folder,
        "made_at": instant(now),
        "rules_version": version(),
        "files": [
            {
                "file": each.name,
                "taken_for": WORDS[each.kind],
                "why": each.why,
                "sha256": each.sha256,
                "bytes": each.size,
            }
            for each in files
        ],
        "findings": list(_findings(worked)),
        "campaigns": worked.campaigns,
        "scripts": worked.scripts,
        "lists": worked.lists,
        "audit": worked.audit,
        "complaints": worked.complaints,
        "missing": worked.missing,
        "caution": CAUTION,
    }


def grade(made: Mapping[str, Any]) -> int:
    """The exit code: 2 for a breach, 3 for what is open, else 0."""
    levels = {each["level"] for each in made["findings"]}
    return 2 if "breach" in levels else 3 if levels - {"note"} or made["missing"] else 0


def _findings(worked: Worked) -> Iterator[Finding]:
    """Every finding once, the breaches first."""
    yield from sorted(_every(worked), key=lambda each: LEVELS.index(each["level"]))


def _every(worked: Worked) -> Iterator[Finding]:
    for campaign in worked.campaigns:
        yield from _of_campaign(campaign)
    for script in worked.scripts:
        yield from _of_script(script)
    for listed in worked.lists:
        yield from _of_list(listed)
    if worked.audit:
        yield from _of_audit(worked.audit)


def _finding(file: str, sha256: str, level: str, words: str, place: str, rule: str = "", cites: Any = ()) -> Finding:
    return {
        "file": file,
        "sha256": sha256,
        "level": level,
        "rule": rule,
        "cites": list(cites),
        "words": words,
        "place": place,
    }


def _of_campaign(each: Finding) -> Iterator[Finding]:
    for section in each["script"]["sections"]:
        yield from _of_section(section, f"{each['id']}: {each['script']['file']}", "")
    for answer in each["answers"]:
        level = {"BREACH": "breach", "NEEDS_HUMAN": "question"}.get(answer["outcome"], "fact")
        words = answer["question"] or "; ".join(answer["because"]) or answer["says"]
        yield _finding(each["file"], each["sha256"], level, words, "", answer["rule"], [answer["cites"]])
    if screened := each["list"]:
        reasons = {reason["words"]: reason["count"] for reason in screened["reasons"]}
        yield from _blocked(each, screened["decisions"], reasons, each["id"])


def _of_script(each: Finding) -> Iterator[Finding]:
    if each["overall"] in MARKETS:
        yield _finding(each["file"], each["sha256"], "question", MARKETS[each["overall"]], "as a whole")
    for section in each["sections"]:
        yield from _of_section(section, each["file"], each["sha256"])


def _of_list(each: Finding) -> Iterator[Finding]:
    if screened := each["screened"]:
        reasons = {reason_words(code): count for code, count in screened["reasons"].items()}
        yield from _blocked(each, screened["decisions"], reasons, screened["campaign"])


def _blocked(
    each: Finding, decisions: Mapping[str, int], reasons: Mapping[str, int], campaign: str
) -> Iterator[Finding]:
    """That numbers of a list may not be called, with the most frequent reasons."""
    if blocked := decisions.get("block", 0):
        worst = sorted(reasons.items(), key=lambda item: -item[1])[:3]
        why = "; ".join(f"{words} ({count:,})" for words, count in worst)
        words = f"{blocked:,} of {sum(decisions.values()):,} numbers may not be called for {campaign}: {why}"
        yield _finding(each["file"], each["sha256"], "breach", words, "list")


def _of_audit(audit: Finding) -> Iterator[Finding]:
    files = ", ".join(audit["files"])
    for rule, calls in audit["law_broken"].items():
        yield _finding(
            files, "", "breach", f"{calls:,} calls on record broke it, by the law of their day", "calls", rule
        )


def _of_section(section: Finding, file: str, sha256: str) -> Iterator[Finding]:
    for found in sorted(section["findings"], key=lambda each: GRAVE[each["level"]]):
        level = {"error": "breach", "warning": "question"}.get(found["level"], "note")
        words = f"“{_short(found['text'])}”: {found['message']}"
        yield _finding(file, sha256, level, words, f"section {section['id']}", found["rule"], found["cites"])


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 160 else f"{plain[:159]}…"


def page(made: Mapping[str, Any]) -> str:
    """The sheet as one self-contained page."""
    return environment().get_template("bundle.html").render(made=made)


def text(made: Mapping[str, Any], now: datetime) -> str:
    """The sheet in a screen."""
    counts = {level: sum(each["level"] == level for each in made["findings"]) for level in LEVELS}
    kinds: dict[str, int] = {}
    for each in made["files"]:
        kinds[each["taken_for"]] = kinds.get(each["taken_for"], 0) + 1
    lines = [
        f"{made['bundle']}: {len(made['files']):,} files, looked at on {british(local_day(now))}",
        "  " + ", ".join(f"{count:,} {kind}" for kind, count in kinds.items()),
    ]
    told = {"breach": "breaches or marketing", "question": "for a person", "fact": "facts missing", "note": "notes"}
    lines.append("  " + ", ".join(f"{counts[level]:,} {words}" for level, words in told.items()))
    for each in made["findings"][:12]:
        place = f" {each['place']}" if each["place"] else ""
        lines.append(f"  - {each['file']}{place}: {each['rule']} {each['words']}".rstrip())
    if len(made["findings"]) > 12:
        lines.append(f"    and {len(made['findings']) - 12:,} more in the sheet")
    return "\n".join([*lines, *(f"  ! {each}" for each in made["missing"])])
