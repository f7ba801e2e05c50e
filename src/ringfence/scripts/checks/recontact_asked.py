"""Finds requests to call again for quality checks or another study.

## What it finds
“May we ring you again for research”.

## Why it matters
Permission must be asked in the interview and kept to its purpose.

## Example
> May we ring you again for another study of this kind?

## Use instead
> How satisfied are you with the buses?

## Limits
Sign-ups for a campaign are DM116.

## Authority
MRS Code of Conduct on re-contact.
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit, first, hits
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

WORDS = phrase(
    r"(?:contact|call|ring|phone|interview)(?:ed)? you (?:again|back)(?: \w+){0,6} (?:research|study|survey"
    r"|interview|panel|quality|wave)",
    r"(?:take part|included|invited) (?:again|in (?:another|further|future|more)) ?(?:\w+ )?(?:research|stud(?:y"
    r"|ies)|surveys?|interviews?|waves?)?",
    r"join our (?:research )?panel",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    del script  # the words alone decide
    yield from first(hits(WORDS, passage, questions=True))


CHECK = Check(
    code="PV403",
    name="recontact-asked",
    tag="recontact_permission",
    message="asks to call again for research",
    fix="Say what for, by whom and for how long, and keep the answer apart from the survey.",
    cites=("MRS-REC",),
    find=find,
    page=__doc__,
)
