"""Finds claims, or names, that sound like government or a public scheme.

## What it finds
“This is a government awareness call”, “it’s a national scheme”, “your local energy advice bureau”.

## Why it matters
A made-up office hides who is calling, and with it the right to say no to them.

## Example
> Hello, this is a government awareness call about your debts.

## Use instead
> Hello, this is Oakley Insulation Limited of Leeds.

## Limits
Real public bodies use such words truly: confirm it in the campaign card.

## Authority
PECR reg 24; penalties of 2015 (Oxygen Ltd), 2021 and 2023 for invented names.
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit, first, hits
from ringfence.scripts.openings import OFFICIAL
from ringfence.scripts.script import Passage, Script


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    del script
    yield from first(hits(OFFICIAL, passage, questions=False))


CHECK = Check(
    code="ID205",
    name="official-body-claimed",
    tag="claims_official_body",
    message="sounds like an official body",
    fix="Give the caller’s own registered name.",
    cites=(
        "PECR-24",
        "ICO press release Nov 2015 (Oxygen Ltd)",
    ),
    find=find,
    page=__doc__,
    level="warning",
)
