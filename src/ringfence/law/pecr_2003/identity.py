"""Regulations 19(2)(b), 21(A1) and 24: the number that is shown, and the name that is given."""

from dataclasses import replace
from datetime import date
from typing import Any

from ringfence import facts as f
from ringfence.facts import Fact
from ringfence.law.pecr_2003.definitions import (
    EVERYONE,
    FOLLOWS,
    IN_FORCE,
    PECR,
    UNSOLICITED,
    USER_AND_INSTIGATOR,
    day_before,
)
from ringfence.law.pecr_2003.live import PENSIONS_FROM
from ringfence.rule import Doubt, Force, Rule, doubtful, gives, lawful, outside, unknown, unlawful

CLI_DUTY_FROM = date(2016, 5, 16)  # SI 2016/524 reg 2


def _shows_number(id_: str, cites: str, says: str, applies: Fact, provision: str) -> Rule:
    """The duty to show a number, which stands twice in the Regulations: for recorded and for any marketing calls."""
    on: dict[str, Any] = {applies.name: True}
    off: dict[str, Any] = {applies.name: False}
    return Rule(
        id=id_,
        cites=cites,
        instrument=PECR,
        force=Force.LAW,
        path=f"regulation/{provision}",
        provision=provision,
        medium="call",
        consequences=FOLLOWS,
        in_force_from=CLI_DUTY_FROM,
        says=says,
        binds=EVERYONE,
        applies=applies,
        broken=f.cli_withheld & ~f.cli_contactable,
        reason="NO_CALLER_ID",
        reason_open="CALLER_ID_NOT_KNOWN",
        discharged_by="the SIP log and a call-back test",
        cure="Show a calling number on which the caller can be reached.",
        examples=(
            unlawful("number withheld, no other shown", on=CLI_DUTY_FROM, **on, cli_withheld=True,
                     cli_contactable=False),
            lawful("number shown", **on, cli_withheld=False),
            lawful("number shown, which nobody answers", **on, cli_withheld=False, cli_contactable=False),
            lawful("a contactable line shown instead", **on, cli_withheld=True, cli_contactable=True),
            unlawful("consent, or a request for the call, does not excuse it", **on, cli_withheld=True,
                     cli_contactable=False, automated_consent=True, solicited=True, claims_management=True),
            outside("another kind of call", **off),
            unknown("not known whether shown", **on),
        ),
    )  # fmt: skip


PECR_19_CLI = _shows_number(
    "PECR-19-CLI",
    "PECR reg 19(2)(b), as substituted by SI 2016/524 reg 2(2)",
    "A recorded marketing call must show its number, or one on which the caller can be reached; consent does not "
    "excuse a hidden number.",
    f.automated_marketing,
    "19",
)
PECR_21A1 = _shows_number(
    "PECR-21A1",
    "PECR reg 21(A1), inserted by SI 2016/524 reg 2(3)",
    "Any marketing call, asked for or not, must show its number, or one on which the caller can be reached.",
    f.marketing,
    "21",
)

_ALIAS = Doubt(  # no name at all is a breach already
    "A name is given, but the caller uses general, several or invented trading names, or passes itself off as somebody "
    "else. Is it the real name of the caller, or of the organisation it calls for?",
    when=f.trading_names_doubtful | f.impersonates_official,
    open_point="the penalty on Home Improvement Marketing of 2025 is the authority; its notice was not read",
)
_HIML = "ICO penalty, Home Improvement Marketing, 2025"

PECR_24_AUTO = Rule(
    id="PECR-24-AUTO",
    cites="PECR reg 24(1)(a), (2)",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/24",
    provision="24",
    medium="call",
    consequences=FOLLOWS,
    in_force_from=IN_FORCE,
    says="A recorded marketing message must itself give the name of the caller or instigator, and an address or a "
    "telephone number that is free of charge.",
    binds=USER_AND_INSTIGATOR,
    applies=f.automated_marketing,
    broken=~f.identity_stated | ~f.contact_free_or_address,
    doubts=(_ALIAS,),
    reason="MESSAGE_LACKS_IDENTITY",
    reason_open="CALLER_NAME_DOUBTFUL",
    discharged_by="the text and hash of the recording",
    cure="Add the organisation's name and a postal address or a 0800 or 0808 number to the message.",
    authorities=(f"{_HIML}: invented trading names",),
    unsure=("That only 0800 and 0808 numbers are free of charge is from memory.",),
    examples=(
        unlawful("no name", automated_marketing=True, identity_stated=False, contact_free_or_address=True),
        unlawful("no address or free number", automated_marketing=True, identity_stated=True,
                 contact_free_or_address=False),
        lawful("both given", automated_marketing=True, identity_stated=True, contact_free_or_address=True),
        doubtful("'the energy team'", automated_marketing=True, identity_stated=True, contact_free_or_address=True,
                 trading_names_doubtful=True),
        doubtful("'your water board'", automated_marketing=True, identity_stated=True, contact_free_or_address=True,
                 impersonates_official=True),
        outside("live calls", automated_marketing=False),
        unknown("message not read", automated_marketing=True),
    ),
)  # fmt: skip

# Before 16 May 2016 regulation 21, and with it 24(1)(b), spoke of unsolicited calls only.
_UNSOLICITED_LIVE = Rule(
    id="PECR-24-UNSOLICITED",
    cites="PECR reg 24(1)(b) with reg 21(1), before SI 2016/524",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/24",
    in_force_from=IN_FORCE,
    until=day_before(CLI_DUTY_FROM),
    says="Regulation 24(1)(b) follows regulation 21, which until 15 May 2016 spoke of unsolicited calls only.",
    gives=f.unsolicited_live,
    broken=UNSOLICITED & ~f.automated_marketing,
    examples=(
        gives(True, "nobody asked for it", marketing=True, recorded_matter=False),
        gives(False, "asked for, the day before the change", on=day_before(CLI_DUTY_FROM), marketing=True,
              recorded_matter=False, solicited=True),
        gives(False, "recorded, from a dialler", marketing=True, recorded_matter=True),
        gives(False, "research", marketing=False, recorded_matter=False),
        gives(None, "script not read", recorded_matter=False),
    ),
)  # fmt: skip
_LIVE: dict[str, Any] = {"marketing": True, "recorded_matter": False}
_NAMED: dict[str, Any] = {**_LIVE, "identity_stated": True}
_LIVE_CASES = (
    unlawful("no name", **_LIVE, identity_stated=False),
    lawful("name given", **_NAMED, claims_independence=False),
    doubtful("'an independent firm' on a party's behalf", **_NAMED, claims_independence=True),
    doubtful("several trading names", **_NAMED, claims_independence=False, trading_names_doubtful=True),
    doubtful("'the council's energy office'", **_NAMED, claims_independence=False, impersonates_official=True),
    outside("research", marketing=False),
    outside("recorded, from a dialler", marketing=True, recorded_matter=True),
    unlawful("a recording started by hand, no name", marketing=True, mode="recorded", system_can_auto_sequence=False,
             identity_stated=False),
    unknown("script not read", **_LIVE),
)  # fmt: skip
PECR_24_LIVE = Rule(
    id="PECR-24-LIVE",
    cites="PECR reg 24(1)(b), (2)",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/24",
    provision="24",
    medium="call",
    consequences=FOLLOWS,
    in_force_from=CLI_DUTY_FROM,
    until=day_before(PENSIONS_FROM),  # 'or 21A' was added on 8 September 2018; 21(A1) had reached claims calls before
    says="A live marketing call must give the name of the caller or instigator, and an address or free number when "
    "asked.",
    binds=USER_AND_INSTIGATOR,
    applies=f.marketing & ~f.automated_marketing,
    broken=~f.identity_stated,
    doubts=(
        Doubt(
            "Is the name the caller gives the real name of the caller, or of the organisation it calls for?",
            when=f.claims_independence,
            open_point="disputed in the 2017 case; ICO guidance: a subcontractor names the organisation it calls for",
        ),
        _ALIAS,
    ),
    reason="CALLER_NOT_NAMED",
    reason_open="CALLER_NAME_DOUBTFUL",
    discharged_by="the identity line of the script; a sample of calls",
    cure="Let the opening name the organisation on whose behalf the call is made.",
    authorities=("ICO guidance on live marketing calls", _HIML),
    examples=(
        *_LIVE_CASES,
        unlawful("asked for, but nobody named", on=CLI_DUTY_FROM, **_LIVE, solicited=True, identity_stated=False),
        unlawful(
            "a pensions call before regulation 21B",
            on=day_before(PENSIONS_FROM),
            **_LIVE,
            pensions=True,
            identity_stated=False,
        ),
    ),
)
_BEFORE_2016 = replace(
    PECR_24_LIVE,
    in_force_from=IN_FORCE,
    until=day_before(CLI_DUTY_FROM),
    says="An unsolicited live marketing call must give the name of the caller or instigator, and an address or free "
    "number when asked.",
    applies=f.unsolicited_live,
    examples=(
        *_LIVE_CASES,
        outside("asked for, the day before the change", on=day_before(CLI_DUTY_FROM), **_LIVE, solicited=True,
                identity_stated=False),
    ),
)  # fmt: skip
_SINCE_2019 = replace(
    PECR_24_LIVE,
    in_force_from=PENSIONS_FROM,
    until=None,
    broken=~f.identity_stated & ~f.pensions,
    doubts=(
        *PECR_24_LIVE.doubts,
        Doubt(  # without a name any other call is a breach already
            "Regulation 24 names 21 and 21A but not 21B. Does it reach this pensions call through regulation 21(A1)?",
            when=~f.identity_stated,
            open_point="SI 2018/1396 left regulation 24 as it was",
        ),
    ),
    examples=(
        *_LIVE_CASES,
        doubtful("a pensions call that names nobody", on=PENSIONS_FROM, **_LIVE, pensions=True, identity_stated=False,
                 claims_independence=False),
        lawful("a pensions call that names the firm", **_NAMED, pensions=True, claims_independence=False),
    ),
)  # fmt: skip

PECR_24_CLIENT = Rule(
    id="PECR-24-CLIENT",
    cites="PECR reg 24(1)(b); ICO guidance on live marketing calls",
    instrument=PECR,
    force=Force.REG_POLICY,
    path="regulation/24",
    provision="24",
    medium="call",
    consequences=FOLLOWS,
    in_force_from=IN_FORCE,
    says="Whoever makes marketing calls for someone else names the organisation on whose behalf they are made.",
    binds=USER_AND_INSTIGATOR,
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
    unsure=("The regulator's guidance was read in a copy.",),
    examples=(
        lawful("'on behalf of Example Charity'", marketing=True, automated_marketing=False,
               caller_differs_from_instigator=True, sponsor_disclosed=True),
        doubtful("the call centre's own name only", marketing=True, automated_marketing=False,
                 caller_differs_from_instigator=True, sponsor_disclosed=False),
        outside("the party calls itself", marketing=True, caller_differs_from_instigator=False),
        outside("research", marketing=False, caller_differs_from_instigator=True),
        outside("recorded: another rule asks for the name", marketing=True, automated_marketing=True,
                caller_differs_from_instigator=True),
        unknown("script not read", marketing=True, automated_marketing=False, caller_differs_from_instigator=True),
    ),
)  # fmt: skip

SHOWN = (PECR_19_CLI, PECR_21A1)
NAMED = (_UNSOLICITED_LIVE, PECR_24_AUTO, _BEFORE_2016, PECR_24_LIVE, _SINCE_2019, PECR_24_CLIENT)
