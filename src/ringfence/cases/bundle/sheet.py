"""The finding sheet of a bundle: as JSON, as a page, as a few lines; each finding with its file and its hash."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from ringfence.calendar import british, local_day
from ringfence.cases.bundle.sorting import WORDS, Sorted
from ringfence.cases.bundle.working import Worked
from ringfence.cases.report import environment
from ringfence.preferences.events import instant
from ringfence.rulebook import version

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


def _findings(worked: Worked) -> Iterator[dict[str, Any]]:
    """Every finding once, the breaches first."""
    yield from sorted(_every(worked), key=lambda each: LEVELS.index(each["level"]))


def _every(worked: Worked) -> Iterator[dict[str, Any]]:
    for each in worked.campaigns:
        where = {"file": each["file"], "sha256": each["sha256"]}
        for section in each["script"]["sections"]:
            yield from _of_section(section, {"file": f"{each['id']}: {each['script']['file']}", "sha256": ""})
        for answer in each["answers"]:
            level = {"BREACH": "breach", "NEEDS_HUMAN": "question"}.get(answer["outcome"], "fact")
            words = answer["question"] or "; ".join(answer["because"]) or answer["says"]
            yield {
                **where,
                "level": level,
                "rule": answer["rule"],
                "cites": [answer["cites"]],
                "words": words,
                "place": "",
            }
        if each["list"] and each["list"]["decisions"].get("block"):
            reasons = "; ".join(f"{r['words']} ({r['count']:,})" for r in each["list"]["reasons"][:3])
            screened = each["list"]
            blocked = f"{screened['decisions']['block']:,} of {screened['numbers']:,} numbers"
            words = f"{blocked} may not be called: {reasons}"
            yield {**where, "level": "breach", "rule": "", "cites": [], "words": words, "place": "list"}
    for each in worked.scripts:
        if each["overall"] in ("direct_marketing", "mixed"):
            yield {
                "file": each["file"], "sha256": each["sha256"], "level": "question", "rule": "", "cites": [],
                "words": MARKETS[each["overall"]], "place": "as a whole",
            }  # fmt: skip
        for section in each["sections"]:
            yield from _of_section(section, {"file": each["file"], "sha256": each["sha256"]})
    if worked.audit:
        for rule, calls in worked.audit["law_broken"].items():
            words = f"{calls:,} calls on record broke it, by the law of their day"
            files = ", ".join(worked.audit["files"])
            told = {"rule": rule, "cites": [], "words": words, "place": "calls"}
            yield {"file": files, "sha256": "", "level": "breach", **told}


def _of_section(section: Mapping[str, Any], where: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for found in sorted(section["findings"], key=lambda each: GRAVE[each["level"]]):
        level = {"error": "breach", "warning": "question"}.get(found["level"], "note")
        yield {
            **where, "level": level, "rule": found["rule"], "cites": list(found["cites"]),
            "words": f"“{_short(found['text'])}”: {found['message']}", "place": f"section {section['id']}",
        }  # fmt: skip


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
