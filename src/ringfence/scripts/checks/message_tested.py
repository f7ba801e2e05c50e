"""Finds items that test a statement or proposal with answers both ways.

## What it finds
“If a party supported that, would it make you more inclined, less inclined, or no difference”, “how convincing is
this”, “which comes closer to your view”.

## Why it matters
Testing messages is research when balanced, sample-sized and analysed; the card has to show that it is.

## Example
> If a party promised to close the tip, would you be more likely to vote for it, less likely, or would it make no
> difference?

## Use instead
> Which issues matter most to you in this area?

## Limits
Not marketing by itself; MSG-TEST asks for the design when there is such an item.

## Authority
MSG-TEST; AAPOR statement on push polls; ICO, 23 October 2017.
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit, first, hits
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

WORDS = phrase(
    r"(?:more|less) (?:likely|inclined|favourable)[^?]{0,100}(?:less|more|no difference|neither|or no)",
    r"how (?:convincing|persuasive|believable|important a reason) (?:is|are|do you find|was)",
    r"(?:convincing|persuasive) or (?:un|not)\w*",
    r"(?:comes|is) clos(?:er|est) to your (?:own )?(?:view|opinion)",
    r"some (?:people|residents|say)[^?]{0,200}others? (?:say|think|argue|believe)",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    del script  # the words alone decide
    yield from first(hits(WORDS, passage))


CHECK = Check(
    code="DM206",
    name="message-tested",
    tag="message_test_item",
    message="tests a message",
    fix="Keep items for every side, rotate them, and say in the campaign card how sample and answers are handled.",
    cites=("MSG-TEST",),
    find=find,
    page=__doc__,
)
