"""Finds neutral questions that name leaders or candidates to choose from.

## What it finds
“Which of these would make the best Prime Minister”, favourability of each candidate.

## Why it matters
The regulator called this legitimate research in 2017. It is noted so that a policy slipped in beside a name is seen.

## Example
> Which of these would make the best Prime Minister: Alex Smith, Jo Brown or someone else?

## Use instead
> How satisfied are you with the way the council is run?

## Limits
Decides nothing by itself.

## Authority
ICO, 23 October 2017.
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit, first, hits
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

WORDS = phrase(
    r"(?:best|better|preferred|choice for|prefer|rather have|favourite) (?:\w+ ){0,3}(?:prime minister|leader"
    r"|mayor|first minister|candidate|MP|party leader)",
    r"which (?:\w+ ){0,4}(?:leaders?|politicians?|candidates?) (?:do|would|is)",
    r"(?:favourable|unfavourable) (?:\w+ ){0,3}(?:view|opinion|impression)",
    r"(?:approve|disapprove) of the (?:way|job)",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    del script  # the words alone decide
    yield from first(hits(WORDS, passage, questions=True))


CHECK = Check(
    code="EL302",
    name="leader-preference-asked",
    tag="leader_preference_question",
    message="asks which leader or candidate is preferred",
    fix="Keep every name in the list, in rotated order, with nothing said of any of them.",
    cites=(
        "VID",
        "ICO 23 Oct 2017 (Conservatives)",
    ),
    find=find,
    page=__doc__,
)
