"""How the regulator reads service messages and casework, keys pressed, and calls that people return.

What other rules decide is not decided again here. A service call that promotes: MRS-SEP and DM-DEF. A member on the
TPS: CONS-21-4, for membership alone is no notice that calls are welcome. A key pressed in the call itself: CONS-19, for
it is no prior consent. A recorded opening before a live agent: PECR-19-MODE.
"""

from datetime import date

from ringfence import facts as f
from ringfence.rule import (
    Consequence,
    Doubt,
    Force,
    Instrument,
    Rule,
    doubtful,
    lawful,
    outside,
    unknown,
    unlawful,
)  # fmt: skip

ICO_SERVICE = Instrument(
    id="ICO-SERVICE",
    title="ICO guidance and decisions on service messages, casework and calls that people return",
    number="",
    address="https://ico.org.uk/for-organisations/direct-marketing-and-privacy-and-electronic-communications/",
    in_force_from=date(2003, 12, 11),
    checked_on=date(2026, 11, 21),
)
_FROM = ICO_SERVICE.in_force_from
_FOLLOWS: tuple[Consequence, ...] = ("enforcement_notice", "penalty")  # if a person finds that it was marketing

CASEWORK = Rule(
    id="DM-SVC",
    cites="ICO guidance on political campaigning: casework",
    instrument=ICO_SERVICE,
    provision="21",
    medium="call",
    force=Force.REG_POLICY,
    in_force_from=_FROM,
    says="An elected representative may ring a constituent about a case; once a party, an event or campaign money "
    "comes into it, or an election is on, it may be promotion.",
    binds=("caller", "instigator"),
    applies=f.purpose.among("casework") & ~f.marketing,
    doubts=(
        Doubt(
            "The call was made in an election period. Was it casework only?",
            when=f.in_election_period,
            open_point="the direct marketing trade has said that the two cannot be told apart then",
        ),
        Doubt("The call mentions a party, an event or campaign money. Is it still casework?",
              when=f.casework_names_party),
    ),
    reason_open="SERVICE_DOUBTFUL",
    consequences=_FOLLOWS,
    discharged_by="the case file, and the script or recording",
    cure="Keep to the case, name no party, and leave calls that can wait until after polling day.",
    unsure=("The trade's view was seen in its own evidence only.",),
    examples=(
        lawful("about a benefit claim", purpose="casework", marketing=False, in_election_period=False,
               casework_names_party=False),
        doubtful("a week before polling day", purpose="casework", marketing=False, in_election_period=True,
                 casework_names_party=False),
        doubtful("'your local party is holding a surgery'", purpose="casework", marketing=False,
                 in_election_period=False, casework_names_party=True),
        outside("promotes anyway", purpose="casework", marketing=True, in_election_period=True),
        outside("not casework", purpose="research", marketing=False, in_election_period=True),
        unknown("day not known", purpose="casework", marketing=False, casework_names_party=False),
    ),
)  # fmt: skip
SERVICE = Rule(
    id="SERVICE",
    cites="ICO guidance on direct marketing: service messages",
    instrument=ICO_SERVICE,
    provision="21",
    medium="call",
    force=Force.REG_POLICY,
    in_force_from=_FROM,
    says="A moved polling station or a membership that is due is service. Arguing for renewal, or telling of what "
    "somebody else sells, may be promotion.",
    binds=("caller", "instigator"),
    applies=(f.presents_as_service | f.purpose.among("service")) & ~f.marketing,
    doubts=(
        Doubt("The reminder argues for renewing. Does it still only inform?", when=f.renewal_persuades),
        Doubt("The message tells of somebody else's goods or services. Does it promote them?",
              when=f.third_party_benefit),
    ),
    reason_open="SERVICE_DOUBTFUL",
    consequences=_FOLLOWS,
    discharged_by="the script or recording",
    cure="Say only what is due and how to do it.",
    authorities=("ICO penalty, Unite the Union, October 2021: an insurer's offer told as a benefit of membership",),
    unsure=("The penalty was seen in law firms' notes.",),
    examples=(
        lawful("your polling station has moved", presents_as_service=True, marketing=False, renewal_persuades=False,
               third_party_benefit=False),
        lawful("declared service", purpose="service", marketing=False, renewal_persuades=False,
               third_party_benefit=False),
        doubtful("'we would hate to lose you'", presents_as_service=True, marketing=False, renewal_persuades=True),
        doubtful("a declared service call that argues", presents_as_service=False, purpose="service",
                 marketing=False, renewal_persuades=True),
        doubtful("a member's discount on insurance", presents_as_service=True, marketing=False,
                 renewal_persuades=False, third_party_benefit=True),
        outside("promotes anyway: see MRS-SEP", presents_as_service=True, marketing=True, third_party_benefit=True),
        outside("openly an appeal", presents_as_service=False, purpose="fundraising", marketing=False,
                renewal_persuades=True),
        unknown("recording not heard", presents_as_service=True, marketing=False, renewal_persuades=False),
    ),
)  # fmt: skip
KEY = Rule(
    id="KEY",
    cites="PECR reg 21(1)(a), as the regulator reads it",
    instrument=ICO_SERVICE,
    provision="21",
    medium="call",
    force=Force.REG_POLICY,
    in_force_from=_FROM,
    says="Pressing the key that stops calls is an objection, effective at once; no other key is consent given before "
    "the call.",
    binds=("caller", "instigator"),
    applies=f.stop_key_pressed,
    broken=~f.stop_key_obeyed,
    reason="STOP_KEY_IGNORED",
    reason_open="STOP_KEY_IGNORED",
    consequences=_FOLLOWS,
    discharged_by="the dialler's record of keys, beside the objections on file",
    cure="Let the key write an objection before the recording ends.",
    unsure=("That a key is an objection follows from regulation 21(1)(a), which asks for no form of words.",),
    examples=(
        unlawful("pressed 9, still on the list", stop_key_pressed=True, stop_key_obeyed=False),
        lawful("pressed 9, off the list", stop_key_pressed=True, stop_key_obeyed=True),
        outside("pressed nothing", stop_key_pressed=False, stop_key_obeyed=False),
        unknown("list not looked at", stop_key_pressed=True),
        unknown("keys not recorded", stop_key_obeyed=False),
    ),
)
CALLBACK = Rule(
    id="CALLBACK",
    cites="PECR regs 2(1), 19 and 21; since 5 February 2026 DUAA 2025 s 110(2)(a)",
    instrument=ICO_SERVICE,
    provision="19",
    medium="call",
    force=Force.REG_POLICY,
    in_force_from=_FROM,
    says="Whoever rings a number of his own accord is not called. If a missed call was made to bring that about, the "
    "promotion that answers may be part of it. Who is speaking is said either way.",
    binds=("caller", "instigator"),
    applies=f.person_rang_in & f.marketing,
    doubts=(
        Doubt(
            "A missed call was made so that people would ring back and hear promotion. Is the call that brought them "
            "there a marketing call?",
            when=f.missed_call_made,
            open_point="since 5 February 2026 an attempt is itself a call",
        ),
    ),
    reason_open="CALLBACK_DOUBTFUL",
    consequences=_FOLLOWS,
    discharged_by="call records of both directions",
    cure="Answer returned calls with who called and why, and nothing else.",
    unsure=("No decision on returned calls was found.",),
    examples=(
        lawful("rings the number on a leaflet", person_rang_in=True, marketing=True, missed_call_made=False),
        doubtful(
            "one ring, then a recorded leader for whoever rings back",
            person_rang_in=True,
            marketing=True,
            missed_call_made=True,
        ),
        outside("the call went out", marketing=True, missed_call_made=True),
        outside("nothing is promoted", person_rang_in=True, marketing=False, missed_call_made=True),
        unknown("outgoing records not looked at", person_rang_in=True, marketing=True),
    ),
)

RULES = (CASEWORK, SERVICE, KEY, CALLBACK)
