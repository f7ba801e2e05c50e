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
from ringfence.scripts.kinds import kind_of
from ringfence.scripts.opinions import asks_opinion
from ringfence.scripts.running import is_admin_question
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

OTHERS = (
    *ASKS,
    "ask_turnout_neutral",
    "vote_intention_question",
    "recontact_permission",
)
ACTS = phrase(
    r"(?:may|can|could|shall) (?:we|i) (?:post|e-?mail|text|deliver)",
    r"would (?:it|that|this|an?|\w+ \w+) (?:\w+ ){0,3}?be (?:useful|helpful|manageable|of interest|affordable)",
    r"would you let (?:us|me)",
    r"could you (?:give (?:us|your|him|her)|get|put|bring|spare)",
    r"will (?:we|i) see you",
    r"shall (?:i|we) (?:put|send|book|get|sign|add|pop|arrange|drop|have|pass|give|tell|enter|reserve)",
    r"would you like (?:me|us|one of|someone|to (?:see|hear|find out|receive|get|take|come|join|help|be (?:part"
    r"|involved|kept|sent|added|entered)))",
    r"(?:can|could|may|might) (?:we|i) (?:send|put|book|sign|add|pop|arrange|offer|interest|tempt|persuade|enter"
    r"|get (?:one|someone))",
    r"would you (?:\w+ )?be (?:willing|prepared|happy|able|interested|up for|open) (?:to|in|for)",
    r"(?:would|might) you (?:ever )?(?:fancy|consider \w+ing)",
    r"are you (?:interested in|up for|willing to|ready to|prepared to)",
    r"(?:ever )?(?:thought of|thought about|fancied)",
    r"is that something you(?:'d| would| could| might)",
)
ANYTHING = phrase(
    r"(?:would|could|will|can|might|won't) you",
    r"(?:shall|can|could|may|might) (?:i|we)",
    r"fancy",
    r"what about",
    r"do you think you (?:could|might|can)",
    r"have you (?:ever )?(?:thought|considered|room)",
    r"any chance",
)
NOT_REQUESTS = phrase(
    r"would you (?:\w+ )?(?:say|describe|rate|expect|rather|prefer|choose|like to see)",
    r"(?:can|could|would|will|may|might) (?:you|i) (?:\w+ )?(?:tell|ask|say|think|name|explain|describe|remember"
    r"|rate|give me (?:a )?(?:marks?|score))",
    r"(?:willing|prepared|happy|interested|open) (?:to|in) (?:pay|accept|see|travel|take part|taking part|answer"
    r"|answering|speak|share your|politics|using|use|live|work|be (?:re-?)?(?:interviewed|contacted|recontacted))",
    r"(?:research|survey|interview|study|questions?|minutes?|details|how far|how much)",
    r"(?:repeat|explain|read|spell|confirm|call (?:you )?back|ring (?:you )?back|language|large print"
    r"|name (?:left|off|kept)|letters?|card|postcode|hear me)",
    r"no longer|not|n't",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if passage.section.preamble or script.has(passage, *OTHERS) or kind_of(passage, script) != "research":
        return
    words = ANYTHING if campaigning(script) else ACTS
    for sentence in passage.questions:
        match = words.search(sentence.plain)
        if (
            match
            and puts(sentence)
            and not NOT_REQUESTS.search(sentence.plain)
            and not asks_opinion(sentence)
            and not is_admin_question(sentence)
        ):
            yield Hit(sentence.start + match.start(), sentence.end)
            return


def campaigning(script: Script) -> bool:
    """True for a script that does not hide what it is for."""
    opening = script.opening
    return not (opening.research or opening.service or script.fragment) and (
        opening.partisan or script.count(*OTHERS[:10]) >= 2
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
