"""Finds things told of one named person or party, and of nobody else, in a call that says it is research or service.

## What it finds
A statement, or the lead-in of a question, that says what one person or party did, said or is like. Every side told of
in the same passage, a list of names, a statement put for agreement and who pays for a study are not touched.

## Why it matters
A survey can ask about people without telling anything of them. What is told of one alone moves opinion, be it true.

## Example
> Hello, I’m Sam from Lorimer Research with a survey.
>
> Ray Thorburn did twenty-two years in uniform on these roads. When you choose somebody to be in charge of the
> police, is it a help or a hindrance that they have done the job?

## Use instead
> Hello, I’m Sam from Lorimer Research with a survey.
>
> When you choose somebody to be in charge of the police, is it a help or a hindrance that they have done the job?

## Limits
Names are told by their capitals: an office (“the mayor”) is found by other checks, and an initial is missed.

## Authority
DM-CONTENT; ICO, 23 October 2017 (two passages of the 2017 script).
"""

import re
from collections.abc import Iterator

from ringfence.scripts.claims import LISTS, balanced
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.objections import opts_out
from ringfence.scripts.people import named_in
from ringfence.scripts.running import closes
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import Sentence, phrase

TELLS = phrase(
    r"was|were|had|did|has|'s (?:been|got|had|already|handing|having|doing|going|always|never|the)|has been|is (?:the"
    r"|a|one)"
    r"|'d (?:been|had|rather|love)|wants?|said|says|told|put|went|came|got|made|kept|stood|ran|signed|voted|carried"
    r"|helped"
    r"|spent|opened|closed|never|always|spoke|grew|lives?|works?|worked|believes?|thinks?|will|would|'ll|cares?|knows?"
    r"|\w+ing|promised|answers?|fought|set|took|gave|brought|led|claimed|\w+ed"
)
OTHERWISE = phrase(  # names told for another reason
    r"(?:paid|funded|commissioned|sponsored|promoted|published) (?:for )?by|(?:that|who)(?:'s| has| have)? paid",
    r"on behalf of|calling (?:for|from)|ringing (?:for|from)|working for|(?:office|survey|study|research) (?:of|for"
    r"|by)",
    r"three (?:ward )?councillors|candidates?(?: are|,)|(?:are|is) standing|to choose from|has a caseworker|our client",
    r"office|supervisor|helpline|press \d",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    opening = script.opening
    if not (opening.research or opening.service) or passage.section.preamble or passage.number < 1:
        return
    if balanced(passage) or script.in_battery(passage) or '"' in passage.said or SPONSOR.search(passage.said):
        return
    told = [sentence for sentence in passage.sentences if tells(sentence, script)]
    sides = {side(match[0], script) for sentence in told for match in named_in(sentence.plain, script.people)}
    if told and len(sides) == 1:
        yield Hit(told[0].start, told[0].end)


SPONSOR = phrase(
    r"who (?:asked|paid|is paying|pays) for|who commissioned|who(?:'s| is) behind (?:this|it|the (?:survey|study|poll))"
)


def tells(sentence: Sentence, script: Script) -> bool:
    """True for a sentence that says something of somebody named: a statement, or what leads in to a question."""
    named = named_in(sentence.plain, script.people)
    if (
        not named
        or sentence.plain.count(" / ") > 1
        or re.search(r"\b\d for ", sentence.plain)
        or LISTS.search(sentence.plain)
        or OTHERWISE.search(sentence.plain)
        or opts_out(sentence)
    ):
        return False
    if sentence.question:
        led_in = LED_IN.match(sentence.plain)
        return led_in is not None and bool(TELLS.search(led_in[0]))
    return not closes(sentence) and bool(TELLS.match(sentence.plain, named[0].end()) or TELLS.search(sentence.plain))


LED_IN = re.compile(
    r"\W*(?:with|after|since|given|knowing|as|because|when|now|seeing|considering|people (?:have|say|tell)"
    r"|are you aware"
    r"|were you aware|did you know|have you noticed|you(?:'ll| will| may) (?:know|have))\b[^?,]{4,160}(?:,|\?)",
    re.IGNORECASE,
)


def side(name: str, script: Script) -> str:
    """One word for each person or party, whichever way they are named."""
    words = re.findall(r"[A-Z][\w-]+", name)
    return script.last_name(words[-1]) if words else name


CHECK = Check(
    code="DM207",
    name="one-side-told-of",
    tag="loaded_premise",
    message="tells something of one named side, and of no other",
    fix="Ask without telling anything, or tell as much of every side, in the same words.",
    cites=(
        "DM-CONTENT",
        "ICO 23 Oct 2017 (Conservatives)",
    ),
    find=find,
    page=__doc__,
)
