"""Finds requests to sign a petition, open letter, pledge or nomination.

## What it finds
“Sign our petition”, “add your name”, “sign her nomination paper”.

## Why it matters
Gathering names for a cause is promoting it.

## Example
> Would you be willing to add your name to our petition?

## Use instead
> Have you signed any petition in the past year?

## Limits
Signing a delivery note or form the person asked for is not touched.

## Authority
DM-CONTENT; ICO guidance on political campaigning.
"""

from collections.abc import Iterator

from ringfence.scripts.asking import put
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

ASKS = phrase(
    r"(?:add(?:ing)?|put(?:ting)?|have|see) your names? (?:to|on|down|under|alongside|at)",
    r"sign(?:ing)? (?:\w+ ){0,4}?(?:petition|letter|pledge|statement|nomination|declaration|card|form for us|motion)",
    r"(?:sign|signed) if i",
    r"(?:our|this|my) (?:\w+ )?petition",
    r"sign (?:it|here|now|today|on)(?= |\?|\.|!)",
    r"would sign",
    r"your signature",
    r"(?:her|his|my|our|the) nomination (?:paper|form)s?",
    r"pledge (?:here|card|your support)",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    yield from put(ASKS, passage, script)


CHECK = Check(
    code="DM107",
    name="signature-sought",
    tag="ask_sign",
    message="asks for a signature or a name on a list",
    fix="Ask only what the person thinks of the proposal.",
    cites=("DM-CONTENT",),
    find=find,
    page=__doc__,
)
