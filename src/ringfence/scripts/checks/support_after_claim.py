"""Finds a claim followed, in the next section, by a question whether it makes people more likely to back a side.

## What it finds
A question on likelihood of support that points back (“these reports”, “does that”, “knowing that”), judged with its
neighbour: the section before tells a claim or names a side beside a policy.

## Why it matters
Each sentence alone may be harmless; together they test nothing and move people.

## Example
> It was reported today that Alex Smith restated the pledge to cut immigration, which Jo Brown is not concerned about.
>
> Does that make you more likely to back Alex Smith or more likely to vote for Jo Brown?

## Use instead
> Which issues will matter most to you when you decide how to vote?
>
> Which party would you vote for, if any?

## Limits
Looks one section back, and at claims in the same section.

## Authority
DM-CONTENT; ICO, 23 October 2017; the question as broadcast followed one of the two passages.
"""

from collections.abc import Iterator

from ringfence.scripts.claims import NAMED
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import Sentence, phrase

LEANS = phrase(
    r"(?:does|do|would|did|will|if) (?:that|this|it|these|those|knowing|hearing|learning"
    r"|what you)[^?]{0,160}?(?:more|less|a lot|a little|much|any) (?:\w+ )?(?:likely|inclined|willing|tempted)",
    r"(?:more|less) (?:likely|inclined) to (?:vote|back|support|trust|consider|choose)",
    r"(?:does|did|would|has) (?:that|this|it|any of (?:that|this)|hearing|knowing)[^?]{0,60}(?:change (?:your"
    r"|how)|affect|alter|influence|help you|make up|persuade|convince)",
)
POINTS_BACK = phrase(
    r"(?:these|those|this|that|such) (?:reports?|facts?|claims?|news|record|figures?|pledges?|promises?|stories)",
    r"(?:does|do|would|did|so does|has) (?:that|this|it|knowing|hearing|any of)",
    r"knowing (?:that|this)",
    r"what (?:you've|you have|i've|i have) (?:just )?(?:heard|said|told|read)",
    r"having heard",
    r"in (?:the )?light of",
)
TWO_WAY = phrase(
    r"more (?:likely|inclined)[^?]{0,40}(?:less|or no|no difference)",
    r"less (?:likely|inclined)",
    r"no difference",
    r"make (?:any|no) difference",
)
SUPPOSES = phrase(r"\W*(?:\w{1,3}[.)] )?(?:and |so |now )?(?:if|suppose|imagine|were)")
TOLD = ("policy_contrast", "praise_of_sponsor", "attack_on_rival", "loaded_premise", "slogan")


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    for sentence in passage.questions:
        match = LEANS.search(sentence.plain)
        if not match:
            continue
        if leans_on_claim(sentence, passage, script):
            yield Hit(sentence.start, sentence.end)
            return


def leans_on_claim(sentence: Sentence, passage: Passage, script: Script) -> bool:
    if not POINTS_BACK.search(sentence.plain):
        return False
    if SUPPOSES.match(sentence.plain) and TWO_WAY.search(sentence.plain) and not NAMED.search(sentence.plain):
        return script.has(passage, *TOLD)  # the “it” it asks about is its own
    if script.has(passage, *TOLD) or script.has(script.before(passage), *TOLD):
        return True
    return bool(NAMED.search(sentence.plain)) and not TWO_WAY.search(sentence.plain)


CHECK = Check(
    code="DM202",
    name="support-asked-after-claim",
    tag="support_framing",
    message="asks for support in the light of a claim just made",
    fix="Ask voting intention before anything is said about anyone, with every party in the same list.",
    cites=(
        "DM-CONTENT",
        "MSG-TEST",
        "ICO 23 Oct 2017 (Conservatives)",
    ),
    find=find,
    page=__doc__,
    second=True,
)
