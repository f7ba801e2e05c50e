"""Finds the offer to be called no more, so that its absence shows.

## What it finds
“If you’d rather we didn’t ring again”, “press 9 to be taken off the list”.

## Why it matters
People must be able to object simply; a script that offers it is easier to defend.

## Example
> If you would rather we didn’t ring again, say so and you are off the list today.

## Use instead
> Thank you for your time. Goodbye.

## Limits
A note, not a fault.

## Authority
UK GDPR Art 21; MRS Code of Conduct (do-not-call list).
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.objections import opts_out
from ringfence.scripts.script import Passage, Script


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if script.has(passage, "refuses_objection"):
        return
    for sentence in passage.sentences:
        if opts_out(sentence):
            yield Hit(sentence.start, sentence.end)
            return


CHECK = Check(
    code="PV402",
    name="objection-offered",
    tag="objection_offer",
    message="offers not to call again",
    fix="Keep it, and write the wish down before the call ends.",
    cites=(
        "UK GDPR Art 21",
        "MRS-ID",
    ),
    find=find,
    page=__doc__,
)
