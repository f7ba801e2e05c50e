"""Finds statements that argue rather than run the call, read with what the rest of the script is.

## What it finds
In an openly campaigning script, statements about the world. In a script that presents itself as research or service,
only statements with arguing words (must, only, £, destroyed, at last) and without the other side.

## Why it matters
Promoting a cause’s aims and ideals is direct marketing; a neutral question after it does not undo it.

## Example
> The barrage would destroy half the marsh and ninety thousand birds would have nowhere to feed. Have you ever
> walked there?

## Use instead
> Some people back the barrage for its power, others oppose it because of the birds. What do you think?

## Limits
Background that is plain and short is not found; background that argues by selection needs a person.

## Authority
DM-CONTENT; ICO, 23 October 2017: “framed in a way to gain support – either now or at some point in the future”.
"""

from collections.abc import Iterator

from ringfence.scripts.claims import SIDES, balanced, claims, weigh
from ringfence.scripts.evaluation import lean
from ringfence.scripts.findings import ASKS, Check, Hit
from ringfence.scripts.kinds import kind_of
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import Sentence, phrase

OTHERS = (
    *ASKS,
    "attack_on_rival",
    "policy_contrast",
    "slogan",
)
SHORT, LONG = 6, 8  # words, with and without arguing words


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if (
        passage.section.preamble
        or script.has(passage, *OTHERS, "praise_of_sponsor", "ask_turnout_neutral")
        or kind_of(passage, script) in SPOKEN_FOR
    ):
        return
    if balanced(passage) or script.in_battery(passage):
        return
    least = needed(passage, script)
    for sentence in claims(passage, fragment=script.fragment):
        weight = weigh(sentence, background=bool(passage.questions))
        if (
            sentence.words < (SHORT if weight or script.openly else LONG)
            or weight < least
            or sentence.plain.startswith('"')
        ):
            continue
        if weight or script.fragment or script.openly or script.turned(passage) or tells_something(sentence):
            yield Hit(sentence.start, sentence.end)
            return


TELLS = phrase(  # of others, of how much, of who is against whom: what runs a call does none of this
    r"he|she|they|nobody|no one|everyone|everybody|him|her|them|the other|that lot|us|our",
    r"hundreds?|thousands?|millions?|\d[\d,.]+|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?"
    r"|half|twice|double",
    r"without|only|every|never|always|more than|less than|last time|in charge|in it",
)


def tells_something(sentence: Sentence) -> bool:
    """True for a statement that says something of the world, with no arguing word in it."""
    return bool(lean(sentence.plain) or TELLS.search(sentence.plain) or SIDES.search(sentence.plain))


SPOKEN_FOR = ("identification", "opt_out")


def needed(passage: Passage, script: Script) -> int:
    """How much a statement must argue before it counts, in this script."""
    opening = script.opening
    if script.fragment:
        return 2 if passage.questions else 0
    if script.turned(passage):
        return 0
    if opening.research and not (opening.partisan and script.recorded):
        return 1
    if opening.service or not script.openly:
        return 2
    return 0 if passage.number > 2 else 1


CHECK = Check(
    code="DM115",
    name="case-made-for-a-side",
    tag="praise_of_sponsor",
    message="argues for one side",
    fix="Leave the argument out; if people must be told something to answer, tell them what both sides say.",
    cites=(
        "DM-CONTENT",
        "ICO 23 Oct 2017 (Conservatives)",
    ),
    find=find,
    page=__doc__,
    second=True,
)
