"""Finds general encouragement to vote that names no side.

## What it finds
“Please do go and vote”, “every vote counts”, “make sure you have your say”.

## Why it matters
In 2017 general encouragement was research; in 2010 the same words, sent to a party’s strongholds, were marketing.
Who is called decides.

## Example
> Please do go out and vote on Thursday, whoever you support.

## Use instead
> Will you vote on Thursday, do you think?

## Limits
Cannot be settled by the script: it waits for the sample and the instigator.

## Authority
GOTV; ICO, 23 October 2017; ICO enforcement notice, Labour Party, February 2010.
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

URGES = phrase(
    r"(?:please |do |please do |just |so |remember to |don't forget to |be sure to |make sure (?:that )?(?:you"
    r"|to) |make sure you |get out and |go (?:out )?and |hope (?:that )?you(?:'ll| will| do| can)? |urge you to "
    r"|encourag\w+ (?:you|everyone|people) to |important (?:that you|to|for you to) )(?:\w+ )?(?:vote"
    r"|go to the polls?|get out|have your say|use your vote|turn out|cast (?:your|a))\b(?! for)",
    r"please do go\b",
    r"(?:use|exercise|don't waste) your vote",
    r"every vote (?:counts|matters)",
    r"have your say (?:on|at|in|this|by)",
    r"your vote (?:counts|matters|is important|could)",
    r"(?:nobody|no one) (?:\w+ ){0,3}listens to (?:\w+ )?(?:people|those) who (?:stay|don't)",
    r"whoever you (?:vote for|support|choose|back)",
    r"(?:chance|opportunity|time) to (?:stand up|have your say|be heard|vote|cast)",
    r"need (?:\w+ ){0,4}to vote",
    r"make (?:a|your) plan to vote|plan to vote|when (?:are you|will you be) (?:planning to vote|voting)",
)
ASKED = phrase(r"will you", r"do you", r"are you", r"did you", r"how likely", r"who(?:m)? (?:would|will|did)")


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    del script
    for sentence in passage.sentences:
        match = URGES.search(sentence.plain)
        if match and not (sentence.question and ASKED.search(sentence.plain) and "plan to vote" not in sentence.plain):
            yield Hit(sentence.start + match.start(), sentence.start + match.end())
            return


CHECK = Check(
    code="EL303",
    name="turnout-encouraged",
    tag="ask_turnout_neutral",
    message="encourages the person to vote; the words alone do not decide what it is, who is called does",
    fix="Say in the campaign card who is called and for whom; encourage everyone in the same words.",
    cites=(
        "GOTV",
        "ICO 23 Oct 2017 (Conservatives)",
        "ICO enforcement notice Feb 2010 (Labour)",
    ),
    find=find,
    page=__doc__,
)
