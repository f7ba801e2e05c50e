"""The Telecommunications (Data Protection and Privacy) Regulations 1999: the calls of 2000 to 2003.

Read from the text as made on 22 July 1999; later amendments, and the last day, are from memory. Objections, consents to
automated calls and entries in the record given under them carry over to the Regulations of 2003 (Sch 2 paras 3 and 4).
Here "the caller" is whoever has the calls made, not the firm that makes them (reg 21(3)).
"""

from dataclasses import replace
from datetime import date
from typing import Any

from ringfence import facts as f
from ringfence.law import direct_marketing as dm
from ringfence.law.pecr_2003.definitions import EVERYONE, MODE, SUBSCRIBER, UNSOLICITED
from ringfence.law.pecr_2003.liability import CALLER, INSTIGATOR, LINE, REACHED
from ringfence.rule import (
    Consequence,
    Doubt,
    Force,
    Instrument,
    Rule,
    doubtful,
    gives,
    lawful,
    outside,
    unknown,
    unlawful,
)

IN_FORCE = date(2000, 3, 1)  # reg 1(2)(b)
LAST_DAY = date(2003, 12, 10)  # from memory: the day before the Regulations of 2003
SURE_DAYS = 29  # reg 27(4): no breach if not listed 'at any time within the 28 days preceding'; between is for a person

TELECOMS_1999 = Instrument(
    id="TEL-1999",
    title="Telecommunications (Data Protection and Privacy) Regulations 1999",
    number="SI 1999/2093",
    address="https://www.legislation.gov.uk/uksi/1999/2093",
    in_force_from=IN_FORCE,
    until=LAST_DAY,
    checked_on=date(2026, 11, 21),
    versioned=False,  # only the text as made is published
)
_UNSURE = ("The text as made was read; its later amendments, and its last day, are from memory.",)
_FOLLOWS: tuple[Consequence, ...] = ("enforcement_notice", "damages")


def _then(rule: Rule, id_: str, cites: str, path: str, **changes: Any) -> Rule:
    """A definition of today as it stood under the Regulations of 1999."""
    about = {"instrument": TELECOMS_1999, "in_force_from": IN_FORCE, "until": LAST_DAY, "unsure": _UNSURE}
    # The decisions on file came later, and on the later Regulations.
    return replace(rule, id=id_, cites=cites, path=path, **{**about, "authorities": (), **changes})


# What direct marketing was: reg 21(2) has the words of the Act of 1998, 'on a particular line'.
_RESEARCH = f.purpose.among("research", "message_test")
_CONTENT = _then(
    dm.DM_CONTENT,
    "TEL99-CONTENT",
    "1999 Regs reg 21(2)",
    "regulation/21",
    # the two definitions of votes and turn-out that later rest on the regulator's decisions, written out
    broken=dm.PROMOTES
    | (f.vote_intention_question & (f.answers_linked | f.answers_reused))
    | (f.ask_turnout_neutral & ~_RESEARCH & f.audience_by_support & f.instigator_is_party),
    examples=(
        *dm.DM_CONTENT.examples,
        gives(True, "voting intention, used to promote later", vote_intention_question=True, answers_linked=False,
              answers_reused=True),
        gives(False, "no such question", answers_linked=True, answers_reused=True),
        gives(False, "turn-out, at the end of a survey", ask_turnout_neutral=True, audience_by_support=True,
              instigator_is_party=True, purpose="research"),
        gives(False, "turn-out, at the end of a message test", ask_turnout_neutral=True, audience_by_support=True,
              instigator_is_party=True, purpose="message_test"),
        gives(False, "turn-out, by a council to one side's supporters", ask_turnout_neutral=True, purpose="gotv",
              audience_by_support=True, instigator_is_party=False),
        gives(False, "a party's call without any appeal", audience_by_support=True, instigator_is_party=True,
              purpose="gotv"),
    ),
)  # fmt: skip
_PURPOSE = _then(dm.DM_PURPOSE, "TEL99-PURPOSE", "1999 Regs reg 21(2)", "regulation/21")
_MARKETING = _then(dm.DM_DEF, "TEL99-MARKETING", "1999 Regs reg 21(2)", "regulation/21")
_SOLICITED = _then(dm.DM_SOL, "TEL99-SOLICITED", "1999 Regs reg 25(1): 'unsolicited'", "regulation/25")
_SUBSCRIBER = _then(SUBSCRIBER, "TEL99-SUBSCRIBER", "1999 Regs reg 2(1)", "regulation/2")
_MODE = _then(MODE, "TEL99-MODE", "1999 Regs reg 22(1)", "regulation/22")
_SYSTEM = Rule(
    id="TEL99-SYSTEM",
    cites="1999 Regs reg 22(1)",
    instrument=TELECOMS_1999,
    force=Force.LAW,
    path="regulation/22",
    in_force_from=IN_FORCE,
    until=LAST_DAY,
    says="Regulation 22 is engaged by marketing with recorded matter over a system that makes calls without human "
    "intervention once it is started.",
    gives=f.automated_marketing,
    broken=f.marketing & f.recorded_matter & f.system_can_auto_sequence,
    unsure=(
        *_UNSURE,
        "Regulation 22 does not say 'recorded': that a dialler which hands over to a person is outside is our reading.",
    ),
    examples=(
        gives(True, "a recorded appeal", marketing=True, recorded_matter=True),
        gives(False, "a live agent", marketing=True, recorded_matter=False),
        gives(False, "started by hand", marketing=True, recorded_matter=True, system_can_auto_sequence=False),
        gives(False, "a recorded survey", marketing=False, recorded_matter=True),
        gives(None, "kind of call not known", marketing=True),
    ),
)

# What consent and notice were: regs 5, 22(2) and 25(3).
_ON_FILE = f.consent_on_file & f.consent_names_caller & f.consent_proof & ~f.consent_withdrawn
_STANDS: dict[str, Any] = {
    "consent_on_file": True, "consent_names_caller": True, "consent_proof": True, "consent_withdrawn": False,
}  # fmt: skip
_CONSENT = Rule(
    id="TEL99-CONSENT",
    cites="1999 Regs reg 22(2)",
    instrument=TELECOMS_1999,
    force=Force.LAW,
    path="regulation/22",
    in_force_from=IN_FORCE,
    until=LAST_DAY,
    says="Consent to automated calls counts when the subscriber gave it to this caller beforehand for this line, with "
    "proof, and has not taken it back. It counts on under the Regulations of 2003.",
    gives=f.automated_consent,
    broken=_ON_FILE & f.consent_automated & ~f.consent_in_call,
    unsure=_UNSURE,
    examples=(
        gives(True, "all of it", **_STANDS, consent_automated=True),
        gives(False, "nothing on file"),
        gives(False, "a line in a file only", **{**_STANDS, "consent_on_file": None}, consent_automated=True),
        gives(False, "names nobody", **{**_STANDS, "consent_names_caller": None}, consent_automated=True),
        gives(False, "no proof", **{**_STANDS, "consent_proof": None}, consent_automated=True),
        gives(False, "withdrawn", **{**_STANDS, "consent_withdrawn": True}, consent_automated=True),
        gives(False, "live calls only", **_STANDS),
        gives(False, "a key pressed in the call", **_STANDS, consent_automated=True, consent_in_call=True),
        gives(None, "not known whether withdrawn", **{**_STANDS, "consent_withdrawn": None}, consent_automated=True),
    ),
)
_NOTICE = replace(
    _CONSENT,
    id="TEL99-NOTICE",
    cites="1999 Regs reg 25(3)",
    path="regulation/25",
    says="A subscriber who has told this caller that he does not object to its marketing calls on that line receives "
    "no unsolicited call: that lifts an objection and a listing alike.",
    gives=f.live_notification,
    broken=_ON_FILE & f.consent_live & ~f.consent_indirect & ~f.consent_in_call,
    examples=(
        gives(True, "told to this caller", **_STANDS, consent_live=True, consent_indirect=False),
        gives(False, "nothing on file: membership alone says nothing", relationship_claimed=True),
        gives(False, "a line in a file only", **{**_STANDS, "consent_on_file": None}, consent_live=True,
              consent_indirect=False),
        gives(False, "names nobody", **{**_STANDS, "consent_names_caller": None}, consent_live=True,
              consent_indirect=False),
        gives(False, "no proof", **{**_STANDS, "consent_proof": None}, consent_live=True, consent_indirect=False),
        gives(False, "taken back", **{**_STANDS, "consent_withdrawn": True}, consent_live=True),
        gives(False, "channel not said", **_STANDS, consent_indirect=False),
        gives(False, "told to a broker", **_STANDS, consent_live=True, consent_indirect=True),
        gives(False, "asked for in the call", **_STANDS, consent_live=True, consent_indirect=False,
              consent_in_call=True),
        gives(None, "not known to whom it was told", **_STANDS, consent_live=True),
    ),
)  # fmt: skip

TEL99_22 = Rule(
    id="TEL99-22",
    cites="1999 Regs reg 22(1), (2)",
    instrument=TELECOMS_1999,
    force=Force.LAW,
    path="regulation/22",
    provision="TEL1999-22",
    medium="call",
    consequences=_FOLLOWS,
    in_force_from=IN_FORCE,
    until=LAST_DAY,
    says="Automated marketing calls go only to subscribers, people or companies, who told the caller beforehand that "
    "they consent to them on that line.",
    binds=EVERYONE,
    applies=f.automated_marketing,
    broken=~f.automated_consent,
    reason="AUTOMATED_NO_CONSENT",
    reason_open="CONSENT_PROOF_MISSING",
    discharged_by="a consent record",
    cure="Call only people who consented to automated calls from this caller.",
    unsure=_UNSURE,
    examples=(
        unlawful("a recorded appeal", on=LAST_DAY, automated_marketing=True),
        unlawful("to a company", on=IN_FORCE, automated_marketing=True, subscriber_kind="corporate"),
        lawful("consented", automated_marketing=True, automated_consent=True),
        outside("a person calls", automated_marketing=False),
        unknown("consent perhaps withdrawn", automated_marketing=True,
                **{**_STANDS, "consent_withdrawn": None}, consent_automated=True),
    ),
)  # fmt: skip

_UNWELCOME = UNSOLICITED & ~f.live_notification & ~f.corporate_line
_CALL: dict[str, Any] = {"marketing": True, "live_notification": False}
TEL99_25_OBJ = replace(
    TEL99_22,
    id="TEL99-25-OBJ",
    cites="1999 Regs reg 25(2)(a), (3)",
    path="regulation/25",
    provision="TEL1999-25",
    says="Nobody may make an unsolicited marketing call to an individual who has told the caller not to; companies "
    "could not object yet. The objection counts on under the Regulations of 2003.",
    applies=_UNWELCOME,
    broken=f.objected,
    reason="OBJECTION_ON_FILE",
    reason_open="OBJECTIONS_NOT_CHECKED",
    discharged_by="the suppression log, in order of events",
    cure="Do not call people who objected.",
    examples=(
        unlawful("objected", on=LAST_DAY, **_CALL, objected=True),
        unlawful("objected; kind of subscriber known", **_CALL, objected=True, subscriber_kind="individual"),
        lawful("never objected", **_CALL, objected=False),
        outside("a company", **_CALL, objected=True, subscriber_kind="corporate"),
        outside("told the caller since that calls are welcome", **{**_CALL, "live_notification": True}, objected=True),
        outside("asked for", **_CALL, objected=True, solicited=True),
        outside("research", **{**_CALL, "marketing": False}, objected=True),
        unknown("objections not looked at", **_CALL),
    ),
)
TEL99_25_TPS = replace(
    TEL99_25_OBJ,
    id="TEL99-25-TPS",
    cites="1999 Regs regs 25(2)(b), (3), 27(4)",
    says="Nobody may make an unsolicited marketing call to an individual whose number is in the record kept by the "
    "Director General (the TPS), unless it was not there at any time in the 28 days before.",
    broken=f.listed & f.listed_days.at_least(SURE_DAYS),
    doubts=(
        Doubt(  # longer than that is a breach already
            "The number had been in the record for 28 days or less. Was it 'not so listed at any time within the 28 "
            "days preceding' the call?",
            when=f.listed & f.listed_days.at_least(1),
            open_point="reg 27(4) read word for word gives no grace; the Regulations of 2003 give 28 days",
            stops_call=True,
        ),
    ),
    must_be_shown=("listed_days",),
    reason="TPS_LISTED_NO_NOTIFICATION",
    reason_open="REGISTER_NOT_CHECKED",
    discharged_by="the screening log with the file's date",
    cure="Do not call listed lines unless their subscribers told the caller that calls are welcome.",
    examples=(
        lawful("listed on the day of the call", on=LAST_DAY, **_CALL, listed=True, listed_days=0),
        doubtful("listed the day before", decision="block", **_CALL, listed=True, listed_days=1),
        doubtful("listed for 28 days", **_CALL, listed=True, listed_days=28),
        unlawful("listed for 29 days", **_CALL, listed=True, listed_days=29),
        lawful("not listed", **_CALL, listed=False),
        lawful("no longer listed", **_CALL, listed=False, listed_days=29),
        lawful("no longer listed, and 28 days", **_CALL, listed=False, listed_days=28),
        outside("a company", **_CALL, listed=True, listed_days=400, subscriber_kind="corporate"),
        outside("told the caller that calls are welcome", **{**_CALL, "live_notification": True}, listed=True,
                listed_days=400),
        outside("asked for", **_CALL, listed=True, listed_days=400, solicited=True),
        outside("research", **{**_CALL, "marketing": False}, listed=True, listed_days=400),
        unknown("record not looked at", **_CALL),
        unknown("listed, but since when?", decision="block", **_CALL, listed=True),
    ),
)  # fmt: skip

TEL99_27_AUTO = replace(
    TEL99_22,
    id="TEL99-27-AUTO",
    cites="1999 Regs reg 27(1)(a), (2)",
    path="regulation/27",
    provision="TEL1999-27",
    says="An automated marketing message gives the name of the caller, that is of whoever has the calls made, and an "
    "address or a freephone number.",
    binds=("instigator",),
    applies=f.automated_marketing,
    broken=~f.identity_stated | ~f.contact_free_or_address,
    reason="MESSAGE_LACKS_IDENTITY",
    reason_open="CALLER_NAME_DOUBTFUL",
    discharged_by="the text of the recording",
    cure="Add the name and a postal address or a freephone number to the message.",
    examples=(
        unlawful("no name", on=LAST_DAY, automated_marketing=True, identity_stated=False,
                 contact_free_or_address=True),
        unlawful("no address", automated_marketing=True, identity_stated=True, contact_free_or_address=False),
        lawful("both", automated_marketing=True, identity_stated=True, contact_free_or_address=True),
        outside("a person calls", automated_marketing=False),
        unknown("message not read", automated_marketing=True),
    ),
)  # fmt: skip
_LIVE: dict[str, Any] = {"marketing": True, "automated_marketing": False}
TEL99_27_LIVE = replace(
    TEL99_27_AUTO,
    id="TEL99-27-LIVE",
    cites="1999 Regs reg 27(1)(b), (2)",
    says="A live marketing call, asked for or not, gives the name of the caller, that is of whoever has the calls "
    "made, and an address or freephone number when asked.",
    applies=f.marketing & ~f.automated_marketing,
    broken=~f.identity_stated,
    reason="CALLER_NOT_NAMED",
    discharged_by="the identity line of the script",
    cure="Let the opening name the organisation on whose behalf the call is made.",
    examples=(
        unlawful("no name", on=LAST_DAY, **_LIVE, identity_stated=False),
        unlawful("asked for, but nobody named", **_LIVE, identity_stated=False, solicited=True),
        lawful("named", **_LIVE, identity_stated=True),
        outside("research", marketing=False),
        outside("automated: another rule asks for the name", marketing=True, automated_marketing=True),
        unknown("script not read", **_LIVE),
    ),
)

_CALLER = _then(CALLER, "TEL99-CALLER", "1999 Regs regs 22(2), 25(2): 'use'", "regulation/22")
_INSTIGATOR = _then(
    INSTIGATOR,
    "TEL99-INSTIGATOR",
    "1999 Regs regs 21(3), 22(2), 25(2): 'instigate'",
    "regulation/21",
    says="Whoever has the calls made answers for them and is 'the caller' of these Regulations; so is whoever calls on "
    "its own account.",
    broken=((f.encouraged & ~f.only_facilitates) | (f.transmits & ~f.caller_differs_from_instigator)) & REACHED,
    examples=(
        gives(True, "a party asks a call centre", encouraged=True, transmits=False),
        gives(True, "a party that calls itself", transmits=True, caller_differs_from_instigator=False),
        gives(False, "the call centre", encouraged=False, transmits=True, caller_differs_from_instigator=True),
        gives(False, "a bystander", encouraged=False, transmits=False, caller_differs_from_instigator=False),
        gives(False, "a supplier of means", encouraged=True, only_facilitates=True, transmits=False),
        gives(None, "not known what it did"),
        gives(None, "a principal abroad", encouraged=True, abroad_only=True),
        gives(True, "abroad, but within reach", encouraged=True, abroad_only=True, uk_law_reaches=True),
    ),
)
_LINE = _then(LINE, "TEL99-LINE", "1999 Regs regs 22(2), 25(2): 'permit his line to be used'", "regulation/22")

RULES = (
    _CONTENT, _PURPOSE, _MARKETING, _SOLICITED, _SUBSCRIBER, _MODE, _SYSTEM, _CONSENT, _NOTICE, TEL99_22, TEL99_25_OBJ,
    TEL99_25_TPS, TEL99_27_AUTO, TEL99_27_LIVE, _CALLER, _INSTIGATOR, _LINE,
)  # fmt: skip
