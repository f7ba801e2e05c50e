"""Fixed words for people: outcomes, parties, means, consequences, and the few words that facts can take."""

from ringfence.rule import Consequence, Medium, Outcome, Party

FACT_WORDS = {
    "voter_id": "voter identification",
    "gotv": "getting out the vote",
    "turnout_neutral": "turn-out without taking sides",
    "message_test": "testing messages",
    "petition_lobby": "petitioning or lobbying",
    "ivr_survey": "keypad survey",
    "ai_voice": "AI voice",
    "uan": "UAN (03)",
    "voip": "VoIP",
}
OUTCOMES = {
    Outcome.BREACH: "breach",
    Outcome.OK: "in order",
    Outcome.NOT_APPLICABLE: "does not apply",
    Outcome.NEEDS_FACT: "a fact is missing",
    Outcome.NEEDS_HUMAN: "a person decides",
}
TRUTHS = {True: "yes", False: "no", None: "not known"}
BEFORE_A_CALL = {"allow": "the call may go", "hold": "the call waits", "block": "no call is made"}
PARTIES: dict[Party, str] = {
    "caller": "the caller",
    "instigator": "the instigator (who has the calls made)",
    "line_subscriber": "the subscriber of the line called from",
    "controller": "the controller of the data",
    "processor": "the processor of the data",
    "provider": "the network or service provider",
    "payer": "who pays",
    "payee": "who is paid",
    "funder": "who funds the work",
    "publisher": "who publishes it",
    "officer": "officers of the body",
}
MEDIA: dict[Medium | None, str] = {
    "call": "calls",
    "electronic_mail": "electronic mail (texts, emails, voicemail left without ringing)",
    None: "any means",
}
CONSEQUENCES: dict[Consequence, str] = {
    "enforcement_notice": "an enforcement notice",
    "penalty": "a penalty under the 2003 Regulations",
    "data_penalty": "a penalty under data-protection law",
    "crime": "prosecution",
    "ofcom_penalty": "a penalty from Ofcom",
    "damages": "damages",
    "membership": "measures of a professional or trade body against its member",
}
