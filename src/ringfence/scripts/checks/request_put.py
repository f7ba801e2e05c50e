"""Finds offers and requests that no other check has named: “shall I …”, “would you be willing to …”.

## What it finds
In an openly campaigning script every request that does not run the call. In a script presented as research or
service, only the forms that ask for an act (“shall I put your name forward”, “would you be interested in”).

## Why it matters
Research asks people what they do and think. A request to do something serves another purpose.

## Example
> Hello, I’m Sam from the Harbour Party campaign.
>
> Could you lend us your drive for the van on polling day?

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
from ringfence.scripts.frames import OTHER_ASKS, asked_for
from ringfence.scripts.objections import opts_out
from ringfence.scripts.openings import GREETS
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
    if (
        passage.section.preamble
        or (script.opening.service and not script.turned(passage))
        or script.has(passage, *OTHERS, "objection_offer")
    ):
        return
    openly = (script.openly and not script.fragment) or script.turned(passage)
    for sentence in passage.sentences:
        if openly and sentence.question and for_the_side(sentence, script):
            yield Hit(sentence.start, sentence.end)
            return
        match = asked_for(sentence.plain, openly=openly)
        if (
            match
            and puts(sentence)
            and (openly or asks_all_the_same(sentence))
            and (OTHER_ASKS.search(sentence.plain) or not runs_interview(sentence))
        ):
            yield Hit(sentence.start + match.start(), sentence.end)
            return


def asks_all_the_same(sentence: Sentence) -> bool:
    """True for a question, or for a statement that the person is to answer by a key or a word."""
    return sentence.question or bool(ANSWERED.search(sentence.plain))


def runs_interview(sentence: Sentence) -> bool:
    """True for what any survey asks to go on: the time, the person, permission to call again for research."""
    return bool(RUNS.search(sentence.plain))


ANSWERED = phrase(
    r"give (?:you|ye) a (?:tinkle|ring|call|bell) (?:tomorrow|tonight|this|on|later|next)|if you could (?:just )?\w+"
    r"|please (?:say|key in|leave) your (?:e-?mail|name|mobile)",
    r"press \d",
    r"just say (?:ok|okay|yes|the word)",
    r"what i'll do is",
    r"all i'd ask is",
)
RUNS = phrase(
    r"(?:is|would) (?:this|that|now|it) (?:be )?(?:ok|okay|all ?right|alright|convenient|a good|a bad"
    r"|fine)\b(?! (?:if|with you if|for (?:us|him|her|them) to))",
    r"(?:further|future|another|more) (?:research|survey|study|interview)|for (?:the )?research|(?:re-?)?interview",
    r"(?:ring|call|phone|try) (?:you )?(?:back|again)|another time|better time|on (?:his|her|their) way",
    r"(?:house|account|bill) ?(?:holder|payer)|speak to|is that|are you (?:over|aged|the)|who lives|whoever has"
    r"|next birthday",
    r"(?:have|got|spare|give me) (?:\w+ ){0,2}(?:minutes?|moments?|seconds?)|carry on|go ahead|begin",
    r"(?:your )?(?:answers?|replies|name) (?:in|out|off|back)\b|quoted",
    r"(?:number|name) (?:taken |crossed |struck )?(?:off|out)|(?:tell|ask|get) (?:the|our) (?:\w+ ){0,2}(?:team"
    r"|clinic|nurse|surgery"
    r"|office|department) to (?:call|ring|phone)",
    r"(?:have|get) a word with|(?:come|take you) off (?:everything|the list|all)",
    r"sort code|account number|card number|bank book",
    r"if there(?:'s| is| was| were) (?:one|any) (?:one )?thing|are you in (?:favour|the|your|a|work)",
    r"(?:read|say|repeat|explain) (?:it|that|them|the question)|hear me|speak up|large print|language",
)


def for_the_side(sentence: Sentence, script: Script) -> bool:
    """True for a question of an open campaign that speaks of its own side, its rivals, or what might win the person."""
    if (
        GREETS.search(sentence.plain)
        or is_admin_question(sentence)
        or opts_out(sentence)
        or OF_ONESELF.search(sentence.plain)
    ):
        return False
    named = named_in(sentence.plain, script.people)
    return bool(named or OWN_SIDE.search(sentence.plain) or WINS_OVER.search(sentence.plain))


OWN_SIDE = phrase(
    r"us|our|ours|him|himself|her|she|he|they|them|those|nobody",
    r"boards?|posters?|railings|leaflets?|window|stall|minibus|lift|petition|e-?mail|mobile",
)
WINS_OVER = phrase(
    r"(?:what|how|where|who) (?:would|might|could|will)\b(?! you (?:say|rate|describe|change first|like to see|call"
    r"|put first|want city|want the council|it be))",
    r"(?:wouldn't|won't|can't|couldn't|don't|doesn't|isn't|aren't) (?:you|it|that|we)\b",
    r"(?:is|was) there any(?:thing|one|body)? (?:amount|chance|way|reason)",
    r"is that fair|right\?$",
)
OF_ONESELF = phrase(  # asked of the person alone
    r"who do you (?:think|believe|expect)|who would you (?:have )?(?:vot|choos|prefer|lik)\w*|of the following",
    r"(?:made|brought|decided|got) you\b(?: to)?|how you(?:'ve| have) found|have you (?:lived|been"
    r"|had to|got any|seen|heard)",
    r"are you in\b|since they|how do they (?:send|tend)|read me the (?:sort|long|account)|for (?:it|them), against"
    r"|mind my asking|to hand\b|right number|most like|is there (?:owt|anything)|like to hear from"
    r"|taxpayer"
    r"|in the middle|were you able|mind (?:me"
    r"|us) asking|is this (?:still|the)|is that (?:\{|\[|mr|mrs|ms)|may i speak|could i speak",
    r"which of (?:these|the|our)|what (?:matters|do candidates|should)|how (?:long|often|are you finding|is it)"
    r"|did you (?:see|know|manage|vote)",
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
