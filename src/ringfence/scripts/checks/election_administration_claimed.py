"""Finds statements about dates, places, identity papers and proxies.

## What it finds
Dates of a poll, opening hours, polling places, photo identity, postal and proxy votes.

## Why it matters
A wrong date or place costs people their vote; a person must check it before the script is read.

## Example
> The poll is on Thursday 5 May, and polling stations open at seven.

## Use instead
> Do you know where your polling station is?

## Limits
Does not check the facts.

## Authority
SERVICE; Representation of the People Act 1983.
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit, first, hits
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

WORDS = phrase(
    r"(?:poll|election|referendum|vote) (?:is|takes place|will be held) (?:on|this|next|tomorrow|today)",
    r"polling (?:stations?|places?|districts?)[^.?!]{0,50}(?:opens?|closes?|is|are|has moved|have moved|will be"
    r"|changed)",
    r"(?:will be|be|are) voting at",
    r"photo id",
    r"(?:apply|register|application|deadline|return)[^.?!]{0,40}(?:postal|proxy|vote)",
    r"have a proxy",
    r"(?:polling|poll) card (?:is|will|on)",
    r"vote without (?:one|it)",
    r"only vote once",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    del script  # the words alone decide
    yield from first(hits(WORDS, passage, questions=False))


CHECK = Check(
    code="EL305",
    name="election-administration-claimed",
    tag="election_admin_claim",
    message="says how, when or where to vote",
    fix="Check it against the returning officer’s notice, and give that office’s number.",
    cites=("SERVICE",),
    find=find,
    page=__doc__,
)
