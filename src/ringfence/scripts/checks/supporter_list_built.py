"""Finds sign-ups for later contact by the campaign, and requests for other people’s names.

## What it finds
“Keep in touch about what she’s up to”, “shall I put you down for updates”, “who else do you know”.

## Why it matters
Answers kept to persuade later are marketing under cover of research, and what a consent gathered so is worth is
doubtful.

## Example
> Is there an e-mail we can take, so that Sandra can keep in touch with you about her work?

## Use instead
> May we ring you again within six months, for another study of this kind?

## Limits
Permission to call again for research is PV403, not this.

## Authority
DM-CONTENT; MRS Code of Conduct on re-contact.
"""

from collections.abc import Iterator

from ringfence.scripts.asking import put
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

ASKS = phrase(
    r"is there (?:a|an|any|some)\s?(?:friend|neighbour|relative|colleague|one|body)(?: else)? (?:who|that|you)",
    r"(?:keep|keeping|kept|stay|staying|get|be) in (?:touch|contact)(?! (?:with (?:family|friends|your|people)))",
    r"(?:keep|kept|keeping) (?:you |people |everyone )?(?:informed|updated|posted|up to date|in the loop)",
    r"(?:send|e-?mail|text|post|sent|get|receive|like|sign you up for|put you down for"
    r"|want) (?:you )?(?:\w+ ){0,4}?(?:updates?|bulletins?|our newsletter|the newsletter|a newsletter|news from"
    r"|more (?:information|about (?:us|our|his|her)))",
    r"(?:add|put) (?:you|your (?:name|number|e-?mail|details)) (?:down )?(?:to|on) (?:our|the"
    r"|a) (?:\w+ )?(?:list|supporters?|mailing|register|database)",
    r"(?:who|anyone|anybody) else (?:do )?you know",
    r"(?:know of|give me|think of|suggest|names? of) (?:\w+ )?(?:one|two|three|four|five|anyone|anybody|some|any"
    r"|a few|someone)(?: other| more)?(?: people| friends| neighbours| others| else)? (?:who|that|we"
    r"|i) (?:\w+ )?(?:might|would|could|can|should|may)",
    r"(?:e-?mail|mobile|number|address|contact details|details)[^.?!]{0,50}(?<!, and)\bso (?:that )?(?!you can "
    r"|we can be )(?:\w+ ){1,3}(?:can"
    r"|could|may)\b(?! (?:be sure|check|confirm|compare|describe|weight|analyse|see|make sure|tell))",
    r"(?:hear|hearing) (?:more )?from (?:us|him|her|the (?:campaign|party|team)|our)(?= (?:about|by|in|again|on)|\?)",
    r"(?:can|could|may|shall) (?:we|i|\w+) (?:\w+ )?(?:call|contact|ring|text|e-?mail|write to|visit"
    r"|talk to) you (?:again |back )?(?:about (?:our|the (?:campaign|party|election))|nearer|closer"
    r"|before (?:polling|the election)|with (?:our|more)|on polling)",
    r"(?:like|have|get|send you|see|be sent) (?:his|her|our|their|a copy of (?:his|her|our)) (?:\w+ )?(?:newsletter"
    r"|bulletin"
    r"|magazine|note|e-?mails?)",
    r"(?:us|we|ourselves) and (?:a few|some|our|several|other) (?:[\w-]+ )*(?:partners|companies|friends|firms)",
    r"(?:ring|call|contact|e-?mail|text)\w* you (?:\w+ ){0,3}about (?:things|offers|products|anything) ",
    r"put you down (?:as well|too|for (?:that|this|it|updates))",
    r"somebody we should (?:talk to|call|ring) again",
    r"(?:ok|okay|happy|all ?right|fine|agree|mind) (?:for|if|with) (?:them|they|our (?:\w+ )?(?:sponsors?"
    r"|partners?|friends)|(?:other|some|selected|these) \w+|partners?|sponsors?"
    r"|third parties) (?:\w+ ){0,3}?(?:phon|call|contact|e-?mail|text|ring|get|write|send|mail"
    r"|post)\w*",
    r"(?:hang on to|hold on to|keep) your (?:number|name|details) (?:after|for after|on (?:our|the))",
    r"(?:sponsors?|partners?|other companies|third parties) (?:\w+ ){0,3}?(?:contact|call|phone|ring|e-?mail) you",
    r"pass (?:your )?(?:details|name|number) (?:on )?to (?:the|our|your local|\w+) (?:campaign|party|team"
    r"|candidate|branch|partners?|sponsor)",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    yield from put(ASKS, passage, script)


CHECK = Check(
    code="DM116",
    name="supporter-list-built",
    tag="builds_supporter_list",
    message="signs the person up, or gathers contacts, for the campaign",
    fix="Ask only for permission to call again for research, and say what for.",
    cites=(
        "DM-CONTENT",
        "MRS-REC",
    ),
    find=find,
    page=__doc__,
)
