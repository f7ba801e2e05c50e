"""Finds questions that carry their answer: “doesn’t it seem daft”, “would it worry you to learn that”, “isn’t it time”.

## What it finds
Negative questions that expect a yes, questions that hand over a claim (“would you be surprised to hear”), and
rhetorical ones (“is that something you’d stand by and watch”).

## Why it matters
The claim is delivered whatever the person answers.

## Example
> Would it worry you to learn that the profits go to a firm with no office in this country?

## Use instead
> What, if anything, have you heard about who would own the scheme?

## Limits
“Did you know” with a plain fact about the subject of the study is not found.

## Authority
DM-CONTENT; ICO, 23 October 2017; AAPOR on push polls.
"""

from collections.abc import Iterator

from ringfence.scripts.claims import SCALE, SIDES, claims, weigh
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.objections import opts_out
from ringfence.scripts.running import is_admin_question
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import Sentence, phrase

LEADS = phrase(
    # the claim handed over in a question of knowledge, and the answer in the tag
    r"(?:were|are|was) you (?:\w+ )?(?:conscious|ever told|informed|warned) (?:that|of|how)",
    r"had you (?:any idea|been (?:aware|told)|realised|known) (?:that|of that|it was|how)",
    r"(?:not|never|no|nobody|\w+n't)\b[^?]{4,140}, (?:would|do|did|is|are|will|can|could|should|has|have|was|were"
    r"|does) (?:you|it|we|they|he"
    r"|she|that)(?= ?\?|, that)",
    r"(?:^|[.!,] )\W*(?:is it|are you|are we|would you|should we|do you|does it|have we) not\b(?! (?:at all|sure"
    r"|very))",
    r"do(?:es)? (?:that|it|this) not (?:strike|seem|feel|look|sound|worry|bother)|doesn't (?:that|it|this) (?:strike"
    r"|seem|feel|look"
    r"|sound|worry|bother)",
    r"how important is it (?:to you )?that (?:the|a|your|our|any)\b[^?]{0,90}\b(?:never|not|should|\w+n't)\b",
    r"did you (?:\w+ )?(?:see|notice|hear|know|spot) (?:him|her|they'd|they've|they|he|she|there was only"
    r"|that (?:they|he|she))",
    r"(?:have|did) (?:they|the council|your \w+|anyone) (?:actually|ever|even) (?:told|tell|said|say|mention\w*)",
    r"would [^?]{3,60}\b(?:make a difference to you|come in handy|help you out|change things for you)",
    r"treat your(?:self|selves)|do with the (?:money|savings?|difference)",
    r", would it be(?= ?\?)|left to (?:find|pay|pick up|foot)",
    r"(?:seem|seems|feel) (?:right|fair|wrong) to you that",
    r"(?:put|puts) (?:that )?a doubt in your mind",
    r"why do you (?:think|suppose) [^?]{3,60}\b(?:left|last|forgotten|ignored|refused|waiting)\b",
    r"(?:do you (?:happen to )?know|did you know) how (?:many|much|often|long) (?:\w+ ){0,3}(?:he|she|they)(?:'s|'ve"
    r"|'d)?\b",
    r"how (?:would|will) (?:it|that|this) help (?:you|your)\b",
    r"(?:to visit|for|of) your own (?:mother|father|mum|dad|children|family)",
    r"are the same (?:ones|people|firm)|who'd be paid",
    r"high time",
    r", (?:i take it|i (?:expect|suppose|imagine|dare ?say|bet)|no doubt|i'm sure)(?= ?\?)",
    r"any reason (?:why )?(?:you|not|we|they|anyone)\b|is there any reason",
    r"(?:confidence|trust|faith|hope)[^?]{0,40}\bleft\b",
    r"how (?:much longer|soon|quickly|fast) (?:do you think(?: that)?|should|ought|must|can|would you (?:like|want))",
    r"who (?:wouldn't|doesn't|'s going to|is going to|will)(?= (?:be|pay|have|want|suffer|lose|get|stand))",
    r"why (?:should|must|do|does|is|are|would|have|has) (?:we|they|the|our|your|ordinary|working|local|people"
    r"|families|taxpayers|pensioners)\b",
    r"(?:imagine|picture) (?:you|if you|your|a|having|that)\b",
    r"what would you do with (?:an(?:other)?|the|that|all|your|a spare)\b",
    r"what would you do if it happened",
    r"(?:at least |really )?want to know",
    r"would you be among them|count yourself among",
    r"(?:strike|strikes) you as (?:a )?(?:\w+ )?(?:sensible|fair|right|odd|strange|wrong|unfair|good)",
    r"(?:what do you make of|how do you feel about|what do you say to) [^?]{3,80}\b(?:when|while|after|given"
    r"|considering)\b",
    r"(?:can|could) (?:we|you|anyone|this town|the country|families) (?:really )?afford",
    r"(?:have you|has anyone) (?:\w+ )?ever pictured",
    r"(?:are there )?any (?:good )?reasons? (?:left|still|at all)",
    r"is there anything (?:worse|better|more important) than",
    r"would you (?:want|trust|leave|buy|hire|employ|sign|put|hand|give)\b[^?]{0,60}\b(?:if|who"
    r"|that)\b[^?]{0,60}(?:n't|not|never|couldn't)\b",
    r"how important is it (?:to you )?that (?:someone|somebody|a person|people|our|your|the|he"
    r"|she)\b[^?]{0,60}of that (?:sort|kind)",
    r"(?:would you )?call that (?:common sense|fair|right|a disgrace|acceptable)",
    r"(?:which|what) would you want (?:us|him|her|them) to\b",
    r"(?:does|is|was|are|would|should|did|has)n't (?:it|that|this|he|she|they|there|the \w+) (?:\w+ )?(?:just "
    r"|about |really )*(?:seem|feel|sound|look|strike|make|time|daft|odd|wrong|right|fair|unfair|a (?:bit|shame"
    r"|disgrace|scandal|pity)|terrible|awful|shocking|better|be (?:better|good|great|nice|fairer|easier)|mad"
    r"|silly|ridiculous|strange|high time|enough|deserve)",
    r"(?<!or )(?:don't|wouldn't|won't|can't|aren't|shouldn't) you (?:\w+ )?(?:think|agree|feel|say|want|rather|tired"
    r"|fed up|sick|worried|angry|ashamed|see|prefer|like to see|wish|deserve|care|mind that|find)",
    r"(?:wouldn't|don't|aren't|shouldn't|isn't|haven't) (?:we|people|residents|families|voters|pensioners"
    r"|our) (?:\w+ )?",
    r"(?:would|does|did|will) it (?:\w+ )?(?:concern|worry|surprise|shock|bother|anger|upset|alarm|trouble"
    r"|interest|change your (?:mind|view|opinion|vote)|affect|matter to|make you|help|reassure"
    r"|please) (?:you )?(?:\w+ ){0,4}?(?:to (?:learn|know|hear|be told|find|discover)|if (?:you|i|we|someone)|that)",
    r"(?:would|were|are|will) you (?:be )?(?:\w+ )?(?:surprised|shocked|concerned|worried|alarmed|angry|pleased"
    r"|interested|upset|disappointed|proud|reassured) (?:to (?:learn|know|hear|be told|find|discover)|if i told"
    r"|that)",
    r"(?:does|did) it (?:\w+ )?(?:concern|worry|surprise|shock|bother|anger|upset|alarm) you (?:that|when|to|how)",
    r"(?:were|are) you aware(?: that| of the fact| how)?(?= )(?! of (?:the|any|this) (?!fact))",
    r"did you (?:know|realise)(?: that| how| of)?(?= )",
    r"have you noticed (?:how|that|what|the (?:new|extra|improved|rubbish|state|mess))",
    r"(?:prepared|willing|happy|content|going) to (?:just )?(?:stand by|sit back|let (?:them|it|this|that)|watch"
    r"|accept|put up with|allow)",
    r"isn't it (?:about )?time",
    r"how can (?:anyone|they|he|she|you|we)(?= )",
    r"why (?:should|on earth|do they|does (?:he|she))(?= )",
    r"who in their right mind",
    r"(?:do|would|could|can) you (?:really |ever )?(?:want|trust|believe|support|back|vote for) (?:him|her|them|a "
    r"(?:man|woman|party|government|council|leader|candidate) (?:who|that|which))",
    r"(?:comfortable|happy|safe|confident|proud)\b[^?]{0,40}\b(?:someone|people|politicians?|an? (?:\w+ )?(?:man|woman"
    r"|person|candidate|councillor|party|firm|company)) (?:who|that)",
    r"(?:would|does|did|will) (?:it|that) (?!help|suit)\w+ you (?:\w+ )?(?:to (?:learn|hear|know|be told|find|discover)"
    r"|that)",
    r"surely",
    r"^\W*(?:\w{1,4}[.)] )?(?:and |so |but |well,? |or )?(?:doesn't|don't|wouldn't|isn't|aren't|shouldn't|can't"
    r"|couldn't|won't|wasn't)"
    r" (?:it|that|this|you|we|they|he|she|people|the|there)\b(?! (?:know|have an opinion))",
    r"really (?:the|what|fit|up to|worth|acceptable)",
    r"how (?:reassuring|comforting|good|nice|great|wonderful) would it be",
    r"are you (?:really )?(?:happy|content|willing|comfortable) (?:for|with|that) (?:your|our) (?:money|taxes"
    r"|council tax|fares|bills|rates|rent|subscriptions?|contributions|savings|pensions?) (?:to|being|is|are|go\w*)",
    r"(?<=, )(?:would|do|are|is|wo|ca|have|should|has|does|did)n't (?:you|we|they|it|he|she|i)(?= ?\?)",
    r"what (?:if|would you say if) (?:i|we) (?:could |can |told |tell |showed |said )+",
    r"(?:do|did) you (?:really )?think (?:it's|it is|that's) (?:right|fair|acceptable|ok|good enough) (?:that|for)",
    r"(?:is|was) it (?:right|fair|acceptable|good enough) that",
    r"(?:are you|aren't you) (?:\w+ )?(?:tired|sick|fed up) (?:of|with)",
    r"do you (?:not|want to see|agree with me)(?= )",
    r"(?:how|what) (?:\w+ )?(?:angry|worried|shocked|disgusted|disappointed|appalled|concerned) (?:are|were"
    r"|does it|did it|would) (?:you|that|it)?\b[^?]{0,40}(?:that|to learn|to hear|when)",
    r"deserves? (?:another|a (?:second|further)|your) (?:term|chance|vote|support|backing)",
    r"how (?:strongly|deeply) do you (?:feel|agree|believe) that",
    r"(?:isn't|wasn't|wouldn't) (?:that|this|it|he|she) (?:\w+ )?(?:the|what|a|an) (?:\w+ ){0,4}?(?:you|we|people"
    r"|anyone|everyone)",
    r"do you (?:really )?want (?:that|this|it) (?:for|here|to)",
    r"is (?:that|this) (?:really )?(?:what|the (?:kind|sort|type|future|way|\w+)(?: of \w+)?) (?:\w+ )?(?:you|we) want",
    r"should i tell you (?:which|who|what|how)",
    r"would you like (?:to see|me to tell you)(?= (?:the|which|who|what|how|more|an end|fairer|\w+))",
    r"(?:what would|how would) (?:it|that) mean to you if",
)
ARGUES_TOO = phrase(
    r"(?:were|are) you aware(?: that| of the fact| how)?",
    r"did you know(?: that| how| of)?",
    r"(?:do|did|does) you (?:really )?think (?:it's|it is|that's) \w+ (?:enough )?for",
    r"(?:do you (?:really )?want|is) (?:that|this|it)(?: \w+)*",
    r"have you noticed (?:how|that|what|the (?:new|extra|improved|rubbish|state|mess))",
    r"do you (?:not|want to see|agree with me)",
    r"would you like (?:to see|me to tell you)",
)
MORE = phrase(
    r"our (?:team|party|candidate|campaign|councillors?)",
    r"(?:thanks to|because of|only) \w+",
    r"(?:biggest|worst|highest|lowest|best|first|only|record|longest|largest|dearest|most \w+ in)",
    r"(?:twice|three times|double|half|as \w+ as|more than|less than|fewer than)",
    r"\d[\d,.]* ?(?:%|per cent|percent|million|billion|thousand|times)",
    r"£ ?\d",
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand) (?:of|people|jobs"
    r"|homes|million|thousand|per|hundred|years)",
    r"never|nobody|instead|refused|actually|fair(?:er|ly)?|their share|cut|spent|spend|profits?|risen|rising|doubled"
    r"|closed|lost|promised",
)
STILL_RESEARCH = phrase(
    r"^\W*or\b|(?:what|which|where)\b[^?]{0,30}\b(?:hasn't|isn't|doesn't|didn't)",
    r"(?:(?:were|are) you aware|did you (?:know|realise)) (?:(?:that|of) )?(?:you|tenants|residents|customers|people"
    r"|members|the (?:service|survey|office|helpline|website)) (?:can|could|are able|may|offers?|is|have)",
    r"have you (?:seen|heard)",
    r"^\W*(?:so |and )?you(?:'re| are| live| said|'ve| have| were)",  # checks who the person is
)
STANDS_FOR = phrase(
    r"(?:oppos|support|propos|promis|pledg|refus|vot|want|plan|intend|back|campaign|fail|spen[dt]|block)\w*"
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    del script
    for sentence in passage.questions:
        match = LEADS.search(sentence.plain)
        if match and carries_claim(sentence, passage) and not opts_out(sentence) and not is_admin_question(sentence):
            yield Hit(sentence.start + match.start(), sentence.end)
            return


def carries_claim(sentence: Sentence, passage: Passage) -> bool:
    """“Did you know …” leads only when what is handed over argues; the other forms always do."""
    if SCALE.search(sentence.plain) or STILL_RESEARCH.search(sentence.plain):
        return False
    if not ARGUES_TOO.search(sentence.plain):
        return True
    if SIDES.search(sentence.plain) and STANDS_FOR.search(sentence.plain):
        return True
    return bool(weigh(sentence) or MORE.search(sentence.plain)) or any(weigh(claim) for claim in claims(passage))


CHECK = Check(
    code="DM204",
    name="leading-question",
    tag="loaded_premise",
    message="leads the person to one answer",
    fix="Ask “what, if anything, have you heard about …” or put both answers in the question.",
    cites=(
        "DM-CONTENT",
        "MSG-TEST",
        "ICO 23 Oct 2017 (Conservatives)",
    ),
    find=find,
    page=__doc__,
)
