"""Sentences that run the call: thanks, length, what becomes of answers, permission to go on."""

from functools import lru_cache

from ringfence.scripts import openings
from ringfence.scripts.words import Sentence, phrase

CLOSE = phrase(
    r"thank(?:s| you)",
    r"cheers",
    r"good ?bye",
    r"bye",
    r"good night",
    r"take care",
    r"all the best",
    r"have a (?:\w+ )?(?:nice|good|lovely|great|pleasant) (?:day|evening|morning|afternoon|weekend|one|rest)",
    r"much obliged",
    r"ta-?ra",
    r"that's (?:all|it|everything|the lot)",
    r"that'll do",
    r"mind (?:how you go|the)",
    r"good luck",
)
ABOUT_CALL = phrase(
    r"(?:open|opens|doors?)\b[^.?!]{0,40}\b(?:until|till|til|while|from|at|on) (?:\w+ ){0,3}?(?:morning|night|ten"
    r"|eight|seven|nine|noon|\d)",
    r"seven (?:in the morning )?(?:until|till|to|while|til) ten|(?:school ?(?:hall|room)|church hall|vestry"
    r"|usual place|side door|round the side)",
    r"(?:you've|you have|there's) (?:got )?(?:until|till) |voting closes|closes at|by (?:five|noon|midnight|5) ",
    r"(?:won't|shan't|shall not|will not|not) (?:\w+ )?(?:try and talk|talk you round|argue|take up|trouble you"
    r"|ask again|keep you|press you|steer you|bear"
    r"|get it if)",
    r"(?:don't|needn't|do not) need (?:it|the card|your card|to bring|anything)|name and address",
    r"look after yourself|take care|mind (?:the|them)|keep warm|all the best|nice (?:talking|chatting)"
    r"|ta (?:very much|for)|get your tea",
    r"best thing is to (?:ring|call|phone|ask)|ring the (?:\w+ )?line",
    r"date of birth|fill (?:it )?in|(?:it|they) tells? you"
    r"|electoral office|polling card",
    r"that's (?:a good|your) (?:choice|privilege|right|decision)"
    r"|it takes all sorts|thought about it|fair (?:do's|play)",
    r"sort code|account number|taxpayer|direct line|bereavement|whenever you like"
    r"|a thousand adults|picked at random"
    r"|voting papers",
    r"on the computer|final reminder"
    r"|hang up|citizens advice|not here to sell",
    r"professional fundraiser|reclaim|turned away|voter card"
    r"|not allowed to vote|easy read"
    r"|a cross\b|there are (?:two|three|some) views|enjoy (?:the|your)",
    r"not a good time|leave it there|covered by",
    r"leave out anything|nice to (?:talk"
    r"|have talked)|mind that|too late|give you the (?:council's )?number"
    r"|large print",
    r"whatever (?:you|ye) (?:tell|say)|struck off",
    r"been a (?:\w+ )?(?:pleasure|joy)|(?:won't|mustn't|shan't|not) (?:\w+ )?keep you|(?:hope|hoping) i'm not"
    r"|not (?:\w+ )?(?:fetching"
    r"|interrupting|disturbing|dragging)",
    r"apologi[sz]e|claim (?:back|a bit|an extra|another|it back|the tax|\d)|income tax|taxpayer"
    r"|put a (?:block|stop|note|marker) on|(?:key|type|punch) (?:the|it|your)",
    r"we (?:ring|call|phone|telephone|speak to|talk to) (?:a|some|about|\d|people|households|everyone|everybody)"
    r"|(?:the|a few|my) (?:\w+ ){0,2}questions? (?:left|to go)",
    r"pause|i'll wait|you can speak",
    r"i have to tell you|being paid"
    r"|national insurance|government site|register\b",
    r"to (?:keep|change|hear|repeat|stop|opt)[^.?!]{0,40}press|key in",
    r"doctor|records|surgery|appointments?|screening|clinic|building\b"
    r"|parking",
    r"certificate|student card|manifestos",
    r"nothing to (?:buy|sign|pay for)",
    r"(?:give|out of|marks?) (?:\w+ )?(?:marks?|from (?:nought|zero|one|0|1))",
    r"(?:only|just) so (?:that )?(?:we|i)\b",
    r"everything you (?:say|tell)",
    r"the (?:places|discussion|group|session|voucher|incentive|cheque)",
    r"(?:write|type|tick|enter|put) (?:it|that|this|them) (?:down|in|as)",
    r"(?:forgive|excuse|pardon) me",
    r"(?:cross|strike|score|take|mark|put|note) (?:you|ye|your|that|it|this|the (?:number|sheet|card))\b",
    r"(?:it's|that's) (?:the )?(?:only )?(?:reason|why|how|where|what) (?:\w+ ){0,3}(?:i|we)(?:'ve| have|'m| got)",
    r"you (?:or someone|signed|wrote|filled|gave|ticked|left|put|told us|mentioned)",
    r"(?:it'll|it will|this will|this'll) (?:be|only|just|take)\b",
    r"(?:stamp|envelope|ballot box|both envelopes|the register|gov\.uk|electoral roll|under (?:sixteen|eighteen)"
    r"|rules?\b)",
    r"void|by law|deadline|closes? at|opens? at|doors? (?:open|shut|close)",
    r"(?:the )?(?:main )?switchboard|(?:ring|dial|call) (?:999|111|101|105)",
    r"direct debit guarantee|gift aid|your bank|declaration|agreement|contract|data protection",
    r"(?:doesn't|don't) have to (?:tell|say|answer)|secret ballot|it's legal|an offence"
    r"|any of the candidates",
    r"(?:a few )?details so that we can|cross-section|quarter of an hour|half an hour|leave out (?:any|what)"
    r"|going to read out",
    r"(?:speaking|talking|good speaking) to you|no hard feelings|read (?:it|them) over",
    r"photo id|passport|driving licence|certificate|free line|meter reading|estimate|priority list|notice by",
    r"parking|wheelchair|(?:bring|wear) (?:your own|a|some)",
    r"(?:don't|do not|never|won't) (?:pass|sell|share|give out|keep|store)\b",
    r"we(?:'d| would) like (?:you )?to (?:know|ask|hear|understand|find|tell us|think)",
    r"(?:please )?(?:write in|circle|tick|choose|select|code|do not read|instruction)\b",
    r"1 means",
    r"(?:the )?(?:following|these|this list|next) (?:is|are|questions?|statements?|list|items?)",
    r"^\W*(?:please )?(?:don't|do not) (?:worry|guess|tell|read|hang|give|feel)",
    r"thank(?:s| you)",
    r"cheers",
    r"(?:good )?bye",
    r"good night",
    r"take care",
    r"all the best",
    r"obliged",
    r"ta-?ra",
    r"sorry (?:to|for|about|if|i)\b",
    r"(?:so|very|ever so) sorry",
    r"apologi[sz]e for",
    r"no (?:problem|worries|bother|obligation|cost)",
    r"(?:i'll|i will|i can|i shall|let me|we'll|we can) (?:\w+ )?(?:let you|leave you|make a note|note|pass|read"
    r"|keep|record|put you through|transfer|get (?:a|my|the)|call (?:you )?back|ring (?:you )?back"
    r"|try (?:you )?again|delete|type|update|change|alter|send (?:the|a|you)|explain|repeat|check|log|tell you"
    r"|say|find out)",
    r"\d+ (?:minutes?|mins?|seconds?|questions)",
    r"(?:a |one |two |three |four |five |six |seven |eight |ten |twelve |fifteen |few |couple of |under "
    r"|about ){1,6}(?:minutes?|mins?|moments?|questions?|seconds)",
    r"quick(?:ly)?",
    r"i'll be (?:brief|quick)",
    r"record(?:ed|ing)s?",
    r"monitored",
    r"(?:may|might|will|can) be listened",
    r"you (?:don't|do not|needn't) (?:have|need) to",
    r"(?:prize )?draw (?:for|to win)",
    r"(?:could|can|chance to) win",
    r"for answering",
    r"nothing to do with",
    r"(?:\w+ty|thirty|ninety) seconds",
    r"(?:helps?|helping) us (?:build|understand|improve|plan|know|make)",
    r"training (?:and|purposes)",
    r"confidential\w*",
    r"anonym\w*",
    r"(?:your|the|all|any|their) (?:answers?|replies|responses|details|data|information|number|card|name)\b",
    r"who said what",
    r"privacy",
    r"personal data",
    r"data protection",
    r"(?:the )?(?:results|totals|findings|percentages|figures) (?:\w+ ){0,3}(?:published|go|will|are|get|on)",
    r"taking part",
    r"take part",
    r"voluntary",
    r"up to you",
    r"(?:stop|skip|pass) (?:me|at any|any|any ?time|whenever|on)",
    r"press (?:\d|one|two|star|hash|any)",
    r"buttons?",
    r"keypad",
    r"after the (?:tone|beep)",
    r"hold the line",
    r"don't hang up",
    r"survey(?:ing|s)?",
    r"research",
    r"interview(?:er|s)?",
    r"study",
    r"questionnaire",
    r"i (?:understand|respect|appreciate|see|hear)",
    r"(?:that's|that is) (?:fine|ok|okay|all right|no problem|great|lovely|noted|understood|kind|helpful)",
    r"of course",
    r"fair enough",
    r"no rush",
    r"receipt",
    r"confirm(?:ation|ed|ing)?",
    r"code of (?:conduct|practice)",
    r"(?:the )?code of",
    r"market research society|mrs|ico\b|information commissioner",
    r"supervisor",
    r"manager",
    r"complain\w*",
    r"(?:office|line)s? (?:is|are) open",
    r"(?:ring|call|phone|contact|reach|write to) us (?:on|at|back|free|any)",
    r"(?:there's|here's|we've|on) (?:a |the )?(?:free )?(?:number|phone ?line|helpline|address|website|web ?page)",
    r"\b0[\dx]{2,4} ?[\dx]{3}",
    r"(?:got|have|had|passed us|took|hold|keep|use) your (?:number|details|name)",
    r"your number",
    r"(?:we're|we are|i'm|i am|it's|this is|this isn't|it isn't) (?:\w+ )?not (?:political|selling|a sales\w*"
    r"|trying|able|allowed|here to)",
    r"isn't a sales",
    r"can't (?:discuss|offer|advise|say|tell|comment|help|give)",
    r"(?:pass|passed|passing) (?:it|that|this|them|you|your) (?:\w+ )?(?:on|to)",
    r"call(?:ed|ing)? (?:you )?back",
    r"ring (?:you )?back",
    r"give you a (?:bell|call|ring)",
    r"(?:on (?:its|their|the) way|in the post|within the (?:week|month))",
    r"so that's",
    r"booked",
    r"reference",
    r"card number",
    r"long number",
    r"expiry",
    r"postcode",
    r"(?:polling (?:station|place|card)|poll card|ballot paper|photo id|proxy|postal vote|returning officer)",
    r"(?:the )?(?:poll|election|referendum|vote|ballot) is (?:on|held)",
    r"(?:this|the) (?:call|survey|poll|study|interview|line) (?:is|was|will|may|has|comes?)",
    r"(?:your|the) (?:appointment|booking|delivery|account|policy|order|membership (?:number|card)|case|claim"
    r"|repair|engineer) (?:is|has|was|will|number|ref)",
    r"paid for by",
    r"named? (?:just )?yet",
    r"reading from",
    r"(?:first off|last couple|last one|lastly|finally|moving on|next|now)[, ]",
    r"register (?:to vote|online|at)",
    r"national insurance",
    r"government website",
    r"vote once",
    r"(?:who|what) (?:i|we) (?:can|can't)",
    r"letter|e-?mail",
    r"website",
)
ADMIN_QUESTION = phrase(
    r"sort code",
    r"in the middle of|(?:reclaim|claim) the tax|taxpayer|(?:pay|paying) (?:\w+ )?(?:income )?tax\b",
    r"have you (?:got )?(?:your|the) (?:card|bank|account|reference|letter)\b",
    r"(?:is|would|will) (?:that|this|now|it) (?:be )?(?:a )?(?:ok|okay|alright|all right|good time|convenient"
    r"|bad time|suitable|fine)",
    r"(?:have|got|spare|borrow|give|take) (?:you )?(?:for )?(?:me |us )?(?:a |one |two |few |five |ten |eight "
    r"|couple of |\d+ |just )*(?:minutes?|mins|moments?|seconds|questions)(?: or \w+)?",
    r"(?:may|can|shall|could) (?:i|we) (?:carry on|begin|start|continue|go on|proceed|speak|ask you (?:a few"
    r"|some)|call (?:you )?back|confirm|take (?:your|the|down|a few)|check (?:your|that|i))",
    r"when (?:might|would|could|is|should) (?:\w+ ){0,4}(?:suit|better|good time|call back|convenient|best)",
    r"(?:are you )?happy to (?:continue|go on|carry on|take part|proceed|start|begin|go ahead)",
    r"do you mind",
    r"would you (?:like|mind|prefer) (?:\w+ ){0,3}(?:name|me to (?:repeat|explain|call)|us to keep|a copy"
    r"|large print|to continue|to speak)",
    r"happy for us to (?:keep|use|hold|record|send)",
    r"(?:do|would) you need (?:me|us|any|help)",
    r"need any help",
    r"have you got a pen",
    r"(?:can|could|may) i (?:just )?(?:take|have|check|get|confirm) (?:the|your|a) (?:\w+ ){0,3}(?:postcode"
    r"|number|name|address|card|e-?mail|date of birth|spelling|details|house|reference)",
    r"is (?:that|this|there) (?:the )?(?:right|correct|best) (?:person|number|time)",
    r"are you (?:there|still there|the (?:bill payer|account holder|person))",
    r"ok\?",
    r"is it (?:ok|alright|all right|convenient)",
    r"what(?:'s| is) (?:a good|the best) (?:time|number|address|e-?mail)\b(?! to vote)",
    r"shall i (?:repeat|read|explain|carry on|start)",
    r"on the electoral register here",
    r"would you like (?:the|our|that) (?:number|address|details|website)",
    r"any (?:questions|concerns) (?:for me|about)",
    r"(?:can|could|may|might) (?:my|our|a|the) (?:\w+ )?(?:supervisor|manager|office|colleague"
    r"|team leader) (?:call|ring|phone)",
    r"(?:prize )?draw\b",
)


def is_admin_question(sentence: Sentence) -> bool:
    """True for a question the call needs answered to go on."""
    return bool(ADMIN_QUESTION.search(sentence.plain))


def closes(sentence: Sentence) -> bool:
    """True for greetings, thanks and goodbyes."""
    return bool(CLOSE.search(sentence.plain) or openings.GREETS.match(sentence.plain))


@lru_cache(maxsize=8192)  # several checks ask this of the same sentences
def about_the_call(sentence: Sentence) -> bool:
    """True for a statement that runs the call: thanks, length, data, what happens next."""
    return sentence.words < 5 or bool(ABOUT_CALL.search(sentence.plain)) or bool(openings.GREETS.match(sentence.plain))
