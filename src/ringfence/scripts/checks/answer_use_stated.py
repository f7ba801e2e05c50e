"""Finds what the caller says becomes of answers, details and recordings.

## What it finds
“Your answers will not be kept with your name”, “we never pass your number to anyone”, “the results are published”.

## Why it matters
People must be told what becomes of what they say; and what they are told has to agree with the campaign card.

## Example
> Your answers will be put together with everybody else’s and will not be kept with your telephone number.

## Use instead
> Do you have a few minutes?

## Limits
A note, not a fault: whether the statement is true, the card says.

## Authority
UK GDPR Art 13; MRS Code of Conduct; VID.
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.objections import opts_out, uses_answers
from ringfence.scripts.script import Passage, Script


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    del script  # the words alone decide
    for sentence in passage.sentences:
        if uses_answers(sentence) and not opts_out(sentence):
            yield Hit(sentence.start, sentence.end)
            return


CHECK = Check(
    code="PV406",
    name="answer-use-stated",
    tag="data_use_statement",
    message="says what becomes of answers",
    fix="Keep it, and make sure the campaign card says the same under [answers].",
    cites=(
        "UK GDPR Art 13",
        "VID",
    ),
    find=find,
    page=__doc__,
)
