"""Finds requests to ring, write to or turn up at an MP, councillor, minister or company.

## What it finds
Offers to put a call through, coaching on what to say, requests to write or object.

## Why it matters
Moving people to act for a cause is promoting it.

## Example
> Could you ring your MP this week and ask her to vote against it?

## Use instead
> Have you contacted your MP in the past year?

## Limits
A signpost to the right office for the person’s own problem is not touched.

## Authority
DM-CONTENT; ICO guidance on political campaigning.
"""

from collections.abc import Iterator

from ringfence.scripts.asking import put
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

ASKS = phrase(
    r"(?<!should we be )(?<!we )(?:writ(?:e|ing)|e-?mail(?:ing)?|ring(?:ing)?|phon(?:e|ing)|call(?:ing)?"
    r"|contact(?:ing)?|speak(?:ing)? to|tell(?:ing)?|message|tweet|lobby(?:ing)?|press(?:ing)?|urg(?:e|ing)"
    r"|ask(?:ing)?|petition(?:ing)?|object(?:ing)? to) (?:\w+ ){0,4}?(?:MP|M·P·|MSP|MEP|AM|MS|councillors?"
    r"|minister|member of parliament|prime minister|council leader|committee|planners|planning (?:officer"
    r"|committee|department)|the council|senator|congress\w*|representative|chief executive|secretary of state"
    r"|mayor)(?:s|'s office)?(?= (?:to|and|about|today|before|that|this|on|yourself|with|for|directly|asking)"
    r"|[?.!,])",
    r"(?:put|patch|connect|transfer) you (?:straight |right )?through to (?:her|his|their|your MP|the MP"
    r"|your (?:MP|councillor)|the minister)\b(?:'s)?(?: office)?",
    r"say to (?:\w+ ){1,4}to (?:talk|put|stop|persuade|change)",
    r"(?:ask|tell|urge|call on|press|get) (?:her|him|them) to (?:vote|oppose|support|back|stop|reject|sign|save"
    r"|scrap|think again|block|keep|speak)",
    r"(?:leave|send|give) (?:\w+ ){0,4}(?:message|letter|postcard|e-?mail) (?:\w+ ){0,6}(?:ask|vote|against"
    r"|oppos\w+|support|telling|saying)",
    r"(?:send|submit|lodge|put in|make|register) (?:\w+ ){0,3}objections?",
    r"(?:say|said|speak|tell them) (?:\w+ ){0,3}to (?:the |her |him |them |committee )?(?:\w+ )?(?:talk|put|stop"
    r"|persuade|change)",
    r"talk (?:them|him|her) (?:out of|round|into)",
    r"make (?:your voice heard|sure (?:they|she|he) hears?)",
    r"respond to the consultation (?:saying|opposing|against|and say)",
    r"vote against (?:clause|the (?:bill|plan|scheme|motion|proposal))",
    r"(?<!i'll )(?<!we'll )(?<!i will )let (?:them|her|him|your MP|ministers) know (?:what|how|that|you)",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    yield from put(ASKS, passage, script)


CHECK = Check(
    code="DM108",
    name="lobbying-asked-for",
    tag="ask_lobby",
    message="asks the person to press a decision-maker",
    fix="Ask what the person thinks should be decided; do not ask them to tell anyone.",
    cites=("DM-CONTENT",),
    find=find,
    page=__doc__,
)
