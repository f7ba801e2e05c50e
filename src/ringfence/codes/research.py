"""What a call that says it is research owes people: the codes of the Market Research Society, and fairness.

The first three rules govern every call, whoever makes it, and name no provision of a decision: the Society's own
findings bind its members only. What it asks of members beyond that stands in `research_practice`.
"""

from dataclasses import replace
from datetime import date

from ringfence import facts as f
from ringfence.law.dpa_1998 import DPA_LAST_DAY, SAYS_RESEARCH
from ringfence.law.uk_gdpr import GDPR_FROM
from ringfence.rule import Doubt, Force, Instrument, Rule, doubtful, lawful, outside, unknown, unlawful

MRS_SEPARATION = Instrument(
    id="MRS-SEP",
    title="MRS regulations for using research techniques for non-research purposes (June 2014, reviewed 2020)",
    number="",
    address="https://www.mrs.org.uk/standards/code-of-conduct",
    in_force_from=date(2014, 6, 1),
    checked_on=date(2026, 11, 21),
)
MRS_CODE = Instrument(
    id="MRS-CODE",
    title="MRS Code of Conduct",
    number="",
    address="https://www.mrs.org.uk/standards/code-of-conduct",
    in_force_from=date(2003, 12, 11),  # the Code is older: judged from the first day of PECR 2003
    checked_on=date(2026, 11, 21),
)

NOT_READ = "The Society's texts were not read: what they ask is from summaries and from memory."
SEPARATION = Rule(
    id="MRS-SEP",
    cites="MRS regulations for using research techniques for non-research purposes; ICO, 23 October 2017",
    instrument=MRS_SEPARATION,
    force=Force.CODE,
    in_force_from=date(2003, 12, 11),  # older than its 2014 text
    says="A call that presents itself as research, or as a service message, may not promote anything.",
    binds=("caller", "instigator"),
    applies=SAYS_RESEARCH | f.presents_as_service | f.purpose.among("service", "casework"),
    broken=f.marketing,
    reason="SCRIPT_IS_MARKETING",
    reason_open="SCRIPT_DEPENDS",
    discharged_by="the script that was read out",
    cure="Remove the sections that promote, or stop calling it research and follow the rules for marketing.",
    consequences=("membership",),
    authorities=(
        "ICO, 23 October 2017: two small sections of otherwise genuine research crossed the line",
        "ICO penalty, Unite the Union, October 2021: a benefit of membership that a third party sells is marketing",
    ),
    unsure=(NOT_READ,),
    examples=(
        unlawful("a survey that promotes", presents_as_research=True, script_markets=True),
        unlawful("a survey whose answers serve later promotion", presents_as_research=True, answers_reused=True),
        unlawful("declared research that promotes", purpose="research", script_markets=True),
        unlawful("a declared message test that promotes", purpose="message_test", script_markets=True),
        unlawful("declared service that promotes", purpose="service", script_markets=True),
        unlawful("declared casework that promotes", purpose="casework", script_markets=True),
        unlawful("a service message that promotes", presents_as_service=True, script_markets=True),
        lawful("a survey that only asks", presents_as_research=True, marketing=False),
        outside("openly a canvass", presents_as_research=False, presents_as_service=False, purpose="persuasion",
                script_markets=True),
        unknown("some section depends on the card", presents_as_research=True),
    ),
)  # fmt: skip
INTRO_ID = Rule(
    id="INTRO-ID",
    cites="DPA 1998 Sch 1 Part II para 2(3); MRS Code of Conduct",
    instrument=MRS_CODE,
    force=Force.CODE,
    in_force_from=date(2003, 12, 11),
    until=DPA_LAST_DAY,
    says="Callers must not mislead about who is calling: 'an independent research company' must exist, do research and "
    "be independent. A sponsor may be named at the end of research.",
    binds=("caller", "instigator"),
    applies=f.claims_independence | f.alias_used,
    doubts=(
        Doubt(
            "The caller is presented as independent, or by another name, but calls for someone with a stake in the "
            "answers. Does the firm named exist, is it the one calling, and is 'independent' true?",
            when=f.instigator_is_party,
            open_point="raised in the 2017 affair; not dealt with in the published warning",
        ),
        Doubt(
            "Callers give a name that is neither the caller's nor the client's. Whose is it?",
            when=f.alias_used,
        ),
    ),
    reason="IDENTITY_MISLEADING",
    reason_open="IDENTITY_DOUBTFUL",
    discharged_by="the company register entry; the contract; the identity line as read out",
    consequences=("membership",),
    cure="Name the firm that really calls, drop 'independent', and name the client at the end at the latest.",
    unsure=(NOT_READ, "That a sponsor may be withheld until the end of an interview is from memory."),
    examples=(
        lawful("an agency for a retailer", claims_independence=True, instigator_is_party=False, alias_used=False),
        doubtful("'independent' on a party's behalf", claims_independence=True, instigator_is_party=True),
        lawful("an agency for a retailer, by its own name", claims_independence=True, instigator_is_party=False),
        outside("nothing claimed", claims_independence=False),
        doubtful("a trading name", claims_independence=False, alias_used=True),
        outside("no such claim", claims_independence=False, instigator_is_party=True, alias_used=False),
        unknown("not known for whom", claims_independence=True),
    ),
)
_INTRO_ID_SINCE_GDPR = replace(
    INTRO_ID,
    cites="GDPR Art 5(1)(a), since 1 January 2021 UK GDPR Art 5(1)(a); MRS Code of Conduct",
    in_force_from=GDPR_FROM,
    until=None,
    examples=(*INTRO_ID.examples, doubtful("on its first day", on=GDPR_FROM, alias_used=True)),
)
DO_NOT_CALL = Rule(
    id="MRS-DNC",
    cites="MRS Code of Conduct: do-not-call list; UK GDPR Art 21(1) where legitimate interests are the basis",
    instrument=MRS_CODE,
    force=Force.CODE,
    in_force_from=date(2003, 12, 11),
    says="People who asked not to be called again are not called, for research either, until they lift it themselves.",
    binds=("caller", "instigator"),
    broken=f.objected,
    reason="OBJECTION_ON_FILE",
    reason_open="OBJECTIONS_NOT_CHECKED",
    discharged_by="the do-not-call list, in order of events",
    consequences=("membership",),
    cure="Name the objections file in the campaign card.",
    unsure=(NOT_READ,),
    examples=(
        unlawful("asked last year not to be called", marketing=False, objected=True),
        lawful("never asked", marketing=False, objected=False),
        lawful(
            "on the TPS, but never asked this caller: the register binds no research",
            marketing=False,
            listed=True,
            objected=False,
        ),
        unlawful("objected, and nobody knows whether the call is marketing", objected=True),
        unknown("list not looked at", marketing=False),
    ),
)

RULES = (SEPARATION, INTRO_ID, _INTRO_ID_SINCE_GDPR, DO_NOT_CALL)
