"""Finds misfortunes imagined, and gaps in cover asked about, in a call that goes on to sell.

## What it finds
“If the worst happened tomorrow ...”, “how long would the family manage?”, “when did anybody last look at that?”, where
some other section of the script sells.

## Why it matters
The same question measures in a study and prepares the ground in a sale. What the call does afterwards tells which.

## Example
> If something happened to one of you tomorrow, how long could the other keep up the mortgage?
>
> Our adviser is in your road on Thursday. Would ten o’clock or two be better for him to drop in?
>
> He can lock in today’s special price for you.

## Use instead
> If something happened to one of you tomorrow, how long could the other keep up the mortgage?
>
> Thank you, that was my last question. Goodbye.

## Limits
Questions that only sort out whom to sell to (own or rent, age, income) are not found: a study asks them too.

## Authority
DM-CONTENT; MRS regulations on research techniques for other purposes.
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

_HARM = (
    r"(?:happen(?:s|ed)?|stop(?:s|ped)?|dies?|died|passed away|went|fell ill|wasn't here|weren't here|lost|broke down"
    r"|packed up|(?:was|were|is|are) (?:off sick|made redundant|taken ill))"
)
NEED = phrase(
    rf"(?:if|say|suppose|imagine)\b[^.?!]{{0,40}}\b(?:the worst|something|anything|one of you|either of you|your \w+"
    rf"|you)\b"
    rf"[^.?!]{{0,30}}\b{_HARM}",
    r"how long (?:would|could|can|will)\b[^?]{0,40}\b(?:manage|keep up|cope|last|pay)",
    r"(?:touch wood|god forbid|heaven forbid)",
    r"when did (?:anybody|anyone|somebody|you) last (?:look|check|review|shop|compare)",
    r"(?:put|set|got) anything (?:by|aside|in place) for|fall to (?:the|your) (?:children|family)",
    r"(?:what month|when) (?:does|is) (?:your|the) \w+ ?\w* (?:run out|up for renewal|due|end)",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if not script.sold or script.opening.service:
        return
    for sentence in passage.questions:
        if match := NEED.search(sentence.plain):
            yield Hit(sentence.start + match.start(), sentence.end)
            return


CHECK = Check(
    code="DM122",
    name="need-raised",
    tag="sell",
    message="raises a need that the call goes on to sell for",
    fix="Sell in a call that says so, to a screened list; a study that sells nothing may ask this.",
    cites=(
        "DM-CONTENT",
        "MRS-SEP",
    ),
    find=find,
    page=__doc__,
    second=True,
)
