"""Finds appeals for money: donations, regular gifts, legacies, texts that cost.

## What it finds
Requests to give, match, increase or spread a gift, to text a donation or to remember a cause in a will; sums put
beside what they would buy.

## Why it matters
An appeal for funds is always direct marketing. Inside a survey it is fundraising under cover of research.

## Example
> Could you spare ten pounds a month to keep the centre open?

## Use instead
> In the last year, have you given money to any charity?

## Limits
Payment steps after a yes (card number, receipt) are administration.

## Authority
DM-CONTENT; ICO, 23 October 2017 (“asking for funds”); Code of Fundraising Practice, telephone section.
"""

from collections.abc import Iterator

from ringfence.scripts.asking import put
from ringfence.scripts.claims import SCALE
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.vocabulary import MONEY
from ringfence.scripts.words import phrase

GIVES = phrase(
    r"(?:make|making|give|giving|send|sending|set up|setting up|consider) (?:\w+ ){0,4}?(?:donations?|gifts?"
    r"|contributions?|direct debit|standing order|pledge)",
    r"donat(?:e|ing)",
    r"chip(?:ping)? in",
    r"pitch in",
    r"(?:could|can|would|will|might|able to|possibly|willing to|like to|way to|please|consider"
    r"|prepared to) (?:you )?(?:\w+ ){0,3}?(?:give|giving|gift|contribut\w+|match|increase|spare|manage|stretch"
    r"|afford|sponsor\w*|support \w+ with|pledge|raise) (?:\w+ ){0,5}?" + MONEY,
    MONEY + r" (?:\w+ ){0,3}?(?:a month|each month|monthly|per month|a week|would|could|will|can"
    r"|pays?|buys?|means|helps?|keeps?|feeds?|provides?|covers?|makes?|today|tonight)",
    r"(?:in a|any) position to (?:match|give|help|increase|contribute|repeat|support)",
    r"match (?:that|it|your last|last)",
    r"(?:spread|spreading) (?:it |that |the \w+ )?over",
    r"(?:a|your|the|one-off|regular|monthly|small|generous|extra|another|first|single|annual) (?:\w+ )?(?:gift"
    r"|donation|contribution)(?! (?:history|record|aid))",
    r"(?:leave|leaving|left) (?:us |a |something |\w+ )*(?:gift|money|legacy|something)? ?(?:to (?:us"
    r"|the charity) )?in (?:your|their|a) will",
    r"legacy",
    r"in your will",
    r"text \W?(?-i:[A-Z]{2,})\w*(?: to \d+)?",
    r"(?:take|do) (?:that|it|the payment|your card) (?:now |today )?(?:over the phone|by card|on your card)",
    r"(?:by|a|set up|with a|monthly) direct debit(?! guarantee)",
    r"(?:if you|could you|you) (?:could|can|might) (?:see your way|stretch to|run to|manage)",
    r"as (?:kind|generous) as you",
    r"pick up where you left off|make (?:your|it|that|the) [^?]{0,14} into|round (?:\w+ )?up",
    r"(?:fund|finance|pay for|sponsor|bankroll) (?:our|the|this|a) (?:campaign|work|leaflets?|legal|fight|appeal"
    r"|bed|child|nurse|lawyer|barrister|posters?)",
    r"(?:whatever|every penny|anything|all|what) (?:comes in|you (?:can )?give|we raise|raised)",
    r"(?:small|regular|monthly|modest|little|annual) (?:monthly |regular |weekly )?(?:amount|sum|gift)",
    r"round(?:ing)? (?:it |that )?up",
    r"leav(?:e|ing) (?:us|the charity|the \w+) (?:something|a gift|a little)",
    r"(?:guide to|leaflet about|booklet on|information (?:on|about)) (?:\w+ )?(?:wills?|legac\w+)",
    r"remember (?:us|the \w+) in",
    r"(?:it )?costs (?:us )?£ ?\d",
    r"half-year rate",
    r"raise (?:£|the|another|enough|funds|money)",
    r"(?:crowdfund\w*|fighting fund|appeal fund|war chest|fundrais(?:ing|er) (?:drive|page|appeal))",
    r"upgrade your (?:gift|support|membership|direct)",
    r"(?:your|their|such) (?:\w+ )?generosity",
    r"\$ ?\d[\d.,]* (?:today|now|a month|or|to|before|right)",
    r"give (?:\$|£)\d+",
    r"contribute (?:today|now|here|online|to (?:our|this|his|her) \w+|whatever)",
    r"your contributions? (?:of|will|would|could|help|make)",
)
CASE = phrase(
    r"outspent",
    r"(?:printers?|bills?|lawyers?|barristers?|rent|wages|costs?) (?:\w+ ){0,3}(?:want|need|has to|have to|must"
    r"|won't) (?:\w+ )?(?:pay|paying|paid|be paid|met)",
    r"(?:we're|we are) (?:run|funded|kept going) (?:entirely )?(?:on|by)",
    r"(?:rely|relies|depend|depends) (?:entirely |wholly |solely |only )?on (?:people|donations|gifts|supporters"
    r"|folk|the generosity)",
    r"(?:extra|spare|another) (?:£|ten thousand|thousand|hundred|money|cash|funds)",
    r"(?:without|with) (?:your|people like you|gifts|donations|supporters)",
    r"purse strings",
    r"people like you",
    r"(?:charge of|hold) the (?:budget|money)",
    r"short(?:fall| of funds| of money)",
    r"(?:you|they) (?:\w+ ){0,2}(?:gave|donated|contributed)",
)
SETTLES = phrase(
    r"(?:level|amount|figure|sum|mark|rate)\b[^?]{0,30}\b(?:be|suit|feel|sound|work|manage|more you)",
    r"(?:more|feel|be) (?:comfortable|manageable|doable|realistic) (?:\w+ ){0,3}(?:with|around|at|about|if)",
    r"shall (?:we|i) (?:say|make it|call it|leave it|start)",
    r"the (?:first|fifteenth|end|middle|\d+(?:st|nd|rd|th)) (?:of the month )?(?:be|suit|work)",
    r"(?:is it|would it be) (?:the|more the) (?:amount|timing|time)",
    rf"(?:at|for|with|only|even|just) {MONEY}",
)
NOT_ASKED = phrase(
    r"receipt",
    r"would you use (?:it|one|them)",
    r"claim (?:back )?",
    r"refund",
    r"afford to (?:buy|pay|live|heat)",
    r"(?:benefits?|tax|pension|wages?|income|rent|mortgage|price|fare|deposit|fee) (?:of|is|was|rise|increase"
    r"|payment|cut)",
    r"have you (?:ever |recently |already )?(?:given|made|donated|left|set up|got)",
    r"donated (?:furniture|goods|clothes|food|blood)",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if script.opening.research and SCALE.search(passage.said):
        return  # “would you definitely, probably or definitely not pay that” measures
    yield from put(GIVES, passage, script, unless=NOT_ASKED)
    if script.openly and any(asked != passage.section.id for asked in script.tagged.get("ask_donate", ())):
        yield from settles(passage)


def settles(passage: Passage) -> Iterator[Hit]:
    """What is asked once money has been asked for: how much, how often, from when."""
    for sentence in passage.questions:
        if match := SETTLES.search(sentence.plain):
            yield Hit(sentence.start + match.start(), sentence.end)
            return


def makes_case(passage: Passage, script: Script) -> Iterator[Hit]:
    """Words that prepare the ground for an appeal; they count only where an appeal is made."""
    yield from put(CASE, passage, script, told=True)


CHECK = Check(
    code="DM103",
    name="money-asked-for",
    tag="ask_donate",
    message="asks for money",
    fix="Leave the appeal out; ring separately, as fundraising, only people whose lists were screened for it.",
    cites=(
        "DM-CONTENT",
        "FUND",
        "FR-TEL",
    ),
    find=find,
    page=__doc__,
)
