"""Finds offers and requests that no other check has named: “shall I …”, “would you be willing to …”.

## What it finds
In an openly campaigning script every request that does not run the call. In a script presented as research or
service, only the forms that ask for an act (“shall I put your name forward”, “would you be interested in”).

## Why it matters
Research asks people what they do and think. A request to do something serves another purpose.

## Example
> Hello, I’m Sam from the Harbour Party campaign.
>
> Would you be happy to be quoted on the website?

## Use instead
> Hello, I’m Sam from Lorimer Research.
>
> How satisfied are you with the buses?

## Limits
Cannot say what is promoted; the words of the request decide, and a person may see it otherwise.

## Authority
DM-CONTENT; MRS regulations on using research techniques for other purposes.
"""

from collections.abc import Iterator

from ringfence.scripts.asking import puts
from ringfence.scripts.findings import ASKS, Check, Hit
from ringfence.scripts.frames import asked_for
from ringfence.scripts.kinds import kind_of
from ringfence.scripts.objections import opts_out
from ringfence.scripts.people import named_in
from ringfence.scripts.running import is_admin_question
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import Sentence, phrase

OTHERS = (
    *ASKS,
    "ask_turnout_neutral",
    "vote_intention_question",
    "recontact_permission",
)
def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if passage.section.preamble or script.has(passage, *OTHERS) or kind_of(passage, script) != "research":
        return
    openly = script.openly and not script.fragment
    for sentence in passage.sentences:
        if openly and sentence.question and for_the_side(sentence, script):
            yield Hit(sentence.start, sentence.end)
            return
        match = asked_for(sentence.plain, openly=openly)
        if match and puts(sentence) and (openly or sentence.question) and not is_admin_question(sentence):
            yield Hit(sentence.start + match.start(), sentence.end)
            return


def for_the_side(sentence: Sentence, script: Script) -> bool:
    """True for a question of an open campaign that speaks of its own side, its rivals, or what might win the person."""
    if is_admin_question(sentence) or opts_out(sentence) or OF_ONESELF.search(sentence.plain):
        return False
    named = named_in(sentence.plain, script.people)
    return bool(named or OWN_SIDE.search(sentence.plain) or WINS_OVER.search(sentence.plain))


OWN_SIDE = phrase(
    r"us|our|ours|him|himself|her|she|he|they|them|those|nobody",
    r"boards?|posters?|railings|leaflets?|window|stall|minibus|lift|petition|e-?mail|mobile",
)
WINS_OVER = phrase(
    r"(?:what|how|where|who) (?:would|might|could|will)\b(?! you (?:say|rate|describe|change first|like to see|call|put first|want city|want the council))",
    r"(?:wouldn't|won't|can't|couldn't|don't|doesn't|isn't|aren't) (?:you|it|that|we)\b",
    r"(?:is|was) there any(?:thing|one|body)? (?:amount|chance|way|reason)",
    r"is that fair|right\?$",
)
OF_ONESELF = phrase(  # asked of the person alone
    r"(?:made|brought|decided|got) you\b(?: to)?|how did they do|how you(?:'ve| have) found|have you (?:lived|been|had to|got any|seen|heard)",
    r"mind (?:me|us) asking|mean to leave|is this (?:still|the)|is that (?:\{|\[|mr|mrs|ms)|may i speak|could i speak",
    r"which of (?:these|the|our)|what (?:matters|do candidates|should)|how (?:long|often|are you finding|is it)|did you (?:see|know|manage|vote)",
    r"scale|rate|marks|very good|better[^?]*worse|agree|enough[^?]*not enough",
)


CHECK = Check(
    code="DM120",
    name="request-put",
    tag="ask_volunteer",
    message="asks the person for something other than an answer",
    fix="Ask only questions whose answers are results; put requests in a call that says what it is.",
    cites=(
        "DM-CONTENT",
        "MRS-SEP",
    ),
    find=find,
    page=__doc__,
    second=True,
)
