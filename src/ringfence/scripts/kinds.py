"""What a passage is when it is not marketing: research, identification, opt-out or administrative."""

from typing import Literal

from ringfence.scripts import openings
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import Sentence, phrase

Kind = Literal[
    "research", "direct_marketing", "fundraising", "identification", "opt_out", "administrative", "depends", "unclear"
]

OPT_OUT = phrase(
    r"(?:stick|keep) to (?:post|letters?|e-?mail|writing)",
    r"(?:not|\w+n't|never|nobody|no one|won't|stop|end|without|rather not|no more|no longer|avoid|instead of"
    r"|less) (?:\w+ ){0,8}?(?:be(?:ing)? )?(?:call(?:s|ed|ing)?|contact(?:ed|ing)?|r[iau]ng(?:ing|s)?|phon(?:e"
    r"|es|ed|ing)|telephon(?:e|ed|ing)|survey(?:s|ed)|disturb\w*|be(?:ing)? bothered|hear from|(?:be "
    r"|get )?in touch|messages?|texts?|e-?mails?)(?: (?:you|us|from us|it|this number|again|any ?more|back"
    r"|in future|by us|about .{0,40}))?",
    r"(?:off|from|out of|on) (?:\w+ ){0,4}?(?:calling |call |phone |do[- ]not[- ]call |contact |mailing "
    r"|e-?mail |suppression |our )list(?:s)?",
    r"do[- ]not[- ](?:call|contact|phone|ring)",
    r"opt(?:ed|ing)?[- ]?out",
    r"unsubscri\w+",
    r"update (?:your )?preferences",
    r"(?:remove|removed|delete|take|taken|strike|cross|get|leave|left|keep|drop"
    r"|scratch) (?:\w+ ){0,4}?(?:(?:your|the|this|my) (?:number|name|house|details|record|address|household"
    r"|household's)|you) (?:\w+ )?(?:off|out|from|of)?",
    r"(?:you're|you'll be|be|taken|come|comes?) off (?:the|our|every|any) (?:\w+ ){0,2}(?:list|system|database)",
    r"(?:reply|say|press|text) (?:\w+ )?stop\b",
    r"(?:just )?say stop",
    r"tps|telephone preference service|ctps",
    r"prefer (?:letters?|post|e-?mail|texts?|not to be)",
    r"(?:leave|let) you (?:alone|in peace)(?: for good)?",
    r"(?:no|not) (?:want|wish) (?:any )?(?:further|more|these|such|future) (?:calls|contact|surveys|emails)",
    r"withdraw (?:your )?(?:consent|permission)",
    r"(?:letters?|post|e-?mail|writing) only",
    r"(?:had )?enough of (?:\w+ )?(?:calls|phone calls|surveys|us)",
    r"(?:last|only time) you(?:'ll| will) hear",
    r"close your (?:file|record|account)",
    r"receive fewer",
    r"(?:flag|mark|note|block|bar|suppress) (?:the|your|this) (?:number|record|file|name)",
    r"(?:mark|put|note|flag) you (?:down )?as (?:not|do not|no)\b",
    r"object to (?:being|our|these|calls)",
)
OPT_OUT_WEAK = phrase(
    r"(?:don't|do not|doesn't|didn't) (?:like|want|wish) (?:being |to be )?(?:r[au]ng|called|phoned|contacted"
    r"|telephoned)",
    r"not to (?:be )?(?:r[ui]ng|called|phone[d]?|contact(?:ed)?|telephoned)",
)
BEHAVIOUR = phrase(
    r"have you (?:ever|received|had)",
    r"how (?:often|many|satisfied|happy|do you)",
    r"did you",
    r"when did",
    r"in the (?:last|past)",
    r"who did",
)

NAMES_SELF = phrase(
    r"(?:my name(?:'s| is)|this is|it's|i'm|i am|name's)(?= (?:\[|\{|(?-i:[A-Z])))",
    r"(?:calling|phoning|ringing|speaking|here|call|message) (?:\w+ ){0,3}?(?:from|on behalf of|for|with)\b",
    r"on behalf of",
    r"here from",
    r"authori[sz]ed by",
    r"(?:a|an) (?:\w+ ){0,3}(?:volunteer|caller|interviewer|fundraiser) (?:calling|with|for|from|on)",
    r"(?:our|the) (?:office|address|head office|offices) (?:is|are|'s)",
    r"(?:we're|we are|i'm|i am) (?:\w+ ){0,3}(?:registered|based|part of|working (?:for|with|on behalf)|acting for)",
    r"(?:we|i) (?:work|are working) (?:alongside|with|for|on behalf)",
    r"(?:registered|company|charity) (?:charity |company )?(?:number|no|in)\b",
    r"(?:promoted|published) by",
    r"(?:may|could|can) i speak (?:to|with)",
)
EVADES = phrase(
    r"(?:we're|we are|i'm from|i'm with) (?:a|an) (?:\w+ ){1,4}?(?:service|company|organisation|charity|body"
    r"|agency|group|firm)\b",
    r"^\W*(?:paid for|promoted|published) by",
    r"(?:it's|this is|we're|we are) (?:a |an |part of (?:a |the )?)?(?:\w+ )?(?:national|government|official"
    r"|council) (?:\w+ )?(?:scheme|programme|initiative)",
    r"we (?:work|are working|'re working) (?:alongside|with|for|on behalf of)",
    r"(?:i'm|we're|i am|we are) (?:just )?(?:with|from|part of) (?:the|a) (?:\w+ )?(?:team|group|company"
    r"|department|office|agency|charity|campaign|union)",
)
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
    r"uk taxpayer",
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


def kind_of(passage: Passage, script: Script) -> Kind:
    """The kind of a passage that promotes nothing."""
    early = passage.number < 3 or (passage.number and script.passages[passage.number - 1].section.preamble)
    if _opts_out(passage) or script.has(passage, "refuses_objection"):
        return "opt_out"
    if _identifies(passage, early=bool(early)):
        return "identification"
    if passage.section.preamble:
        return "administrative"
    return _asks_or_tells(passage, script)


def opts_out(sentence: Sentence) -> bool:
    """True for a sentence about being called no more."""
    return opts_out_at(sentence) is not None


def opts_out_at(sentence: Sentence) -> int | None:
    """Where a sentence turns to being called no more, if it does."""
    found = OPT_OUT.search(sentence.plain) or OPT_OUT_WEAK.search(sentence.plain)
    if found is None or (sentence.question and BEHAVIOUR.search(sentence.plain)):
        return None
    return found.start()


def _opts_out(passage: Passage) -> bool:
    return any(opts_out(sentence) for sentence in passage.sentences)


def _identifies(passage: Passage, *, early: bool) -> bool:
    greets = any(openings.GREETS.match(sentence.plain.lstrip("\"'“*(")) for sentence in passage.sentences[:2])
    named = any(
        NAMES_SELF.search(s.plain) and (openings.names_caller(s.plain) or (early and greets)) for s in passage.sentences
    )
    address = (
        any(openings.ADDRESS.search(s.plain) and not s.question for s in passage.sentences)
        and "our" in passage.said.lower()
    )
    if address or any(EVADES.search(s.plain) and not s.question for s in passage.sentences):
        return True
    if not named:
        return early and greets and openings.names_caller(passage.said)
    return early or greets or len(passage.questions) == 0


def _asks_or_tells(passage: Passage, script: Script) -> Kind:
    questions = [sentence for sentence in passage.questions if not is_admin_question(sentence)]
    if script.opening.service:  # a service call asks for what it needs; only opinions and habits are findings
        questions = [sentence for sentence in questions if asks_opinion(sentence) or ASKS_OF_YOU.match(sentence.plain)]
    if questions or script.in_battery(passage):
        return "research"
    return "administrative"


def is_admin_question(sentence: Sentence) -> bool:
    return bool(ADMIN_QUESTION.search(sentence.plain))


def closes(sentence: Sentence) -> bool:
    """True for greetings, thanks and goodbyes."""
    return bool(CLOSE.search(sentence.plain) or openings.GREETS.match(sentence.plain))


def about_the_call(sentence: Sentence) -> bool:
    """True for a statement that runs the call: thanks, length, data, what happens next."""
    return sentence.words < 5 or bool(ABOUT_CALL.search(sentence.plain)) or bool(openings.GREETS.match(sentence.plain))


ASKS_OF_YOU = phrase(r"\W*(?:\w+[.)] )?(?:and |so |or )?(?:do|did|were|are|have|had) you\b(?! (?:need|want|got|still))")
OPINION = phrase(
    r"do you (?:think|feel|agree|believe|approve|support|favou?r|consider|trust|see|say)",
    r"how (?:much|well|good|do|would|likely|important|satisfied|strongly|often|fair|badly|big|far)",
    r"(?:what|which|who|whose) (?:\w+ ){0,6}?(?:do|would|is|are|should|did|has|have|comes|was|were|party|one|of)\b",
    r"would you (?:say|describe|rate|expect|prefer|rather)",
    r"agree or disagree",
    r"to what extent",
    r"are you (?:\w+ )?(?:satisfied|happy|confident|worried|concerned|in favour|for or)",
    r"in your (?:opinion|view)",
    r"have you (?:ever )?(?:seen|heard|read|noticed any|contacted|been|had)",
    r"should the",
    r"is it",
)
LOADS_QUESTION = phrase(
    r"after",
    r"given (?:that|the|how)",
    r"knowing",
    r"now that",
    r"since",
    r"when you (?:think|hear|know|consider|remember)",
    r"if (?:you knew|i told you)",
    r"which (?:cllr|councillor|mr|mrs|ms|our)",
    r"in (?:the )?light of",
    r"considering",
    r"bearing in mind",
    r"seeing (?:as|that|how)",
    r"despite",
)


def asks_opinion(sentence: Sentence) -> bool:
    """True for an open question of opinion that rests on nothing said before it."""
    return bool(OPINION.search(sentence.plain)) and not LOADS_QUESTION.search(sentence.plain)
