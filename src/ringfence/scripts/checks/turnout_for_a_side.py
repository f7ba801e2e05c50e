"""Finds turn-out appeals tied to a side: postal votes for supporters, lifts, “make sure you get out for us”.

## What it finds
A call to vote, or help with voting, offered by a side to its own.

## Why it matters
In 2010 an appeal to vote, sent to a party’s strongholds, was direct marketing.

## Example
> Shall I have a postal vote form dropped round by one of our team?

## Use instead
> Do you know where your polling station is?

## Limits
Without a named side the appeal is read as neutral: see EL303.

## Authority
DM-CONTENT; ICO enforcement notice, Labour Party, February 2010; GOTV.
"""

from collections.abc import Iterator

from ringfence.scripts.asking import put
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

HELP = phrase(
    r"(?:shall|can|could|would|may|let) (?:i|we|you|us|me)(?: like us to| like me to)? (?:\w+ ){0,3}?(?:have|get"
    r"|send|drop|bring|sort|arrange|order|give|pop|post) (?:\w+ ){0,4}?(?:postal vote|proxy|application"
    r"|vote form|lift|transport|ride)",
    r"(?:postal vote|proxy vote)s? (?:form|application)s? (?:\w+ )?(?:dropped|sent|brought|from (?:us|our))",
    r"(?:lift|ride|car|transport|taxi) (?:\w+ )?to (?:the )?(?:poll\w*|vote|polling station)",
    r"(?:make sure|ensure|remember|don't forget) (?:that )?(?:you|all|everyone|every)[^.?!]{0,40}(?:vote|poll"
    r"|ballot)[^.?!]{0,40}\b(?:for us|for our|our candidate|our side|to (?:stop|beat|keep|win)|with us|for [A-Z])",
    r"(?:get|getting|bring|turn|turning) (?:\w+ )?(?:our|all our|every) (?:\w+ )?(?:vote|voters|supporters)(?: out)?",
    r"every vote (?:counts|matters|will count) (?:here|for us|to|if)",
    r"(?:have you|did you) (?:already )?vote[d]? for us",
    r"(?:come|coming) out (?:and|to|for) (?:vote|us)",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if script.opening.service:
        return
    yield from put(HELP, passage, script)


CHECK = Check(
    code="DM112",
    name="turnout-for-a-side",
    tag="ask_turnout_for_side",
    message="gets one side’s voters to the poll",
    fix="Encourage everyone to vote in the same words, and offer no help to one side’s voters only.",
    cites=(
        "DM-CONTENT",
        "GOTV",
        "ICO enforcement notice Feb 2010 (Labour)",
    ),
    find=find,
    page=__doc__,
)
