"""Finds questions that begin with a claim the person must accept to answer.

## What it finds
“Given that …”, “knowing that …”, “now that they have wasted …”, “if you knew that …”, and claims told first and then
checked: “were you told that?” An even trade-off (“given that either tax rises or a service closes, which”) is not
touched.

## Why it matters
A question framed to gain support, now or later, has crossed into direct marketing.

## Example
> Given that people nearby have seen the value of their homes slide, how anxious are you about yours?

## Use instead
> How do you expect the value of homes here to change: up, down or about the same?

## Limits
A premise that is true and neutral is told from a loaded one by the words that follow, not by checking facts.

## Authority
DM-CONTENT; ICO, 23 October 2017; AAPOR on push polls.
"""

from collections.abc import Iterator

from ringfence.scripts.claims import BLAME_WORDS, EMOTIVE_WORDS, NAMED, balanced, claims, weigh
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.objections import opts_out
from ringfence.scripts.running import is_admin_question
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import Sentence, phrase

PREMISE = phrase(
    r"(?:in view of|on account of|thanks to|what with|seeing as|such is|now,? with)\b",
    r"bearing (?:that|this|all (?:that|this)) in mind|with (?:that|this|all that) in mind",
    r"with (?:somebody|someone|a) (?:new|different)\b",
    r"if (?:the|our|your) \w+(?: \w+)? (?:is|are) already",
    r"(?:taking|given) the (?:£|\d|hundreds|thousands)",
    r"when you (?:hear|think|consider|remember|learn) (?:that|how|of)\b",
    r"(?:al)?though (?:a|the|some|many|most|his|her|their)\b",
    r"(?:^|[.!?] )\W*as (?:the|it|this|they) (?:\w+ )?(?:would|will|could|has|have|had|is|was)\b[^,?]{8,120},",
    r"since when",
    r"(?:^|[.!?] )\W*(?:\w{1,4}[.)] )?(?:and |so |but )?with (?!regard|respect|reference|your (?:current|main)"
    r"|the following|each|that in mind|all|the way|the \w+ limit|an? (?:general |local )?election)[^,?]{12,160},",
    r"(?<!b\. )after (?:they|he|she|the \w+|(?-i:[A-Z])\w+(?: \w+)?) (?:\w+ )?(?:spent|wasted|promised|said|voted"
    r"|told|cut|closed|sold|raised|lost|let|failed"
    r"|broke|took|gave|put|left|refused|(?!married|started|finished|retired|moved|turned|joined)\w+ed)\b",
    r"you(?:'ll| may| might| will) (?:well )?have (?:seen|heard|noticed|read|been told)(?: that| how| about)?",
    r"having (?:heard|learned|learnt|seen|been told) (?!all (?:that|of|those))",
    r"with [^,?]{2,60}(?:where (?:they|it) (?:are|is)|as (?:they|it) (?:are|is)|still \w+|about to|going the way)\b",
    r"(?:which|that|who|it) (?:it |he |she |they )?(?:wouldn't|couldn't|hadn't|would not|could not)[^,?]{0,40}but for",
    r"if (?:it (?:were|was|turned out)|you (?:were to )?(?:learn\w*|discover\w*|read)) (?:\w+ )?(?:that|established"
    r"|shown|true|proved)",
    r"(?:, )(?:when|while|where|as) (?:the |his |her |their |its |that )?(?:\w+ ){1,4}?(?:has|have|had|is|are|was"
    r"|were|'s|keeps?|goes|went|gets?|got|takes?"
    r"|gives?|pays?|sits?)",
    r"(?<!far )(?:as you(?:'ll| will| may| might)? (?:know|have (?:noticed|seen|heard|read)|see|recall|remember"
    r"|be aware))",
    r"(?:as|because) (?:\w+ ){1,4}(?:has|have|had) (?:\w+ )?(?:failed|wasted|broken|closed|cut|lost|secured|saved|won"
    r"|delivered|fought)",
    r"(?:once|when|after|now) (?:\w+ ){1,5}(?:is|are|was|were|has been|have been|had been) (?:\w+ )?(?:scrapped"
    r"|stopped|closed|gone|lost|cut|built|saved)",
    r"on top of|despite (?:all|the|his|her|their)",
    r"given (?:that|how|the (?:\w+ )?(?:cost|waste|damage|danger|risk|failure|state|number|way|fact))",
    r"(?<!for )(?:does |so does |would |do )?knowing (?:that|how|what|the)\b",
    r"(?<!before )now that",
    r"seeing (?:as|that|how)",
    r"bearing in mind(?: that)?",
    r"considering (?:that|how|the)",
    r"in (?:the )?light of",
    r"despite",
    r"since (?:the|they|he|she|it|we|(?-i:[A-Z])\w+) (?:\w+ )?(?:has|have|had|was|were|is|are|came|took|closed|cut|put"
    r"|raised)",
    r"with (?:\w+ ){1,4}?(?:up|down|rising|falling|soaring|doubled|at record \w+|in crisis|out of control)"
    r"(?= (?:\w+ ){0,6}?(?:by|under|since|thanks to|because of|after|again)\b)",
    r"if (?:you (?:knew|heard|were told|found out|learned|learnt)|i told you)(?: that)?",
    r"(?:once|when) we have (?:it|one|our)",
    r"just thinking about (?:these|those|the) (?:reports|facts|claims|figures|stories|news)",
    r"thinking about (?:these|those) (?:reports|facts|claims|figures|things|stories)",
    r"(?:with|as) (?:so many|prices|bills|crime|taxes|waiting lists|families|people|services"
    r"|\w+ \w+) (?:\w+ )?(?:rising|falling|closing|soaring|out of control|struggling|being cut|suffering"
    r"|under (?:threat|attack|pressure))",
)
TOLD = phrase(
    r"(?:were|was|are|had|have|did|do) you (?:\w+ )?(?:told|aware|know|known|realise|realised|heard"
    r"|informed)(?: of)?(?: that| this| about that| it)?\b[^?]{0,50}\?",
    r"(?:is|was) (?:that|this|it) (?:news to you|the first you|something you)",
    r"how does that make you feel",
    r"had (?:anyone|anybody|somebody|someone) (?:ever )?(?:pointed|told|mentioned|said|explained|shown)",
    r"(?:call|make of|think of|feel about|bearing|say to|worry about|welcome|want|like) (?:that|this)\b",
    r"does (?:that|this|it) (?:surprise|worry|concern|shock|anger|bother|change|make you)",
)
HEARD = phrase(  # asked of a thing that is there: awareness, and not a claim checked
    r"(?:had|have|did|do) you (?:\w+ )?(?:heard|know|known|hear) (?:of|about) (?:it|them|that|this)(?= ?\?|,| before)",
    r"had you heard(?= ?\?)",
    r"how much (?:have|had) you (?:seen|heard|read)",
)
WORRIES = phrase(r"how (?:worried|concerned|angry|afraid|anxious|upset|frightened|disappointed) would")
EVEN = phrase(
    r"either\b.{0,120}\bor\b",
    r"more\b[^?]{0,60}\bless\b",
    r"about what we have",
    r"no difference",
    r"(?:up|higher)\b[^?]{0,40}\b(?:down|lower)\b",
    r"which (?:one )?would you (?:choose|prefer|cut)",
    r"or (?:about )?the same",
    r"keep what you said",
    r"take part",
    r"favour or oppose",
    r"for or against",
)
PLANS = phrase(  # what is planned, or said by someone who is named for it, is told and not pressed
    r"(?:is|are) (?:\w+ )?(?:planning|considering|proposing|consulting|thinking|looking)",
    r"propos(?:al|es|ed|ing)",
    r"consult\w*",
    r"(?:says?|said|according to)",
    r"(?:candidates?|parties|options?|ways)(?:,|:| are| standing)",
    r"(?:has|have) (?:announced|published|agreed|asked)",
    r"there (?:is|will be|has been|was|are) (?:a|an|going|to|plans)",
    r"plans? (?:to|for)",
    r"paid for|(?:will|shall|'ll) (?:ever )?see (?:is|are)",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    for sentence in passage.questions:
        match = PREMISE.search(sentence.plain)
        if match and loaded(sentence, script):
            yield Hit(sentence.start + match.start(), sentence.end)
            return
    yield from told_then_checked(passage, script)


def loaded(sentence: Sentence, script: Script) -> bool:
    """A premise is loaded when it argues, or when the answers are not even."""
    del script
    if opts_out(sentence) or is_admin_question(sentence):
        return False
    if BLAME_WORDS.search(sentence.plain) or EMOTIVE_WORDS.search(sentence.plain):
        return not EVEN.search(sentence.plain) or bool(NAMED.search(sentence.plain))
    return not EVEN.search(sentence.plain)


def told_then_checked(passage: Passage, script: Script) -> Iterator[Hit]:
    """A claim told and then checked: “were you told that, or is it the first you've heard?”"""
    if balanced(passage) or not (script.opening.research or script.fragment):
        return
    told = [
        claim
        for claim in claims(passage)
        if not PLANS.search(claim.plain) and (weigh(claim) or not any(HEARD.search(q.plain) for q in passage.questions))
    ]
    if told and any(
        question.start > told[0].start and (TOLD.search(question.plain) or WORRIES.search(question.plain))
        for question in passage.questions
    ):
        yield Hit(told[0].start, told[0].end)


CHECK = Check(
    code="DM201",
    name="premise-before-question",
    tag="loaded_premise",
    message="rests the question on a loaded claim",
    fix="Ask the question without the premise.",
    cites=(
        "DM-CONTENT",
        "MSG-TEST",
        "ICO 23 Oct 2017 (Conservatives)",
    ),
    find=find,
    page=__doc__,
)
