"""The forms a line of a script can take: numbered, bulleted, spoken, a heading, a note, an answer to choose."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ringfence.scripts.words import COMMENT, LONGEST_COMMENT, asks, opens_question

MARKER = re.compile(
    r"[ \t>]*(?:[-*+•]\s+(?!\s))?\**_{0,2}\(?(?P<label>"
    r"\[\d+[:.]\d\d\](?=\W)|\d{1,3}(?=\s*=)|\d{1,3}[a-z]?(?:\.\d{1,2})?(?=[.):\]]|\**\s+[\"“‘'\[({*]*[A-Z])"
    r"|[A-Za-z](?=[.)])"
    r"|[ivx]{1,5}(?=[.)])"
    r"|[A-Z]{1,3}\d{1,3}[a-z]?(?=\W)|[A-Z][A-Z0-9_]{1,9}(?=(?:  +|\t) *[\w\"“‘'\[({])|[a-z]+_\d{1,3}(?: SAY)?(?= )"
    r"|[a-z]+ \d{1,3}[a-z]?(?=  )"
    r"|(?:Question|Section|Step|Line|Item|Part) \d{1,3}(?=[.):]))"
    r"\**_{0,2}[.):\]]*\**_{0,2}[:.]?[ \t]*=?[ \t]*"
)
BULLET = re.compile(r"[ \t>]*(?:[-*+•‣▪–]|--)[ \t]+(?=\S)")
CUE = re.compile(
    r"[ \t>]*(?:\[[A-Z]{2}[^\]]{0,60}\]|\([A-Z]{2}[^)a-z]{0,60}\))[ \t]+(?=\S)"
)  # [NOT SURE] That's all right.
CAPS_LABEL = (  # OPEN    |  HELLO>>  -> UNDEC:  (rec)
    r"(?:(?:->|→|=>)[ \t]*)?(?!(?:IF|WHEN|NB|NOTE|PS|RE|FW|CC|TO|FROM|DATE|SUBJ|SUBJECT"
    r"|SENT)\b)[A-Z][A-Z0-9/&'?!.-]*(?: [A-Z0-9/&'?!.-]+){0,3}[ \t]*"
    r"(?::|>>|\|)[ \t]+(?=\S)|\d{1,3}[a-z]?[ \t]*\|[ \t]+(?=\S)|\((?:rec|live|voice)\)[ \t]+"
)
SPEAKER = re.compile(
    rf"[ \t>]*(?-i:{CAPS_LABEL})|"
    r"[ \t>]*\**_{0,2}(?:agent|caller|interviewer|volunteer|operator|respondent|you|them|customer|voter"
    r"|supporter|voice|recording"
    r"|fundraiser|adviser|advisor|contact|member|rep|host|bot|system|say|script|intro(?:duction)?|opening"
    r"|clos(?:e|ing)|end|greeting|thanks|recording)(?: ?\d)?\**:\**_{0,2}[ \t]*",
    re.IGNORECASE,
)
LABEL_ONLY = re.compile(
    r"[ \t]*[-*+•~][ \t]+(?!DK\b|NO\b|YES\b)[A-Z][A-Z0-9 &/'-]{3,40}[ \t]*$|"
    r"[ \t]*(?:[-*+•][ \t]+)(?:\[[ x]?\][ \t]*)?\*\*[^*]{1,60}\*\*(?:[ \t]*\([^)]{0,60}\))?[ \t]*$|"
    r"[ \t]*\**(?:[A-Z]{0,3}\d{1,3}[a-z]?|\([a-z]\)|\[\d+[:.]\d\d\])[.):]?\**[ \t]*$"
    r"|[ \t]*\**\[?(?:IF|WHEN)\b[^a-z.?!]{2,70}[:\]]?\**[ \t]*$"
)
HEADING = re.compile(r"[ \t]*#{1,6}(?:\s|$)")
RULE = re.compile(r"[ \t]*(?:[-*_=~#.·—–]{3,}|(?:[-*_] ){2,}[-*_])[ \t]*(?:\([^)]{0,40}\)[ \t]*)?$")
TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*$")
CELL = re.compile(r"(?:\\\||[^|])+")
BRACKETED = re.compile(rf"[ \t>]*(?:\[[^\]]*\]|\([^)]*\)|(?:{COMMENT}[ \t]*)+|<[^>!]*>)[ \t.]*$")
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
ROUTING = re.compile(  # what the interviewer does with the answer: (THANK AND CLOSE), [GO TO Q5], → CLOSE
    r"[ \t]{0,8}(?:\([^()]{0,120}\)|\[[^\[\]]{0,120}\]|(?:→|->|=>|>>|[-–—]+)[ \t]*[^a-z]{2,40})[ \t.]{0,8}$"
)
ANSWER_WORDS = re.compile(
    r"(?:yes|no|(?:i )?(?:do ?n.?t|do not) know|dk|neither|both|none(?: of (?:these|them|the above))?|others?"
    r"|refused|not sure|unsure|maybe|undecided|prefer not to say|(?:some(?:one|thing)|any) (?:else|other)"
    r"|(?:would|did|will) not vote|not applicable|n/a)[.,;]?",
    re.IGNORECASE,
)
SHORT, LONG = 9, 16  # words of an answer: by itself, and in a list that has begun or is set in
BARE = 6  # words of an answer on a line with no bullet


@dataclass(slots=True)
class Line:
    """One line of the file; a comment that runs over several lines is kept in one piece."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" \t"))


def lines(text: str) -> Iterator[Line]:
    """The lines of a text, in order."""
    at = 0
    while at <= len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        opened = text.rfind("<!--", at, stop)
        if opened >= 0 and text.find("-->", opened, stop) < 0:
            closed = text.find("-->", stop, opened + LONGEST_COMMENT)
            stop = stop if closed < 0 else text.find("\n", closed)
            stop = len(text) if stop < 0 else stop
        yield Line(at, text[at:stop])
        at = stop + 1


def blocks(found: Iterable[Line]) -> Iterator[list[Line]]:
    """Runs of lines between blank ones."""
    block: list[Line] = []
    for line in found:
        if line.text.strip(" \t>"):  # a quoted mail's blank line is one
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


BOX = re.compile(r"[ \t]*\|_*\|")  # |_| a lot


def in_table(block: list[Line]) -> bool:
    """Rows of a table: they begin with a bar, or stand under a rule, or are all cut into as many cells."""
    bars = ["|" in line.text and not BOX.match(line.text) for line in block]
    if block[0].text.lstrip().startswith("|") and bars[0]:
        return True
    ruled = any("|" in line.text and TABLE_RULE.match(line.text) for line in block[:3])
    return ruled or (len(block) >= 4 and sum(bars) >= 0.8 * len(bars))


def bullet(line: Line) -> re.Match[str] | None:
    """The number, letter or bullet at the start of a line."""
    return MARKER.match(line.text) or BULLET.match(line.text)


def is_answer(words: str, *, listed: bool) -> bool:
    """An answer to choose from, not something said: short and without an end stop; longer where a list is plain."""
    words = without_routing(words)
    if ANSWER_WORDS.fullmatch(words):
        return True
    if words.startswith("or "):
        return True
    return not (ENDS_SPOKEN.search(words) or (not listed and opens_question(words))) and len(words.split()) <= (
        LONG if listed else SHORT
    )


def is_bare_answer(line: Line) -> bool:
    """A short line with no bullet that could be an answer under a question."""
    words = without_routing(line.text)
    if not words or HEADING.match(line.text) or SPEAKER.match(line.text) or LABEL_ONLY.match(line.text):
        return False
    if BRACKETED.match(line.text) or line.text.lstrip().startswith(("|", "*", "_")) or GREETING.search(words):
        return False
    if ANSWER_WORDS.fullmatch(words):
        return True
    return (
        len(words.split()) <= BARE
        and not ENDS_SPOKEN.search(words)
        and not words.endswith(":")
        and not opens_question(words)
    )


def without_routing(words: str) -> str:
    """An answer without the note after it."""
    words = words.strip()
    while (shorter := ROUTING.sub("", words).strip()) and shorter != words:
        words = shorter
    return words.strip('*_"“” ')


def asks_for_answer(words: str) -> bool:
    """True for words that a list of answers can follow: a question, or a line that breaks off."""
    words = without_routing(words).rstrip('*_”" ')
    last = re.split(r"(?<=[.?!])\s", words)[-1]
    return words.endswith(("?", ":", "…", "...")) or asks(last)


def one_line_each(block: list[Line]) -> bool:
    """Lines that each end like speech are read one by one, not as a wrapped paragraph; titles may stand among them."""
    plain = [line for line in block if not (BRACKETED.match(line.text) or shouted(line.text))]
    spoken = [line for number, line in enumerate(plain) if not _titles(line, TITLE if number == 0 else SUBTITLE)]
    return len(spoken) >= 2 and all(ends_spoken(line.text) for line in spoken)


def _titles(line: Line, most: int) -> bool:
    """True for a line of few words, notes aside, that does not end as speech does."""
    return not ends_spoken(line.text) and len(NOTES_AT_END.sub("", line.text).split()) <= most


def ends_spoken(words: str) -> bool:
    """True for a line that ends as speech does, before the interviewer's notes and boxes at its end."""
    return bool(ENDS_SPOKEN.search(NOTES_AT_END.sub("", words)))


TITLE = 8  # words above a block
SUBTITLE = 3  # and within one
NOTES_AT_END = re.compile(
    r"(?:\s*(?:\[[^\]]*\]|\([^)]*\)|[□☐○◯].*|\|.*|<[^>]*>|(?:^|(?<=[.?!\s]))[A-Z][A-Z0-9 ,/&→>+-]{2,}+))+\s*$"
)


def shouted(words: str) -> bool:
    """True for words in capitals."""
    letters = [mark for mark in words if mark.isalpha()]
    return bool(letters) and sum(mark.isupper() for mark in letters) > 0.8 * len(letters)


def why_left_out(block: list[Line], number: int, *, first: bool, opening: bool) -> str:
    """Why a line is no section, if it is none; `opening` before any section has begun."""
    line = block[number].text
    below = block[number + 1].text if number + 1 < len(block) else ""
    if "|" in line and not BOX.match(line) and (line.lstrip().startswith("|") or in_table(block)):
        return _why_row_left_out(line, below)
    if HEADING.match(line) or RULE.match(line) or line.strip() in ("```", "~~~"):
        return "heading" if HEADING.match(line) else "rule"
    if LABEL_ONLY.match(line):
        return "label"
    if BRACKETED.match(line) or (EMPHASISED.match(line) and "?" not in line and first):
        return "note"
    if _is_title(line, below, alone=len(block) == 1, first=first, opening=opening):
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
    if (shouted(bare) and words <= 14) or (line.strip().startswith("**") and line.strip().endswith("**")):
        return True
    if opening:
        return not GREETING.search(bare) and not MARKER.match(line)
    return alone and words <= 8 and bare[:1].isupper()
