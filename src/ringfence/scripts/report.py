"""A script's report -> JSON, SARIF 2.1.0, readable text, or a fragment of HTML with the words marked."""

import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

import ringfence
from ringfence.scripts.checking import ScriptReport, SectionReport
from ringfence.scripts.checks import CHECKS
from ringfence.scripts.findings import Finding

Named = Iterable[tuple[str, ScriptReport]]  # file name and its report
CLASS_WORDS = {"opt_out": "opt-out", "direct_marketing": "direct marketing", "depends": "depends on the campaign card"}
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(reports: Mapping[str, ScriptReport], form: str) -> str:
    """The reports of several files in one form: text, json, sarif or html."""
    if form == "json":
        return as_json(reports.items())
    if form == "sarif":
        return as_sarif(reports.items())
    one = as_html if form == "html" else as_text
    return "\n".join(one(file, report) for file, report in reports.items()).rstrip("\n")


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


def as_text(file: str, report: ScriptReport) -> str:
    """What a compliance officer reads: each section with findings, its words marked «so», the rule and the cure."""
    lines = [f"{file}: {_overall_words(report)}", *_counts(report)]
    for answer in report.duties:
        lines += [
            "",
            f"breach  {answer.rule.id}: {answer.rule.says}",
            f"        {answer.rule.cites}",
            f"        Instead: {answer.rule.cure}",
        ]
    for section in report.sections:
        if section.findings or section.needs:
            lines += ["", *_section_text(section)]
    return "\n".join(lines) + "\n"


def _overall_words(report: ScriptReport) -> str:
    words = {"mixed": "presented as research or service, but partly marketing"}
    return f"{words.get(report.overall, report.overall.replace('_', ' '))} - {report.decision}"


def _counts(report: ScriptReport) -> Iterator[str]:
    crossings = sum(section.crossing for section in report.sections)
    waiting = sum(section.kind == "depends" for section in report.sections)
    yield f"{len(report.sections)} sections, {crossings} crossing into marketing, {waiting} waiting for the card"


def _section_text(section: SectionReport) -> Iterator[str]:
    yield f"{section.id:5} {CLASS_WORDS.get(section.kind, section.kind)}" + (" - CROSSES" if section.crossing else "")
    yield from (f"      {line}" for line in _marked(section, "«", "»").splitlines())
    if section.needs:
        yield f"      To settle it, the campaign card must say: {', '.join(section.needs)}"
    for finding in section.findings:
        yield f"  {finding.level:7} {finding.code} {finding.name}: {finding.message}"
        yield f"          By {'; '.join(finding.cites)}"
        if finding.level != "note":
            yield f"          Instead: {finding.fix}"


def as_html(file: str, report: ScriptReport) -> str:
    """A fragment for a page: every section, its class, its words marked, its findings; all text escaped."""
    head = f"<h2>{escape(file)}</h2><p class='rf-overall'>{escape(_overall_words(report))}</p>"
    duties = (
        f"<p class='rf-breach'><b>{a.rule.id}</b> {escape(a.rule.says)}"
        f" <span class='rf-cites'>{escape(a.rule.cites)}</span>"
        f" <span class='rf-fix'>Instead: {escape(a.rule.cure)}</span></p>"
        for a in report.duties
    )
    sections = (_section_html(section) for section in report.sections)
    return "\n".join([head, *duties, "<ol class='rf-script'>", *sections, "</ol>"]) + "\n"


def _section_html(section: SectionReport) -> str:
    kind = CLASS_WORDS.get(section.kind, section.kind)
    findings = "".join(
        f"<li class='rf-{finding.level}'><b>{finding.code} {escape(finding.name)}</b> {escape(finding.message)}."
        f" <span class='rf-cites'>{escape('; '.join(finding.cites))}</span>"
        f" <span class='rf-fix'>Instead: {escape(finding.fix)}</span></li>"
        for finding in section.findings
    )
    crossing = " rf-crossing" if section.crossing else ""
    return (
        f"<li id='{section.id}' class='rf-section rf-{section.kind}{crossing}'><p class='rf-class'>{escape(kind)}</p>"
        f"<blockquote>{_marked(section, '<mark>', '</mark>', clean=escape)}</blockquote>"
        + (f"<ul class='rf-findings'>{findings}</ul>" if findings else "")
        + "</li>"
    )


def _marked(section: SectionReport, before: str, after: str, *, clean: Any = str) -> str:
    """The section's words with every finding's words between two marks; marks never overlap."""
    parts, at = [], section.start
    for start, end in _spans(section.findings):
        parts += [clean(_cut(section, at, start)), before, clean(_cut(section, start, end)), after]
        at = end
    return "".join([*parts, clean(_cut(section, at, section.end))])


def _cut(section: SectionReport, start: int, end: int) -> str:
    return section.text[start - section.start : end - section.start]


def _spans(findings: Iterable[Finding]) -> list[tuple[int, int]]:
    """The findings' places, in order, joined where they touch."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((finding.start, finding.end) for finding in findings):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


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
