"""Finds requests for agreement to be contacted by others or with offers.

## What it finds
“Do you agree to be contacted by our partners”, “carefully selected third parties”.

## Why it matters
Vague consents have failed again and again; asking for marketing consent in a survey is itself doubtful.

## Example
> Are you happy for our partners to contact you with offers that may interest you?

## Use instead
> May we publish the totals of this survey?

## Limits
Whether the consent is valid is judged where consents are kept.

## Authority
PECR regs 19, 21 and 22; UK GDPR Arts 4(11) and 7.
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit, first, hits
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

WORDS = phrase(
    r"(?:third|selected|carefully chosen) part(?:y|ies)",
    r"(?:our|trusted|selected) partners?",
    r"(?:agree|consent|happy|permission|ok|okay|allow) (?:\w+ ){0,5}?(?:to )?(?:be(?:ing)? contacted|contact you"
    r"|receive|receiving|hear(?:ing)? (?:from|about)) (?:\w+ ){0,6}?(?:by|with|from"
    r"|about) (?:\w+ ){0,3}?(?:partners?|offers?|products?|services?|marketing|promotions?|companies"
    r"|organisations|e-?mail|text)",
    r"marketing (?:communications?|messages?|calls|purposes)",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    del script  # the words alone decide
    yield from first(hits(WORDS, passage))


CHECK = Check(
    code="PV405",
    name="marketing-consent-asked",
    tag="consent_capture",
    message="asks for consent to marketing",
    fix="Name who will contact the person, by which means and about what, and let them say no to each.",
    cites=(
        "CONS-3",
        "PECR-19",
    ),
    find=find,
    page=__doc__,
    level="warning",
)
