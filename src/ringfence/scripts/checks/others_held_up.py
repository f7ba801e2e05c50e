"""Finds what other people are said to do, told so that the person does the same.

## What it finds
“Lots of folk we’ve spoken to have asked to be kept in touch”, “most couples your age are paying twice over”, “your
neighbours tell us it is what they’d miss least”, in a call that says it is research or service.

## Why it matters
A survey that tells a person what most people say no longer measures what that person thinks.

## Example
> Hello, I’m Sam from Lorimer Research with a survey.
>
> A lot of your neighbours have told us that eight pounds a month is what they would miss least.

## Use instead
> Hello, I’m Sam from Lorimer Research with a survey.
>
> Some people say the service is good value, others say it is not. What do you think?

## Limits
Both sides put alike (“some say … others say”) are not touched. A quantity without people is not seen.

## Authority
DM-CONTENT; ICO, 23 October 2017; AAPOR on push polls.
"""

from collections.abc import Iterator

from ringfence.scripts.claims import balanced
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.objections import opts_out
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

OTHERS = phrase(
    r"(?:lots|plenty|most|many|a lot|thousands|hundreds|loads|so many|a good (?:few|many|crowd)|nine out of ten"
    r"|more and more)"
    r"(?: of)? (?:the |your |our |other |local )?(?:people|folk|couples|families|neighbours|participants|customers"
    r"|residents"
    r"|homeowners|households|supporters|drivers|tenants|parents|pensioners|members|us|them|callers)\b(?! (?:answer"
    r"|find it hard"
    r"|think of|would say|are not able|were not able|did not manage|take around|like that question"
    r"|are not (?:exactly )?sure|didn't manage|will have))",
    r"(?:people|folk|neighbours|customers) (?:say|tell|have (?:told|remarked|said)|keep telling"
    r"|are telling) (?:to )?(?:us|me)",
    r"(?:your|the) neighbours (?:have|are|say|tell|did)",
    r"everyone(?:'s| is| else(?!'s)| we)",
    r"(?:a|one|another|the) (?:\w+ )?(?:lady|gentleman|man|woman|customer|couple|chap|neighbour"
    r"|pensioner)\b[^.?!]{0,50}(?:said|told (?:me|us)|was"
    r" saying|says)",
    r"the (?:gentleman|lady|last person|couple) (?:before|i spoke)",
    r"folk (?:have|who've) been asking",
)
ASKED = phrase(
    r"agree|disagree", r"some (?:\w+ )?(?:people|say|folk)", r"(?:others?|some) (?:say|think|feel|reckon|prefer)"
)
PRIVACY = phrase(r"(?:answers?|replies|names?|data|confidential|percentages|anonym\w+|combined|put together|grouped)")


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if not script.opening.research or passage.section.preamble:
        return
    if balanced(passage) or ASKED.search(passage.said) or script.in_battery(passage):
        return
    for sentence in passage.statements:
        match = OTHERS.search(sentence.plain)
        if match and not opts_out(sentence) and not PRIVACY.search(sentence.plain) and sentence.words > 5:
            yield Hit(sentence.start + match.start(), sentence.end)
            return


CHECK = Check(
    code="DM208",
    name="others-held-up",
    tag="support_framing",
    message="tells what other people say or do, so that the person does the same",
    fix="Leave it out, or put both sides: “some say …, others say …”.",
    cites=(
        "DM-CONTENT",
        "ICO 23 Oct 2017 (Conservatives)",
    ),
    find=find,
    page=__doc__,
)
