"""Finds replies that refuse, deflect or put off an objection.

## What it finds
“That only covers sales calls”, “we’re not able to remove numbers”, “you’ll have to write in”.

## Why it matters
The right to object to direct marketing is absolute and needs no form.

## Example
> Oh, the TPS only covers sales calls, and this comes under surveys.

## Use instead
> Of course. I’ll take your number off the list now and we won’t ring again.

## Limits
Explaining that research is exempt from the TPS is true for real research; refusing to note the wish is not.

## Authority
PECR reg 21(1)(a); UK GDPR Art 21(2)-(3); ICO penalty, Brazier, 2019.
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit, first, hits
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

WORDS = phrase(
    r"there isn't a list|isn't a list as such|there's no list (?:to|as)|can't take off what",
    r"(?:that's|it's) (?:only )?for (?:people|firms|companies|them) (?:flogging|selling|who sell)",
    r"(?:surveys?|reviews?|research) (?:don't|doesn't|aren't|isn't) (?:come under|part of|covered)",
    r"preference (?:list|service) (?:does\w+|don't|isn't) (?:come into|apply|cover)",
    r"(?:that|it|tps|the (?:tps|register|list)|which)(?:'s| is)? (?:\w+ )?only (?:covers|for|applies to|stops"
    r"|about) (?:\w+ )?(?:sales|marketing|selling|cold)",
    r"(?:can't|cannot|can not|not able to|unable to|not allowed to|don't have (?:the|a) (?:ability|way)"
    r"|no way to) (?:\w+ ){0,3}?(?:remove|delete|take|stop|opt)(?: you| your| it| numbers?| people| the calls)*",
    r"(?:doesn't|does not|don't) (?:apply|count|cover|include) (?:\w+ )?(?:us|this|surveys?|research|charities"
    r"|political|parties)",
    r"we(?:'re| are) (?:exempt|not covered|allowed to (?:call|ring))",
    r"(?:you'll|you will|you'd) (?:have|need) to (?:write|e-?mail|fill|contact|send|go to)[^.?!]{0,60}(?:remove"
    r"|stop|off|opt)",
    r"(?:takes?|up to) (?:\w+ )?(?:28|\d+|several|a few|some) (?:\w+ )?(?:days|weeks|months)[^.?!]{0,40}(?:off"
    r"|remov|stop|effect)",
    r"(?:you )?(?:might|may|could|will|'ll) (?:still )?(?:get|receive) (?:\w+ )?(?:more |another |further )?calls?",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    del script  # the words alone decide
    yield from first(hits(WORDS, passage, questions=False))


CHECK = Check(
    code="PV401",
    name="objection-refused",
    tag="refuses_objection",
    message="refuses or deflects a request not to be called",
    fix="Say: “I’ll take you off the list now, and you won’t be called again.” And do it.",
    cites=(
        "PECR-21",
        "UK GDPR Art 21",
        "Brazier 2019",
    ),
    find=find,
    page=__doc__,
    level="error",
)
