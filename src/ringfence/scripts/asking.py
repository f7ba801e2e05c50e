"""Sentences that put something to a person, as against sentences that ask what they do or think."""

import re
from collections.abc import Iterator
from functools import cache

from ringfence.scripts.findings import Hit
from ringfence.scripts.objections import opts_out_at
from ringfence.scripts.phrases import Phrase
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.vocabulary import AGREE_SCALE, PUT
from ringfence.scripts.words import Sentence, phrase

ABOUT_BEHAVIOUR = phrase(
    r"(?<!i )(?<!we )have you (?:ever |personally |already |yourself |recently )*(?!ever|personally|already|yourself"
    r"|recently"
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


FRAMED = phrase(  # what makes a question a request, in a call that says it is research or service
    r"(?:would|could|can|will|might|may|won't|wouldn't|couldn't) (?:you|ye|we|i|he|she|they|it|that|this|an?|our|the"
    r"|one)\b",
    r"(?:shall|should) (?:i|we)",
    r"fancy|how about|what about|why not|any chance|chance you|please|willing|prepared|ready|able|interested|tempt\w*"
    r"|up for",
    r"(?:want|like|ok|okay|all ?right|happy|fine|mind|bother) (?:me|us|someone|somebody|for|if|with|to)",
    r"who else|is there (?:anyone|anybody|a|an|any|some)|are you (?:free|about|around|coming|doing)|will you be",
    r"have you (?:ever )?(?:thought (?:of|about)|considered)|did you want|do you (?:think|reckon) (?:you|we)",
    r"do you know (?:of )?(?:anyone|anybody|someone|people)|(?:what|which) (?:is|'s|would be) (?:the )?best (?:number"
    r"|e-?mail|address)",
    r"(?:has|have) (?:\w+ )?(?:looked|seen to)",
)
URGED = phrase(  # what makes a statement one
    r"please",
    r"you (?:can|could|may|might|'ll|will|'d|would)\b|you(?:'re| are| have|'ve) (?:now |already |also )?(?:eligible"
    r"|entitled"
    r"|owed|due|qualif\w+|been (?:selected|chosen))|you(?:'ll|'d) ",
    r"(?:we|i)(?:'d| would)? (?:like|love|ask|hope|need|want|urge|invite|offer|be grateful)",
    r"(?:we|i)(?:'re| are|'m| am) (?:asking|inviting|looking|hoping|offering|after|calling to offer|ringing to)",
    r"(?:press|dial|text|reply|visit|go online|click) ",
    r"(?:i'll|we'll|i can|we can|let me|let's|he'll|she'll|they'll|one of our|our \w+|my colleague|a \w+ (?:will|can))",
    r"(?:only|just|last|final|ends?|closes?|left|gone|free|offer|save|saving|cheaper|discount|refund|compensation"
    r"|grants?)",
    r"help (?:is|us)|there(?:'s| is| are)|for (?:just|only)|from (?:just|only)|a month|£",
)
DENIED = re.compile(
    r"\b(?:no(?:body|thing|-one|r)?|nowt|not|never|without|ain't|\w+n't)\b(?:(?! but\b)[^.?!,;]){0,45}$", re.IGNORECASE
)


def put(
    pattern: Phrase,
    passage: Passage,
    script: Script,
    *,
    framed: bool = False,
    told: bool = False,
    unless: Phrase | None = None,
) -> Iterator[Hit]:
    """The first sentence that asks a person to do the thing, not whether they did; `framed` wants “would you” too.

    `told` takes a statement for an offer as it stands, unless it is denied.
    """
    for sentence in passage.sentences:
        match = pattern.search(sentence.plain)
        if (
            match
            and puts(sentence, match, framed=framed)
            and not (unless and unless.search(sentence.plain))
            and ((script.openly and not script.fragment) or pressed(sentence, match, told=told))
        ):
            yield Hit(sentence.start + match.start(), sentence.start + match.end())
            return


def pressed(sentence: Sentence, match: re.Match[str], *, told: bool = False) -> bool:
    """True when the sentence is built as a request or an offer, and the thing is not denied."""
    if DENIED.search(sentence.plain[: match.start()]) and not sentence.question:
        return False
    if told and not sentence.question:
        return True
    return bool((FRAMED if sentence.question else URGED).search(sentence.plain)) or bool(
        IMPERATIVE.match(sentence.plain)
    )


IMPERATIVE = re.compile(
    r"\W*(?:(?:so|and|then|just|now|do|but|today|don't forget to|remember to|be sure to),? )*"
    r"(?:join|sign|come|bring|tell|ask|write|ring|call|text|visit|give|help|send|share|vote|back|support|donate"
    r"|become|take"
    r"|get|make|put|add|stand|say|stop|save|book|claim|switch|act|renew|speak)\b",
    re.IGNORECASE,
)


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
