"""A script's text -> sections, each with its class and findings: the one verb of this package."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from ringfence.errors import RingfenceError
from ringfence.facts import SECTION_TAGS
from ringfence.logic import Facts, Value
from ringfence.rule import Answer
from ringfence.scripts import judge, languages, levels
from ringfence.scripts.checks import CHECKS
from ringfence.scripts.findings import Check, Finding, Hit
from ringfence.scripts.indicators import Indicators, count
from ringfence.scripts.intake import LONGEST, read
from ringfence.scripts.kinds import Kind, kind_of
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.sections import LeftOut, Split, split
from ringfence.scripts.sources.as_read import AsRead, Unread

Overall = Literal["research", "direct_marketing", "mixed", "service", "unclear"]
Decision = Literal["allow", "hold", "block"]
APPEAL = 2  # requests for money that make a script an appeal
REQUESTS = frozenset(name for name in SECTION_TAGS if name.startswith("ask_") and "turnout" not in name) | {
    "sell",
    "builds_supporter_list",
}


@dataclass(frozen=True, slots=True)
class SectionReport:
    """One section as judged: its class, its tags, what is still to be known, its findings."""

    id: str
    label: str
    start: int
    end: int
    text: str
    kind: Kind
    tags: tuple[str, ...]
    needs: tuple[str, ...]
    rules: tuple[str, ...]
    findings: tuple[Finding, ...]
    preamble: bool

    @property
    def markets(self) -> bool:
        return self.kind in ("direct_marketing", "fundraising")

    @property
    def crossing(self) -> bool:
        return any(finding.crossing for finding in self.findings)


@dataclass(frozen=True, slots=True)
class ScriptReport:
    """The whole script as judged on one day."""

    text: str
    overall: Overall
    decision: Decision
    sections: tuple[SectionReport, ...]
    script_facts: Mapping[str, Value]
    duties: tuple[Answer, ...]  # broken duties of the script as a whole
    left_out: tuple[LeftOut, ...]
    on: date
    as_read: AsRead = field(default_factory=lambda: AsRead(""))
    unread: tuple[Unread, ...] = ()  # spoken words that nobody judged
    indicators: Indicators | None = None  # of a script that presents itself as research

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of how the file was read."""
        return self.as_read.notes

    def source(self, start: int, end: int) -> str:
        """Where in the file the characters stood: “line 7”, “paragraph 4”, “sheet “Survey”, cell C5”."""
        return self.as_read.source(start, end)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for section in self.sections for finding in section.findings)

    @property
    def crossings(self) -> tuple[SectionReport, ...]:
        """The sections that cross from research or service into marketing."""
        return tuple(section for section in self.sections if section.crossing)

    @property
    def waiting(self) -> tuple[SectionReport, ...]:
        """The sections that cannot be judged until the campaign card says more."""
        return tuple(section for section in self.sections if section.needs)

    def line(self, offset: int) -> int:
        """The number of the line that holds a character of the text."""
        return self.text.count("\n", 0, offset) + 1


class NothingSpoken(RingfenceError):
    """A script without words for the person called."""

    code = "nothing-spoken"


def check_file(path: Path, *, facts: Facts, on: date) -> ScriptReport:
    """What the script in a file says; a file with nothing that is read aloud is refused, not passed."""
    report = check_as_read(read(path), facts=facts, on=on)
    if not report.sections:
        raise NothingSpoken(f"{path}: nothing here is read aloud, only notes, headings or blanks. Check the file.")
    return report


def check(text: str, *, facts: Facts, on: date) -> ScriptReport:
    """What a script says, section by section, and what the law of a day makes of it."""
    return check_as_read(AsRead(text), facts=facts, on=on)


def check_as_read(source: AsRead, *, facts: Facts, on: date) -> ScriptReport:
    """What a script says, each section with its place in the file it came from."""
    text, found = source.text, _split(source)
    passages = tuple(Passage(section, number) for number, section in enumerate(found.sections))
    mode, purpose = str(facts.get("mode") or ""), str(facts.get("purpose") or "")
    script = Script(text, passages, found.left_out, mode, purpose)
    findings = _run(script)
    script_facts = _script_facts(script)
    sections = [_judge(passage, script, findings[passage.section.id], facts, on) for passage in passages]
    script_facts["script_markets"] = _script_markets(sections)
    duties = judge.duties({**facts, **script_facts}, on)
    sections = [_level(section, script, duties) for section in sections]
    overall = _overall(sections, script)
    unread = (*source.unread, *_too_long(source), *_foreign(script, source))
    return ScriptReport(
        text, overall, _decision(sections, duties, unread), tuple(sections), script_facts, duties, found.left_out, on,
        source, unread, _indicators(script, sections, facts),
    )  # fmt: skip


def _indicators(script: Script, sections: list[SectionReport], facts: Facts) -> Indicators | None:
    """What tells research from a push poll, of a script that presents itself as research."""
    if script.fragment or not script.opening.research:
        return None
    asked = {passage.section.id for passage in script.passages if passage.questions}
    put = [each.id for each in sections if each.id in asked and (each.markets or each.kind in ("research", "depends"))]
    return count(script, put, facts)


def _split(source: AsRead) -> Split:
    """The sections of the part that is judged; a text of many megabytes is cut at a blank line."""
    if len(source.text) <= LONGEST:
        return split(source.text, source.fixed)
    cut = source.text.rfind("\n\n", 0, LONGEST)
    cut = cut + 1 if cut > LONGEST // 2 else LONGEST
    found = split(source.text[:cut], source.fixed)
    return Split(found.sections, (*found.left_out, LeftOut(cut, len(source.text), "too long")))


def _too_long(source: AsRead) -> Iterator[Unread]:
    """What lies beyond the longest text that is judged."""
    if len(source.text) > LONGEST:
        message = (
            f"only the first {LONGEST:,} of {len(source.text):,} characters were judged: check the script in parts"
        )
        yield Unread(message, f"after {source.source(LONGEST, LONGEST)}", "")


def _foreign(script: Script, source: AsRead) -> Iterator[Unread]:
    """The sections that are not in English, as one."""
    found = [
        passage.section for passage in script.passages if languages.foreign(each.plain for each in passage.sentences)
    ]
    if found:
        ids = ", ".join(section.id for section in found)
        message = (
            f"not in English, and the checks read nothing else: have somebody who reads it judge {ids}, then check "
            "a copy without"
        )
        where = source.source(found[0].start, found[0].end)
        yield Unread(message, where, " ".join(section.text for section in found))


def _run(script: Script) -> dict[str, list[Finding]]:
    """Findings by section; checks that lean on other checks' tags run after them."""
    findings: dict[str, list[Finding]] = {passage.section.id: [] for passage in script.passages}
    for second in (False, True):
        for passage in script.passages:
            for check_ in (each for each in CHECKS if each.second is second):
                for hit in check_.find(passage, script):
                    findings[passage.section.id].append(_finding(check_, passage, hit, script))
                    script.mark(passage.section.id, check_.tag)
    return findings


def _finding(check_: Check, passage: Passage, hit: Hit, script: Script) -> Finding:
    message = f"{check_.message}{hit.detail and ': ' + hit.detail}"
    return Finding(
        check_.code, check_.name, check_.tag, passage.section.id, hit.start, hit.end, script.text[hit.start : hit.end],
        message, check_.fix, check_.cites, check_.level,
    )  # fmt: skip


def _judge(passage: Passage, script: Script, findings: list[Finding], facts: Facts, on: date) -> SectionReport:
    section, known = passage.section, {**facts, **_said_here(findings)}
    tags = sorted(script.tags.get(section.id, set()))
    ruling = judge.section(tags, known, on)
    told = (
        replace(each, markets=_markets_alone(each.tag, ruling, known, on))
        for each in sorted(findings, key=lambda each: each.start)
    )
    return SectionReport(
        section.id, section.label, section.start, section.end, section.text, _kind(ruling, tags, passage, script),
        tuple(tags), ruling.needs, ruling.rules, tuple(told), section.preamble,
    )  # fmt: skip


def _markets_alone(tag: str, ruling: judge.Ruling, facts: Facts, on: date) -> bool | None:
    """What the rules make of one tag of a section: what is left open no longer matters once the section markets."""
    if ruling.marketing is False:
        return False
    alone = judge.alone(tag, facts, on)
    return False if alone is None and ruling.marketing else alone


def _said_here(findings: list[Finding]) -> dict[str, Value]:
    """Campaign facts that the section itself states: a note that answers go against the person's name."""
    return {"answers_linked": True} if any(finding.code == "PV404" for finding in findings) else {}


def _kind(ruling: judge.Ruling, tags: list[str], passage: Passage, script: Script) -> Kind:
    if ruling.marketing:
        return "fundraising" if _for_money(tags, script) else "direct_marketing"
    if ruling.marketing is None:
        return "depends"
    return kind_of(passage, script)


def _for_money(tags: list[str], script: Script) -> bool:
    """A request for money, or the case for one in a script whose requests are mostly for money."""
    if "ask_donate" in tags:
        return "ask_join" not in tags
    gifts = script.count("ask_donate")
    appeal = gifts >= APPEAL or (gifts and script.purpose == "fundraising")
    return REQUESTS.isdisjoint(tags) and bool(appeal) and 2 * gifts >= script.count(*REQUESTS)


def _script_markets(sections: list[SectionReport]) -> bool | None:
    """Whether any section is marketing; not known while one still depends on the campaign card."""
    if any(section.markets for section in sections):
        return True
    return None if any(section.kind == "depends" for section in sections) else False


def _script_facts(script: Script) -> dict[str, Value]:
    opening = script.opening
    tags = set().union(*script.tags.values()) if script.tags else set()
    return {
        "presents_as_research": opening.research,
        "presents_as_service": opening.service,
        "identity_stated": opening.named,
        "contact_stated": opening.contact,
        "contact_free_or_address": opening.free_contact,
        "claims_independence": opening.independent,
        "sponsor_disclosed": opening.sponsor or opening.partisan,
        "objection_offered": "objection_offer" in tags,
        "tests_messages": "message_test_item" in tags,
        "encourages_turnout": "ask_turnout_neutral" in tags,
    }


def _level(section: SectionReport, script: Script, duties: tuple[Answer, ...]) -> SectionReport:
    """The section with its findings at the level they have in this script."""
    neutral = script.opening.research or script.opening.service
    findings = tuple(levels.level(finding, duties, neutral=neutral) for finding in section.findings)
    return replace(section, findings=findings)


def _overall(sections: list[SectionReport], script: Script) -> Overall:
    """What the script is as a whole: what it presents itself as, against what its sections are."""
    spoken = [section for section in sections if not section.preamble]
    marketing = sum(section.markets for section in spoken)
    neutral = sum(section.kind in ("research", "depends") for section in spoken)
    opening = script.opening
    if not marketing:
        if opening.service or not neutral:
            return "service" if opening.service or any(s.kind == "administrative" for s in spoken) else "unclear"
        return "research"
    if not (opening.research or opening.service):
        return "direct_marketing"
    return "direct_marketing" if opening.partisan and marketing > neutral else "mixed"


def _decision(sections: list[SectionReport], duties: tuple[Answer, ...], unread: tuple[Unread, ...]) -> Decision:
    levels = {finding.level for section in sections for finding in section.findings}
    if "error" in levels or duties:
        return "block"
    if "warning" in levels or unread or any(section.needs for section in sections):
        return "hold"
    return "allow"
