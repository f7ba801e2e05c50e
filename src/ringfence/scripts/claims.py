"""Statements about the world inside a script: who is credited or blamed, what is argued, what is balanced."""

import re
from functools import lru_cache

from ringfence.scripts.objections import opts_out
from ringfence.scripts.running import about_the_call, closes
from ringfence.scripts.script import Passage
from ringfence.scripts.vocabulary import (
    ADVOCACY,
    AGREE_SCALE,
    BALANCE,
    BLAME,
    CREDIT,
    EMOTIVE,
    PARTY,
    PERSON,
    POLICY,
    PRESSES,
    SIDE,
)
from ringfence.scripts.words import Sentence, phrase

# A side's words are spelt with capitals, so these keep case; what is said of it may be typed in any.
SIDES = re.compile(rf"(?<!\w){SIDE}(?!\w)")
NAMED = re.compile(rf"(?<!\w)(?:{PARTY}|{PERSON})(?!\w)")
_NEAR = r"(?:[^.?!;]{0,90}?)"
CREDITED = re.compile(rf"(?<!\w)(?:{SIDE}|(?i:he|she|they|we|I)){_NEAR}(?<!\w)(?i:{CREDIT})(?!\w)")
BLAMED = re.compile(rf"(?<!\w){SIDE}{_NEAR}(?<!\w)(?i:{BLAME})(?!\w)")
BLAMED_THEM = re.compile(
    rf"(?<!\w)(?i:he|she|they|them|the people (?:against|behind|who)|those (?:against|who)|this lot|that lot"
    rf"|the other (?:side|lot)){_NEAR}(?<!\w)(?i:{BLAME})(?!\w)"
)
NOBODY_MORE = phrase(
    r"(?:nobody|no one|no-one|no other \w+) (?:\w+ ){0,3}(?:more|harder|better|as much|so much)",
    r"none of (?:this|it|that) would have happened without",
    r"thanks to (?:us|him|her|our|the [A-Z])",
)
EMOTIVE_WORDS = phrase(EMOTIVE)
ARGUES = phrase(ADVOCACY)
PRESSING = phrase(PRESSES)
BLAME_WORDS = phrase(BLAME)
CREDIT_WORDS = phrase(CREDIT)
POLICIES = phrase(POLICY)
BALANCED = re.compile(rf"{BALANCE}|{AGREE_SCALE}", re.IGNORECASE | re.DOTALL)
SCALE = re.compile(AGREE_SCALE, re.IGNORECASE)
LISTS = re.compile(
    r"(?:[A-Z]\w+(?: [A-Z]\w+)?(?: \([A-Z]\w+\))?[,…/;] ?(?:or |and )?){2,}"
    r"|[A-Z]\w+ [A-Z]\w+, [A-Z]\w+ [A-Z]\w+,? (?:and|or) [A-Z]"
)  # three names in a row: a list, not a subject
ITEMS = phrase(
    r"(?:some|following|these|number of|few|series of|more) (?:\w+ )?statements?",
    r"statement(?:s)?\b",
    r"(?:please )?(?:tell me|say) (?:\w+ ){0,3}(?:whether|if|how)",
    r"for each",
    r"i'm going to (?:read|name)",
)


def named_at(match: re.Match[str]) -> int:
    """Where the words about a side begin: at the last name before what is said of it."""
    named = list(NAMED.finditer(match[0]))
    return match.start() + (named[-1].start() if named else 0)


STRONG = (EMOTIVE_WORDS, ARGUES, BLAME_WORDS, CREDIT_WORDS, NOBODY_MORE)


ANSWERS = re.compile(
    r"^\W*[(\[][^)\]]*[)\]]\W*$|,? none of (?:these|them)\W*$|○|☐|\[ ?\]|\( ?\)|(?:[^/]+ / ){2}|<\d>|\(\d\)"
)  # a list of answers is said, but claims nothing


def weigh(sentence: Sentence, *, background: bool = False) -> int:
    """How much a statement argues: each kind of arguing word counts once.

    Figures and “has to” do not count in the `background` to a question, where fair surveys use them too.
    """
    kinds = STRONG if background else (*STRONG, PRESSING)
    return sum(bool(found.search(sentence.plain)) for found in kinds)


def claims(passage: Passage, *, fragment: bool = False) -> tuple[Sentence, ...]:
    """The statements of a passage that say something of the world, rather than run the call.

    In a `fragment`, with no call around it, only thanks and goodbyes are taken to run a call.
    """
    runs_call = closes if fragment else about_the_call
    return tuple(s for s in passage.statements if not (runs_call(s) or opts_out(s) or ANSWERS.search(s.plain)))


def balanced(passage: Passage) -> bool:
    """True when a passage gives both sides, or asks for agreement or disagreement alike."""
    return _balanced(passage.said)


@lru_cache(maxsize=4096)  # several checks ask this of the same passages
def _balanced(said: str) -> bool:
    return bool(BALANCED.search(said) or ITEMS.search(said))
