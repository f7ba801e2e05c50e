"""A script's text -> its sections: the smallest things a caller reads as one.

A section is a numbered question with its lead-in and answer list, a paragraph, a line of dialogue or a row of a
table. `text[start:end]` of the file is the section, notes and answer codes included, its number left out.
What is no section (headings, rules, notes to the interviewer) is listed too, with the reason: nothing is dropped
unseen.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

MARKER = re.compile(
    r"[ \t>]*(?:[-*+•]\s+(?!\s))?\**_{0,2}\(?(?P<label>"
    r"\[\d+:\d\d\](?=\W)|\d{1,3}(?=\s*=)|\d{1,3}[a-z]?(?:\.\d{1,2})?(?=[.):\]]|\**\s+[\"“‘'\[({*]*[A-Z])|[A-Za-z](?=[.)])"
    r"|[ivx]{1,5}(?=[.)])"
    r"|[A-Z]{1,3}\d{1,3}[a-z]?(?=\W)|(?:Question|Section|Step|Line|Item|Part) \d{1,3}(?=[.):]))"
    r"\**_{0,2}[.):\]]*\**_{0,2}[:.]?[ \t]*=?[ \t]*"
)
BULLET = re.compile(r"[ \t>]*[-*+•‣▪–][ \t]+(?=\S)")
SPEAKER = re.compile(
    r"[ \t>]*\**_{0,2}(?:agent|caller|interviewer|volunteer|operator|respondent|you|them|customer|voter"
    r"|supporter|voice|recording"
    r"|fundraiser|adviser|advisor|contact|member|rep|host|bot|system|say|script|intro(?:duction)?|opening"
    r"|clos(?:e|ing)|end|greeting|thanks|recording)(?: ?\d)?\**:\**_{0,2}[ \t]*",
    re.IGNORECASE,
)
LABEL_ONLY = re.compile(
    r"[ \t]*\**(?:[A-Z]{0,3}\d{1,3}[a-z]?|\([a-z]\)|\[\d+:\d\d\])[.):]?\**[ \t]*$"
    r"|[ \t]*\**\[?(?:IF|WHEN)\b[^a-z.?!]{2,70}[:\]]?\**[ \t]*$"
)
HEADING = re.compile(r"[ \t]*#{1,6}(?:\s|$)")
RULE = re.compile(r"[ \t]*(?:[-*_=~#.·—–]{3,}|(?:[-*_] ){2,}[-*_])[ \t]*$")
TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*$")
CELL = re.compile(r"(?:\\\||[^|])+")
BRACKETED = re.compile(r"[ \t>]*(?:\[[^\]]*\]|\([^)]*\)|<!--.*?-->|<[^>]*>)[ \t.]*$")
EMPHASISED = re.compile(r"[ \t]*(?:\*{1,3}(?=\S)[^*]+\*{1,3}|_{1,3}(?=\S)[^_]+_{1,3})[ \t.]*$")
ENDS_SPOKEN = re.compile(r"[.?!…][\"”’')\]*_ ]*$")
RUNS_ON = re.compile(r"[a-z]{3}[.?!] [A-Z“\"]")
GREETING = re.compile(
    r"\b(?:hello|hi|hiya|hey|good (?:morning|afternoon|evening|day)|morning!|afternoon!|evening!|(?:am i|could i"
    r"|can i|may i|is that)"
    r" (?:speaking|speak|{)|my name(?:'|’)?s|my name is|this is (?:an? )?(?:recorded|automated|message|call))",
    re.IGNORECASE,
)
TABLE_HEADS = re.compile(
    r"no|#|ref|id|q|words|question.*|script.*|codes?.*|routing|→|notes?|action|time|who|say|agent.*|answers?.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Section:
    """One thing read as one; `preamble` when it stands before the caller's greeting."""

    id: str
    label: str
    start: int
    end: int
    text: str
    preamble: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Part of the file that is no section, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Split:
    sections: tuple[Section, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(slots=True)
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(slots=True)
class _Draft:
    start: int
    end: int
    label: str = ""
    row: bool = False
    answers: bool = False  # its list of answers has begun


def split(text: str) -> Split:
    """The sections of a script, in order, and what was left out of them."""
    drafts, left_out = _read(text, titles=True)
    if not drafts:  # a text of one line is no title of anything
        drafts, left_out = _read(text, titles=False)
    sections = [section for draft in drafts if (section := _section(text, draft))]
    numbered = [replace(section, id=f"s{number}") for number, section in enumerate(_preamble(sections), 1)]
    return Split(tuple(numbered), tuple(left_out))


def _read(text: str, *, titles: bool) -> tuple[list[_Draft], list[LeftOut]]:
    drafts: list[_Draft] = []
    left_out: list[LeftOut] = []
    for block in _blocks(_lines(text)):
        _read_block(text, block, drafts, left_out, titles=titles)
    return drafts, left_out


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for line in text.split("\n"):
        yield _Line(at, line)
        at += len(line) + 1


def _blocks(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """Runs of lines between blank ones."""
    block: list[_Line] = []
    for line in lines:
        if line.text.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _read_block(text: str, block: list[_Line], drafts: list[_Draft], left_out: list[LeftOut], *, titles: bool) -> None:
    if _is_answer_list(block, drafts, text):
        drafts[-1].end = block[-1].end
        return
    open_draft = False  # does the next plain line carry on the section above it?
    each_line = _one_line_each(block)
    for number, line in enumerate(block):
        reason = _why_left_out(block, number, drafts, first=not open_draft)
        if reason == "heading" and not (titles or HEADING.match(line.text)):
            reason = ""
        if reason and not (open_draft and reason == "note"):
            left_out.append(LeftOut(line.start, line.end, reason))
            open_draft = False
        elif line.text.lstrip().startswith("|"):
            drafts.append(_row(line))
            open_draft = False
        elif open_draft and not _starts_section(line, drafts[-1], text, each_line=each_line):
            drafts[-1].end = line.end
        else:
            drafts.append(_open(line))
            open_draft = True


def _open(line: _Line) -> _Draft:
    """A new section at `line`, its number, bullet or speaker left out."""
    skip, label = 0, ""
    for pattern in (MARKER, SPEAKER, BULLET):
        match = pattern.match(line.text, skip)
        if match and match.end() < len(line.text) and line.text[match.end() :].strip("*_ "):
            label = label or (match.groupdict().get("label") or "")
            skip = match.end()
    skip += len(line.text[skip:]) - len(line.text[skip:].lstrip(" \t>"))
    return _Draft(line.start + skip, line.end, label)


def _starts_section(line: _Line, above: _Draft, text: str, *, each_line: bool) -> bool:
    if SPEAKER.match(line.text):
        return True
    if BRACKETED.match(line.text):
        return False
    match = MARKER.match(line.text) or BULLET.match(line.text)
    if match:
        asked = above.answers or text[above.start : above.end].rstrip('*_”" ').endswith(("?", ":", "…"))
        above.answers = asked and _is_answer(line.text[match.end() :])
        return not above.answers
    return each_line


def _is_answer(words: str) -> bool:
    """An answer to choose from, not something asked: short and without an end stop."""
    return len(words.split()) <= 9 and not ENDS_SPOKEN.search(words)


def _is_answer_list(block: list[_Line], drafts: list[_Draft], text: str) -> bool:
    """A block of short bulleted or numbered answers belongs to the question above it."""
    if len(block) < 2 or not drafts or drafts[-1].row:
        return False
    above = text[drafts[-1].start : drafts[-1].end].rstrip('*_”" ')
    if not above.endswith(("?", ":", "…", "]", ")")):
        return False
    found = [MARKER.match(line.text) or BULLET.match(line.text) for line in block]
    return all(match and _is_answer(line.text[match.end() :]) for match, line in zip(found, block, strict=True))


def _one_line_each(block: list[_Line]) -> bool:
    """Unnumbered lines that each end like speech are read one by one, not a wrapped paragraph."""
    plain = [line for line in block if not BRACKETED.match(line.text)]
    return len(plain) >= 3 and all(ENDS_SPOKEN.search(line.text) for line in plain)


def _why_left_out(block: list[_Line], number: int, drafts: list[_Draft], *, first: bool) -> str:
    line = block[number].text
    below = block[number + 1].text if number + 1 < len(block) else ""
    if line.lstrip().startswith("|"):
        return _why_row_left_out(line, below)
    if HEADING.match(line) or RULE.match(line) or line.strip() in ("```", "~~~"):
        return "heading" if HEADING.match(line) else "rule"
    if LABEL_ONLY.match(line):
        return "label"
    if BRACKETED.match(line) or (EMPHASISED.match(line) and "?" not in line and first):
        return "note"
    if _is_title(line, below, alone=len(block) == 1, first=first, opening=not drafts):
        return "heading"
    return ""


def _why_row_left_out(line: str, below: str) -> str:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if TABLE_RULE.match(line):
        return "rule"
    if (TABLE_RULE.match(below) and below.strip()) or all(not cell or TABLE_HEADS.fullmatch(cell) for cell in cells):
        return "heading"
    return ""


def _is_title(line: str, below: str, *, alone: bool, first: bool, opening: bool) -> bool:
    """A line that names what follows rather than being said."""
    bare = line.strip().strip("*_=<>~# ")
    words = len(bare.split())
    if not first or not bare or bare.startswith("[") or (MARKER.match(line) and words > 8):
        return False
    if RULE.match(below) and words <= 12:
        return True
    if below[:1].islower() or RUNS_ON.search(bare) or ENDS_SPOKEN.search(bare):
        return False  # the first line of a paragraph, or a whole one
    if (_shouted(bare) and words <= 14) or (line.strip().startswith("**") and line.strip().endswith("**")):
        return True
    if opening:
        return not GREETING.search(bare) and not MARKER.match(line)
    return alone and words <= 8 and bare[:1].isupper()


def _shouted(words: str) -> bool:
    letters = [mark for mark in words if mark.isalpha()]
    return bool(letters) and sum(mark.isupper() for mark in letters) > 0.8 * len(letters)


def _row(line: _Line) -> _Draft:
    """A table row: from the first spoken cell to the last filled one."""
    cells = [
        (
            match.start() + len(match[0]) - len(match[0].lstrip()),
            match.start() + len(match[0].rstrip()),
            match[0].strip(),
        )
        for match in CELL.finditer(line.text)
        if match[0].strip()
    ]
    label = ""
    if len(cells) > 1 and (len(cells[0][2]) <= 6 or LABEL_ONLY.match(cells[0][2])):
        label = cells.pop(0)[2]
    if not cells:
        return _Draft(line.end, line.end, label, row=True)
    return _Draft(line.start + cells[0][0], line.start + cells[-1][1], label, row=True)


def _section(text: str, draft: _Draft) -> Section | None:
    words = text[draft.start : draft.end]
    lead, tail = len(words) - len(words.lstrip()), len(words.rstrip())
    if tail <= lead:
        return None
    start, end = draft.start + lead, draft.start + tail
    return Section("", draft.label.strip("*.) "), start, end, text[start:end])


def _preamble(sections: list[Section]) -> list[Section]:
    """Mark what stands before the greeting, when a greeting comes early."""
    for number, section in enumerate(sections[:8]):
        if GREETING.search(section.text):
            return [replace(early, preamble=True) for early in sections[:number]] + sections[number:]
    return sections
