"""Finds slogans in greetings and thanks.

## What it finds
Short imperative or verbless lines that sell an idea: “together we can”, “for a better future”, “make it matter”.

## Why it matters
A slogan in the introduction or close is promotion under the MRS Code since 2010.

## Example
> Thank you for your time. Together we can build a better future for Norton.

## Use instead
> Thank you for your time. Goodbye.

## Limits
Slogans that look like ordinary sentences are left to the other checks.

## Authority
DM-CONTENT; MRS Code of Conduct (2010 on).
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit, first, hits
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

SLOGANS = phrase(
    r"(?P<first>(?!nor|and|for|the|not)\w{3,}) (?:the|your|our|for|more|a) \w+, (?P=first) (?:the|your|our|for|more"
    r"|a) \w+",
    r"together,? we(?:'ll| can| will| are)?",
    r"(?:for|building|build|towards) (?:a|the) (?:better|fairer|brighter|stronger|greener|safer|new) \w+",
    r"time for (?:a )?(?:change|real|new|something)",
    r"make it (?:matter|count)",
    r"(?:stronger|better|fairer|safer|greener) (?:together|in|off|future)",
    r"take back control",
    r"for the many",
    r"(?:real|the) change (?:starts|begins|we need|you)",
    r"enough is enough",
    r"keep (?:\w+ ){1,3}(?:working|moving|strong|safe|red|blue|green)(?= ?[.!]|$)",
    r"(?:get|put|make|let's|bring|give) (?:\w+ ){1,4}(?:back (?:on|in|to)|first|great|voice heard|done"
    r"|working again|moving again)(?= ?[.!,]|$| together)",
    r"your (?:voice|choice|future|community),? (?:our|your) \w+",
    r"on your side",
    r"(?:we're|we are) in (?:this|it) together",
    r"yes we can",
    r"a (?:voice|party|plan|future|fresh start) (?:for|that works|you can)",
)
ASKING_IS_FINE = phrase(r"do you (?:think|agree|feel)", r"agree or disagree")


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if not script.in_battery(passage) and not ASKING_IS_FINE.search(passage.said):
        yield from first(hits(SLOGANS, passage, questions=False))


CHECK = Check(
    code="DM114",
    name="slogan-spoken",
    tag="slogan",
    message="carries a slogan",
    fix="Thank the person and say goodbye.",
    cites=(
        "DM-CONTENT",
        "MRS-PROMO",
    ),
    find=find,
    page=__doc__,
)
