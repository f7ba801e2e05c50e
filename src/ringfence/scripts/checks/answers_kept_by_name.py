"""Finds notes to the caller that an answer goes against the person’s name or record.

## What it finds
“ENTER 1-5 AGAINST THEIR NAME”, “code on the voter’s record”, “add to their profile”.

## Why it matters
In 2017 what kept the calls research was that answers “were not saved against any individual”.

## Example
> Which party do you normally support? [ENTER 1-5 AGAINST THEIR NAME]

## Use instead
> Which party do you normally support? [CODE, NO NAME]

## Limits
Storage said elsewhere in the document, not in the section, is for the campaign card.

## Authority
VID; UK GDPR Art 9 (political opinions); ICO, 23 October 2017.
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

KEPT = phrase(
    r"(?:against|beside|next to|alongside|under|by|with|to) (?:their|the|his|her|your|each) (?:\w+'?s? )?(?:name"
    r"|record|entry|profile|file|address|canvass card|details)",
    r"(?:on|in|into|to) (?:their|the voter's|the supporter's|the contact's|your) (?:record|profile|card|file|entry)",
    r"(?:contact ?book|contactbook|voter ?file|elector (?:system|sheet)|by (?:their )?name|against name"
    r"|next tae? (?:the|their) name|saves to (?:the )?contact"
    r"|update the record|next to the name|profile: )",
    r"(?:save|store|log|enter|record|update|mark|code)(?:d|s|ed)? (?:\w+ ){0,4}(?:voter id|contact creator"
    r"|connect|nationbuilder|crm|database|canvass (?:return|sheet|code))",
)
NOT_KEPT = phrase(r"(?:not|n't|never|no|without|nothing)")


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    del script
    for match in KEPT.finditer(passage.raw):
        before = passage.raw[max(0, match.start() - 50) : match.start()]
        if not NOT_KEPT.search(before):
            yield Hit(passage.section.start + match.start(), passage.section.start + match.end())
            return


CHECK = Check(
    code="PV404",
    name="answers-kept-by-name",
    tag="data_use_statement",
    message="keeps the answer against the person",
    fix="Record the answer without the name, or run the call openly as a canvass under the rules for marketing.",
    cites=(
        "VID",
        "UK GDPR Art 9",
        "ICO 23 Oct 2017 (Conservatives)",
    ),
    find=find,
    page=__doc__,
)
