"""Finds requests for a vote, a pledge or a second preference, however softly put.

## What it finds
Words that seek a vote or support for one side: “can we count on you”, “give us a go”, “put you down as a Yes”, “only
we can stop them here”. A question that offers every party or answer alike is not touched.

## Why it matters
Seeking votes is promoting a party’s aims, which the Tribunal held to be direct marketing in 2006, and which the
regulator named in 2017 as what research may not do.

## Example
> Can we count on your vote for our candidate on Thursday?

## Use instead
> If there were an election tomorrow, which party would you vote for, if any?

## Limits
A question about one named candidate is taken to seek support only when it offers no other answer.

## Authority
DM-CONTENT; EA/2005/0021 (15 May 2006); ICO, 23 October 2017.
"""

from collections.abc import Iterator

from ringfence.scripts.asking import imperative, puts
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

ASKS = phrase(
    r"count on (?:your|you|you to|having your)\b(?: vote| support)?",
    r"(?:lend|give|giving|lending) (?:us|me|him|her|them|\w+) (?:your|a|one of your|that|the) (?:\w+ )?(?:votes?"
    r"|support|preference|backing|chance|go|try|first|second)",
    r"give (?:us|me|him|her|them) a (?:go|chance|try|shot)",
    r"room (?:on (?:it|the paper|your \w+) )?for (?:us|me|him|her|(?-i:[A-Z])\w+) (?:at|as|in|down|on)\b",
    r"(?:be|make (?:us|me|him|her)) your (?:number )?(?:one|two|three|first|second|third)\b",
    r"giv(?:e|ing) your (?:first|second|other|list|regional|spare|\w+)? ?(?:votes?|preference)s? to",
    r"put (?:you|your name|them) (?:down|in) (?:as|for) (?:a |an |one |another )?(?!not|do|never|no )\w+",
    r"(?:cross|x|tick|mark) (?:in|for|next to|beside|against) (?:the|our|his|her|that|my|\w+'s) (?:box|name)",
    r"(?:come|came|coming|bring you|swing|lean(?:ing)?) (?:down on|over to|round to|back to|towards?) (?:our|us"
    r"|my|his|her)\b(?: side)?",
    r"(?:what would|what'd) it take for you to (?:vote|back|support|come|give|join)|what would (?:persuade|convince"
    r"|win) you(?! to"
    r" (?:switch|shop|move|buy|use))|what(?:'s| is) (?:the \w+ )?(?:that's )?(?:holding you back|stopping you)",
    r"(?:haven't|not) (?:quite )?(?:settled on|decided on|made up your mind (?:about|on)|convinced by) (?:us|me"
    r"|him|her)\b",
    r"(?:will|would|could|can|might|are) you (?:\w+ ){0,3}?(?:be )?(?:vot(?:e|ing)|support(?:ing)?|back(?:ing)?"
    r"|stick(?:ing)?|com(?:e|ing) (?:out|back)|consider(?:ing)? (?:voting|supporting|backing|giving|us"
    r"|me)) (?:\w+ )?(?:for |with )?(?:us|me|our|him|her|my)\b",
    r"(?:will|would|are|can|could) you (?:be )?(?:planning to |going to |able to |also |still )?(?:vot(?:e"
    r"|ing) (?:for )?|support(?:ing)? |back(?:ing)? )(?:the )?(?=[A-Z\[{])(?-i:[A-Z\[{])[^?,]{0,40}(?! or )",
    r"(?:planning|going|intending|prepared|willing) to (?:vote (?:for )?|support |back )(?:us|our"
    r"|the )?(?-i:[A-Z\[{])[\w' ]{1,30}(?= (?:in|on|at)\b|[?.!])",
    r"(?:one|1|five|5|ten|10) (?:is|being|means) definitely (?:voting for |supporting |with |for )?(?-i:[A-Z][a-z]+)",
    r"only (?!for )(?:\w+ ){1,4}can (?:stop|beat|win|keep|defeat|hold)",
    r"(?:can't|cannot|can never|won't) win (?:here|in this|round here|this seat)",
    r"(?:two|2)-horse race",
    r"wasted vote",
    r"split(?:ting)? the vote",
    r"(?:a |every |your )vote for (?:[\w' ]{1,30}) (?:is|means|will|would|could|lets|helps|keeps|gets)",
    r"(?:i|we) (?:hope|trust|ask|urge|want|need|would like|am asking|are asking|'d like"
    r"|'d love)(?: that)? (?:\w+ )?you(?:'ll| will| to|r)? (?:\w+ )?(?:vote|support|back|consider)",
    r"(?:i|we|he|she)(?:'ll| will|'m| am|'re| are|'ve| have)? (?:\w+ ){0,2}?(?:vot(?:e|ed|ing)|back(?:ed|ing)?"
    r"|support(?:ed|ing)?)\b[^.?!]{0,80}?\b(?:hop(?:e|es|ing)|trust|wish|ask(?:ing)?|want|join) (?:that )?(?:you|me)\b",
    r"(?:we|i) (?:need|want|would like|value|'d like|'d love|are asking for|am asking for) your (?:vote|support"
    r"|backing|help|cross)",
    r"(?:vote|voting) (?:yes|no|remain|leave|for (?:us|me|change|him|her|our|the|your|a better))(?! (?:or|if|scottish"
    r"|welsh|\w+ parliament|\w+ assembly))",
    r"pledge (?:your |to )(?:vote|support|back)",
    r"(?:with|have|having) your (?:support|vote|backing)",
    r"(?:can|could|may|shall) (?:i|we) (?:put|mark|note|have) (?:you|your (?:vote|support|cross"
    r"|name))(?: down)?(?= (?:as|for)|\?)",
    r"are you (?:with|behind) (?:me|us|him|her)\b",
    r"(?:trust|put your trust in|stand with|stick with|get behind) (?:us|him|her|them|me)(?= (?:to|on|in"
    r"|with|back)|[.!?])",
)
TELLS = imperative(
    r"vote(?! (?:once|only|in person|by post|at|between|on the)\b)|re-?elect|support (?:our|the|us|me|\w+ on)"
    r"|back (?:our|us|the|me)|elect|pledge|make it matter|send (?:a|them|the|him|her)"
)
ALTERNATIVES = phrase(
    r"(?:can|could|may|might) i ask (?:you )?(?:who|which)",
    r"^\W*(?:[^?,]{0,80}, )?(?:who(?:m|'d|'s|'ll)?|which (?:\w+ )?(?:party|candidate|way|of))",
    r"or (?:not|one of|someone|another|for|the|[\w' ]+(?: party)?)\s*\??$",
    r"or would you",
    r"or (?:will you|do you|are you)",
    r"other part(?:y|ies)",
    r"(?:each|any) of (?:these|the|them)",
    r"if (?:\w+ ){1,6}(?:nominated|stood|were to)",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    del script  # the words alone decide
    for sentence in passage.sentences:
        match = ASKS.search(sentence.plain) or (not sentence.question and TELLS.search(sentence.plain))
        if match and puts(sentence) and not (sentence.question and ALTERNATIVES.search(sentence.plain)):
            yield Hit(sentence.start + match.start(), sentence.start + match.end())
            return


CHECK = Check(
    code="DM101",
    name="vote-asked-for",
    tag="ask_vote",
    message="asks for a vote or a pledge of support",
    fix="Ask which party, if any, the person would vote for, and offer every answer alike.",
    cites=(
        "DM-CONTENT",
        "SNP v Information Commissioner (2006)",
        "ICO 23 Oct 2017 (Conservatives)",
    ),
    find=find,
    page=__doc__,
)
