"""Finds questions on voting: intention, past vote, party leaning, turn-out, way of voting.

## What it finds
The bare question, with all answers alike. What it is depends on what becomes of the answer.

## Why it matters
Asked and counted it is research; kept against the person, or followed by an appeal, it serves marketing.

## Example
> If there were a general election tomorrow, which party would you vote for?

## Use instead
> Which issues matter most to you when you decide how to vote?

## Limits
Votes for a president of another country are no one’s canvass here and are read as research.

## Authority
VID; ICO, 23 October 2017 (voting intentions are legitimate research); ICO notice, Liberal Democrats, 25 September
2008.
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.objections import opts_out
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

VOTES = phrase(
    r"(?:who(?:m)?|which (?:\w+ ){0,2}(?:party|candidate|way|side|one)|what party|how"
    r"|where)\b[^?]{0,70}\b(?:vot(?:e|ed|ing)|your vote|cast|lean(?:ing)?|support(?:ing)?|back(?:ing)?)\b",
    r"who(?:'d|'s| would| will| gets?| is)? (?:get |have |getting )?your vote",
    r"(?:if you do,? )?who(?:m)? for\b",
    r"(?:do|did|will|would|are|have|can|might|may|should) you (?:\w+ ){0,6}?(?:vote|voted|voting|cast)\b",
    r"(?:d'you|do you) (?:\w+ ){0,3}you(?:'ll| will| would)? (?:\w+ )?vot(?:e|ing)",
    r"(?:likely|certain|sure|planning|going|intend(?:ing)?|expect(?:ing)?|able|plan) (?:\w+ ){0,3}?to vote",
    r"(?:vote|voting) (?:intention|yes,? no|by post|in person|at the|on the day)",
    r"rule out (?:\w+ )?voting",
    r"(?:definitely|probably) (?:vote|not vote)",
    r"(?:general|local|county|european|council|last|next|mayoral|by-?)[ -]?(?:general )?election (?:last|in) (?:\w+)",
    r"(?:which party|who) (?:do|would) you (?:\w+ )?(?:normally|usually|generally|think of yourself|feel closest"
    r"|identify)",
    r"(?:support|vote for|closest to|identify with) (?:a |any |one )?(?:particular |political )?part(?:y|ies)",
    r"(?:remain|leave|yes|no),? (?:or )?(?:remain|leave|yes|no)[^?]{0,30}(?:not vote|undecided|don't know)",
    r"(?:(?:postal|proxy) (?:vote|ballot)|ballot (?:paper|pack)|voting paper)s?[^?]{0,40}\b(?:come|arriv|receiv"
    r"|sent|return|complet|fill|turn(?:ed)? up|land)\w*",
    r"(?:party|candidate|who)\b[^?]{0,30}you (?:went|go|are going|were going) (?:with|for)",
    r"(?:have|has|had) you(?:r)? (?:\w+ ){0,2}(?:voted|been to (?:the poll|vote)|postal vote|ballot)",
    r"(?:decided|made up your mind)[^?]{0,30}(?:how you(?:'ll| will|'re| are)? (?:be |going to )?vot\w+|who you"
    r"|which (?:way|party)|vot\w+|support\w*)",
    r"polling station or[^?]{0,20}(?:post|vote)",
    r"(?:turn ?out|going to the polls?|go to the polls?|get to the polls?|make it to the poll\w*)",
    r"(?:place|put) yourself on (?:a|the|this) (?:\w+ )?scale[^?]{0,60}(?:voting|vote)",
    r"chance(?:s)? (?:are )?(?:that )?you(?:'ll| will)? (?:\w+ )?vote",
    r"second (?:preference|choice|vote)",
)
IN_AN_ELECTION = phrase(  # asked of a vote only where the call is about one
    r"who(?:'s| is| has| have|'ve| are| were|'d| would| do| did)? (?:it |you |they )?(?:be )?(?:thinking of|going for"
    r"|leaning to|getting it|gone to|gone for|"
    r"got your cross|get your cross|choose|pick)\b(?! (?:first|most))",
    r"who(?: do you|(?:'d|'s| d') you| would you)? (?:think|reckon) you(?:'ll| will|'d) go for|where are you leaning",
    r"who(?:'d| would| will|'ll)? (?:you )?(?:be )?(?:put|putting) (?:down )?first|who(?:'s| is) (?:getting|had"
    r"|got) your\b",
    r"who you(?:'ll| will|'d|'re| are) (?:be )?(?:going for|backing|choosing|picking)",
    r"which way (?:\w+ ){0,3}?(?:you(?:'d|'ll|'re)? )?(?:be )?(?:thinking|going|leaning|lean|inclined|go|were you"
    r"|are you)",
    r"(?:putting|put|mark|place|placing) (?:your|a|the) (?:cross|x|mark)\b",
    r"(?:got |have |with )?(?:anyone|anybody|someone|somebody) in mind",
    r"first (?:preference|choice)\b",
    r"(?:in person|polling (?:place|station)|at the (?:school|hall|primary))\b[^?]{0,60}\b(?:post|letter ?box|proxy)",
    r"(?:have|did|has) you (?:\w+ ){0,4}?(?:been (?:up|down|along|out|yet)|been(?= ?[?,])|sent (?:yours|it)"
    r"|get it back|got round|posted)\b",
    r"(?:get|getting|got) (?:it|yours) (?:back )?in the post",
    r"(?:what time|when) (?:were|are|will|would|do) you (?:be )?(?:thinking|going|planning|go|likely)"
    r"|about when you'd go",
    r"(?:are|will) you (?:be )?(?:about|around|here|away|off)\b[^?]{0,20}\b(?:on the|on|that day)\b",
    r"(?:bother|bothering) with (?:the )?\w* ?elections?",
    r"do you (?:reckon|think|expect) you(?:'ll| will) (?:bother|go|manage)",
    r"where are you (?:at )?(?:with|on) (?:the \d|{candidate}|it)",
)
NOT_OWN_VOTE = phrase(
    r"how (?:would|do|did|should) (?:you )?(?:like |want |think )?(?:your )?(?:MPs?|members|councillors|people"
    r"|others|the government|they|most people)",
    r"(?:most votes|who do you think|who d'you think|who'll win|will win|right to vote|be (?:able"
    r"|allowed) to vote|voting age|votes? at 16|decide how to vote|determine who you"
    r"|issues? (?:\w+ ){0,5}(?:vote|voting))",
    r"registered|register|entitled to vote",
    r"(?:more|less) (?:or less )?(?:likely|inclined) to vote",
    r"(?:important|duty|citizens?) (?:\w+ ){0,6}(?:vote|elections)",
    r"how (?:the|a|your) (?:council|MP|parliament|government) votes?",
    r"know (?:how|where) to vote",
    r"without (?:one|it)",
    r"(?:vote|votes|voting) of (?:no )?confidence",
    r"vote of residents",
    r"supported? (?:by|your|the|a|local)",
    r"(?:help|support|need) (?:\w+ ){0,4}(?:get|getting) to",
    r"how (?:much|well) (?:do|does|did|is|are|would) [^?]{0,60}support",
)


ABROAD = phrase(r"president(?:ial|s)?", r"senat\w+", r"congress\w*", r"governor", r"primary")


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if ABROAD.search(passage.said):
        return
    for sentence in passage.sentences:
        match = VOTES.search(sentence.plain) or (script.about_an_election and IN_AN_ELECTION.search(sentence.plain))
        if match and "?" in sentence.plain and not NOT_OWN_VOTE.search(sentence.plain) and not opts_out(sentence):
            yield Hit(sentence.start + match.start(), sentence.start + match.end())
            return


CHECK = Check(
    code="EL301",
    name="vote-intention-asked",
    tag="vote_intention_question",
    message="asks how, or whether, the person votes",
    fix="Keep the answer unlinked, and say so in the campaign card under [answers].",
    cites=(
        "VID",
        "ICO 23 Oct 2017 (Conservatives)",
        "ICO enforcement notice 25 Sep 2008 (Liberal Democrats)",
    ),
    find=find,
    page=__doc__,
)
