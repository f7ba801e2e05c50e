"""Finds praise of a candidate, party, councillor or cause, and credit claimed for it, in a statement or a question.

## What it finds
A named side, or the caller’s “we”, joined to words of credit: fought for, secured, got you, stands up for, only one
with a plan. Also praise with no name: “nobody has done more for”.

## Why it matters
Promoting a side’s record or ideals is direct marketing even when a question follows.

## Example
> Have you noticed the new crossing, which Councillor Potts got you after a long fight?

## Use instead
> How satisfied are you with the work of your local councillors?

## Limits
A statement put for agreement or disagreement is left alone.

## Authority
DM-CONTENT; EA/2005/0021 (15 May 2006).
"""

import re
from collections.abc import Iterator

from ringfence.scripts.claims import CREDITED, LISTS, NAMED, NOBODY_MORE, balanced, named_at
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.objections import opts_out
from ringfence.scripts.opinions import asks_opinion
from ringfence.scripts.running import about_the_call, is_admin_question
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import Sentence, phrase

ABOUT_US = phrase(
    r"(?:I|we)(?:'ve| have| had)? (?:\w+ ){0,2}(?:travelled|met|listened|heard|fought|stood|worked|delivered"
    r"|built|won|saved|kept|protected|secured|invested|halved|doubled|created|cut|never stopped)",
    r"(?:families|people|folk|communities|residents|households|workers|pensioners) like (?:yours|you|ours|us|mine)",
    r"my (?:party|government|plan|team) (?:\w+ ){0,2}(?:will|would|has|have|is|can|believes?)",
    r"our (?:party|candidate|plan|team|campaign|councillors?|mp|government|leader) (?:\w+ ){0,2}(?:will|would"
    r"|has|have|is|are|can|believes?|wants?)",
    r"(?:has|have|had) (?:already |finally |just |now )?(?:got|persuaded|forced|convinced|pushed|made) (?:the "
    r"|you |us |our )(?:\w+ ){0,3}(?:to|back|on|a|new)?",
    r"(?:he|she|they|who|which (?:cllr|councillor|mr|mrs|ms)?[^?.]{0,25}) (?:got|won|secured|saved|fought"
    r"|delivered) (?:you|us|for|the|it|this)",
    r"she'd (?:want|love|like|fight|be)|he'd (?:want|love|like|fight|be)",
    r"(?:best|right|only|obvious) (?:person|candidate|choice|party|man|woman|one) (?:for|to|who)",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if balanced(passage) or script.in_battery(passage):
        return
    for sentence in passage.sentences:
        if (sentence.question and (asks_opinion(sentence) or is_admin_question(sentence))) or opts_out(sentence):
            continue
        match = NOBODY_MORE.search(sentence.plain) or (not LISTS.search(sentence.plain) and credit(sentence, script))
        if match:
            yield Hit(sentence.start + named_at(match), sentence.start + match.end())
            return


def credit(sentence: Sentence, script: Script) -> re.Match[str] | None:
    """Words of credit joined to a side, when the sentence does not merely run the call."""
    if not sentence.question and about_the_call(sentence) and not NAMED.search(sentence.plain):
        return None
    found = ABOUT_US.search(sentence.plain)
    if found and (script.opening.partisan or not script.opening.research or not about_the_call(sentence)):
        return found
    found = CREDITED.search(sentence.plain)
    return found if found and NAMED.search(sentence.plain) else None


CHECK = Check(
    code="DM110",
    name="sponsor-praised",
    tag="praise_of_sponsor",
    message="praises one side or claims credit for it",
    fix="Ask how well the person thinks each one is doing, in the same words for all.",
    cites=(
        "DM-CONTENT",
        "SNP v Information Commissioner (2006)",
    ),
    find=find,
    page=__doc__,
)
