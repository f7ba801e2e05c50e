"""Offers to the person to be called no more: to stop the calls, decline them or come off a list.

Words about contact are no offer by themselves. “Your answers will not be kept with your telephone number” says what
becomes of answers; “nobody will ring you as a result” reassures; neither gives the person anything to choose.
"""

import re
from functools import lru_cache

from ringfence.scripts.words import Sentence, phrase

OFFERS = phrase(  # whoever says them, they end calls
    r"(?:none of us|nobody|no one|we|i|you)\b[^.?!]{0,40}(?:won't|will not|never|not|none|nobody|nothing"
    r"|no one)\b[^.?!]{0,25}"
    r"(?:ring|call|phone|trouble|chase|bother|hear)\b[^.?!]{0,20}(?:again|any ?more|from us|ever)",
    r"(?:none of us|nobody|no one)(?:'ll| will) (?:\w+ )?(?:ring|call|phone|trouble|chase|bother)(?! to (?:sell"
    r"|offer))(?: you)?(?: again| any more|\W*$)",
    r"(?:number|name|profile|record|address) (?:\w+ ){0,4}?(?:comes? (?:off|out)|goes? (?:on"
    r"|in)to (?:\w+[' ]s? ?){0,3}?(?:\w+-)?(?:\w+ )?list|(?:is|'s|be)"
    r" (?:deleted|binned|wiped|barred|struck|crossed|removed|taken off))",
    r"(?:a bar|a block|a stop|an x|a line|a mark) (?:on|by|through|against) (?:the|your|you)\b",
    r"(?:on|by) (?:paper|letter|post) only|left you in peace|in peace|that's the last of (?:me|us)|close you down"
    r"|strike you off",
    r"(?:crossed|scored|struck|taken|cross|score|strike) (?:you |ye )?(?:through|off|out)\b(?= now| and| this|[.,]|$)",
    r"never (?:be )?(?:dialled|called|rung|phoned)|no phone calls|there'll be no more|not be (?:called|rung"
    r"|dialled) again",
    r"(?:sooner|rather|prefer to|wish to|like to)[^.?!]{0,60}(?:by letter|by post|a text instead|a letter instead"
    r"|on paper)",
    r"(?:marked?|mark) (?:it|the sheet|the card|you|this) so\b|put (?:a note )?(?:on your card|that you want)",
    r"let them know (?:how you feel|you said)|profile's (?:binned|gone|deleted)|leave it (?:six|a few|twelve) months"
    r"|off the (?:ring-round|sheet|rota)"
    r"|rubbing you off|telephone off your|give your house a miss|out of the hat",
    r"marked as no calls|(?:we're|you're) not to (?:phone|call|ring)|cross you (?:out|off) in the book|no calls, today",
    r"none of us rings|score you off|that'll be the last of|only wrote to you|only (?:write"
    r"|wrote) (?:to you )?from now",
    r"not want to be in any|sooner we left you",
    r"(?:stick|keep) to (?:post|letters?|e-?mail|writing)",
    r"(?:off|from|out of|on) (?:\w+ ){0,4}?(?:calling |call |phone |do[- ]not[- ]call |contact |mailing "
    r"|e-?mail |suppression |our )list(?:s)?",
    r"do[- ]not[- ](?:call|contact|phone|ring)",
    r"opt(?:ed|ing)?[- ]?out",
    r"unsubscri\w+",
    r"update (?:your )?preferences",
    r"(?:remove|removed|delete|strike|cross|scratch) (?:\w+ ){0,4}?(?:your|the|this|my) (?:number|name|house|details"
    r"|record|address|household|household's)",
    r"(?:remove|removed|take|taken|get|leave|left|keep|drop) (?:\w+ ){0,4}?(?:(?:your|the|this|my) (?:number|name|house"
    r"|details|record|address|household|household's)|you) (?:\w+ ){0,2}?(?:off|out(?! about))",
    r"(?:you're|you'll be|be|taken|come|comes?) off (?:the|our|every|any) (?:\w+ ){0,2}(?:list|system|database)",
    r"(?:reply|say|press|text) (?:\w+ )?stop\b",
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
_NOT = (
    r"(?:not|\w+n't|never|nobody|no one|won't|stop|end|without|rather not|no more|no longer|avoid|instead of|less"
    r"|fewer)"
)
_NOUN = r"(?<!your )(?<!our )(?<!my )(?<!the )(?<!this )(?<!a )(?<!sales )"  # “your telephone number” is no call
NO_CONTACT = phrase(  # no contact, which is an offer when the person may choose it
    rf"{_NOT} (?:\w+ ){{0,8}}?(?:be(?:ing)? |get(?:ting)? )?{_NOUN}(?:call(?:s|ed|ing)?|contact(?:ed|ing)?"
    r"|r[iau]ng(?:ing|s)?|phon(?:e|es|ed|ing)|telephon(?:e|ed|ing)|survey(?:s|ed)|disturb\w*|be(?:ing)? bothered"
    r"|hear from|(?:be |get )?in touch|messages?|texts?|e-?mails?)(?! (?:number|address|line|bill|box|company|card))"
    r"(?: (?:you|us|from us|it|this number|again|any ?more|back|in future|by us|about .{0,40}))?",
    r"(?:stop|end)(?:ping|s)? (?:our|the|these|such|all) (?:\w+ )?(?:calls|messages|texts|e-?mails)",
    r"(?:c?tps|(?:corporate )?telephone preference service)",
)
CHOOSES = phrase(
    r"if (?:you|they|it suits|that suits)\b",
    r"(?:you'd|you would|would you|do you|you|who) (?:\w+ ){0,2}?(?:rather|prefer|like|want|wish|mind)",
    r"(?:don't|do not|doesn't|didn't|no longer) (?:like|want|wish)",
    r"(?:just )?(?:say|tell|ask|press|reply|text|ring|call|click|visit|write|let) (?:\w+ )?(?:me|us|so|now|here|stop"
    r"|to|\d|the word|know)\b",
    r"again",
    r"any ?more",
    r"in future",
    r"no longer",
    r"sorry",
    r"make a note|noted|note (?:of|that)|put a note",
    r"mark\w*|flag\w*",
    r"you can|you may|you have the right|your right",
    r"stop|end",
)
USES_ANSWERS = phrase(  # the subject is what was said, not the person
    r"(?:your|the|these|those|all|any|their|people's) (?:\w+ ){0,2}?(?:answers?|replies|responses|details|data"
    r"|information|number|name|recordings?|views|opinions)(?: \w+){0,3}? (?:will|won't|shall|can|cannot|can't"
    r"|are|is|aren't|isn't|get|go|may)",
    r"(?:we|i|nobody|no one)(?:'ll|'d)? (?:\w+ ){0,2}?(?:pass|sell|share|keep|store|use|link|hold|save)(?: on)? "
    r"(?:your|the|any|what|these|it)\b",
)
IF_WISHED = phrase(r"if you\b", r"unless", r"would you", r"do you", r"you (?:can|may) (?:ask|say|tell|ring|call)")
BEHAVIOUR = phrase(
    r"have you (?:ever|received|had)",
    r"how (?:often|many|satisfied|happy|do you)",
    r"did you",
    r"when did",
    r"in the (?:last|past)",
    r"who did",
)


def opts_out(sentence: Sentence) -> bool:
    """True for a sentence that offers the person to be called no more, or answers one who asked for it."""
    return opts_out_at(sentence) is not None


@lru_cache(maxsize=8192)  # a dozen checks ask this of the same sentences
def opts_out_at(sentence: Sentence) -> int | None:
    """Where a sentence turns to being called no more, if it does."""
    found = OFFERS.search(sentence.plain) or _chosen(sentence)
    if found is None or (sentence.question and BEHAVIOUR.search(sentence.plain)):
        return None
    return found.start()


def _chosen(sentence: Sentence) -> re.Match[str] | None:
    """No contact that the person may choose: nothing is offered by saying what becomes of answers."""
    found = NO_CONTACT.search(sentence.plain)
    if found is None or not CHOOSES.search(sentence.plain):
        return None
    return None if uses_answers(sentence) and not IF_WISHED.search(sentence.plain) else found


def uses_answers(sentence: Sentence) -> bool:
    """True for a statement of what becomes of answers or of the person's details."""
    return not sentence.question and bool(USES_ANSWERS.search(sentence.plain))
