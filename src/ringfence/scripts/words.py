"""A section's raw text -> the sentences a caller says, with their places in the file.

Matching is done on a *plain* copy of the text: curly quotes made straight, interviewers' notes blanked out,
always character for character, so that a match's offsets are offsets in the file.
"""

import re
from dataclasses import dataclass
from functools import cache

from ringfence.scripts.phrases import Phrase

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\t": " "})
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|No|Rt|Hon|Cllr|Rev|vs|approx|Inc|Ltd|Co|e\.g|i\.e|[A-Z](?:\.[A-Z])*)\.(?=\s*\S)|\d\.(?=\d)"
)
COMMENT = r"<!--(?:(?!-->)[\s\S]){0,4000}-->"
LONGEST_COMMENT = 4000
_NOTE = re.compile(
    COMMENT + "|"
    r"\[[^\]\n]{0,200}\]"  # [IF HARBOUR], [TICK: a / b]
    r"|\((?=[^)\n]{0,200}\b(?:classification|tick|rotate|randomi[sz]e|read out|for our|code|probe|do not)\b)"
    r"[^)\n]{0,200}\)"
    r"|(?:^|(?<=[\n.?!] ))(?i:if|when) [A-Z0-9 ,/&'\"+-]{2,60}:"  # IF THEY ASK FOR ADVICE:
    r"|\b(?:READ|PROBE|ROTATE|RANDOMI[SZ]E|VERBATIM|CODE|MULTI|TICK|ENTER|DO NOT|IF (?:YES|NO|NEEDED|NOT)|RECORD"
    r"|PAUSE|WAIT"
    r"|SINGLE CODE|DON'T)\b(?:[ ,/&-]+[A-Z0-9]{2,}\b)*[.:]?"
)
LONGEST = 800  # characters: real sentences are far shorter, and no pattern is run on more at once
_END = re.compile(rf"[^.?!\n|]{{1,{LONGEST}}}(?:[.?!]+[\"')*_]*|\n|\||$|(?=[^.?!\n|]))|[.?!\n|]+")
_OPENS_QUESTION = re.compile(  # without its question mark, as many survey items are typed
    r"\W*(?:(?:\w{1,4}[.)]|\d+|q\d+)\W+)?(?:(?:so|and|or|now|but|lastly|finally|please)\W+)?"
    r"(?:(?:who(?:m|se)?|what|which|where|why|how) (?:do|does|did|would|is|are|was|were|has|have|should|will|can"
    r"|could|might)\b"
    r"|how (?:often|much|many|likely|important|satisfied|well|good|old|long|far|concerned|worried|proud|close"
    r"|interested)\b"
    r"|(?:do|did|are|were|have|would|could|can|will) you\b(?! (?:ever|ask))|which (?:of|one|party)\b"
    r"|(?:does|is|was|has|should|would|will|did|do) (?:the|your|there|it|people|most|he|she|they|any)\b)",
    re.IGNORECASE,
)
_WRAPPED = re.compile(  # a line that goes on in the next, as e-mail and editors break long ones
    r"(?<=[^\n]{40})(?:(?<=[\w,;'])\n(?=[a-z])"
    r"|(?:(?<=\b(?:a|I))|(?<=\b(?:an|of|to|or|in|on|is|by|at|as|be))|(?<=\b(?:the|for|and|are|our|who|has|was|can))"
    r"|(?<=\b(?:with|that|will|your|from|than|have)))\n(?=[A-Z]))"
)
_SURVEY_INSTRUCTION = re.compile(
    r"(?:^\W*|\b(?:please|and|now|so|for each(?: one)?)[, ]+)(?:tell me|say|indicate|rate|rank|pick|choose"
    r"|give (?:me|us) (?:a )?(?:marks?|scores?)|look at)\b.{0,80}"
    r"\b(?:whether|if|how|which|what|who|agree|scale|marks?|score|out of|between|argument|one|any)\b"
    r"|\b(?:do you (?:strongly )?agree"
    r"|do you (?:approve|favou?r|support)|agree (?:strongly|or disagree)|(?:strongly|slightly|tend to) (?:dis)?agree"
    r"|on a scale (?:of|from)|closest to your|using (?:this|the) (?:card|scale)|would you say|i(?:'m"
    r"| am) going to (?:ask|read|name|show)"
    r"|i(?:'ll| will| would like| 'd like)(?: now)? (?:to )?(?:read|ask|name|show)|for each (?:one|of)"
    r"|marks out of|to what extent)\b"
    r"|\b(?:here (?:are|is) (?:some|a) (?:list|statement|things|questions))\b"
    r"|press (?:\d|one|two).{0,80}(?:(?<!or )press (?:\d|two|three)|\d for\b)(?! to (?:opt|be|speak|hear))",
    re.IGNORECASE,
)


@cache
def phrase(*alternatives: str) -> Phrase:
    """The alternatives, bounded by words, whatever the case."""
    return Phrase(alternatives)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a caller says in one breath: `plain` matches the file's characters from `start` to `end`."""

    start: int
    end: int
    plain: str
    question: bool

    @property
    def words(self) -> int:
        return len(self.plain.split())


def straight(text: str) -> str:
    """`text` with straight quotes and dashes, of the same length."""
    return text.translate(_STRAIGHT)


def spoken(text: str) -> str:
    """`text` with interviewers' notes blanked out, of the same length."""
    plain = _WRAPPED.sub(" ", straight(text))
    plain = _NOTE.sub(lambda match: " " * len(match[0]), plain)
    return _ABBREVIATION.sub(lambda match: match[0].replace(".", "\u00b7"), plain)


def sentences(text: str, offset: int = 0) -> tuple[Sentence, ...]:
    """The sentences said in `text`, which begins at `offset` of the file."""
    plain = spoken(text)
    found = []
    for match in _END.finditer(plain):
        words = match[0].strip(" \n|")
        if not any(mark.isalpha() for mark in words) or _is_codes(plain, match):
            continue
        start = match.start() + match[0].index(words)
        found.append(Sentence(offset + start, offset + start + len(words), words, asks(words)))
    return tuple(found)


def _is_codes(plain: str, match: re.Match[str]) -> bool:
    """True for a table's later cell that holds answer codes or routing, not speech."""
    return plain[: match.start()].rstrip().endswith("|") and not match[0].rstrip().endswith((".", "?", "!", "…"))


def opens_question(plain: str) -> bool:
    """True when the words begin as a question does."""
    return bool(_OPENS_QUESTION.match(plain))


def asks(plain: str) -> bool:
    """True when the sentence asks the person something, question mark or not."""
    tail = plain.rstrip("\"')*_ ")
    if tail.endswith("?"):
        return True
    if _SURVEY_INSTRUCTION.search(plain):
        return True
    return not tail.endswith("!") and opens_question(plain)
