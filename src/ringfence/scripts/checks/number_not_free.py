"""Finds 03, 084, 087 and 09 numbers in a recorded script that has no address or free number.

## What it finds
A contact number that costs the person something.

## Why it matters
Only a free-of-charge number, or an address, meets the duty of a recorded marketing call.

## Example
> This is a recorded message from the Harbour Party. Ring us on 0845 496 0000.

## Use instead
> This is a recorded message from the Harbour Party. Ring us free on 0808 157 0000.

## Limits
03 numbers cost the same as 01: cheap, not free.

## Authority
PECR reg 24(2).
"""

import re
from collections.abc import Iterator

from ringfence.scripts.checks.recording_without_address import is_recorded
from ringfence.scripts.findings import Check, Hit, first, hits
from ringfence.scripts.script import Passage, Script

COSTS = re.compile(r"(?<![\dx])0 ?(?:3\d\d?|84\d?|87\d?|9\d\d?)(?:[ -]?[\dx]){6,9}(?![\dx])", re.IGNORECASE)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if is_recorded(script) and not script.opening.free_contact:
        yield from first(hits(COSTS, passage))


CHECK = Check(
    code="RM502",
    name="number-not-free",
    tag="signpost",
    message="gives a number that is not free to call",
    fix="Give an 0800 or 0808 number, or a postal address.",
    cites=("PECR-24",),
    find=find,
    page=__doc__,
    level="warning",
)
