"""Finds hints which candidates or side share a view, and replies that welcome one answer.

## What it finds
“There are candidates who have promised to stop it: shall I tell you which?”, “that’s music to my ears”, “so you’ll
be with us”.

## Why it matters
Steering a vote promotes a side even when none is named.

## Example
> There are candidates who have promised to stop it. Shall I tell you which ones they are?

## Use instead
> Do you know who is standing in your ward?

## Limits
Neutral listing of every candidate is not touched.

## Authority
DM-CONTENT; ICO, 23 October 2017.
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit, first, hits
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

WORDS = phrase(
    r"candidates? (?:\w+ )?(?:who|that) (?:\w+ ){0,3}?(?:promised|pledged|agreed?|support|back|oppose|stop|share"
    r"|are (?:with|on))",
    r"tell you (?:which|who) (?:\w+ )?(?:candidates?|part(?:y|ies)|they are|ones|agrees?|backs|supports)",
    r"which (?:candidates?|part(?:y|ies)) (?:agree|support|oppose|back|are on)s? (?:with you|you|it|this|our"
    r"|your side)",
    r"(?:that's|brilliant|great|music to) (?:\w+ ){0,2}(?:to my ears|to hear you're with|you're (?:with|behind"
    r"|backing) us)",
    r"you(?:'ll| will| are|'re) (?:be )?(?:with|behind|backing) (?:us|me|him|her)(?: (?:then|on))?",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    del script  # the words alone decide
    yield from first(hits(WORDS, passage))


CHECK = Check(
    code="DM205",
    name="side-steered-to",
    tag="ask_vote",
    message="steers the person to one side of a contest",
    fix="Say only where the full list of candidates or both campaigns can be found.",
    cites=(
        "DM-CONTENT",
        "ICO 23 Oct 2017 (Conservatives)",
    ),
    find=find,
    page=__doc__,
)
