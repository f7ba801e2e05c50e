"""Finds times agreed for somebody to visit or ring: “is Tuesday or Thursday better for him to drop in”.

## What it finds
A choice of days or hours, or “what evening’s best”, where the passage speaks of a visitor, an adviser or a colleague.

## Why it matters
A study needs no visit. An appointment made at the end of one shows that the questions served a sale or a campaign.

## Example
> Our surveyor is in your road this week. Shall we say Thursday at ten, or is two o’clock kinder?

## Use instead
> Is this a good time to talk, or shall I ring back another day?

## Limits
A time for the interviewer to ring back is not touched; a visit with nobody named in the passage is missed.

## Authority
DM-CONTENT; MRS regulations on research techniques for other purposes.
"""

import re
from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.objections import opts_out
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import Sentence, phrase

_TIME = (
    r"(?:mornings?|afternoons?|evenings?|nights?|tonight|tomorrow|tea-?time|dinner-?time|lunch-?time|weekends?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|\w+ o'clock|(?:the )?\d+(?:st|nd|rd|th)|(?:at )?(?:ten|eleven|two"
    r"|three"
    r"|four|half past \w+)|\{day\}|\{time\})"
)
AGREES = phrase(
    rf"{_TIME}\b[^?]{{0,60}}\bor\b[^?]{{0,40}}\b{_TIME}",
    r"(?:what|which) (?:day|time|evening|morning|afternoon|one|slot|date)(?:'s| is|'ll| will| would| suits?)[^?]{0,30}"
    r"(?:best|better|good|suit\w*|easiest|easier|convenient|kinder|handy|i give you)",
    rf"shall (?:we|i) (?:say|put you down for|pencil)[^?]{{0,30}}{_TIME}",
    r"(?:is it|are) (?:mornings|afternoons|evenings|weekends) (?:that )?you(?:'re| are)",
    r"when (?:are|will|would) you (?:be )?(?:both )?(?:in|at home|about)\b",
    rf"(?:be|you) (?:in|at home|about|around) (?:on )?(?:the )?{_TIME}",
    r"when (?:he|she|they|we|our \w+|the \w+) (?:comes?|calls?|visits?|gets? there|pops?|arrives?|rings?|phones?)\b",
    r"will (?:everyone|everybody|you both|both (?:of you|\w+ \w+)|your (?:wife|husband|partner|other half|son|daughter)"
    r"|anybody|anyone)[^?]{0,50}(?:be (?:in|at home|there|around|about|present)|be in)",
)
VISITOR = phrase(
    r"he|him|his|she|her|they'll|them|our (?:\w+ )?(?:\w+)|someone|somebody|my (?:colleague|manager|supervisor)",
    r"surveyors?|advis[eo]rs?|engineers?|assessors?|consultants?|specialists?|experts?|reps?|representatives?|fitters?",
    r"gentleman|lads?|guys?|planner",
    r"comes|coming|visit|drop (?:in|round|by)|pop (?:in|round|by|up)|come (?:out|round|by|over)|call (?:round|in|by)"
    r"|nip|look at"
    r"|measure up",
    r"appointment|diary|slots?|deeds|both of you|decision",
)
WHO_IS_IN = phrase(  # asked so that whoever decides is there
    r"will (?:mr|mrs|ms|dr|\{[^}]*\}|(?-i:[A-Z]))[^?]{0,30}\bbe (?:in|there|at home|about|around)\b",
    r"(?:good|important|best|as well) to have (?:your \w+|both|them|him|her) there",
)
SUITS = phrase(
    r"(?:what|which)(?:'s| is|'ll be| will be| would be| one(?:'s| is)?)? (?:\w+ )?(?:easiest|easier|best|better"
    r"|handiest|kinder|suits?)"
    r"|how(?:'s| is| does) that|is (?:that|it) (?:all right|alright|ok|okay) (?:if|with)",
)
PASSING = phrase(  # “our surveyor is over your way Thursday anyway”
    rf"(?:your|that) (?:way|area|side|patch|neck|road|street)\b[^.?!]{{0,40}}{_TIME}|{_TIME} anyway",
)
RINGS_BACK = phrase(
    r"(?:ring|call|phone|try) (?:you )?(?:back|again)|better (?:time|for you now)|speak to you (?:then|later)"
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if script.opening.service or passage.section.preamble:
        return
    for sentence in passage.questions:
        match = AGREES.search(sentence.plain) or WHO_IS_IN.search(sentence.plain) or _after_times(sentence, passage)
        if match and VISITOR.search(passage.said) and not RINGS_BACK.search(passage.said) and not opts_out(sentence):
            yield Hit(sentence.start + match.start(), sentence.end)
            return


def _after_times(sentence: Sentence, passage: Passage) -> re.Match[str] | None:
    """What is asked after the times were told: “Wednesday at two or Thursday at ten. What’s easiest?”"""
    told = any(AGREES.search(each.plain) or PASSING.search(each.plain) for each in passage.statements)
    return SUITS.search(sentence.plain) or AGREES.search(sentence.plain) if told else None


CHECK = Check(
    code="DM121",
    name="appointment-made",
    tag="sell",
    message="agrees a time for somebody to visit or ring",
    fix="Make no appointment in a call that says it is research; sell in a call that says so, to a screened list.",
    cites=(
        "DM-CONTENT",
        "MRS-SEP",
    ),
    find=find,
    page=__doc__,
)
