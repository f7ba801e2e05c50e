"""Finds attacks on a party, candidate, council or opponent, in a statement or inside a question.

## What it finds
A side joined to words of blame: wasted, broke promises, voted to close, hasn’t set foot. “After X wasted …, do you
think …” counts: the question is the wrapping.

## Why it matters
Running down a rival gains support for the sponsor, now or later.

## Example
> After Harbour Party councillors wasted two million on the tram, do you think they ought to apologise?

## Use instead
> How well or badly do you think the council has run the tram project?

## Limits
Neutral words that happen to be harsh (“cuts to services”) are read only beside a named side.

## Authority
DM-CONTENT; ICO, 23 October 2017; Representation of the People Act 1983 s.106 for candidates.
"""

import re
from collections.abc import Iterator

from ringfence.scripts.claims import ANSWERS, BALANCED, BLAMED, BLAMED_THEM, ITEMS, LISTS, named_at
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.objections import opts_out
from ringfence.scripts.opinions import asks_opinion
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import Sentence, phrase

INSINUATES = phrase(
    r"tells its own tale",
    r"(?:what|something) (?:is|are) (?:he|she|they) hiding",
    r"(?:profits|money) (?:\w+ )?go(?:es)? to",
    r"(?:firm|company|developer) with no",
    r"you can't trust",
    r"same old (?:\w+)",
    r"both as bad",
    r"nobody's answerable",
    r"out of touch",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if (
        script.in_battery(passage)
        or ITEMS.search(passage.said)
        or (BALANCED.search(passage.said) and not PREMISE.search(passage.said))
    ):
        return
    for sentence in passage.sentences:
        if opts_out(sentence) or ANSWERS.search(sentence.plain) or (sentence.question and asks_opinion(sentence)):
            continue
        match = INSINUATES.search(sentence.plain) or blame(sentence, script)
        if match:
            yield Hit(sentence.start + named_at(match), sentence.start + match.end())
            return


def blame(sentence: Sentence, script: Script) -> re.Match[str] | None:
    """Words of blame joined to a side: stated, or assumed by the question."""
    found = BLAMED.search(sentence.plain)
    if found is None and (script.opening.partisan or not sentence.question):
        found = BLAMED_THEM.search(sentence.plain)
    if found is None or LISTS.search(sentence.plain) or OWN.match(found[0]):
        return None
    return None if sentence.question and NEUTRAL_ASK.match(sentence.plain) else found


OWN = phrase(r"my", r"our")
PREMISE = phrase(r"after", r"given", r"knowing", r"now that", r"since", r"when you (?:think|hear|know)", r"if you knew")
NEUTRAL_ASK = phrase(
    r"(?:\w+[.)] )?(?:and |so |or |but )?(?:do|did|have|has|does|is|are|was|were|should|would|will|how|what"
    r"|which|who|whose|when|where|could|can) (?!it (?:concern|worry|surprise|bother)|you be (?:surprised"
    r"|shocked)|you (?:aware|know|told))"
)


CHECK = Check(
    code="DM111",
    name="rival-attacked",
    tag="attack_on_rival",
    message="attacks a side, or insinuates something against it",
    fix="Ask for a favourable or unfavourable view of every candidate in the same words.",
    cites=(
        "DM-CONTENT",
        "ICO 23 Oct 2017 (Conservatives)",
        "RPA-106",
    ),
    find=find,
    page=__doc__,
)
