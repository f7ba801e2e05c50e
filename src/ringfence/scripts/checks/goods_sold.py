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

ASKS = phrase(
    r"one of our (?:\w+ )?(?:lads|guys|team|advis[eo]rs|surveyors|engineers|specialists|experts|consultants"
    r"|people|agents|installers|representatives|reps)",
    r"(?:surveyor|advis[eo]r|specialist|consultant|assessor|expert|rep|representative|engineer"
    r"|installer) (?:\w+ ){0,3}?(?:to |will |can |could |would )(?:pop|call|visit|come|ring|see|be in"
    r"|have a look|assess|explain|go through)",
    r"(?:pop|call|come|drop|nip) (?:round|in|by|over|out|up (?:the|in)|to (?:see|your))",
    r"in your (?:area|road|street|postcode|town|neighbourhood) (?:\w+ ){0,3}?(?:today|tomorrow|this|next|on|and"
    r"|at|all|tuesday|wednesday|monday|thursday|friday|anyway)",
    r"both (?:decision[- ]makers|homeowners|partners|husband and wife)",
    r"decision[- ]makers?(?= (?:be|at|in|there|home))",
    r"(?:you|you'd|you would|you'll|you may|you might|you could|could|may|might|do|would) (?:\w+ )?(?:qualify"
    r"|be (?:eligible|entitled|owed|due))(?! to vote)",
    r"(?<!whether )(?<!if )(?:you're|you are) (?:\w+ )?(?:eligible|entitled|owed|due)(?! to vote)",
    r"(?:free|no[- ]obligation|complimentary) (?:\w+ ){0,4}?(?:survey|quote|quotation|check|review|assessment"
    r"|consultation|inspection|visit|valuation|trial|demonstration|appraisal|report|health check|insurance|gift)",
    r"no[- ]obligation",
    r"(?:special|exclusive|introductory|limited|great|amazing|fantastic|summer|today's) (?:offer|deal|price|rate"
    r"|discount|promotion)s?",
    r"(?:discount|half price|percent off|per cent off|% off|money off|cashback) ?(?:of|on|for|off|worth|code)?",
    r"(?:only|just|last|final) (?:the )?(?:first )?(?:a )?(?:few|\w+|\d+) (?:\w+ )?(?:places|spaces|slots|homes"
    r"|left|remaining|appointments|grants|available)",
    r"(?:slots?|places|spaces|appointments?|grants?) (?:\w+ ){0,3}(?:left|going fast|running out|limited|available)",
    r"(?:\w+-\w+|\d+|\w+) (?:have |has )?(?:already )?gone\b(?= ?[.!?]|$)",
    r"(?:save|saving|saves) (?:you |yourself |people |households |customers |homeowners )?(?:up to |around "
    r"|about |over |an average of |hundreds|thousands|money on|as much as )",
    r"(?:cheaper|better|lower) (?:deal|rate|tariff|price|quote|premium|supplier)",
    r"(?:switch|change|move) (?:you |your |to our |over to |supplier|provider|tariff)",
    r"(?:book|arrange|schedule|set up|fix|make) (?:you )?(?:\w+ ){0,3}?(?:appointment|visit|survey(?:or)?"
    r"|demonstration|consultation|call back with)",
    r"(?:written off|write off)(?= )",
    r"(?:compensation|refund|rebate|reclaim|mis-?sold)",
    r"(?:make|start|pursue|put in) (?:a |your )claim",
    r"grants? (?:\w+ ){0,3}(?:available|of up|for|towards|to cover|running|from)",
    r"(?:help|money|funding|support|cash) (?:is |that's )?available (?:to|for) (?:\w+ )?(?:homeowners|people"
    r"|households|you|pensioners|tenants|anyone|businesses)",
    r"fully funded",
    r"(?:interest[- ]free|pay nothing|nothing to pay|low monthly|easy terms|finance (?:is )?available|buy now"
    r"|money[- ]back)",
    r"(?:press|dial) \d (?:now )?to (?:speak|claim|talk|be (?:connected|put))",
    r"speak to (?:one of )?our (?:\w+ )?(?:team|specialists?|advis[eo]rs?|experts?)",
    r"(?:interested in|like to hear (?:more )?about|tell you (?:more )?about|send you (?:details|information"
    r"|a brochure|a pack|our)|details of) (?:\w+ ){0,4}?(?:our|a new|range|product|service|plan|polic(?:y|ies)"
    r"|cover|deals?|offers?|package|brochure|scheme|tariff)s?\b",
    r"brochure|free quote|quotation",
    r"(?:funeral|pension|insurance|warranty|boiler|solar|insulation|double glazing|broadband|energy"
    r"|will[- ]writing|life) (?:plan|cover|review|policy|quote|package|deal|service|upgrade|check)s? (?:for|from"
    r"|which|that|with|at|is|are|starts?|costs?)",
    r"(?:is|are|can be) (?:now )?a problem (?:with|for) (?:mortgage|insur|buyers|lenders)\w*",
    r"(?:you may|you might) not (?:know|realise|be aware)(?: this)?",
    r"don't (?:like to )?(?:rush|pressure) (?:anybody|anyone|you)",
    r"(?:while|before) (?:stocks|the (?:offer|scheme|grant|funding)|prices|it)\b (?:last|ends?|closes?|runs? out"
    r"|go(?:es)? up)",
    r"upgrade (?:you|to|your)",
    r"our (?:prices|products?|rates|range|showroom|packages?) (?:\w+)",
    r"risk[- ]free",
    r"no win,? no fee",
    r"paid back (?:hundreds|thousands|\w+ pounds)",
    r"(?:may|could|might|can) (?:get|receive|claim|be paid|save) (?:back )?(?:up to|around|about|over|as much as"
    r"|hundreds|thousands)",
    r"only (?:\w+ ){0,2}(?:taking|accepting|open|running|available)(?: on)?[^.?!]{0,30}(?:until|till|this|for|to)",
    r"(?:get|have|ask|send) (?:\w+ ){1,3}(?:to )?(?:ring|call|phone|pop|visit|see) you (?!back)(?=\w+)",
    r"(?:specialist|expert|advis[eo]r)s? (?:\w+ ){0,2}(?:looked|looks|to look|goes|went) (?:at|over|through|into)",
    r"is (?:\w+) or (?:\w+) better",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    del script  # the words alone decide
    yield from put(ASKS, passage)


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
