"""What counts as consent, or as a notification that calls are welcome: regulations 19(2)(a), 21(4), 21A, 21B and 22(2).

Absence is never consent: each part of it must be shown by the caller, so silence on it means no.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ringfence import facts as f
from ringfence.law.pecr_2003.definitions import PECR
from ringfence.law.pecr_2003.live import CLAIMS_FROM
from ringfence.rule import Force, Rule, gives

CONSENT_MUST_BE_FREE = date(2018, 5, 25)  # GDPR Art 7; written into PECR reg 2(1) on 29 March 2019 (SI 2019/419 reg 8)

_ON_FILE = f.consent_on_file & f.consent_names_caller & f.consent_proof & ~f.consent_withdrawn
_SHOWN: dict[str, Any] = {"consent_on_file": True, "consent_names_caller": True, "consent_proof": True}
_STANDS: dict[str, Any] = {**_SHOWN, "consent_withdrawn": False}
_DIRECT: dict[str, Any] = {**_STANDS, "consent_indirect": False}


def _must_be_free(rule: Rule, scope: str, says: str, unsure: tuple[str, ...]) -> tuple[Rule, Rule]:
    """The two versions of a definition: a bundled consent is for a person at first, and none since 25 May 2018."""
    bundled: dict[str, Any] = {**_DIRECT, scope: True, "consent_bundled": True}
    eve = CONSENT_MUST_BE_FREE - timedelta(days=1)
    before = replace(
        rule,
        until=eve,
        examples=(*rule.examples, gives(True, "a box ticked beforehand: for a person", on=eve, **bundled)),
    )
    since = replace(
        rule,
        in_force_from=CONSENT_MUST_BE_FREE,
        says=says,
        broken=rule.broken & ~f.consent_bundled,
        unsure=(*rule.unsure, *unsure),
        examples=(*rule.examples, gives(False, "a box ticked beforehand", on=CONSENT_MUST_BE_FREE, **bundled)),
    )
    return before, since


_BY_REFERENCE = (
    "That the GDPR's meaning of consent counted from 25 May 2018, before regulation 2(1) said so on 29 March 2019, "
    "rests on the rule on references to repealed law, from memory."
)
CONS_19, _CONS_19_FREE = _must_be_free(
    Rule(
        id="CONS-19",
        cites="PECR reg 19(2)(a)",
        instrument=PECR,
        force=Force.LAW,
        path="regulation/19",
        in_force_from=date(2003, 12, 11),
        says="Consent to automated calls counts when it is on file with proof, names this caller, covers automated "
        "calls on this line, was given before the call, and was not withdrawn.",
        gives=f.automated_consent,
        broken=_ON_FILE & f.consent_automated & ~f.consent_in_call,
        discharged_by="the wording shown, the date, the line and how it was captured",
        authorities=("CONS-1: consent given to the named organisation itself is the normal way to automated calls",),
        examples=(
            gives(True, "all of it", **_STANDS, consent_automated=True),
            gives(False, "nothing on file"),
            gives(False, "a line in a file, and nothing else", consent_names_caller=True, consent_proof=True,
                  consent_withdrawn=False, consent_automated=True),
            gives(False, "consent to live calls only", **_STANDS, consent_automated=False),
            gives(False, "withdrawn", **_SHOWN, consent_automated=True, consent_withdrawn=True),
            gives(False, "names 'selected partners'", consent_on_file=True, consent_proof=True, consent_automated=True,
                  consent_names_caller=False, consent_withdrawn=False),
            gives(False, "names nobody", consent_on_file=True, consent_proof=True, consent_automated=True,
                  consent_withdrawn=False),
            gives(False, "no proof", consent_on_file=True, consent_names_caller=True, consent_automated=True,
                  consent_withdrawn=False),
            gives(False, "'press 1 to hear more': a key pressed in the call is not previous", **_STANDS,
                  consent_automated=True, consent_in_call=True),
            gives(False, "scope not said", **_STANDS),
            gives(None, "not known whether withdrawn", **_SHOWN, consent_automated=True),
        ),
    ),
    "consent_automated",
    "Consent to automated calls counts when it is on file with proof, names this caller, covers automated calls on "
    "this line, was given before the call, freely and by itself, and was not withdrawn.",
    (_BY_REFERENCE,),
)  # fmt: skip
CONS_21_4, _CONS_21_4_FREE = _must_be_free(
    Rule(
        id="CONS-21-4",
        cites="PECR reg 21(4), (5)",
        instrument=PECR,
        force=Force.LAW,
        path="regulation/21",
        in_force_from=date(2003, 12, 11),
        says="A listed line may be called when its subscriber has told this caller beforehand, by a positive act, that "
        "he does not for now object to calls, and has not taken that back. Membership, a past purchase, a newsletter "
        "or another relationship says nothing of the kind.",
        gives=f.live_notification,
        # told to this caller, not to somebody else
        broken=_ON_FILE & f.consent_live & ~f.consent_indirect & ~f.consent_in_call,
        discharged_by="the statement, with date and line",
        authorities=("CONS-2: a statement to this caller, lower in form than consent, with the same proof",),
        examples=(
            gives(True, "a joining form that names the party: 'you may phone me'", **_DIRECT, consent_live=True),
            gives(True, "the same, of a member", **_DIRECT, consent_live=True, relationship_claimed=True),
            gives(False, "nothing on file: membership alone says nothing", relationship_claimed=True),
            gives(False, "a line in a file, and nothing else", consent_names_caller=True, consent_proof=True,
                  consent_withdrawn=False, consent_live=True, consent_indirect=False),
            gives(False, "taken back", **_SHOWN, consent_live=True, consent_withdrawn=True),
            gives(False, "e-mail only", **_STANDS, consent_live=False),
            gives(False, "channel not said", **_DIRECT),
            gives(False, "told to a list broker", **_STANDS, consent_live=True, consent_indirect=True),
            gives(False, "asked for in the call itself", **_DIRECT, consent_live=True, consent_in_call=True),
            gives(False, "no proof", consent_on_file=True, consent_names_caller=True, consent_withdrawn=False,
                  consent_indirect=False, consent_live=True),
            gives(False, "names nobody", consent_on_file=True, consent_proof=True, consent_withdrawn=False,
                  consent_indirect=False, consent_live=True),
            gives(None, "not known to whom it was told", **_STANDS, consent_live=True),
            gives(None, "not known whether taken back", **_SHOWN, consent_live=True),
        ),
    ),
    "consent_live",
    "A listed line may be called when its subscriber has told this caller beforehand, by a positive and free act, "
    "that he does not for now object to calls, and has not taken that back. Membership, a past purchase, a newsletter "
    "or another relationship says nothing of the kind.",
    (
        _BY_REFERENCE,
        "That a bundled notification is none either follows guidance: regulation 21(4) does not speak of consent.",
    ),
)  # fmt: skip

# What the two newer regulations, and that on electronic mail, call consent.
CONS_21A = Rule(
    id="CONS-21A",
    cites="PECR regs 21A and 21B(2)(b)",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/21A",
    in_force_from=CLAIMS_FROM,
    says="Consent to calls about claims or pensions counts when it is on file with proof, names this caller, covers "
    "calls of this kind on this line, was given before the call, freely and by itself, and was not withdrawn.",
    gives=f.calls_consent,
    broken=_ON_FILE
    & (f.consent_live | (f.recorded_matter & f.consent_automated))
    & ~f.consent_in_call
    & ~f.consent_bundled,
    discharged_by="the wording shown, the date, the line and how it was captured",
    unsure=(_BY_REFERENCE,),
    examples=(
        gives(True, "'you may ring me about my claim'", **_STANDS, consent_live=True, mode="live"),
        gives(True, "recorded calls were consented to", **_STANDS, consent_automated=True, mode="recorded"),
        gives(False, "consent to recorded calls, rung by a person", **_STANDS, consent_automated=True, mode="live"),
        gives(False, "consent to neither", **_STANDS, mode="recorded"),
        gives(False, "a line in a file, and nothing else", consent_names_caller=True, consent_proof=True,
              consent_withdrawn=False, consent_live=True),
        gives(False, "no proof", consent_on_file=True, consent_names_caller=True, consent_withdrawn=False,
              consent_live=True),
        gives(False, "names nobody", consent_on_file=True, consent_proof=True, consent_withdrawn=False,
              consent_live=True),
        gives(False, "nothing on file"),
        gives(False, "withdrawn", **_SHOWN, consent_live=True, consent_withdrawn=True),
        gives(False, "asked for in the call", **_STANDS, consent_live=True, mode="live", consent_in_call=True),
        gives(False, "a condition of a quote", **_STANDS, consent_live=True, mode="live", consent_bundled=True),
        gives(None, "not known whether withdrawn", **_SHOWN, consent_live=True, mode="live"),
    ),
)  # fmt: skip
CONS_22, _CONS_22_FREE = _must_be_free(
    Rule(
        id="CONS-22",
        cites="PECR reg 22(2)",
        instrument=PECR,
        force=Force.LAW,
        path="regulation/22",
        in_force_from=date(2003, 12, 11),
        says="Consent to electronic mail counts when it is on file with proof, names this sender, covers electronic "
        "mail, and was not withdrawn.",
        gives=f.mail_consent,
        broken=_ON_FILE & f.consent_mail,
        discharged_by="the wording shown, the date and how it was captured",
        examples=(
            gives(True, "'send me your newsletter'", **_STANDS, consent_mail=True),
            gives(False, "nothing on file"),
            gives(False, "a line in a file, and nothing else", consent_names_caller=True, consent_proof=True,
                  consent_withdrawn=False, consent_mail=True),
            gives(False, "calls only", **_STANDS, consent_live=True),
            gives(False, "no proof", consent_on_file=True, consent_names_caller=True, consent_withdrawn=False,
                  consent_mail=True),
            gives(False, "'our partners'", consent_on_file=True, consent_proof=True, consent_withdrawn=False,
                  consent_mail=True),
            gives(False, "unsubscribed", **_SHOWN, consent_mail=True, consent_withdrawn=True),
            gives(None, "not known whether unsubscribed", **_SHOWN, consent_mail=True),
        ),
    ),
    "consent_mail",
    "Consent to electronic mail counts when it is on file with proof, names this sender, covers electronic mail, was "
    "given freely and by itself, and was not withdrawn.",
    (_BY_REFERENCE,),
)  # fmt: skip

RULES = (CONS_19, _CONS_19_FREE, CONS_21_4, _CONS_21_4_FREE, CONS_21A, CONS_22, _CONS_22_FREE)
