"""A script's report for people: plain text for a terminal, or a fragment of HTML with the words marked."""

from collections.abc import Callable, Iterable, Iterator
from html import escape

from ringfence.facts import FACTS
from ringfence.rule import Answer
from ringfence.scripts.checking import ScriptReport, SectionReport
from ringfence.scripts.findings import Finding

KINDS = {
    "opt_out": "opt-out",
    "direct_marketing": "direct marketing",
    "depends": "depends on the campaign card",
}
OVERALL = {
    "research": "research",
    "direct_marketing": "direct marketing",
    "mixed": "mixed: presented as research or service, but partly marketing",
    "service": "service",
    "unclear": "unclear: it asks nothing and promotes nothing",
}
DECISIONS = {"block": "BLOCK", "hold": "HOLD", "allow": "ALLOW"}
LONGEST = 90  # characters of a finding's own words


def as_text(file: str, report: ScriptReport) -> str:
    """What a compliance officer reads: the verdict, then each section with findings, its words marked «so»."""
    lines = [f"{file}: {_verdict(report)}"]
    lines += _what_follows(report)
    for duty in report.duties:
        lines += ["", *_duty_text(duty, report)]
    for section in report.sections:
        if section.findings or section.needs:
            lines += ["", *_section_text(section, report)]
    if told := [each.code for each in report.findings if each.level != "note"]:
        lines += ["", f"Why, and what else to say: ringfence script explain {told[0]}"]
    return "\n".join(lines) + "\n"


def _verdict(report: ScriptReport) -> str:
    """Decision, what the script is as a whole, and the counts, on one line."""
    counts = [_count(len(report.sections), "section"), f"{len(report.crossings)} crossing into marketing"]
    if report.waiting:
        counts.append(f"{len(report.waiting)} waiting for the campaign card")
    if errors := sum(finding.level == "error" for finding in report.findings):
        counts.append(_count(errors, "error"))
    return f"{DECISIONS[report.decision]} - {OVERALL[report.overall]} ({', '.join(counts)})"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


MARKETING = "This is marketing: ring only numbers that `ringfence preflight` or `list screen` allows."


def _what_follows(report: ScriptReport) -> list[str]:
    """What the reader has to do about the whole script, a line each."""
    lines = [_way_to_settle(report)] if report.waiting else []
    return lines + ([MARKETING] if report.overall == "direct_marketing" else [])


def _way_to_settle(report: ScriptReport) -> str:
    """One line: which entries of the card settle the sections that wait."""
    tables: dict[str, list[str]] = {}
    for name in dict.fromkeys(name for section in report.waiting for name in section.needs):
        table, _, entry = FACTS[name].source.removeprefix("campaign.toml ").split(",")[0].partition(" ")
        tables.setdefault(table, []).append(entry)
    entries = "; ".join(f"{table} {', '.join(found)}" for table, found in tables.items())
    ids = ", ".join(section.id for section in report.waiting)
    return f"To settle {ids}: pass --campaign CARD, filled in at {entries}; or take the words out."


def _duty_text(duty: Answer, report: ScriptReport) -> Iterator[str]:
    yield f"breach  {duty.rule.id}: {duty.rule.says}"
    if "script_markets" in duty.because and report.crossings:
        yield f"        In {', '.join(section.id for section in report.crossings)}."
    yield f"        By {duty.rule.cites}"
    yield f"        Instead: {duty.rule.cure}"


def _section_text(section: SectionReport, report: ScriptReport) -> Iterator[str]:
    yield f"{_where(section, report)}: {_class(section)}"
    yield from (f"      {line.strip()}" for line in _marked(section, "«", "»", clean=str).splitlines() if line.strip())
    if section.needs:
        yield f"      {_needs(section)}"
    for finding in section.findings:
        yield f"  {finding.level:7} {finding.code} {finding.name}: {finding.message}"
        if len(section.findings) > 1:
            yield f"          In “{_short(finding.text)}”"
        if finding.level != "note":
            yield f"          By {'; '.join(finding.cites)}"
            yield f"          Instead: {finding.fix}"


def _needs(section: SectionReport) -> str:
    """What the section waits for, in words and by name."""
    return "; ".join(f"{FACTS[name].say(None)} ({name})" for name in section.needs).capitalize() + "."


def _where(section: SectionReport, report: ScriptReport) -> str:
    label = f", no. {section.label}" if section.label else ""
    return f"{section.id}, line {report.line(section.start)}{label}"


def _class(section: SectionReport) -> str:
    """The section's class, the rules that make it marketing, and whether it crosses."""
    rules = f" by {', '.join(section.rules)}" if section.markets else ""
    return f"{KINDS.get(section.kind, section.kind)}{rules}{' - CROSSES' if section.crossing else ''}"


def _short(words: str) -> str:
    """The words on one line, the middle left out when they are many."""
    words = " ".join(words.split())
    if len(words) <= LONGEST:
        return words
    half = LONGEST // 2
    return f"{words[:half].rsplit(' ', 1)[0]} … {words[-half:].split(' ', 1)[1]}"


def as_html(file: str, report: ScriptReport) -> str:
    """A fragment for a page: every section, its class, its words marked, its findings; all text escaped."""
    head = [f"<h2>{escape(file)}</h2>", f"<p class='rf-overall'>{escape(_verdict(report))}</p>"]
    head += [f"<p class='rf-settle'>{escape(line)}</p>" for line in _what_follows(report)]
    duties = [
        f"<p class='rf-breach'><b>breach {escape(each.rule.id)}</b> {escape(each.rule.says)}"
        f" <span class='rf-cites'>By {escape(each.rule.cites)}.</span>"
        f" <span class='rf-fix'>Instead: {escape(each.rule.cure)}</span></p>"
        for each in report.duties
    ]
    sections = [_section_html(section, report) for section in report.sections]
    return "\n".join([*head, *duties, "<ol class='rf-script'>", *sections, "</ol>"]) + "\n"


def _section_html(section: SectionReport, report: ScriptReport) -> str:
    crossing = " rf-crossing" if section.crossing else ""
    needs = f"<p class='rf-needs'>{escape(_needs(section))}</p>" if section.needs else ""
    findings = "".join(_finding_html(finding) for finding in section.findings)
    return (
        f"<li id='{section.id}' class='rf-section rf-{section.kind}{crossing}'>"
        f"<p class='rf-class'>{escape(_where(section, report))}: {escape(_class(section))}</p>"
        f"<blockquote>{_marked(section, '<mark>', '</mark>', clean=escape)}</blockquote>{needs}"
        + (f"<ul class='rf-findings'>{findings}</ul>" if findings else "")
        + "</li>"
    )


def _finding_html(finding: Finding) -> str:
    rest = ""
    if finding.level != "note":
        rest = (
            f" <span class='rf-cites'>By {escape('; '.join(finding.cites))}.</span>"
            f" <span class='rf-fix'>Instead: {escape(finding.fix)}</span>"
        )
    return (
        f"<li class='rf-{finding.level}'><b>{finding.level} {finding.code} {escape(finding.name)}</b>:"
        f" {escape(finding.message)}.{rest}</li>"
    )


def _marked(section: SectionReport, before: str, after: str, *, clean: Callable[[str], str]) -> str:
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
