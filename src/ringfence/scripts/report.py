"""A script's report in one of its forms: JSON here; others in reading.py, sarif.py and annotations.py."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from ringfence.scripts import indicators
from ringfence.scripts.annotations import as_github, as_lines
from ringfence.scripts.checking import ScriptReport, SectionReport
from ringfence.scripts.points import section_hash
from ringfence.scripts.reading import as_html, as_text
from ringfence.scripts.review import Idle, Review, Told, reviewed
from ringfence.scripts.sarif import as_sarif
from ringfence.scripts.waivers import Waiver

__all__ = ["as_data", "as_github", "as_html", "as_json", "as_lines", "as_sarif", "as_text", "render"]

Named = Iterable[tuple[str, ScriptReport | Review]]  # file name and its report


# One page that stands by itself: no network, no script, readable on paper.
PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Script check - Ringfence</title><style>
body {{ font: 1rem/1.5 system-ui, sans-serif; color: #111; background: #fff; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: anywhere }}
h2 {{ font-size: 1.25rem }} .rf-overall, .rf-class, .rf-breach b {{ font-weight: 600 }}
.rf-breach, .rf-crossing {{ border-left: .4rem solid #85141b; padding-left: .8rem }}
.rf-script {{ list-style: none; padding: 0 }} .rf-section {{ margin: 0 0 1.5rem }}
blockquote {{ margin: .25rem 0; font-family: Georgia, serif; white-space: pre-line }}
mark {{ background: #fbe0dc; border-bottom: .15rem solid #85141b }}
.rf-cites {{ color: #4a4f57 }} .rf-waived {{ font-style: italic }}
</style></head><body><main><h1>Script check</h1>
{}</main></body></html>"""


def render(reports: Mapping[str, ScriptReport | Review], form: str) -> str:
    """The reports of several files in one form: text, json, sarif, html, github or lines."""
    if form == "html":
        return PAGE.format("".join(as_html(file, report) for file, report in reports.items()))
    writers = {"json": as_json, "sarif": as_sarif, "github": as_github, "lines": as_lines}
    if form in writers:
        return writers[form](reports.items())
    return "\n".join(_text(file, reviewed(report)) for file, report in reports.items()).rstrip("\n")


def _text(file: str, review: Review) -> str:
    """The report and, last, what its text is approved by."""
    return f"{as_text(file, review)}\nThe text as read: {review.text_hash}\n"


def as_json(reports: Named) -> str:
    """A list, one object per file."""
    return json.dumps([as_data(file, report) for file, report in reports], ensure_ascii=False, indent=2)


def as_data(file: str, report: ScriptReport | Review) -> dict[str, Any]:
    """One file's report as plain data: offsets count characters of the text as read."""
    review = reviewed(report)
    report = review.report
    return {
        "file": file,
        "overall": report.overall,
        "decision": review.decision,
        "decision_without_waivers": report.decision,
        "on": report.on.isoformat(),
        "text_hash": review.text_hash,
        "approved": review.stands,
        "script_facts": dict(report.script_facts),
        "indicators": _indicators_data(report),
        "duties": [_duty_data(told) for told in review.told if told.point.duty],
        "notes": list(report.notes),
        "apart": [{"kind": a.kind, "source": a.source, "text": a.text} for a in report.as_read.asides],
        "not_judged": [{"source": u.source, "message": u.message, "text": u.words} for u in report.unread],
        "sections": [_section_data(section, review) for section in report.sections],
        "not_shown": dict(sorted(review.hidden.items())),
        "waivers_without_effect": [_idle_data(idle) for idle in review.idle],
        "baseline": _baseline_data(review),
    }


def _duty_data(told: Told) -> dict[str, Any]:
    duty = told.point.duty
    assert duty is not None
    return {
        "rule": duty.rule.id,
        "cites": duty.rule.cites,
        "says": duty.rule.says,
        "because": list(duty.because),
        "fix": duty.rule.cure,
        "fingerprint": told.point.fingerprint,
        "known": told.known,
        "contested": told.contested,
    }


def _indicators_data(report: ScriptReport) -> dict[str, Any] | None:
    """What tells research from a push poll; none for a script that does not present itself as research."""
    found = report.indicators
    if found is None:
        return None
    return {**asdict(found), "questions_raised": list(indicators.questions_raised(found, report.on))}


def _section_data(section: SectionReport, review: Review) -> dict[str, Any]:
    return {
        "id": section.id,
        "label": section.label,
        "start": section.start,
        "end": section.end,
        "source": review.report.source(section.start, section.end),
        "text": section.text,
        "hash": section_hash(section.text),
        "class": section.kind,
        "crossing": section.crossing,
        "rules": list(section.rules),
        "needs": list(section.needs),
        "findings": [_finding_data(told, review) for told in review.shown(section)],
    }


def _finding_data(told: Told, review: Review) -> dict[str, Any]:
    finding = told.point.finding
    assert finding is not None
    return {
        "rule": finding.code,
        "name": finding.name,
        "level": finding.level,
        "start": finding.start,
        "end": finding.end,
        "source": review.report.source(finding.start, finding.end),
        "text": finding.text,
        "message": finding.message,
        "cites": list(finding.cites),
        "fix": finding.fix,
        "fingerprint": told.point.fingerprint,
        "known": told.known,
        "waived": {**_waiver_data(told.waiver), "effect": told.effect} if told.waiver else None,
    }


def _waiver_data(waiver: Waiver) -> dict[str, Any]:
    return {
        "code": waiver.code,
        "reason": waiver.reason,
        "by": waiver.by,
        "on": waiver.on.isoformat(),
        "until": waiver.until.isoformat() if waiver.until else None,
        "place": waiver.place,
    }


def _idle_data(idle: Idle) -> dict[str, Any]:
    return {**_waiver_data(idle.waiver), "why": idle.reason}


def _baseline_data(review: Review) -> dict[str, int] | None:
    """How many points are known and how many new; none without a baseline."""
    if not review.baseline:
        return None
    known = sum(bool(told.known) for told in review.told)
    return {"known": known, "new": len(review.told) - known}
