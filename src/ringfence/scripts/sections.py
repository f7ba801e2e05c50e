"""A script's text -> its sections: the smallest things a caller reads as one.

A section is a numbered question with its lead-in and answer list, a paragraph, a line of dialogue or a row of a
table. `text[start:end]` of the file is the section, notes and answer codes included, its number left out.
What is no section (headings, rules, notes to the interviewer) is listed too, with the reason: nothing is dropped
unseen.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ringfence.scripts.lines import (
    ANSWER_WORDS,
    BOX,
    BRACKETED,
    BULLET,
    CELL,
    CUE,
    ENDS_SPOKEN,
    GREETING,
    HEADING,
    LABEL_ONLY,
    MARKER,
    SPEAKER,
    Line,
    asks_for_answer,
    blocks,
    bullet,
    in_table,
    is_answer,
    is_bare_answer,
    lines,
    one_line_each,
    why_left_out,
    without_routing,
)
from ringfence.scripts.sources.as_read import Fixed


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
class _Draft:
    start: int
    end: int
    label: str = ""
    indent: int = 0
    row: bool = False
    answers: bool = False  # its list of answers has begun


def split(text: str, fixed: Mapping[int, Fixed] | None = None) -> Split:
    """The sections of a script, in order, and what was left out of them; `fixed` ones the source marks itself."""
    drafts, left_out = _read(text, fixed or {}, titles=True)
    if not drafts:  # a text of one line is no title of anything
        drafts, left_out = _read(text, fixed or {}, titles=False)
    sections = [section for draft in drafts if (section := _section(text, draft))]
    numbered = [replace(section, id=f"s{number}") for number, section in enumerate(_preamble(sections), 1)]
    return Split(tuple(numbered), tuple(left_out))


def _read(text: str, fixed: Mapping[int, Fixed], *, titles: bool) -> tuple[list[_Draft], list[LeftOut]]:
    drafts: list[_Draft] = []
    left_out: list[LeftOut] = []
    for block in blocks(lines(text)):
        if block[0].start in fixed:
            _take_block(block, fixed[block[0].start], drafts, left_out)
        else:
            _read_block(text, block, drafts, left_out, titles=titles)
    return drafts, left_out


def _take_block(block: list[Line], fixed: Fixed, drafts: list[_Draft], left_out: list[LeftOut]) -> None:
    """A block that the source itself marks: one section, or none."""
    if fixed.left_out:
        left_out.append(LeftOut(block[0].start, block[-1].end, fixed.left_out))
    else:
        drafts.append(_Draft(block[0].start + fixed.skip, block[-1].end, fixed.label, row=True))


def _read_block(text: str, block: list[Line], drafts: list[_Draft], left_out: list[LeftOut], *, titles: bool) -> None:
    if _is_answer_list(block, drafts, text):
        drafts[-1].end = block[-1].end
        return
    open_draft = False  # does the next plain line carry on the section above it?
    each_line, table = one_line_each(block), in_table(block)
    for number, line in enumerate(block):
        reason = why_left_out(block, number, first=not open_draft, opening=not drafts)
        if reason == "heading" and not (titles or HEADING.match(line.text)):
            reason = ""
        if reason and not (open_draft and reason == "note"):
            left_out.append(LeftOut(line.start, line.end, reason))
            open_draft = False
        elif "|" in line.text and not BOX.match(line.text) and (table or line.text.lstrip().startswith("|")):
            drafts.append(_row(line))
            open_draft = False
        elif open_draft and not _starts_section(line, drafts[-1], text, each_line=each_line):
            drafts[-1].end = line.end
        else:
            drafts.append(_open(line))
            open_draft = True


def _open(line: Line) -> _Draft:
    """A new section at `line`, its number, bullet or speaker left out."""
    skip, label = 0, ""
    for pattern in (MARKER, SPEAKER, BULLET):
        match = pattern.match(line.text, skip)
        if match and match.end() < len(line.text) and line.text[match.end() :].strip("*_ "):
            label = label or (match.groupdict().get("label") or "")
            skip = match.end()
    skip += len(line.text[skip:]) - len(line.text[skip:].lstrip(" \t>"))
    return _Draft(line.start + skip, line.end, label, line.indent)


def _starts_section(line: Line, above: _Draft, text: str, *, each_line: bool) -> bool:
    if SPEAKER.match(line.text) or CUE.match(line.text):
        return True
    if BRACKETED.match(line.text) or BOX.match(line.text):
        return False
    if bullet(line):
        above.answers = _answers(line, above, text)
        return not above.answers
    if each_line and ANSWER_WORDS.fullmatch(without_routing(line.text)):
        above.answers = above.answers or _takes_answers(above, text)
        return not above.answers
    return each_line


def _answers(line: Line, above: _Draft, text: str) -> bool:
    """True for a bulleted, numbered or lettered line that is one of the answers to the question above it."""
    match = bullet(line)
    if match is None or above.row or (not above.answers and _follows_on(match, above)):
        return False
    set_in = line.indent > above.indent and bool(above.label)
    if not (set_in or above.answers or _takes_answers(above, text)):
        return False
    return is_answer(line.text[match.end() :], listed=set_in or above.answers)


def _takes_answers(above: _Draft, text: str) -> bool:
    """True when a list of answers can follow: something is asked, or a numbered line breaks off."""
    words = text[above.start : above.end]
    return asks_for_answer(words) or (bool(above.label) and not ENDS_SPOKEN.search(words))


def _follows_on(match: re.Match[str], above: _Draft) -> bool:
    """True for the next number of a series that the section above is part of."""
    label = match.groupdict().get("label") or ""
    return label.isdecimal() and above.label.isdecimal() and int(label) == int(above.label) + 1


def _is_answer_list(block: list[Line], drafts: list[_Draft], text: str) -> bool:
    """A block of answers, bulleted or each on a short line of its own, belongs to the question above it."""
    if not drafts or drafts[-1].row:
        return False
    above, begun = drafts[-1], drafts[-1].answers
    for line in block:
        above.answers = _answers(line, above, text) if bullet(line) else _answers_bare(line, block, above, text)
        if not above.answers:
            above.answers = begun
            return False
    return True


def _answers_bare(line: Line, block: list[Line], above: _Draft, text: str) -> bool:
    """A line with no bullet is an answer among several, or by itself when it can be nothing else."""
    if not is_bare_answer(line) or not (above.answers or _takes_answers(above, text)):
        return False
    return len(block) > 1 or bool(ANSWER_WORDS.fullmatch(without_routing(line.text)))


def _row(line: Line) -> _Draft:
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
