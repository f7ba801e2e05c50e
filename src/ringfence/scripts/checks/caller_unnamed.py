"""Finds openings that greet the person and name no organisation.

## What it finds
A first name only, or a description such as “the polling team”.

## Why it matters
A marketing call must name the person on whose behalf it is made; research codes ask for the agency’s name.

## Example
> Hello, it’s Sam from the polling team. Have you got a few minutes?
>
> How satisfied are you with the buses?

## Use instead
> Hello, I’m Sam from Lorimer Research. Have you got a few minutes?
>
> How satisfied are you with the buses?

## Limits
Whether the name is the true one cannot be seen in the script: see ID204.

## Authority
PECR reg 24; MRS Code of Conduct.
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.openings import GREETS
from ringfence.scripts.script import Passage, Script


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if script.opening.named or passage.section.preamble:
        return
    before = script.before(passage)
    first_spoken = before is None or before.section.preamble
    if first_spoken and passage.sentences and GREETS.search(passage.sentences[0].plain):
        yield Hit(passage.sentences[0].start, passage.sentences[0].end)


CHECK = Check(
    code="ID201",
    name="caller-unnamed",
    tag="greeting",
    message="names no organisation in the opening",
    fix="Say the name of the organisation on whose behalf you ring, in the first sentence.",
    cites=(
        "PECR-24",
        "MRS-ID",
    ),
    find=find,
    page=__doc__,
    level="warning",
)
