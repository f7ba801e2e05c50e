"""Finds the groundwork of an appeal: gratitude for past gifts, what is owed, what money would buy.

## What it finds
Passages without a request of their own that stand in a script whose purpose is to raise money.

## Why it matters
The appeal is one communication: what leads up to the request promotes it.

## Example
> Could you match your gift of last year with ten pounds tonight?
>
> The printers want paying by Friday, and we are outspent nine to one.
>
> Could you manage five pounds instead?

## Use instead
> In the last year, have you given money to any charity?

## Limits
Read only where at least two passages of the script ask for money.

## Authority
DM-CONTENT; Code of Fundraising Practice.
"""

from collections.abc import Iterator

from ringfence.scripts.checks.money_asked_for import makes_case
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script

APPEAL = 2  # sections that ask for money: from here the call is an appeal, not a survey with one request in it


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if script.count("ask_donate") >= APPEAL and not script.has(passage, "ask_donate"):
        yield from makes_case(passage, script)


CHECK = Check(
    code="DM119",
    name="case-for-money",
    tag="ask_donate",
    message="prepares or follows up an appeal for money",
    fix="Leave it out with the appeal it belongs to.",
    cites=(
        "DM-CONTENT",
        "FUND",
    ),
    find=find,
    page=__doc__,
    second=True,
)
