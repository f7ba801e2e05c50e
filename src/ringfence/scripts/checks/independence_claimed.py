"""Finds claims of independence.

## What it finds
“An independent market research company”, “completely unbiased”.

## Why it matters
Said on behalf of someone with a stake in the answers, it misleads about who is calling.

## Example
> Hello, we are an independent market research company.

## Use instead
> Hello, I’m ringing from Lorimer Research on behalf of the borough council.

## Limits
Whether it is true needs the campaign card: INTRO-ID asks for it.

## Authority
INTRO-ID; UK GDPR Art 5(1)(a); MRS Code of Conduct.
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit, first, hits
from ringfence.scripts.openings import INDEPENDENT
from ringfence.scripts.script import Passage, Script


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    del script
    yield from first(hits(INDEPENDENT, passage, questions=False))


CHECK = Check(
    code="ID204",
    name="independence-claimed",
    tag="identity",
    message="claims to be independent or unbiased",
    fix="Name the firm that rings, drop “independent”, and name the client at the end at the latest.",
    cites=(
        "INTRO-ID",
        "MRS-ID",
    ),
    find=find,
    page=__doc__,
)
