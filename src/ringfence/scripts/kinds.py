"""What a passage is when it is not marketing: research, identification, opt-out or administrative."""

from typing import Literal

from ringfence.scripts import openings
from ringfence.scripts.objections import opts_out
from ringfence.scripts.opinions import ASKS_OF_YOU, asks_opinion
from ringfence.scripts.running import is_admin_question
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

Kind = Literal[
    "research", "direct_marketing", "fundraising", "identification", "opt_out", "administrative", "depends", "unclear"
]


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
    r"(?:we're|we are|i'm|it's) (?:just |only )?the (?:\w+-?\w* )?(?:survey|research|study|fact-finding) side",
    r"(?:nationwide|national|regional) (?:\w+ )?(?:awareness )?(?:programme|scheme|initiative|service)",
    r"we (?:look after|cover|act for|represent) (?:customers|all (?:the|of)|a number|most of|several)",
    r"on behalf of (?:a number|several|some|various)|sorts of (?:firms|companies) use|(?:a|the) computer voice"
    r"|only the (?:lady|lad|girl|study|survey)",
    r"(?:we're|we are|i'm from|i'm with) (?:a|an) (?:\w+ ){1,4}?(?:service|company|organisation|charity|body"
    r"|agency|group|firm)\b",
    r"^\W*(?:paid for|promoted|published) by",
    r"(?:it's|this is|we're|we are) (?:a |an |part of (?:a |the )?)?(?:\w+ )?(?:national|government|official"
    r"|council) (?:\w+ )?(?:scheme|programme|initiative)",
    r"we (?:work|are working|'re working) (?:alongside|with|for|on behalf of)",
    r"(?:i'm|we're|i am|we are) (?:just )?(?:with|from|part of) (?:the|a) (?:\w+ )?(?:team|group|company"
    r"|department|office|agency|charity|campaign|union)",
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
    if script.opening.research and script.has(passage, "ask_turnout_neutral"):
        return "research"  # ICO, 23 October 2017: general encouragement to vote, asked of all alike in a survey
    return "administrative"
