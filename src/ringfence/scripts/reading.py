"""A script's report for people: plain text for a terminal, or a fragment of HTML with the words marked."""

from collections.abc import Callable, Iterable, Iterator
from html import escape

from ringfence.calendar import british
from ringfence.facts import FACTS
from ringfence.rule import Answer
from ringfence.scripts import indicators
from ringfence.scripts.checking import ScriptReport, SectionReport
from ringfence.scripts.review import EFFECTS, Idle, Review, Told, reviewed

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


def as_text(file: str, report: ScriptReport | Review) -> str:
    """What a compliance officer reads: the verdict, then each section with findings, its words marked «so»."""
    review = reviewed(report)
    report = review.report
    lines = [f"{file}: {verdict(review)}"]
    lines += _what_follows(report) + push_poll(report) + asides(review) + how_read(report)
    for each in review.told:
        if each.point.duty:
            lines += ["", *_duty_text(each, each.point.duty, report)]
    for section in report.sections:
        if section.needs or review.shown(section):
            lines += ["", *_section_text(section, review)]
    if codes := [each.point.code for each in review.told if each.point.finding and each.point.level != "note"]:
        lines += ["", f"Why, and what else to say: ringfence script explain {codes[0]}"]
    return "\n".join(lines) + "\n"


def verdict(review: Review) -> str:
    """Decision, what the script is as a whole, and the counts, on one line."""
    report = review.report
    counts = [_count(len(report.sections), "section"), f"{len(report.crossings)} crossing into marketing"]
    if report.waiting:
        counts.append(f"{len(report.waiting)} waiting for the campaign card")
    if errors := sum(finding.level == "error" for finding in report.findings):
        counts.append(_count(errors, "error"))
    return f"{DECISIONS[review.decision]} - {OVERALL[report.overall]} ({', '.join(counts)})"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def asides(review: Review) -> list[str]:
    """What people said of the script and what is not shown, a line each; none of it is silent."""
    lines = [_waivers_count(review)] if review.waived else []
    lines += [_idle(each) for each in review.idle]
    if hidden := review.hidden:
        codes = ", ".join(f"{code} x {number}" if number > 1 else code for code, number in sorted(hidden.items()))
        lines.append(f"Not shown, by --select or --ignore: {codes}. They count all the same.")
    if review.baseline:
        known = sum(bool(each.known) for each in review.told)
        new = len(review.told) - known
        lines.append(f"Baseline: {known} known, {new} new. The exit code is about the new ones; nothing is approved.")
    if review.stands is not None:
        lines.append(STANDS if review.stands else STANDS_NOT)
    return lines


def how_read(report: ScriptReport) -> list[str]:
    """What nobody judged, and what was kept apart while the file was read, a line each."""
    unread = [f"Not judged, so no allow: {each.source}: {each.message}." for each in report.unread]
    return unread + [f"Note: {note}" for note in report.notes]


STANDS = "The text is the one that was approved."
STANDS_NOT = "This is not the text that was approved: have it approved anew."


def _waivers_count(review: Review) -> str:
    count = _count(len(review.waived), "finding") + " waived."
    if review.decision == review.report.decision:
        return f"{count} The decision is the same without."
    return f"{count} Without the waivers: {DECISIONS[review.report.decision]}."


def _idle(idle: Idle) -> str:
    waiver = idle.waiver
    return f"Waiver without effect: {waiver.place} ({waiver.code}, {waiver.by}): {idle.reason}."


def waived(told: Told) -> str:
    """Who let the finding stand, when, why, and what that does."""
    waiver = told.waiver
    if waiver is None or told.effect is None:
        return ""
    until = f", until {british(waiver.until)}" if waiver.until else ""
    reason = waiver.reason.rstrip(".")
    return f"Waived by {waiver.by}, {british(waiver.on)}{until}: {reason}. ({EFFECTS[told.effect].capitalize()}.)"


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


def push_poll(report: ScriptReport) -> list[str]:
    """What tells research from a push poll, where a script tests or presses messages, and what it makes one ask."""
    found = report.indicators
    if found is None or not found.messages:
        return []
    head = f"Research or push poll? Indicators only, for a person to weigh: {indicators.told(found)}."
    return [head, *(f"  To be asked: {question}" for question in indicators.questions_raised(found, report.on))]


CONTESTED = "All that this rests on is contested: held, not allowed."


def _duty_text(told: Told, duty: Answer, report: ScriptReport) -> Iterator[str]:
    yield f"breach  {duty.rule.id}: {duty.rule.says}{' [known]' if told.known else ''}"
    if told.contested:
        yield f"        {CONTESTED}"
    if "script_markets" in duty.because and report.crossings:
        yield f"        In {', '.join(section.id for section in report.crossings)}."
    yield f"        By {duty.rule.cites}"
    yield f"        Instead: {duty.rule.cure}"


def _section_text(section: SectionReport, review: Review) -> Iterator[str]:
    told = review.shown(section)
    yield f"{_where(section, review.report)}: {_class(section)}"
    yield from (
        f"      {line.strip()}" for line in _marked(section, told, "«", "»", clean=str).splitlines() if line.strip()
    )
    if section.needs:
        yield f"      {_needs(section)}"
    for each in told:
        yield from _finding_text(each, alone=len(told) == 1)


def _finding_text(told: Told, *, alone: bool) -> Iterator[str]:
    point = told.point
    yield f"  {point.level:7} {point.code} {point.name}: {point.message}{' [known]' if told.known else ''}"
    if not alone:
        yield f"          In “{_short(point.words)}”"
    if told.waiver:
        yield f"          {waived(told)}"
    if point.finding and point.level != "note" and not told.known:
        yield f"          By {'; '.join(point.finding.cites)}"
        yield f"          Instead: {point.finding.fix}"


def _needs(section: SectionReport) -> str:
    """What the section waits for, in words and by name."""
    return "; ".join(f"{FACTS[name].say(None)} ({name})" for name in section.needs).capitalize() + "."


def _where(section: SectionReport, report: ScriptReport) -> str:
    label = f", no. {section.label}" if section.label else ""
    return f"{section.id}, {report.source(section.start, section.start + 1)}{label}"


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


def as_html(file: str, report: ScriptReport | Review) -> str:
    """A fragment for a page: every section, its class, its words marked, its findings; all text escaped."""
    review = reviewed(report)
    report = review.report
    head = [f"<h2>{escape(file)}</h2>", f"<p class='rf-overall'>{escape(verdict(review))}</p>"]
    asked = _what_follows(report) + push_poll(report)
    head += [f"<p class='rf-settle'>{escape(line.strip())}</p>" for line in asked]
    head += [f"<p class='rf-aside'>{escape(line)}</p>" for line in (*asides(review), *how_read(report))]
    duties = [_duty_html(told, told.point.duty) for told in review.told if told.point.duty]
    sections = [_section_html(section, review) for section in report.sections]
    return "\n".join([*head, *duties, "<ol class='rf-script'>", *sections, "</ol>"]) + "\n"


def _duty_html(told: Told, duty: Answer) -> str:
    contested = f" <span class='rf-waived'>{CONTESTED}</span>" if told.contested else ""
    return (
        f"<p class='rf-breach'><b>breach {escape(duty.rule.id)}</b> {escape(duty.rule.says)}"
        f" <span class='rf-cites'>By {escape(duty.rule.cites)}.</span>"
        f" <span class='rf-fix'>Instead: {escape(duty.rule.cure)}</span>{contested}</p>"
    )


def _section_html(section: SectionReport, review: Review) -> str:
    told = review.shown(section)
    crossing = " rf-crossing" if section.crossing else ""
    needs = f"<p class='rf-needs'>{escape(_needs(section))}</p>" if section.needs else ""
    findings = "".join(_finding_html(each) for each in told)
    return (
        f"<li id='{section.id}' class='rf-section rf-{section.kind}{crossing}'>"
        f"<p class='rf-class'>{escape(_where(section, review.report))}: {escape(_class(section))}</p>"
        f"<blockquote>{_marked(section, told, '<mark>', '</mark>', clean=escape)}</blockquote>{needs}"
        + (f"<ul class='rf-findings'>{findings}</ul>" if findings else "")
        + "</li>"
    )


def _finding_html(told: Told) -> str:
    point, rest = told.point, ""
    if point.finding and point.level != "note":
        rest = (
            f" <span class='rf-cites'>By {escape('; '.join(point.finding.cites))}.</span>"
            f" <span class='rf-fix'>Instead: {escape(point.finding.fix)}</span>"
        )
    if told.waiver:
        rest += f" <span class='rf-waived'>{escape(waived(told))}</span>"
    return (
        f"<li class='rf-{point.level}'><b>{point.level} {point.code} {escape(point.name)}</b>:"
        f" {escape(point.message)}.{' (Known.)' if told.known else ''}{rest}</li>"
    )


def _marked(
    section: SectionReport, told: Iterable[Told], before: str, after: str, *, clean: Callable[[str], str]
) -> str:
    """The section's words with every finding's words between two marks; marks never overlap."""
    parts, at = [], section.start
    for start, end in _spans(told):
        parts += [clean(_cut(section, at, start)), before, clean(_cut(section, start, end)), after]
        at = end
    return "".join([*parts, clean(_cut(section, at, section.end))])


def _cut(section: SectionReport, start: int, end: int) -> str:
    return section.text[start - section.start : end - section.start]


def _spans(told: Iterable[Told]) -> list[tuple[int, int]]:
    """The findings' places, in order, joined where they touch."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((each.point.start, each.point.end) for each in told):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans
