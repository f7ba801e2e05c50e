"""The Privacy and Electronic Communications (EC Directive) Regulations 2003: calls, their number, who calls.

Sources: SI 2003/2426 as amended by SI 2004/1039, SI 2011/1208, SI 2016/524 and the Data (Use and Access) Act 2025.
"""

from datetime import date
from typing import Any

from ringfence import facts as f
from ringfence.facts import Fact
from ringfence.logic import ALWAYS
from ringfence.rule import (
    Doubt,
    Exemption,
    Force,
    Instrument,
    Rule,
    doubtful,
    gives,
    lawful,
    outside,
    unknown,
    unlawful,
)  # fmt: skip

IN_FORCE = date(2003, 12, 11)
CLI_DUTY_FROM = date(2016, 5, 16)  # SI 2016/524 reg 2
ATTEMPTS_COUNT_FROM = date(2026, 2, 5)  # DUAA 2025 s 110(2)(a), SI 2026/82 reg 2(v)
LISTING_GRACE_DAYS = 28  # reg 21(3): no breach where the number was listed for less than 28 days before the call day
SURE_BREACH_DAYS = 29  # whether the day of listing itself counts is open, so exactly 28 is for a person
FILE_GOOD_FOR_DAYS = 27  # a file of day F clears calls up to F+27: a number listed later that day is then under 28 days

PECR = Instrument(
    id="PECR-2003",
    title="Privacy and Electronic Communications (EC Directive) Regulations 2003",
    number="SI 2003/2426",
    address="https://www.legislation.gov.uk/uksi/2003/2426",
    in_force_from=IN_FORCE,
    checked_on=date(2026, 11, 21),
)

_CONNECTED = Rule(
    id="PECR-2-CALL",
    cites="PECR reg 2(1) 'call'",
    instrument=PECR,
    force=Force.LAW,
    in_force_from=IN_FORCE,
    until=date(2026, 2, 4),
    says="A call is a connection: an attempt that nobody answers does not count.",
    gives=f.call_made,
    broken=f.call_connected,
    discharged_by="the call detail record",
    examples=(
        gives(True, "it connected", call_connected=True),
        gives(False, "it rang out on 4 February 2026", on=date(2026, 2, 4), call_attempted=True, call_connected=False),
        gives(None, "no record"),
    ),
)
_ATTEMPTED = Rule(
    id="PECR-2-CALL",
    cites="PECR reg 2(1) 'call', as amended by DUAA 2025 s 110(2)(a), (3)",
    instrument=PECR,
    force=Force.LAW,
    in_force_from=ATTEMPTS_COUNT_FROM,
    says="Making a call includes trying to connect: an unanswered attempt counts.",
    gives=f.call_made,
    broken=f.call_connected | f.call_attempted,
    discharged_by="the call detail record",
    examples=(
        gives(True, "it rang out on 5 February 2026", call_attempted=True, call_connected=False),
        gives(True, "it connected", call_connected=True),
        gives(False, "it was never dialled", call_attempted=False, call_connected=False),
        gives(None, "no record"),
    ),
)

RECORDED_MODES = ("recorded", "recorded_then_live", "soundboard", "ivr_survey", "ai_voice", "voicemail_drop")
_MODE = Rule(
    id="PECR-19-MODE",
    cites="PECR reg 19(1)",
    instrument=PECR,
    force=Force.LAW,
    in_force_from=IN_FORCE,
    says="Recorded matter is played when any part of the call is not a live person speaking: a recording, clips chosen "
    "by an agent, or a synthetic voice (the last by our caution: see AI-VOICE).",
    gives=f.recorded_matter,
    broken=f.mode.among(*RECORDED_MODES),
    authorities=(
        "ICO penalties of August and September 2025 (HIML, Green Spark): clips chosen by agents are automated",
    ),
    examples=(
        gives(True, "a recorded message", mode="recorded"),
        gives(True, "clips chosen by an agent", mode="soundboard"),
        gives(False, "a person speaking", mode="live"),
        gives(None, "kind of call not known"),
    ),
)
_SYSTEM = Rule(
    id="PECR-19-SYSTEM",
    cites="PECR reg 19(1), (4)",
    instrument=PECR,
    force=Force.LAW,
    in_force_from=IN_FORCE,
    says="Regulation 19 is engaged by recorded matter sent for marketing by a system able both to start a sequence of "
    "calls and to play sound that is not live speech; what the system did on this call does not matter.",
    gives=f.automated_marketing,
    broken=f.marketing
    & f.recorded_matter
    & (f.mode.among("ai_voice") | (f.system_can_auto_sequence & f.system_can_play_nonlive)),
    examples=(
        gives(True, "a recorded appeal from a dialler", marketing=True, recorded_matter=True),
        gives(False, "a live agent on the same dialler", marketing=True, recorded_matter=False),
        gives(
            False, "a recording started by hand on a telephone", marketing=True, recorded_matter=True,
            mode="recorded", system_can_auto_sequence=False,
        ),
        gives(
            False, "a dialler that cannot play sound", marketing=True, recorded_matter=True,
            mode="recorded", system_can_play_nonlive=False,
        ),
        gives(True, "an AI voice, whatever is said of the system", marketing=True, mode="ai_voice",
              system_can_auto_sequence=False),
        gives(None, "kind of call not known", marketing=True),
    ),
)  # fmt: skip

PECR_19 = Rule(
    id="PECR-19",
    cites="PECR reg 19(1), (2)(a), (3)",
    instrument=PECR,
    force=Force.LAW,
    in_force_from=IN_FORCE,
    says="A recorded marketing message may be sent only to a subscriber who has told this caller beforehand that he "
    "consents to automated calls on that line.",
    binds=("caller", "instigator", "line_subscriber"),
    applies=f.automated_marketing,
    broken=~f.automated_consent,
    reason="AUTOMATED_NO_CONSENT",
    reason_open="CONSENT_PROOF_MISSING",
    discharged_by="a consent record: wording shown, date, line, how captured, scope automated calls, this caller named",
    cure="Call only people who consented to recorded calls from this caller; for everyone else use a live caller.",
    authorities=(
        "SNP v Information Commissioner, EA/2005/0021 (15 May 2006)",
        "ICO enforcement notice, Liberal Democrats, 25 September 2008",
        "ICO enforcement notice, Labour Party, February 2010",
    ),
    examples=(
        unlawful("a recorded appeal, no consent on file", automated_marketing=True, automated_consent=False),
        lawful("the subscriber consented", automated_marketing=True, automated_consent=True, mode="recorded"),
        outside("no recorded marketing", automated_marketing=False),
        unlawful("nothing on file: the burden is the caller's", automated_marketing=True, mode="recorded"),
        unknown("a consent on file, not known whether withdrawn", automated_marketing=True, mode="recorded",
                consent_on_file=True, consent_automated=True, consent_names_caller=True, consent_proof=True),
    ),
)  # fmt: skip


def _shows_number(id_: str, cites: str, says: str, applies: Fact) -> Rule:
    """The duty to show a number, which stands twice in the Regulations: for recorded and for any marketing calls."""
    on: dict[str, Any] = {applies.name: True}
    off: dict[str, Any] = {applies.name: False}
    return Rule(
        id=id_,
        cites=cites,
        instrument=PECR,
        force=Force.LAW,
        in_force_from=CLI_DUTY_FROM,
        says=says,
        binds=("caller", "instigator", "line_subscriber"),
        applies=applies,
        broken=f.cli_withheld & ~f.cli_contactable,
        reason="NO_CALLER_ID",
        reason_open="CALLER_ID_NOT_KNOWN",
        discharged_by="the SIP log and a call-back test",
        cure="Show a calling number on which the caller can be reached.",
        examples=(
            unlawful("number withheld, no other shown", **on, cli_withheld=True, cli_contactable=False),
            lawful("number shown", **on, cli_withheld=False),
            lawful("a contactable line shown instead", **on, cli_withheld=True, cli_contactable=True),
            outside("another kind of call", **off),
            unknown("not known whether shown", **on),
        ),
    )


PECR_19_CLI = _shows_number(
    "PECR-19-CLI",
    "PECR reg 19(2)(b), as substituted by SI 2016/524 reg 2(2)",
    "A recorded marketing call must show its number, or one on which the caller can be reached; consent does not "
    "excuse a hidden number.",
    f.automated_marketing,
)
PECR_21A1 = _shows_number(
    "PECR-21A1",
    "PECR reg 21(A1), inserted by SI 2016/524 reg 2(3)",
    "Any marketing call, asked for or not, must show its number, or one on which the caller can be reached.",
    f.marketing,
)

_UNSOLICITED = f.marketing & ~f.solicited
_CONSENTED_RECORDING = f.automated_marketing & f.automated_consent  # of a live call it says nothing
PECR_21_OBJ = Rule(
    id="PECR-21-OBJ",
    cites="PECR reg 21(1)(a)",
    instrument=PECR,
    force=Force.LAW,
    in_force_from=IN_FORCE,
    says="Nobody may make an unsolicited marketing call to a line whose subscriber has told them not to; there is no "
    "period of grace and no form of words.",
    binds=("caller", "instigator", "line_subscriber"),
    applies=_UNSOLICITED,
    broken=f.objected,
    reason="OBJECTION_ON_FILE",
    reason_open="OBJECTIONS_NOT_CHECKED",
    discharged_by="the suppression log, in order of events",
    cure="Name the objections file in the campaign card. An objection itself is lifted only by the person.",
    examples=(
        unlawful("objected last year", marketing=True, objected=True),
        lawful("never objected", marketing=True, objected=False),
        outside("a call the person asked for", marketing=True, objected=True, solicited=True),
        outside("research", marketing=False, objected=True),
        unknown("objections not looked at", marketing=True),
    ),
)
PECR_21_TPS = Rule(
    id="PECR-21-TPS",
    cites="PECR reg 21(1)(b), (3), (4)",
    instrument=PECR,
    force=Force.LAW,
    in_force_from=IN_FORCE,
    says="Nobody may make an unsolicited marketing call to a line that has been on the TPS or CTPS for 28 days or "
    "more, unless its subscriber has told this caller that he does not for now object.",
    binds=("caller", "instigator", "line_subscriber"),
    applies=_UNSOLICITED,
    broken=f.listed & f.listed_days.at_least(SURE_BREACH_DAYS),
    exemptions=(
        Exemption("reg 21(4)", f.live_notification, "the subscriber told this caller that he does not object"),
        Exemption("reg 21(4) with 19(2)(a)", _CONSENTED_RECORDING, "consent to recorded calls says so too"),
    ),
    doubts=(
        Doubt(
            "The number was listed exactly 28 days before the call. Does the day of listing count?",
            when=f.listed
            & f.listed_days.at_least(LISTING_GRACE_DAYS)
            & ~f.listed_days.at_least(SURE_BREACH_DAYS)
            & ~f.live_notification
            & ~_CONSENTED_RECORDING,
            open_point="reg 21(3) 'less than 28 days preceding'; periods are read by Regulation 1182/71 since "
            "20 August 2025",
            stops_call=True,
        ),
    ),
    must_be_shown=("listed_days",),  # without a listing date the 28 days of grace cannot be claimed
    reason="TPS_LISTED_NO_NOTIFICATION",
    reason_open="REGISTER_NOT_CHECKED",
    discharged_by="the screening log with the file's date; the reg 21(4) record",
    cure="Load a current TPS and CTPS file; do not call listed lines unless they told you they do not mind.",
    examples=(
        lawful("listed for 27 days", marketing=True, listed=True, listed_days=27),
        doubtful("listed for exactly 28 days", marketing=True, listed=True, listed_days=28),
        unlawful("listed for 29 days", marketing=True, listed=True, listed_days=29),
        lawful("not listed", marketing=True, listed=False),
        lawful("listed, but told us calls are welcome", marketing=True, listed=True, listed_days=400,
               live_notification=True),
        lawful("listed 28 days, but told us calls are welcome", marketing=True, listed=True, listed_days=28,
               live_notification=True),
        lawful("listed, but consented to recorded calls such as this", marketing=True, automated_marketing=True,
               listed=True, listed_days=400, automated_consent=True),
        unlawful("listed, consented to recorded calls only, rung by a person", marketing=True,
                 automated_marketing=False, listed=True, listed_days=400, automated_consent=True),
        outside("a call the person asked for", marketing=True, listed=True, listed_days=400, solicited=True),
        outside("research", marketing=False, listed=True, listed_days=400),
        unknown("register not looked at", marketing=True),
        unknown("listed, but since when?", marketing=True, listed=True),
    ),
)  # fmt: skip

PECR_24_AUTO = Rule(
    id="PECR-24-AUTO",
    cites="PECR reg 24(1)(a), (2)",
    instrument=PECR,
    force=Force.LAW,
    in_force_from=IN_FORCE,
    says="A recorded marketing message must itself give the name of the caller or instigator, and an address or a "
    "telephone number that is free of charge.",
    binds=("caller", "instigator"),
    applies=f.automated_marketing,
    broken=~f.identity_stated | ~f.contact_free_or_address,
    reason="MESSAGE_LACKS_IDENTITY",
    discharged_by="the text and hash of the recording",
    cure="Add the organisation's name and a postal address or a 0800 or 0808 number to the message.",
    authorities=("ICO penalty, Home Improvement Marketing, 2025: invented trading names",),
    examples=(
        unlawful("no name", automated_marketing=True, identity_stated=False, contact_free_or_address=True),
        unlawful("no address or free number", automated_marketing=True, identity_stated=True,
                 contact_free_or_address=False),
        lawful("both given", automated_marketing=True, identity_stated=True, contact_free_or_address=True),
        outside("live calls", automated_marketing=False),
        unknown("message not read", automated_marketing=True),
    ),
)  # fmt: skip
PECR_24_LIVE = Rule(
    id="PECR-24-LIVE",
    cites="PECR reg 24(1)(b), (2)",
    instrument=PECR,
    force=Force.LAW,
    in_force_from=IN_FORCE,
    says="A live marketing call must give the name of the caller or instigator, and an address or free number when "
    "asked.",
    binds=("caller", "instigator"),
    applies=f.marketing & ~f.automated_marketing,
    broken=~f.identity_stated,
    doubts=(
        Doubt(
            "Is the name the caller gives the real name of the caller, or of the organisation it calls for?",
            when=f.claims_independence,
            open_point="disputed in the 2017 case; ICO guidance: a subcontractor names the organisation it calls for",
        ),
    ),
    reason="CALLER_NOT_NAMED",
    reason_open="CALLER_NAME_DOUBTFUL",
    discharged_by="the identity line of the script; a sample of calls",
    cure="Let the opening name the organisation on whose behalf the call is made.",
    authorities=("ICO guidance on live marketing calls", "ICO penalty, Home Improvement Marketing, 2025"),
    examples=(
        unlawful("no name", marketing=True, recorded_matter=False, identity_stated=False),
        lawful("name given", marketing=True, recorded_matter=False, identity_stated=True, claims_independence=False),
        doubtful("'an independent firm' on a party's behalf", marketing=True, recorded_matter=False,
                 identity_stated=True, claims_independence=True),
        outside("research", marketing=False),
        outside("recorded, from a dialler", marketing=True, recorded_matter=True),
        unlawful("a recording started by hand, no name", marketing=True, mode="recorded",
                 system_can_auto_sequence=False, identity_stated=False),
        unknown("script not read", marketing=True, recorded_matter=False),
    ),
)  # fmt: skip

PECR_24_CLIENT = Rule(
    id="PECR-24-CLIENT",
    cites="PECR reg 24(1)(b); ICO guidance on live marketing calls",
    instrument=PECR,
    force=Force.REG_POLICY,
    in_force_from=IN_FORCE,
    says="Whoever makes marketing calls for someone else names the organisation on whose behalf they are made.",
    binds=("caller", "instigator"),
    applies=f.marketing & ~f.automated_marketing & f.caller_differs_from_instigator,
    doubts=(
        Doubt(
            "The script does not say for whom the call is made. Will callers name that organisation?",
            when=~f.sponsor_disclosed,
            open_point="the regulation asks for the name of the person using or instigating the service; the ICO's "
            "guidance for the latter's",
        ),
    ),
    reason_open="CLIENT_NOT_NAMED",
    discharged_by="the identity line of the script",
    cure="Let the opening name the organisation on whose behalf the call is made.",
    examples=(
        lawful("'on behalf of Example Charity'", marketing=True, automated_marketing=False,
               caller_differs_from_instigator=True, sponsor_disclosed=True),
        doubtful("the call centre's own name only", marketing=True, automated_marketing=False,
                 caller_differs_from_instigator=True, sponsor_disclosed=False),
        outside("the party calls itself", marketing=True, caller_differs_from_instigator=False),
        outside("research", marketing=False, caller_differs_from_instigator=True),
        unknown("script not read", marketing=True, automated_marketing=False, caller_differs_from_instigator=True),
    ),
)  # fmt: skip
PECR_22_VM = Rule(
    id="PECR-22-VM",
    cites="PECR regs 22 and 2(1) 'electronic mail'; reg 19",
    instrument=PECR,
    force=Force.LAW,
    in_force_from=IN_FORCE,
    says="A voicemail left without ringing is electronic mail, and perhaps an automated call: it needs consent.",
    binds=("caller", "instigator", "line_subscriber"),
    applies=f.mode.among("voicemail_drop") & f.marketing,
    doubts=(
        Doubt(
            "Is this voicemail left without ringing electronic mail under regulation 22, an automated call, or both, "
            "and does the consent on file cover it?",
            when=ALWAYS,
            open_point="OPEN-10",
        ),
    ),
    reason_open="VOICEMAIL_DOUBTFUL",
    discharged_by="a consent record for messages of this kind",
    cure="Do not drop voicemails without consent to them; ring instead.",
    examples=(
        doubtful("a dropped voicemail", mode="voicemail_drop", marketing=True),
        outside("a call", mode="live", marketing=True),
        outside("research", mode="voicemail_drop", marketing=False),
        unknown("kind of call not known", marketing=True),
    ),
)

PECR_26_FRESH = Rule(
    id="PECR-26-FRESH",
    cites="our arithmetic from PECR reg 21(3)",
    instrument=PECR,
    force=Force.PRODUCT,
    in_force_from=IN_FORCE,
    says="A register file clears calls for 27 days: after that a number listed since may have been listed for 28.",
    binds=("caller", "instigator"),
    applies=_UNSOLICITED & ~f.automated_marketing,
    doubts=(
        Doubt(
            "The register file is more than 27 days old on the day of the call.",
            when=f.register_age_days.at_least(FILE_GOOD_FOR_DAYS + 1),
            needs="listed",
        ),
    ),
    reason="REGISTER_STALE",
    reason_open="REGISTER_STALE",
    discharged_by="the file's hash and date",
    cure="Load a TPS and CTPS file not more than 27 days older than the last call it is to clear.",
    examples=(
        lawful("a file of 27 days ago", marketing=True, automated_marketing=False, register_age_days=27),
        unknown("a file of 28 days ago", marketing=True, automated_marketing=False, register_age_days=28),
        outside("research", marketing=False, register_age_days=400),
        outside("a call the person asked for", marketing=True, automated_marketing=False, solicited=True),
        unknown("no file", marketing=True, automated_marketing=False),
    ),
)

RULES = (
    _CONNECTED, _ATTEMPTED, _MODE, _SYSTEM, PECR_19, PECR_19_CLI, PECR_21A1, PECR_21_OBJ, PECR_21_TPS, PECR_24_AUTO,
    PECR_24_LIVE, PECR_24_CLIENT, PECR_22_VM, PECR_26_FRESH,
)  # fmt: skip
