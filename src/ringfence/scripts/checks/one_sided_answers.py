"""Finds answer lists with only degrees of one answer, only benefits, or a good picture against a bad one.

## What it finds
“Strongly for it, for it or coming round to it”; “slightly anxious, quite anxious or very anxious”; “which of these
would please you most”, asked of a plan; “the dale as it was, or an industrial site”.

## Why it matters
Where only one side can be answered, nothing is measured and something is said.

## Example
> Would you say you are slightly worried, quite worried or very worried about the plan?

## Use instead
> How worried are you about the plan: very, fairly, not very or not at all?

## Limits
Lists that are one-sided only in their subject matter need a person.

## Authority
DM-CONTENT; ICO, 23 October 2017; AAPOR on push polls (one-sided items).
"""

import re
from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.objections import opts_out
from ringfence.scripts.options import boxed, leans_one_way, one_sided
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.vocabulary import BLAME, EMOTIVE
from ringfence.scripts.words import Sentence, phrase

FOR_IT = phrase(
    r"(?:strongly|very much|firmly|fully|all|totally) (?:for|in favour(?: of)?|behind|with) (?:it|them|us|him"
    r"|her|this)?[^?]{0,40}(?:for it|in favour|coming round|leaning|behind|warming)",
    r"(?:strongly|firmly|totally) (?:against|opposed)[^?]{0,40}(?:against|opposed|worried|unhappy)",
)
OTHER_WAY = phrase(
    r"not\b",
    r"less",
    r"against",
    r"dis\w+",
    r"un\w+ed",
    r"in ?different|neither|no difference|unlikely|poor|bad|oppose\w*|nor|never",
    r"at all",
    r"or don't|n't",
)
LIKELY_ONE_SIDE = phrase(
    r"\ba lot\b[^?]{0,40}\bor (?:just |only )?a (?:little|bit)\W*$|\byes\b[^?]{0,8}\b(?:definitely|absolutely"
    r"|certainly)\W*$",
    r"how \w+ (?:does|do|are|is|did|were|would)[^?]{0,80}(?:very|extremely)[^?]{0,30}(?:quite"
    r"|fairly)[^?]{0,20}(?:a bit|a little|slightly|somewhat)\?",
    r"(?:a lot|much|a little|somewhat) more likely[^?]{0,160}(?:a lot|much|a little|somewhat) more likely",
)
BENEFITS = phrase(
    r"which (?:\w+ ){0,3}are you (?:most )?(?:looking forward to|keen on|excited about)(?: most)?",
    r"which (?:of (?:these|them|the following)|one|thing) is it that (?:troubles|worries|concerns|angers|bothers"
    r"|frightens|pleases|tempts) you(?: the)? most",
    r"what(?:'d| would) be the (?:best|worst) of it",
    r"which (?:\w+ ){0,3}would make the (?:biggest|most) difference to (?:you|your)",
    r"(?:worries|worry|concerns?|angers?|upsets?|shocks?) you a (?:little|bit),? or (?:a )?(?:lot|great deal)",
    r"which (?:\w+ ){0,3}do you (?:most )?(?:look forward to|welcome|like best|want most|most want)(?: most)?",
    r"which (?:\w+ ){0,5}?(?:would )?(?:please|excite|appeals?|attracts?|convinces?|persuades?|reassures?"
    r"|delight|benefit|impress(?:es)?)s? (?:to )?(?:you|your family) (?:the )?most",
    r"which (?:\w+ ){0,5}?(?:are|is) (?:the )?(?:best|strongest|main|most (?:important|convincing)"
    r"|biggest) (?:reasons?|arguments?|benefits?|advantages?) (?:to|for|of)",
    r"which (?:benefit|improvement|advantage|of (?:these|the|our|his|her) (?:benefits|achievements|improvements"
    r"|advantages))",
    r"which (?:\w+ ){0,4}?(?:worries|concerns|angers|frightens|alarms|upsets"
    r"|scares) you (?:the )?(?:most|more) about (?:the|this|his|her|their|[A-Z])",
    r"what do you (?:like|admire|welcome) (?:the )?most about (?:our|his|her|the (?:plan|scheme|proposal"
    r"|campaign)|[A-Z])",
    r"(?:best|most) reason to (?:support|vote|back|oppose|stop)",
)
CHOICE = phrase(
    r"(?:which|what) (?:would|do) you (?:rather|prefer)\b[^?]{0,200}\bor\b[^?]{0,120}",
    r"would you rather\b[^?]{0,200}\bor\b[^?]{0,120}",
    r"(?:do you want|would you prefer|should we have|who do you trust[^?]{0,40})\b[^?]{0,120}\bor\b[^?]{0,120}",
)
PICTURE = phrase(
    EMOTIVE,
    BLAME,
    r"(?:as )?(?:your|our) (?:\w+ )?(?:grandparents|parents|children|grandchildren|forebears|families)",
    r"industrial",
    r"handful of",
    r"(?:distant|faceless|unelected|overpaid|greedy|foreign|remote)\b",
    r"bureaucrats?|fat cats?|developers?' profits|profits?",
    r"more of the same",
)


WHOLE = re.compile(r".+", re.DOTALL)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    del script
    for sentence in passage.questions:
        match = (
            (one_sided(sentence) and WHOLE.search(sentence.plain))
            or degrees(sentence)
            or LIKELY_ONE_SIDE.search(sentence.plain)
            or BENEFITS.search(sentence.plain)
            or pictures(sentence)
        )
        if match and not opts_out(sentence):
            yield Hit(sentence.start + match.start(), sentence.start + match.end())
            return
    if passage.questions and leans_one_way(boxed(passage.raw)):
        yield Hit(passage.questions[0].start, passage.questions[0].end)


def degrees(sentence: Sentence) -> re.Match[str] | None:
    """Degrees of one answer, and no other."""
    match = FOR_IT.search(sentence.plain)
    return None if match is None or OTHER_WAY.search(sentence.plain) else match


def pictures(sentence: Sentence) -> re.Match[str] | None:
    """A choice between two pictures, drawn to be answered one way."""
    match = CHOICE.search(sentence.plain)
    return match if match and PICTURE.search(match[0]) and not PARTIES.search(match[0]) else None


PARTIES = phrase(
    r"neither", r"both", r"don't know", r"something else", r"someone else", r"or (?:about )?the same", r"other"
)


CHECK = Check(
    code="DM203",
    name="one-sided-answers",
    tag="support_framing",
    message="offers answers on one side only",
    fix="Offer both directions, a middle and “don’t know”.",
    cites=(
        "DM-CONTENT",
        "ICO 23 Oct 2017 (Conservatives)",
    ),
    find=find,
    page=__doc__,
)
