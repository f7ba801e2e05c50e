"""A script's report in one of four forms: JSON and SARIF 2.1.0 here, text and HTML in reading.py."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import ringfence
from ringfence.scripts.checking import ScriptReport, SectionReport
from ringfence.scripts.checks import CHECKS
from ringfence.scripts.findings import Finding
from ringfence.scripts.reading import as_html, as_text

Named = Iterable[tuple[str, ScriptReport]]  # file name and its report
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


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
blockquote {{ margin: .25rem 0; font-family: Georgia, serif }}
mark {{ background: #fbe0dc; border-bottom: .15rem solid #85141b }}
.rf-cites {{ color: #4a4f57 }}
</style></head><body><main><h1>Script check</h1>
{}</main></body></html>"""


def render(reports: Mapping[str, ScriptReport], form: str) -> str:
    """The reports of several files in one form: text, json, sarif or html."""
    if form == "json":
        return as_json(reports.items())
    if form == "sarif":
        return as_sarif(reports.items())
    if form == "html":
        return PAGE.format("".join(as_html(file, report) for file, report in reports.items()))
    return "\n".join(as_text(file, report) for file, report in reports.items()).rstrip("\n")


def as_data(file: str, report: ScriptReport) -> dict[str, Any]:
    """One file's report as plain data: offsets count characters of the text as read."""
    return {
        "file": file,
        "overall": report.overall,
        "decision": report.decision,
        "on": report.on.isoformat(),
        "script_facts": dict(report.script_facts),
        "duties": [
            {
                "rule": a.rule.id,
                "cites": a.rule.cites,
                "says": a.rule.says,
                "because": list(a.because),
                "fix": a.rule.cure,
            }
            for a in report.duties
        ],
        "sections": [_section_data(section) for section in report.sections],
    }


def _section_data(section: SectionReport) -> dict[str, Any]:
    return {
        "id": section.id,
        "label": section.label,
        "start": section.start,
        "end": section.end,
        "text": section.text,
        "class": section.kind,
        "crossing": section.crossing,
        "rules": list(section.rules),
        "needs": list(section.needs),
        "findings": [_finding_data(finding) for finding in section.findings],
    }


def _finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.code,
        "name": finding.name,
        "level": finding.level,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "message": finding.message,
        "cites": list(finding.cites),
        "fix": finding.fix,
    }


def as_json(reports: Named) -> str:
    """A list, one object per file."""
    return json.dumps([as_data(file, report) for file, report in reports], ensure_ascii=False, indent=2)


def as_sarif(reports: Named) -> str:
    """SARIF 2.1.0 for editors and code hosts."""
    results = [_sarif_result(file, finding, report.text) for file, report in reports for finding in report.findings]
    driver = {
        "name": "Ringfence",
        "semanticVersion": ringfence.__version__,
        "rules": [_sarif_rule(check) for check in CHECKS],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _sarif_rule(check: Any) -> dict[str, Any]:
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": check.message},
        "help": {"text": check.page.strip(), "markdown": check.page.strip()},
        "properties": {"cites": list(check.cites)},
    }


def _sarif_result(file: str, finding: Finding, text: str) -> dict[str, Any]:
    region = {
        **_place("start", text, finding.start),
        **_place("end", text, finding.end),
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
        "snippet": {"text": finding.text},
    }
    return {
        "ruleId": finding.code,
        "level": finding.level,
        "message": {"text": f"{finding.message}. {finding.fix}"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": file}, "region": region}}],
    }


def _place(which: str, text: str, offset: int) -> dict[str, int]:
    return {f"{which}Line": text.count("\n", 0, offset) + 1, f"{which}Column": offset - text.rfind("\n", 0, offset)}
