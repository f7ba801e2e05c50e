"""Finds selling under cover of a survey or a service call: visits, quotes, grants, savings, scarcity.

## What it finds
Offers and what surrounds them: “you’d qualify”, “one of our advisers will be in your area”, “only a few left”,
“you could save up to”, “will both decision makers be in”.

## Why it matters
Selling under the guise of research (“sugging”) is direct marketing whatever the call is named.

## Example
> One of our advisers is in your area this week. Which is better for a visit, morning or afternoon?

## Use instead
> How is your home heated: gas, oil, electricity or something else?

## Limits
A repair or appointment the person already has is not touched; reminders that renew a contract can be.

## Authority
DM-CONTENT; MRS regulations on research techniques for other purposes; penalties of 2015 to 2025 under regs 19 and 21.
"""

from collections.abc import Iterator

from ringfence.scripts.asking import put
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

VISITS = (
    r"(?:surveyors?|advis[eo]rs?|specialists?|consultants?|assessors?|experts?|reps?|representatives?|engineers?"
    r"|installers?"
    r"|fitters?|planners?|case handlers?|one of (?:our|the) (?:\w+ )?(?:lads|guys|team|people|agents))"
)
OFFERS = phrase(  # told of by the caller, these are offers
    rf"{VISITS} (?:\w+ ){{0,4}}?(?:to |will |can |could |would |'ll |is |are |looks? |goes |went )?(?:pop"
    rf"|call (?:round|in|on)"
    r"|visit|come|ring you|see you|be in|have a look|assess|explain|go(?:es)? (?:through|over)|talk you|look(?:ed"
    r"|s)? (?:at|over)"
    r"|hold\w* a place)",
    rf"{VISITS} in your (?:area|road|street|postcode|town|neighbourhood|county)",
    r"in your (?:area|road|street|postcode|town|neighbourhood|county) (?:\w+ ){0,3}?(?:today|tomorrow|this week|next"
    r"|on|and"
    r"|at|twice|all|\w+days?|anyway)",
    r"one of our (?:lads|guys|advis[eo]rs|surveyors|specialists|experts|senior \w+)",
    r"both (?:decision[- ]makers|homeowners|husband and wife)",
    r"decision[- ]makers?(?= (?:be|at|in|there|home))",
    r"(?:come (?:back|up|out)|show(?:s|ing)?|flagg\w+) (?:up )?(?:here )?(?:as |that )?(?:eligible|suitable|amber|red"
    r"|we want|qualif\w+)",
    r"(?:fit|meet|match) (?:all )?(?:the|our) criteria",
    r"(?:free|complimentary) (?:\w+ ){0,4}?(?:survey|quote|quotation|check|review|assessment|consultation|inspection"
    r"|visit|valuation|trial|demonstration|appraisal|report|insurance|gift|will-writing|moisture)",
    r"(?:there's|there is|with|and) no obligation(?! to (?:take|answer|reply))|ring you with a (?:price|quote)",
    r"no[- ]obligation (?:\w+ )?(?:quote|quotation|survey|visit|check|review|consultation|chat|appointment)",
    r"without (?:any )?obligation",
    r"(?:special|exclusive|introductory|limited|amazing|fantastic|today's) (?:\w+ )?(?:offer|deal|price|rate"
    r"|discount)s?",
    r"(?:half price|(?:percent|per cent|%|pounds|quid|£\d+) (?:off|discount)|discount (?:of|for|if)"
    r"|cashback)(?! (?:your council tax|the rent))",
    r"(?:only|just|last|final) (?:the )?(?:first )?(?:a )?(?:few|\w+|\d+) (?:\w+ )?(?:places|spaces|slots|homes"
    r"|appointments"
    r"|grants)(?: (?:left|remaining|available|on))?",
    r"(?:slots?|places|spaces|appointments?|grants?|homes) (?:\w+ ){0,3}(?:left|going fast|running out|limited)",
    r"(?:thirty-\w+|\w+-\w+|\d+|\w+) (?:have |has )?(?:already )?gone\b(?= ?[.!?]|$)",
    r"(?:offer|scheme|allocation|window|funding|grant|price|rate|tariff|deal|period|places?|they|these|this"
    r"|it) (?:\w+ ){0,4}?"
    r"(?:closes? (?:on|when|at|soon)|shuts? (?:on|at)|runs? out|expires?|won't last|doesn't last|don't last"
    r"|ends? (?:on|at|this|soon|today|tonight|friday)"
    r"|(?:goes|go) up (?:on|at|in)|pulled|pull these|last for ever)",
    r"pull (?:these|them|it|the (?:offer|rate|price))",
    r"(?:lock|ring-?fence|freeze|hold|fix) (?:\w+ )?(?:that|this|the|your) (?:rate|price|tariff|deal)",
    r"fixing the price",
    r"(?:save|saving|saves) (?:you |yourself |people |households |customers |homeowners )?(?:up to |around |about "
    r"|over "
    r"|an average of |hundreds|thousands|money on|as much as |£)",
    r"(?:cheaper|better|lower) (?:deal|rate|tariff|price|quote|premium|supplier)s?(?: (?:for|than|with|on)|\W*$)",
    r"(?:paying|overpaying|giving away|losing|wasting|spending|owed|missing out on) (?:\w+ ){0,3}?(?:too much"
    r"|over the odds|twice over|more than (?:you|they) need"
    r"|about|around|up to|over|hundreds|thousands|£\d+|(?:\w+ ){0,3}(?:pounds|per cent|quid))",
    r"(?:switch|change|move) (?:you |your |to our |over to )(?:supplier|provider|tariff|us|account|over)?",
    r"(?:book|arrange|schedule|set up|fix|make) (?:you )?(?:\w+ ){0,3}?(?:appointment|visit|survey(?:or)"
    r"|demonstration|consultation)",
    r"written off(?! by)",
    r"(?:compensation|refund|rebate|pot|settlement) (?:\w+ ){0,4}?(?:for you|you(?:'re| are)? (?:owed|due|entitled)"
    r"|waiting|put by|sitting|is due)",
    r"reclaim(?! (?:the |your )?(?:tax|gift|vat))|mis-?sold|no win,? no fee|win or lose",
    r"(?:make|start|pursue|put in) (?:a |your )claim",
    r"grants? (?:\w+ ){0,3}(?:available|of up|to cover|running|from)",
    r"(?:help|money|funding|support|cash) (?:is |that's )?available (?:to|for) (?:\w+ )?(?:homeowners|people"
    r"|households|you"
    r"|pensioners|tenants|anyone|businesses)",
    r"fully funded",
    r"(?:interest[- ]free|pay nothing|nothing to pay|low monthly|easy terms|finance (?:is )?available|buy now"
    r"|money[- ]back guarantee"
    r"|risk[- ]free|at (?:cost|no cost to you)|yours to keep|it's on us|doesn't cost (?:you )?a (?:bean|penny)"
    r"|won't cost you)",
    r"for (?:just|only|about|around) (?:the price of|£|\w+ (?:pounds?|pence|quid))|price of a (?:coffee|pint|cup"
    r"|newspaper)",
    r"only (?:\w+ )?(?:pounds?|quid|pence|£\d+) (?:on top|more|extra|a month|a week)",
    r"takes you to the|on top of what you (?:pay|have)|upgrade (?:you|to|your (?:broadband|boiler|package|plan|cover"
    r"|phone))",
    r"(?:press|dial) \d (?:now )?to (?:speak|claim|talk|be (?:connected|put))|to be connected[^.?!]{0,30}press",
    r"(?:interested in|like to hear (?:more )?about|tell you (?:more )?about|send you (?:details|information"
    r"|a brochure|a pack"
    r"|our)|details of) (?:\w+ ){0,4}?(?:our|a new|range|product|plan|polic(?:y|ies)|cover|deals?|offers?|package"
    r"|brochure"
    r"|tariff)s?\b",
    r"free quote|(?:a|your) quotation|brochure (?:out|in the post|for you)",
    r"(?:is|are|can be) (?:now )?a problem (?:with|for) (?:mortgage|insur|buyers|lenders)\w*",
    r"(?:you may|you might|most people|a lot of (?:people|our customers|folk)) (?:don't|not) (?:know|realise"
    r"|be aware)(?: this| is that)?",
    r"don't (?:like to )?(?:rush|pressure) (?:anybody|anyone|you)",
    r"(?:while|before) (?:stocks|the (?:offer|scheme|grant|funding)|prices)\b (?:last|ends?|closes?|runs? out"
    r"|go(?:es)? up)",
    r"our (?:prices|rates|range|showroom|packages?)\b|(?:the|our) showroom",
    r"paid back (?:hundreds|thousands|\w+ pounds)",
    r"(?:may|could|might|can) (?:get|receive|claim|be paid|save) (?:back )?(?:up to|around|about|over|as much as"
    r"|hundreds|thousands)",
    r"(?:get|have|ask|send) (?:\w+ ){1,3}(?:to )?(?:ring|call|phone|pop|visit|see) you (?!back)(?=\w+)",
    r"is (?:\w+) or (?:\w+) better for (?:him|her|them|a visit|our)",
    r"(?:nip|pop|put|pass|transfer|connect) you (?:straight |right |now )?(?:across|through|over) to (?:him|her|them"
    r"|my colleague"
    r"|one of|our|the (?:team|specialist|advis))",
    r"(?:file|case|claim) (?:has been )?opened in your name",
    r"add it to (?:your|the) bill|we look after that for",
)


DUE = phrase(  # what a seller dangles; what a service call or an election office has to tell
    r"(?:we (?:might|may|can|could)|i can) (?:now )?offer you",
    r"(?:you|you'd|you would|you'll|you may|you might|you could|could|may|might|do|would) (?:\w+ )?(?:qualify"
    r"|be (?:eligible|entitled|owed|due))(?! (?:to|for) (?:vote|take part|the (?:survey|study|discussion)))",
    r"(?<!whether )(?<!if )(?:you're|you are|you've been) (?:\w+ )?(?:eligible|entitled|owed|due)(?! (?:to vote|your"
    r"|a (?:repair"
    r"|review|check)))",
    r"speak to (?:one of )?our (?:\w+ )?(?:team|specialists?|advis[eo]rs?|experts?)",
    r"overpaying|gets? (?:a|an|your) [^.?!]{0,40}for (?:nothing|free)\b",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    yield from put(OFFERS, passage, script, told=not script.opening.service)
    if not (script.opening.service or script.about_an_election):
        yield from put(DUE, passage, script, told=True)


CHECK = Check(
    code="DM109",
    name="goods-or-services-sold",
    tag="sell",
    message="sells, or books a sales visit",
    fix="Ask about the home, the debt or the policy only if the answers are used as research, and offer nothing.",
    cites=(
        "DM-CONTENT",
        "MRS-SEP",
        "PECR-21",
    ),
    find=find,
    page=__doc__,
)
