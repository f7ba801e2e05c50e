"""The grammar of asking for an act: who is to do what, read from modals, pronouns and verbs, not from set phrases.

A survey asks what a person does and thinks. A request is built otherwise: an offer by the caller (“shall I pop one in
the post”), an act wanted of the person (“could you bring a friend”), a wish put in the person's mouth (“would you like
somebody to call”), or a time to be agreed (“is Tuesday or Thursday better for him”). Each is told by its frame and then
by its verb: verbs of interviewing (ask, read, note) and of surveys (say, rate, prefer) are no acts by themselves.
"""

import re
from collections.abc import Iterator

from ringfence.scripts.words import phrase

_I = r"(?:i|we|ah)"
_YOU = r"(?:you|ye|yous)"
_SOMEBODY = (
    r"(?:he|she|they|them|him|her|us|me|someone|somebody|one of (?:us|them|our \w+)|(?:our|my|the|a) (?:\w+ ){0,2}\w+"
    r"|(?-i:[A-Z])\w+)"
)
_ADVERB = (
    r"(?:just|also|please|perhaps|possibly|maybe|ever|at least|at all|then|still|even|really|kindly|quickly|always|only"
    r"|not|now|too|both|quickly|possibly|consider|think (?:about|of)|care to|like to|love to|want to|need to"
    r"|be able to|manage to|be (?:willing|happy|prepared|able|ready|free|glad|up|open|tempted|kind enough|persuaded"
    r"|interested)(?: to| in| for)?|feel able to|see yourself|see your way to|mind)"
)
_DOES = rf"(?: {_ADVERB}){{0,3}} (?P<verb>[a-z][a-z-]*)\b(?P<rest>[^?.!]*)"


def _frame(before: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){before}{_DOES}", re.IGNORECASE)


OFFERED = _frame(
    rf"(?:shall|should|will|wull|can|could|may|might|let|do you want|want|would you like) (?:{_I}|us|me)(?: to)?"
)
WISHED = _frame(
    rf"(?:like|want|wanting|prefer|al+ ?right|ok|okay|fine|happy|help|bother|imposition|useful|handy|mind)"
    rf" (?:for |if |with |that )?(?:{_I}|{_SOMEBODY})(?:'s|'d| to| were to| could| can| would)?"
)
WANTED = _frame(
    rf"(?:(?:would|will|could|can|might|won't|wouldn't|couldn't|can't|wid|cud) {_YOU}"
    rf"|(?:do you (?:think|reckon|suppose)|d'you (?:think|reckon)|reckon|(?:any )?chance|don't suppose"
    rf"|imagine) (?:that )?{_YOU}"
    rf"(?:'d| could| can| would| might)?"
    rf"|{_YOU} (?:couldn't|wouldn't))"
)
PROMISED = _frame(
    rf"(?!(?:you|it|that|this|there|what|which|who)\b)(?:{_I}|{_SOMEBODY}|one of (?:the|our) \w+|\w+'s \w+)"
    r"(?:'ll| will| can| could)"
)
TAGGED = phrase(r"(?:shall|will|won't|can|could|would) (?:i|we|you)(?=,? ?(?:then|for (?:me|us|him|her))?,? ?[?,])")
OTHER_ASKS = phrase(
    r"would (?:it|that|this|an?|\w+ \w+) be (?:of interest|useful|helpful|manageable|affordable)(?: to you)?",
    r"what would it take (?:for you )?to\b(?! (?:switch|move|shop|change))",
    r"if (?:i|we|he|she) (?:were to )?(?:post|sen[dt]|text|e-?mail|pop|drop|put|read|brought)\w* (?:you|ye|one|an?"
    r"|the|it)\b"
    r"[^?]{0,70}\b(?:would|could|might|do|will|can) (?:you|ye)\b",
    r"(?:mind|okay?|happy|all ?right|content) (?:if|for) (?:we|us|me|i) (?:to )?(?:put|add|us(?:e|ed)|includ\w+"
    r"|print\w*|show\w*)"
    r" your name",
    r"press \d (?:and|to) (?:speak|say|leave|key in|give) (?:us |me )?your (?:e-?mail|name|number|address)",
    r"wondered (?:if|whether) (?:you'd|you would|you might|i could|we could|you could)",
    r"for (?:somebody|someone|one of us|\w+) (?:\w+ )?to (?:ring|call|visit|write to) you\b[^.?!]{0,40}press",
    r"press \d[^.?!]*\b(?:behind (?:it|us|him|her|me)|with (?:us|me)|on (?:our|my) side)",
    r"is that something you(?:'ve| have) (?:ever )?(?:thought|considered)",
    r"if you could (?:just )?(?:dig|look|leave|find|get|pop|fetch)\b",
    r"to have (?:one of|somebody|someone) [^.?!]{0,40}(?:drop|call|ring|visit|pop)",
    r"(?:with|put) your name (?:and address )?(?:at|on|to) (?:the|it)\b",
    r"please (?:say|key in|leave) your (?:e-?mail|name|number|mobile)",
    r"what's your e-?mail|for (?:the|our|her|his|\w+'s) (?:bulletin|newsletter|updates|mailing|note)",
    r"(?:be|is) (?:that |it )?any use to you|be of any use|(?:you'd|you would) be (?:ideal|perfect|great|good at)"
    r"|i can add you",
    r"(?:your|the) (?:daughter|son|wife|husband|partner)[^?.!]{0,40}\b(?:there|with you|too)\b",
    r"message you with more|somebody will (?:message|ring|call|contact)",
    r"(?:could|can) you manage (?:along|it|that|an)|see yourself (?:behind|doing|at|with)",
    r"(?:you|ye) (?:wouldn't|couldn't) (?:be \w+ing|have)\b",
    r"drop(?:ping)? (?:you|ye) a (?:line|call|text|note|e-?mail|card)",
    r"(?:mind|ok|okay|happy|bother|all ?right)\b[^?]{0,70}\b(?:having|have|using|keeping|keep) your (?:number|name"
    r"|details|e-?mail)",
    r"(?:someone|somebody|\w+) from (?:your|our|the) (?:branch|team|office|group|party"
    r"|campaign)\b[^?]{0,20}\b(?:in touch|contact|ring|call)",
    r"remind you (?:the|on|nearer|that|again)",
    r"giv(?:e|es|ing) (?:you|ye) a (?:ring|bell|call|tinkle|shout|buzz)(?! back)(?! when (?:he|she|they)(?:'s"
    r"|'re) on)(?! (?:again )?(?:for|about) (?:the|this|another) (?:survey|study"
    r"|research))",  # asked for without a modal: what would win the person, who else there is, how to reach them
    r"what(?:'d| would| will| wid) (?:you|it|ye) (?:need|want|take)(?: to(?! (?:be told|know|hear))| fae| from)?",
    r"how (?:would|do|does) (?:you|that) (?:feel about|fancy) (?:\w+ing|something|having|a)\b",
    r"how (?:are|about) you(?:'re)? (?:fixed|placed)",
    r"who else (?:is|do|would|could|might|in|should)|who springs to mind|whose number",
    r"(?:best|still your|right) (?:number|mobile|e-?mail)\b(?! (?:to speak|for the interview))",
    r"is (?:e-?mail|text|whatsapp) (?:best|ok)|is it whatsapp",
    r"(?:is|might) there (?:be )?room for",
    r"(?:would|does|might) that (?:at all )?(?:appeal|suit|interest you|tempt you)",
    r"is that (?:something you(?:'d| could|'re)(?! never)|more like it)|that be more like it|be more like it",
    r"(?:anyone|anybody) (?:at work|you know|in the family|else) .{0,40}(?:who|that)",
    r"(?:stick|put|mark|count|say) (?:you|ye) (?:down |are |'re |'ll be |in|one )",
    r"how many (?:may|can|shall|could|will) (?:i|we)\b",
    r"you (?:with us|up for it|one of us)(?= ?\?)",
)
OPENLY_ASKS = phrase(  # and these only where the call does not call itself research
    r"are (?:you|ye) (?:doing|daein|about|around|free|in|busy|coming|going to be)\b",
    r"(?:is|are) there (?:anyone|anybody|somebody|someone|others|an? (?:mr|mrs|other half|husband|wife|partner))\b",
    r"(?:did|do) (?:you|ye) want to\b",
    r"(?:welcome|like|want|be glad of) a (?:ring|call|visit|word)\b|who else\b|who(?:'d| would) be the (?:one"
    r"|person) to",
    r"have you (?:a|an|got a|room|space|thought|considered|got anyone)\b",
    r"when can\b|what (?:evening|day|time)(?:'s| is) best",
    r"be missed|window or aisle|other half mind|where (?:shall|will|would) (?:i|we|you)",
    r"which way (?:were|are) you (?:thinking of )?(?:going|leaning)[^?]*\?.*profile",
)

INTERVIEWS = frozenset(  # what a caller does to run an interview
    "ask begin start carry continue go move proceed speak talk check confirm clarify read repeat explain record assume"
    " say know borrow trouble try tell understand see hear have take finish end stop skip come get make be do"
    " establish ascertain thank apologise update change correct delete remove cross strike score mark note leave"
    " let work ring call phone telephone then also please keep use put give turn help be".split()
)
SURVEYS = frozenset(  # what a survey asks a person to do or imagine
    "say describe rate rank score grade prefer rather sooner support oppose favour favor choose pick agree disagree"
    " expect recommend trust call name guess estimate define class classify spell explain remember recall place tell"
    " answer hold bear speak think feel vote rule plump find see hear notice use buy miss cope manage accept repeat be"
    " have know need want pay travel live work eat watch read listen change cut spend look believe confirm identify"
    " regard welcome like ever consider imagine put give get make do go take come let keep help mean afford switch cast"
    " prioritise blame credit start stay stop bring trade leave wait call ask move drive worry object drop".split()
)
ACTS = frozenset(  # acts that no survey asks for, whoever does them
    "send post e-mail email text ping pop sign add join lend spare chip donate share spread forward book arrange"
    " reserve transfer connect introduce enter register enrol enroll reconsider back lean deliver display wear host"
    " volunteer march renew stick hand fetch fix nip rope tempt persuade interest sponsor contribute top upgrade swap"
    " write sit stretch pledge lock secure ring-fence offer attend pencil slot collect subscribe petition"
    " campaign canvass leaflet raise sell install quote squeeze visit swing save".split()
)
_THING = (
    r"(?:leaflets?|posters?|boards?|cards?|packs?|brochures?|booklets?|guides?|forms?|links?|vouchers?|tickets?|seats?"
    r"|tables?|badges?|stickers?|placards?|letters?|flyers?|newsletters?|something|a few|a couple|gifts?|donations?"
    r"|quotes?|copy|copies|digest|summary|envelopes?|shift|hour|lift|hand|visit|bell|ring|tinkle|nudge|shout|word)"
)
_ABOUT_ANSWERS = phrase(  # the object of running an interview, not of an act
    r"(?:telling|saying|letting) (?:me|us)",
    r"your (?:answers?|replies|responses|views?|opinions?|comments?|age|postcode|first name|name|surname|address"
    r"|date of"
    r"|details|language|title|card number|house number|telephone number)",
    r"(?:a|the|your) (?:postcode|few questions|question|moment|minutes?|seconds?|supervisor|interviewer|survey"
    r"|interview|note)",
    r"(?:that|this|it) (?:down|as|again|back|out|off|in)\b",
    r"(?:call|ring|phone|come|get) (?:you )?back",
    r"(?:five|ten|\d+|a couple of|a few) (?:minutes?|questions?|seconds?)",
    r"(?:this|the|next|last|first|another) (?:question|one|section|statements?|list|bit|part)",
    r"incentive|voucher|token of|thank-you|prize draw|receipt|reference number|large print|helpline|complaints?",
)
ACT_IF = {  # what must follow a many-sided verb to make it an act
    "put": rf"(?:you(?:rself)?|your (?:name|house)|{_SOMEBODY}|one|some|it|something|the|a)\b.{{0,40}}\b(?:down|up"
    rf"|forward"
    rf"|through|onto|on|in|with|together)\b(?! (?:a scale|the scale|this scale|scale))|{_THING}|in touch|up ",
    "give": r"(?:us|him|her|them)\b(?! (?:marks?|a mark|a score))|it (?:a|some)|(?:up )?(?:\w+ ){0,4}(?:pounds?"
    r"|quid|lift"
    r"|hand|shot|go|try|chance|nudge|shift|time|evening|bell|ring|call|tinkle|shout|discount|blood)\b",
    "take": rf"(?:\w+ ){{0,3}}{_THING}|(?:it|one|some|them|that) (?:on|off|home|out|away)|part in (?:our"
    rf"|the) (?:campaign|day)"
    r"|over|you through|advantage|(?:this|that|it|payment) now",
    "have": rf"(?:\w+ ){{0,3}}{_THING}|a (?:cup of tea|chat|coffee|natter|sit[- ]down)\b|(?:he|she|\w+) give you"
    rf"|(?:someone|somebody|one of|our|my)\b|you (?:enrolled|down|along|there|on)"
    r"|your (?:vote|support|backing|e-?mail|mobile|number)",
    "get": rf"(?:you|someone|somebody|one of|our|him|her|them|along|involved|hold of|in touch|yourself)\b"
    rf"|(?:\w+ ){{0,3}}{_THING}"
    r"|(?:your|a few|some|more) (?:friends?|neighbours?|mates?|family|people)",
    "make": r"it\b(?! (?:any|a difference to you|more|less|easier|better))|(?:\w+ ){0,3}(?:donation|gift|calls|pledge"
    r"|claim"
    r"|appointment|payment)|sure (?:you|they|he|she)",
    "tell": r"(?:your|him|them|a few|some|one|two|people|everyone|the (?:council|committee|mp|minister))\b",
    "let": r"(?:us|him|her|them)\b.{0,12}(?:have|know|send|put|pop|quote|show|add)|me (?:have|send|put|pop|book|add"
    r"|get)",
    "come": r"(?:along|to (?!the phone|mind)|out|down|over|round|with|and|for|on board|a (?:wee )?bit)\b",
    "go": r"(?:and|along|for (?:us|him|her|them|it)|with (?:us|him|her|them|the|\{|(?-i:[A-Z]))|on (?:our"
    r"|the) (?:list|mailing)"
    r"|ahead and|out (?:and|with))\b",
    "call": r"(?:him|them|your|round|in|by|on)\b(?! again)",
    "ring": r"(?:him|them|your|round|the|a few|some|people)\b",
    "phone": r"(?:him|them|your|round|the|a few|some|people)\b",
    "keep": r"(?:your (?:name|number)(?! (?:safe|private|confidential|separate))|in touch|you (?:in|up|posted"
    r"|informed|updated)|a (?:place|seat|line)|him|them)\b",
    "help": r"(?:us|him|her|them|out|by|get|keep|to)\b(?! (?:understand|improve|with (?:a|this|our) (?:survey"
    r"|research)))",
    "see": r"(?:you\b|a (?:short )?(?:summary|film|copy)|the (?:campaign|documents|pack|evidence)|your way)",
    "be": r"(?:there|along|one of|part of|with us|up for|our|kept|added|sent|involved|a (?:\w+ )?(?:champion|member"
    r"|friend"
    r"|volunteer|teller|supporter|guest)|round|over(?! or))\b",
    "do": r"(?:what|the same|something|your bit|(?:an?|one|two|some|a few|a couple of) (?:\w+ )?(?:hours?|shifts?"
    r"|calls?|doors?"
    r"|streets?|evenings?|mornings?)|that for|us a|that now|it now)",
    "ask": r"(?:your|him|them|a few|some|people|around|for (?:a|one|your))\b",
    "speak": r"(?:to|with) (?:one of|our|him|your mp|an? (?:advis|special|expert))",
    "talk": r"(?:you through|(?:it )?over with (?:our|one)|to (?:one of|our|him|your (?:neighbours?|friends?|mp)))",
    "find": r"(?:room|it in|time|an hour|out (?:more|how much|whether you))",
    "change": r"(?:your mind|you over)",
    "switch": r"(?:you|to us|over|today|now)",
    "leave": rf"(?:you|ye)(?! (?:to|in peace|alone|be|off|out))\b|(?:\w+ ){{0,3}}{_THING}|us ",
    "like": r"(?:me|us|one|to (?:receive|get|join|help|have|know more|meet|support|sign|attend|hear (?:more|how"
    r"|from)))\b",
    "consider": r"(?:\w+ing (?:us|our|him|her)|joining|giving|becoming|a (?:gift|regular|visit|monthly))",
    "look": r"(?:after|in on|into (?:joining|it)|out for)\b",
    "buy": r"(?:a (?:ticket|raffle|table|copy)|one|some|two|tickets?|from us)",
    "manage": r"(?:that|it|an? (?:hour|evening)|one|four|a few|(?:\w+ ){0,3}(?:pounds?|quid|a month"
    r"|a week))\b(?! financially)",
    "pay": r"(?:by (?:card|direct)|monthly|in|a deposit)\b",
    "read": r"you (?:the|our) (?:reference|date|address|details|number)|(?:me|us) (?:the|your|off)",
    "start": r"(?:you (?:off|on)|a (?:claim|direct|monthly)|your (?:claim|plan))\b",
    "stay": r"(?:with us|a member|on with|for (?:one|another))\b",
    "bring": r"(?:a|your|one|along|him|her|them|some|friends?|anyone|someone)\b",
    "turn": r"(?:up|out)\b",
    "work": r"(?:with|alongside) us",
    "move": r"(?:you )?over\b",
    "carry": r"(?:it|you) over\b",
    "say": r"(?:you(?:'ll| will|'re| are)|we'll|I'll) (?:be )?(?:in|coming|along|there|one|up for)",
    "remind": r"you\b",
    "chap": r"(?:the|your)",
    "run": r"you\b",
    "stop": r"(?:him|them|it|this|her)\b",
    "use": r"(?:your (?:name|story|photo|quote|words) )",
    "want": r"(?:me|us|one|a (?:leaflet|poster|copy|call|quote)|in|to (?:join|help|come|sign))\b",
    "drop": rf"(?:you|us|him|her|them|round|in|by|off|it)\b|(?:\w+ ){{0,3}}{_THING}",
}
_IF = {verb: re.compile(rf" (?:{follows})", re.IGNORECASE) for verb, follows in ACT_IF.items() if follows}
NEUTRAL = phrase(  # answers of a survey: alternatives, scales, hypotheses
    r"or (?:not|no|neither|something else|about|would it|would you (?:say|rather)|less|worse|never|don't know|another"
    r"|oppose|against|the same|is it|are you|do you)",
    r"(?:more|less|better|worse|strongly|very|fairly|slightly|too)\b.{0,60}\bor\b",
    r"(?:nought|zero|one|0|1) to (?:ten|five|seven|10|5|7)",
    r"agree|disagree",
)


def asked_for(plain: str, *, openly: bool) -> re.Match[str] | None:
    """The words that ask for an act or offer one; `openly` in a script that does not call itself research."""
    for match in _frames(plain, openly=openly):
        if _is_act(match, openly=openly):
            return match
    return OTHER_ASKS.search(plain) or (
        OPENLY_ASKS.search(plain) if openly and plain.rstrip("\"')* ").endswith("?") else None
    )


_IRREGULAR = {
    "gave": "give", "sent": "send", "came": "come", "got": "get", "went": "go", "took": "take", "brought": "bring",
    "wrote": "write", "rang": "ring", "told": "tell", "kept": "keep", "made": "make", "ran": "run", "stood": "stand",
    "met": "meet", "had": "have", "was": "be", "were": "be", "did": "do", "left": "leave", "said": "say",
    "spoke": "speak", "thought": "think", "found": "find",
}  # fmt: skip
_KNOWN = INTERVIEWS | SURVEYS | ACTS | ACT_IF.keys()


_THIRD = re.compile(r" (?:him|her|them|our|(?-i:[A-Z])\w+'s?)\b", re.IGNORECASE)


def base(verb: str) -> str:
    """The verb without its ending: “posted” and “popping” are “post” and “pop”."""
    if verb in _KNOWN:
        return verb
    for ending in ("ed", "ing", "d", "s"):
        stem = verb.removesuffix(ending)
        for form in (stem, stem + "e", stem[:-1]):
            if stem != verb and form in _KNOWN:
                return form
    return _IRREGULAR.get(verb, verb)


def _frames(plain: str, *, openly: bool) -> Iterator[re.Match[str]]:
    for frame in (OFFERED, WISHED, WANTED, *((PROMISED,) if openly or TAGGED.search(plain) else ())):
        yield from frame.finditer(plain)


def _is_act(match: re.Match[str], *, openly: bool) -> bool:
    verb, rest = base(match["verb"].lower()), match["rest"]
    if not _THIRD.match(rest) and _ABOUT_ANSWERS.search(verb + rest[:28]):
        return False
    if follows := _IF.get(verb):
        return bool(follows.match(rest))
    if verb in ACTS:
        return True
    if match.re is PROMISED and verb not in ACTS:
        return False
    if match.re is WISHED or verb in INTERVIEWS or verb in SURVEYS:
        return False
    return openly and not NEUTRAL.search(match.string)
