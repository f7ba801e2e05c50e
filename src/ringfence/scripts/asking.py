"""Sentences that put something to a person, as against sentences that ask what they do or think."""

import re
from collections.abc import Iterator
from functools import cache

from ringfence.scripts.findings import Hit
from ringfence.scripts.objections import opts_out_at
from ringfence.scripts.script import Passage
from ringfence.scripts.vocabulary import AGREE_SCALE, PUT
from ringfence.scripts.words import Sentence, phrase

ABOUT_BEHAVIOUR = phrase(
    r"have you (?:ever |personally |already |yourself |recently )*(?!ever|personally|already|yourself|recently"
    r"|thought|considered|got (?:an?|two|any|room))\w+(?:ed|en|ne|wn|de|t|ght|ad|lt|id)\b",
    r"(?:did|had|were) you\b",
    r"(?:do|does) you(?:r \w+)? (?:ever|usually|normally|currently|personally|regularly|often|belong|know of)",
    r"how (?:often|many|likely|much|important|satisfied|long|recently)",
    r"how (?:well|good|easy|clear|helpful|fair)",
    r"when did",
    r"who did",
    r"are you (?:currently |now |already )?(?:a|an) (?:member|paid|subscriber|volunteer)",
    r"in the (?:last|past) (?:\w+ )?(?:year|month|week|twelve|\d+)",
    r"during the (?:last|past)",
    r"^\W*(?:\w+[.)] )?(?:and |so )?do you (?:\w+ )?(?:give|donate|pay|belong|have|buy|use|own|read|watch"
    r"|volunteer|support|suffer|attend|sign|contribute|know|go)",
    r"in your (?:opinion|view)",
    r"which (?:of these|of the following|, if any)",
    r"would you say(?! to\b)",
    r"do you think (?:that )?(?!you|we could)\w+",
    r"should (?:\w+ ){0,4}be (?:allowed|able|required|free)",
    r"suppose (?:that )?",
    r"how would you feel",
)
INTRODUCES = phrase(
    r"(?:i'm|i am|we're|we are|this is|my name|it's)[^.?!]{0,60}(?:calling|phoning|ringing|volunteering|working"
    r"|here|speaking|a (?:\w+ )?volunteer) (?:\w+ )?(?:for|from|on behalf|with|at)"
)
BALANCED = re.compile(AGREE_SCALE, re.IGNORECASE)
_PUTS = phrase(PUT)


def put(
    pattern: re.Pattern[str], passage: Passage, *, framed: bool = False, unless: re.Pattern[str] | None = None
) -> Iterator[Hit]:
    """The first sentence that asks a person to do the thing, not whether they did; `framed` wants “would you” too."""
    for sentence in passage.sentences:
        match = pattern.search(sentence.plain)
        if match and puts(sentence, match, framed=framed) and not (unless and unless.search(sentence.plain)):
            yield Hit(sentence.start + match.start(), sentence.start + match.end())
            return


def puts(sentence: Sentence, match: re.Match[str] | None = None, *, framed: bool = False) -> bool:
    """True when the sentence asks or urges the person, rather than finding out about them.

    What is said before an offer to stop (“press 5 to speak to us or press 9 to opt out”) is still put.
    """
    out = opts_out_at(sentence)
    if out is not None and (match is None or match.end() > out):
        return False
    if not sentence.question and INTRODUCES.search(sentence.plain):
        return False
    if sentence.question and (ABOUT_BEHAVIOUR.search(sentence.plain) or BALANCED.search(sentence.plain)):
        return False
    return not framed or bool(_PUTS.search(sentence.plain))


@cache
def imperative(verbs: str) -> re.Pattern[str]:
    """A sentence that begins by telling the person to do something."""
    return re.compile(
        rf"^\W*(?:(?:please|so|and|then|just|now|do|but|today|don't forget to|remember to|be sure to|let's"
        rf"|help us|on \w+day),?\s+)*(?:{verbs})\b",
        re.IGNORECASE,
    )
