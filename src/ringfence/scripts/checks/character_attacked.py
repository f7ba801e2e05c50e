"""Finds statements about a named person’s honesty, money, private life or record with the law.

## What it finds
A named person joined to lying, fraud, investigation, conviction, affairs, expenses.

## Why it matters
Section 106 makes a false statement of fact about a candidate’s character or conduct an illegal practice; true or
false, it is promotion for a rival.

## Example
> If you knew that Mr Smith is being investigated for fraud, would you be less likely to vote for him?

## Use instead
> Do you have a favourable or unfavourable view of each candidate?

## Limits
Cannot tell true from false: a person must check the statement and its source.

## Authority
Representation of the People Act 1983 s.106; DM-CONTENT.
"""

import re
from collections.abc import Iterator

from ringfence.scripts.claims import ITEMS, SCALE
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.vocabulary import PERSON

CONDUCT = re.compile(
    rf"(?<!\w)(?:{PERSON}|(?i:your (?:mp|councillor|candidate)|the (?:candidate"
    rf"|sitting mp)))[^.?!]{{0,60}}?(?<!\w)(?i:lied|lies|liar|lying|fraud\w*|corrupt\w*|crook\w*|convict\w+"
    rf"|arrest\w+|investigat\w+|charged with|criminal|brib\w+|affair|drunk\w*|expenses|dishonest\w*|cheat\w*"
    rf"|stole|tax (?:dodg\w+|avoid\w+|evad\w+)|bankrupt\w*|sacked|struck off|hasn't set foot|moonlight\w*"
    rf"|second home|disqualif\w+)(?!\w)"
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if script.in_battery(passage) or ITEMS.search(passage.said):
        return
    for sentence in passage.sentences:
        match = CONDUCT.search(sentence.plain)
        if match and not SCALE.search(sentence.plain.replace("less likely", "")):
            yield Hit(sentence.start + match.start(), sentence.start + match.end())
            return


CHECK = Check(
    code="EL304",
    name="character-attacked",
    tag="character_attack",
    message="states something against a person’s character or conduct",
    fix="Leave it out. A false statement of fact about a candidate’s character or conduct is an offence.",
    cites=(
        "RPA-106",
        "DM-CONTENT",
    ),
    find=find,
    page=__doc__,
    level="warning",
)
