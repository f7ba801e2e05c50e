"""Finds people or parties named beside what they would do or are said to have said.

## What it finds
Statements, and question openings, that join named sides to policies: “X with a plan to …, or Y, who said …”. A list
of names to choose from, or two views put alike with “which comes closer to yours”, is not touched.

## Why it matters
This is the very fault of 2017: both passages the regulator published name two leaders beside immigration.

## Example
> It was reported last week that Alex Smith has dropped the pledge on borders. It was reported today that Jo Brown
> restated hers to control immigration.

## Use instead
> Which of these would make the best Prime Minister: Alex Smith, Jo Brown or someone else?

## Limits
Only capitalised names are seen; a leader called “she” throughout is found by other checks.

## Authority
DM-CONTENT; ICO, 23 October 2017 (two passages of the 2017 script).
"""

from collections.abc import Iterator

from ringfence.scripts.claims import LISTS, NAMED, POLICIES, balanced
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.objections import opts_out
from ringfence.scripts.running import about_the_call
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import Sentence, phrase

STANCE = phrase(
    r"(?:has|have|had|with|who|whose) (?:\w+ ){0,3}?(?:plan|pledge|promise|policy|record)",
    r"(?:who|which|that) (?:\w+ ){0,3}(?:said|says|wants|would|will|has|have|is|are|oppose|opposes|supports?)",
    r"(?:restated|promised|pledged|dropped|announced|vowed|refused|plans?|proposes?|wants?"
    r"|intends?) (?:\w+ ){0,3}(?:to|her|his|their|a|the)\b",
    r"said (?:that )?(?:he|she|they|it)(?:'s| is| are|'d| would| will)?",
    r"heading up|leading|propping up",
    r"(?:it was )?reported (?:in|on|by|that|last)",
    r"(?:will|would) (?:\w+ )?(?:cut|raise|put up|end|protect|invest|scrap|build|ban|increase|lower|freeze"
    r"|abolish|bring|give|make|spend|control|close|open|tax|stop)",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if script.in_battery(passage) or balanced(passage):
        return
    for sentence in passage.statements:
        if opts_out(sentence) or (about_the_call(sentence) and not stated(sentence)):
            continue
        name, stance = NAMED.search(sentence.plain), STANCE.search(sentence.plain)
        if name and stance and POLICIES.search(sentence.plain) and not LISTS.search(sentence.plain):
            yield Hit(sentence.start + name.start(), sentence.end)
            return


def stated(sentence: Sentence) -> bool:
    return len(NAMED.findall(sentence.plain)) > 1 and bool(POLICIES.search(sentence.plain))


CHECK = Check(
    code="DM102",
    name="leader-beside-policy",
    tag="policy_contrast",
    message="sets named people or parties beside a policy",
    fix="Ask about the policy without names, or about the leaders without policies.",
    cites=(
        "DM-CONTENT",
        "ICO 23 Oct 2017 (Conservatives)",
    ),
    find=find,
    page=__doc__,
)
