"""Finds recorded scripts with no postal address and no free-of-charge number.

## What it finds
In a recorded, keypad or artificial-voice script: no address with a street or postcode, and no 0800 or 0808 number.

## Why it matters
A recorded marketing call must carry the caller’s name and an address or a free number.

## Example
> Hello, this is a recorded message from the Harbour Party. Please vote on Thursday.

## Use instead
> Hello, this is a recorded message from the Harbour Party, 2 Sheep Street, Norton. Please vote on Thursday.

## Limits
The duty itself is judged by the law; 03, 084 and 087 numbers are not free.

## Authority
PECR reg 24(1)(a) and (2).
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if not is_recorded(script) or script.opening.free_contact or passage.section.preamble:
        return
    before = script.before(passage)
    if (before is None or before.section.preamble) and passage.sentences:
        yield Hit(passage.sentences[0].start, passage.sentences[0].end)


def is_recorded(script: Script) -> bool:
    """By the campaign's mode, or because the script says so itself."""
    return script.recorded or any(RECORDED.search(passage.said) for passage in script.passages[:2])


RECORDED = phrase(r"(?:this is an? )(?:\w+ )?(?:recorded|automated) (?:message|call|survey)", r"pre-?recorded")


CHECK = Check(
    code="RM501",
    name="recording-without-address",
    tag="identity",
    message="a recorded call gives neither an address nor a free number",
    fix="Add a postal address or an 0800 or 0808 number to the message itself.",
    cites=("PECR-24",),
    find=find,
    page=__doc__,
    level="warning",
)
