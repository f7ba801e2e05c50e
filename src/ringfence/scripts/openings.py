"""What a script presents itself as: who it says is calling, and for what. Words only; no law."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringfence.scripts.words import phrase, straight

if TYPE_CHECKING:
    from ringfence.scripts.script import Script

RESEARCH_WORDS = phrase(
    r"survey(?:s|ing)?",
    r"research(?:ers?)?",
    r"(?<!merger )(?<!exit )(?<!the )polls?(?! (?:station|card|day|is|clerk|opens?|closes?|=|of our own|on \d))"
    r"|pollsters?",
    r"polling (?:company|firm|agency|organisation|team|people|group)",
    r"opinion (?:study|poll)",
    r"(?:tracking |attitude |opinion |market )?study",
    r"questionnaire",
    r"(?:your|people's|residents'|local) (?:views?|opinions?)",
    r"what (?:people|you|residents|locals) think",
    r"your opinion",
    r"(?:a )?few (?:short |quick |simple )?questions",
    r"(?:\w+ )(?:short |quick |simple )?questions",
    r"consultation|panel(?:list)?s?|what they reckon|what people reckon",
    r"(?:opinion |citizens' |residents' |consumer )panel",
    r"(?:hear|know|find out|learn) (?:what|how) (?:\w+ ){0,4}(?:think|feel)",
    r"feedback",
    r"review(?:ing)?(?! of your (?:will|policy))",
    r"study",
    r"interview(?:er|ers|ing)",
    r"(?:find out|ask you|know|hear|asking you|asking people|asking you all) (?:about )?how (?:well |satisfied "
    r"|happy )?(?:they|we|you|your|it|things)"
    r"(?:'re| are| look| find| found| feel| rate|'ve| have| went| did)?",
    r"customer (?:pulse|satisfaction|experience)|satisfaction|about how they're doing",
)
SERVICE_WORDS = phrase(
    r"gas safety|safety (?:check|inspection|visit)|power (?:cut|off|supply|outage)|planned (?:outage|interruption)"
    r"|(?:makes|make|matters?) (?:no|not a) (?:odds|difference|scrap)"
    r" (?:to us )?who|doesn't matter (?:a scrap )?(?:to us )?who|don't (?:mind|care) who",
    r"(?:eye|breast|bowel|cervical|health) screening|screening (?:visit|appointment|programme|service)|clinic"
    r"|whoever you (?:vote|choose)|makes no odds to us",
    r"courtesy calls?|safety (?:call|recall)|product recall|about your (?:\{"
    r"|\[|washing|boiler|car|order|delivery|prescription|appliance)"
    r"|(?:engineer|driver|\w+) (?:that )?(?:\w+ )?was out to|nothing to buy and nothing to pay",
    r"your (?:water|electricity|energy|gas|broadband|phone|housing) (?:company|supplier|supply|network|provider"
    r"|association)",
    r"(?:message|call|calling|ringing|here|notice|bulletin) (?:\w+ ){0,4}?(?:from|about"
    r"|for) (?:\w+[.'… ]+){0,5}?(?:hospital|surgery|clinic|health"
    r"|dental|practice|council|water|highways|parking services|library|pharmacy|police|airline|garage"
    r"|vet|courier|bank|building society|housing|waste|bins?|recycling|customer (?:services?|care)|nhs)",
    r"you(?:'ve| have) (?:an )?appointment|(?:appointment|courtesy|friendly) reminder|reminder (?:call|message"
    r"|that your|of your)|recall(?:ed)?|planned works|works in your (?:street|road)|turning off|switched off"
    r"|safety notice|notice of|register(?:ed)? to vote (?:at|reminder)|ballot paper check|check on your ballot",
    r"(?:acting )?returning officer",
    r"electoral (?:registration|services)(?: officer| office| team)?",
    r"registration officer",
    r"(?:about|regarding|concerning) your (?:account|order|appointment|delivery|membership|case|polling station"
    r"|tenancy|claim|booking|enquiry|subscription|postal vote|ballot|casework|letter|e-?mail|bin|repair)",
    r"casework(?:er)?",
    r"(?:not|n't) on (?:anybody|anyone|any party|any side)(?:'s side)?",
    r"(?:courtesy|service|reminder|information) (?:call|message)",
    r"it's only about",
    r"(?:ballot|election) (?:administration|services)",
    r"polling (?:station|place) (?:has )?(?:change|moved)",
    r"station change",
    r"(?:don't|do not|doesn't|does not) (?:back|support|favour) any (?:\w+ )?(?:party|parties|candidate|side)",
    r"(?:we're|we are|are|is) (?:not political|non-?political|non-?partisan|neutral|impartial"
    r"|independent of (?:all|any|every) part)",
    r"not (?:backed by|linked to|connected (?:to|with)) any party",
    r"strictly (?:neutral|non-?partisan|impartial)",
)
RENEWS = phrase(  # a call about a membership that ends is service only as far as it says so; the rest makes a case
    r"(?:your|about|the) (?:membership|subscription)|renew(?:al|als|ing)?|lapsed"
    r"|member(?:s|ship) (?:calls?|team|department)",
)
FOR_A_SIDE = phrase(
    r"(?:calling|phoning|ringing|call|here|speaking|volunteer\w*|volunteering|working|on behalf|from|for"
    r"|with) (?:\w+ ){0,6}?(?:party|labour|conservatives?|lib(?:eral)? dem\w*|greens?|reform|ukip|snp|plaid"
    r"|campaign|alliance|union|headquarters|hq|candidate|yes to|no to|vote yes|vote no|remain|leave)",
    r"(?:leader|chair(?:man|woman)?|candidate|member|agent|MP|M·P·|president) (?:of|for) (?:the )?[\w' ]{3,40}",
    r"i'm (?:standing|your (?:local )?(?:mp|candidate|councillor))",
    r"your (?:\w+ ){0,2}candidate",
)
INDEPENDENT = phrase(
    r"independent (?:\w+ ){0,3}?(?:research|survey|poll|study|market|company|agency|review)\w*",
    r"(?:entirely|completely|fully|totally) independent",
    r"unbiased",
    r"impartial(?:ly)?",
    r"(?:no|any) (?:ties|links|connections?|affiliations?) (?:to|with) (?:any|a|the) (?:political )?part(?:y|ies)",
    r"no (?:party|political) (?:ties|links|connections?|affiliations?)",
    r"not (?:affiliated|connected|linked) (?:to|with)",
    r"not (?:working|calling) for (?:any|anyone)",
)
OFFICIAL = phrase(
    r"government (?:awareness|scheme|backed|approved|campaign|department|call|initiative|grant|programme"
    r"|information|helpline|funded|advice)\w*",
    r"(?:calling|phoning|ringing|here|am|from|for|with|of) (?:the )?(?:government|council's|hmrc"
    r"|department (?:of|for)|ministry|nhs|citizens' advice|ofgem|energy (?:saving|advice) (?:trust|team|bureau"
    r"|service|helpline))",
    r"(?:national|official|government|regional|county) (?:\w+ )?(?:scheme|programme|initiative|register|helpline"
    r"|advice (?:line|service|bureau))",
    r"advice bureau",
    r"official (?:survey|census|review|notice|call)",
    r"(?:energy|green|home|homes|debt|pension|claims|boiler|insulation|heating|property|consumer|lifestyle"
    r"|home comfort|loft|solar) \w{0,10} ?(?:team|hub|bureau|helpline|advice|advis[eo]r|review team|awareness"
    r"|allowance|department|board|authority) ?\w{0,8}",
)
GREETS = phrase(
    r"hello",
    r"hi",
    r"hiya",
    r"hey",
    r"good (?:morning|afternoon|evening|day)",
    r"morning",
    r"afternoon",
    r"evening",
    r"bore da",
)
NAMES_CALLER = re.compile(
    r"\b(?i:calling|phoning|ringing|speaking|here|team|behalf of|from|with|for|of|this is|it's|i'm|we're|we are"
    r"|message from)\b[^.?!\n]{0,40}?(?<![.?!] )"
    r"\b(?!(?:I|Hello|Hi|Good|Is|My|The|Mr|Mrs|Ms|Could|Can|Do|May)\b)[A-Z][\w'&-]+|\[(?:ORGANI[SZ]ATION|AGENCY"
    r"|COMPANY|CLIENT|PARTY|CHARITY)[^\]]*\]|\{(?:organi[sz]ation|agency|company|client|party|charity)[^}]*\}"
)
OWN_NAME = re.compile(  # “it's Sam from …” names nobody yet; “this is Lorimer Research” does
    r"\b(?i:it's|i'm|i am|this is|my name's|my name is|name's) (?!\w+ (?:Research|Ltd|Limited|Party|Trust|Council))"
    r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)?(?=[,.]? (?:from|here|calling|phoning|ringing|and|with|speaking"
    r"|on behalf|an?)\b|[,.])"
)
NOBODY = phrase(
    r"the (?:polling|research|survey|review|local|national|opinion) (?:team|group|people|office|department"
    r"|company|agency)",
    r"a (?:research|survey|polling) (?:company|agency|team)",
)
POSTCODE = r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
ADDRESS = re.compile(
    POSTCODE
    + r"|\b\d{1,4}[a-z]?,? (?:the )?[A-Z][\w' ]{1,30}\b(?i:street|road|lane|avenue|st|rd|close|way|square|row|hill"
    r"|place|drive|terrace|gardens|court|crescent|parade|wharf|quay|green|park|yard|house|mews)\b|\bPO Box \d+"
    r"|\b(?i:freepost)\b"
)
FREE_NUMBER = re.compile(r"\b0 ?8 ?0 ?[08](?:[ -]?[\dx]){4,8}\b|(?i:\bfreephone\b)", re.IGNORECASE)
NUMBER = re.compile(r"(?:\b0|\+44[ -]?)(?:[ -]?[\dx]){8,11}\b", re.IGNORECASE)
SPONSOR = phrase(
    r"(?:paid|funded|commissioned|sponsored|financed) (?:for )?by",
    r"on behalf of",
    r"(?:calling|phoning|ringing|working|asking|carrying out \w+) (?:this )?for (?:the |your )?(?=[A-Z])",
    r"our client(?: is|,)",
    r"who'?s paying",
    r"the client (?:is|was)",
    r"study was (?:paid|for)",
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What the script says of itself."""

    research: bool
    service: bool
    partisan: bool  # the caller is openly of a party, candidate or campaign
    named: bool  # an organisation's name is said at the start
    contact: bool
    free_contact: bool
    independent: bool
    official: bool
    sponsor: bool


def read_opening(script: "Script") -> Opening:
    """What the script presents itself as, from its title and its first passages."""
    spoken = [passage for passage in script.passages if not passage.section.preamble]
    start = " ".join(passage.raw for passage in spoken[:3])
    first_words = " ".join(passage.raw for passage in spoken[:2])
    whole = " ".join(passage.raw for passage in spoken)  # an address in the title is not said to anyone
    title = straight(script.text[: spoken[0].section.start]) if spoken else ""
    greeted = greeting_passage(script)
    partisan = bool(FOR_A_SIDE.search(first_words))
    research = bool(RESEARCH_WORDS.search(title + " " + start)) or script.purpose in ("research", "message_test")
    renews = bool(RENEWS.search(title + " " + start))
    service = (bool(SERVICE_WORDS.search(title + " " + start)) and not renews) or script.purpose in (
        "service",
        "casework",
        "turnout_neutral",
    )
    return Opening(
        research=research,
        service=service and not research,
        partisan=partisan,
        named=bool(names_caller(greeted)),
        contact=bool(ADDRESS.search(whole) or NUMBER.search(whole) or FREE_NUMBER.search(whole)),
        free_contact=bool(ADDRESS.search(whole) or FREE_NUMBER.search(whole)),
        independent=bool(INDEPENDENT.search(start)),
        official=bool(OFFICIAL.search(start)),
        sponsor=bool(SPONSOR.search(whole)),
    )


def greeting_passage(script: "Script") -> str:
    """What the caller says first: the greeting and the passage after it."""
    spoken = [passage.raw for passage in script.passages if not passage.section.preamble]
    return " ".join(spoken[:2])


def names_caller(words: str) -> bool:
    """True when some organisation's name is said, not just “the polling team”."""
    return bool(NAMES_CALLER.search(NOBODY.sub(" ", OWN_NAME.sub(" ", words))))
