"""Finds requests for help: leaflets, phones, doors, posters, an hour on the day, bringing a friend, sharing a film.

## What it finds
Words that ask the person to do something for the campaign or to show support for it.

## Why it matters
In 2008 “would you help us win locally”, asked at the end of a survey, was part of what made the call promotion.

## Example
> Would you be able to deliver a few leaflets in your street?

## Use instead
> In the past year, have you done any voluntary work?

## Limits
Helping people with the call itself, or offering them help, is not touched.

## Authority
DM-CONTENT; ICO enforcement notice, Liberal Democrats, 25 September 2008.
"""

from collections.abc import Iterator

from ringfence.scripts.asking import put
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

ASKS = phrase(
    r"volunteer(?:ing)?(?: (?:for|with|to|an|some|at|your|a|us)\b)?(?<!a volunteer)(?<!the volunteer)",
    r"(?:deliver|drop|pop|post|put|push|hand out|give out|take|distribut)\w* (?:\w+ ){0,4}?(?:leaflets?"
    r"|newsletters?|flyers?|cards?|posters?)",
    r"(?:few|some|our|with|do|more|bundle of) leaflets?",
    r"leafle?tting|canvass(?:ing)? (?:with|for) us|door[- ]?knocking|knock(?:ing)? (?:on )?(?:a few "
    r"|some )?doors|phone[- ]?bank\w*",
    r"help (?:us|him|her|me|out|with|\w+) (?:\w+ ){0,3}?(?:win|out|get|with (?:the|our|a|some)|beat|reach|by"
    r"|on (?:the day|polling|election|your|a)|campaign|stop|spread|keep|fight|elect|phones?|locally)",
    r"help (?:us )?(?:with the (?:phones|campaign|count|stall)|win)",
    r"(?:will|can|could|would|won\'t|might) you (?:please |also )?help (?:us|me|him|her|push|keep|stop|save"
    r"|protect)(?! (?:understand|improve|to understand|by answering|with (?:a|some|this|our) (?:survey|research"
    r"|questions|few)))",
    r"(?:spare|give(?! you)|free for|manage|donate|do) (?:\w+ ){0,3}?(?:an |one |two |a few |some |a couple of "
    r"|few )(?:hours?|evenings?|mornings?|afternoons?|saturdays?|of your time|time|shift)(?: (?:on|to|at|with"
    r"|for|a))?",
    r"(?:lend|give) (?:us |a |me ){1,6}hand|lend us (?:\w+ ){0,4}(?:hours?|evenings?|mornings?|afternoons?|car)",
    r"could do with (?:an?|another|some|more|an extra) (?:\w+ )?(?:pairs? of hands|hands|help|volunteers?|drivers?)",
    r"see yourself (?:behind|at|with|on|doing|out|joining|helping|standing)|(?:odd|spare) (?:morning|evening"
    r"|afternoon|hour)",
    r"(?:knock on|knock|chap|ask|try) next door|seats? (?:wanted|for you|on the (?:coach|bus|minibus))",
    r"(?:window|garden|stake|front) (?:poster|board|sign|bill)s?|(?:poster|board|sign|placard"
    r"|sticker)s? (?:up )?(?:in|on|for|outside) (?:your|the|a)",
    r"(?:have|put|display|take|show|like) (?:\w+ ){0,2}(?:poster|board|placard|sticker|yard sign)s?",
    r"(?:street|community|local|team|campus|village|ward|block|road) (?:champion|captain|rep|ambassador"
    r"|organiser|buddy|leader|warden)s?",
    r"(?:champion|ambassador|buddy|steward|teller|runner)s?(?= (?:for|in|on|yourself|,|\?|\. )|\?|,)",
    r"(?:get|bring|take|persuade|talk to|ask|tell|encourage|sign(?:ing)? up) (?:\w+ )?(?:one|two|three|four|five"
    r"|a|some|your|any|all your|\w+) (?:\w+ )?(?:friends?|neighbours?|mates?|people|family|others"
    r"|colleagues)(?: (?:you know )?(?:to|along|up|come))",
    r"tell (?:your|all your|some|a few) (?:friends|neighbours|family|mates)",
    r"(?:share|forward|pass) (?:it|this|that|them|our \w+|the (?:film|video|link|post|message"
    r"|word)) (?:\w+ )?(?:with|on to|to|round|online) (?:your|a|one|some|any|the|friends|everyone)(?! (?:duty"
    r"|office|team|council|right))",
    r"spread the (?:word|message)",
    r"(?:lift|drive|take) (?:people|voters|supporters|some|neighbours) (?:to|down)",
    r"give (?:people|voters|someone|neighbours) a lift",
    r"like to help (?:us|out|with)",
    r"(?:make|making) (?:some |a few )?(?:phone )?calls (?:for|with|from|like|to (?:voters|people|supporters))",
    r"get involved",
    r"(?:stand|put yourself forward|stand for election) (?:for us|as (?:a|our) candidate|for the council)",
    r"take part in our campaign",
    r"do your bit",
    r"(?:write|speak|wear|stand) (?:\w+ ){0,3}(?:for us|in support|on our behalf)",
    r"(?:host|hold|organis\w+) (?:a |an )(?:\w+ )?(?:coffee morning|meeting|event|party|stall) (?:for|with) us",
    r"show (?:your|their) support",
)


DONE = phrase(
    r"have you (?:\w+ )?done|which of these|any of the following|none of (?:these|them)|in the past|in the last"
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    yield from put(ASKS, passage, script, unless=DONE)


CHECK = Check(
    code="DM105",
    name="volunteer-recruited",
    tag="ask_volunteer",
    message="asks the person to help the campaign",
    fix="Leave it out. Recruit helpers in a call that says so, to people whose numbers were screened for it.",
    cites=(
        "DM-CONTENT",
        "ICO enforcement notice 25 Sep 2008 (Liberal Democrats)",
    ),
    find=find,
    page=__doc__,
)
