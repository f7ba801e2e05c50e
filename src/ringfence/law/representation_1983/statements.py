"""What may not be said: false facts on a candidate's character, false withdrawals, deceit about the election itself."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from ringfence import facts as f
from ringfence.law.ppera_2000 import PPERA_143
from ringfence.law.representation_1983.act import JUDGED_FROM, RPA, UNDUE_INFLUENCE_FROM
from ringfence.rule import Doubt, Force, Rule, doubtful, lawful, outside, unknown, unlawful

RPA_106 = Rule(
    id="RPA-106",
    cites="RPA 1983 s 106(1)-(3), with ss 169 and 173",
    instrument=RPA,
    path="section/106",
    provision="RPA1983-false-statement",
    force=Force.LAW,
    in_force_from=JUDGED_FROM,
    says="Nobody may make or publish, before or during an election and to affect its result, a false statement of fact "
    "about a candidate's personal character or conduct, unless they believed it on reasonable grounds; directors of a "
    "company that does are guilty too.",
    binds=("caller", "instigator", "publisher", "officer"),
    consequences=("crime",),
    applies=f.character_attack & f.claim_about_candidate,
    doubts=(
        Doubt(
            "Is this a false statement of fact about the candidate's personal character or conduct, made to affect "
            "the result? Can whoever made it show reasonable grounds for believing it?",
            when=~f.character_claim_true & ~f.belief_reasonable,
            open_point="always for a person: fact or opinion, personal or political, purpose and belief",
        ),
    ),
    reason="FALSE_STATEMENT_DOUBTFUL",
    discharged_by="the fact-check file: the source of the claim and who read it",
    cure="Take the claim out of the script, or keep to the candidate's policies and public record.",
    authorities=("s 106(1)(b): 'makes or publishes', so a call to one person is enough",),
    unsure=("A court can stop repetition on first proof that the claim is false: section 106(3).",),
    examples=(
        doubtful("'he cheated on his taxes', and it is not so", character_attack=True, claim_about_candidate=True,
                 character_claim_true=False, belief_reasonable=False),
        doubtful("nobody has checked the claim", character_attack=True, claim_about_candidate=True),
        lawful("the claim is true", character_attack=True, claim_about_candidate=True, character_claim_true=True,
               belief_reasonable=False),
        lawful("false, but believed on a court's report", character_attack=True, claim_about_candidate=True,
               character_claim_true=False, belief_reasonable=True),
        outside("an attack on a policy", claim_about_candidate=True, character_claim_true=False,
                belief_reasonable=False),
        outside("about someone who does not stand", character_attack=True, claim_about_candidate=False,
                character_claim_true=False, belief_reasonable=False),
        unknown("not known whether he stood", character_attack=True, character_claim_true=False,
                belief_reasonable=False),
    ),
)  # fmt: skip

_WITHDREW: dict[str, Any] = {
    "claims_candidate_withdrew": True, "candidate_withdrew": False, "falsity_known": True, "statement_published": True,
}  # fmt: skip
RPA_106_5 = Rule(
    id="RPA-106-5",
    cites="RPA 1983 s 106(5)",
    instrument=RPA,
    path="section/106",
    provision="RPA1983-false-withdrawal",
    force=Force.LAW,
    in_force_from=JUDGED_FROM,
    says="Nobody may knowingly publish, before or during an election and to help another candidate, the false "
    "statement that a candidate has withdrawn.",
    binds=("caller", "instigator", "publisher"),
    consequences=("crime",),
    applies=f.claims_candidate_withdrew,
    broken=~f.candidate_withdrew & f.falsity_known & f.statement_published,
    doubts=(
        Doubt(
            "It was said to people one by one. Is that 'publishing'?",
            when=~f.candidate_withdrew & f.falsity_known & ~f.statement_published,
            open_point="section 106(5) says 'publishes', where section 106(1) says 'makes or publishes'",
        ),
    ),
    reason="FALSE_WITHDRAWAL",
    discharged_by="the returning officer's statement of persons nominated on the day of the calls",
    cure="Stop the calls and tell those who were called that the candidate stands.",
    examples=(
        unlawful("'the other man has pulled out', to thousands", **_WITHDREW),
        lawful("he had withdrawn", **{**_WITHDREW, "candidate_withdrew": True}),
        lawful("they had been told so by mistake", **{**_WITHDREW, "falsity_known": False}),
        doubtful("said in passing to one voter", **{**_WITHDREW, "statement_published": False}),
        lawful("said in passing, and so it was", **{**_WITHDREW, "candidate_withdrew": True,
                                                    "statement_published": False}),
        lawful("said in passing, by mistake", **{**_WITHDREW, "falsity_known": False, "statement_published": False}),
        outside("nothing of the kind was said", **{**_WITHDREW, "claims_candidate_withdrew": None}),
        unknown("not known to how many it was said", **{**_WITHDREW, "statement_published": None}),
        unknown("not known whether he had", **{**_WITHDREW, "candidate_withdrew": None}),
    ),
)  # fmt: skip

_LIE: dict[str, Any] = {"election_admin_claim": True, "admin_claim_true": False}
RPA_114A = Rule(
    id="RPA-114A",
    cites="RPA 1983 s 114A, inserted by Elections Act 2022 s 8",
    instrument=RPA,
    path="section/114A",
    provision="RPA1983-undue-influence",
    force=Force.LAW,
    in_force_from=UNDUE_INFLUENCE_FROM,
    says="Nobody may, to make people vote or not vote, threaten or intimidate them, or do anything designed to deceive "
    "them about how the election is run: its day, place, papers or deadlines.",
    binds=("caller", "instigator"),
    consequences=("crime",),
    applies=f.election_admin_claim | f.intimidation,
    doubts=(
        Doubt(
            "What the calls say of how to vote is wrong, or they threaten. Was it designed to deceive or to force, so "
            "as to change who votes?",
            when=(~f.admin_claim_true | f.intimidation) & f.meant_to_deceive,
            open_point="intent is for a person; Welsh and Scottish local elections have another text",
        ),
    ),
    reason="UNDUE_INFLUENCE_DOUBTFUL",
    discharged_by="the official notice that each statement in the script was checked against, and when",
    cure="Correct the script by the returning officer's notice, and ring back those who were told wrongly.",
    authorities=("In force 1 November 2023: SI 2023/1145, as the note of earlier orders under SI 2023/1405 says",),
    unsure=(
        "Not for local elections in Scotland, nor, as enacted, in Wales; the latter may have changed.",
        "The savings in SI 2023/1145 were not read.",
    ),
    examples=(
        doubtful("'your party votes on Friday', and it does not", **_LIE, meant_to_deceive=True),
        doubtful("the wrong polling station, nobody asked why", **_LIE),
        doubtful("'we shall tell your landlord'", intimidation=True, meant_to_deceive=True),
        lawful("checked against the notice of poll", election_admin_claim=True, admin_claim_true=True,
               meant_to_deceive=True),
        lawful("a misprint, corrected the same day", **_LIE, meant_to_deceive=False),
        lawful("a rough tone, nothing meant by it", intimidation=True, meant_to_deceive=False),
        outside("nothing said of how to vote", admin_claim_true=False, meant_to_deceive=True),
        unknown("not checked against the notice", election_admin_claim=True, meant_to_deceive=True),
    ),
)  # fmt: skip
_RPA_115 = replace(
    RPA_114A,
    cites="RPA 1983 s 115 as it then stood",
    path="section/115",
    in_force_from=JUDGED_FROM,
    until=UNDUE_INFLUENCE_FROM - timedelta(days=1),
    says="Nobody may use force, threats or a fraudulent device to make people vote or not vote, or to hinder the free "
    "use of the vote.",
    doubts=tuple(
        replace(doubt, open_point="the text of section 115 before 1 November 2023 was read in part only")
        for doubt in RPA_114A.doubts
    ),
    authorities=("s 115(2)(b): abduction, duress or any fraudulent device or contrivance",),
    unsure=("The text of section 115 before 1 November 2023 was read in part only.",),
    examples=(
        *RPA_114A.examples,
        doubtful("the last day of the old text", UNDUE_INFLUENCE_FROM - timedelta(days=1), **_LIE,
                 meant_to_deceive=True),
    ),
)  # fmt: skip

RPA_110 = replace(
    PPERA_143,
    id="RPA-110",
    cites="RPA 1983 s 110(1)-(3)",
    instrument=RPA,
    path="section/110",
    provision="RPA1983-imprint",
    in_force_from=JUDGED_FROM,
    says="Printed matter for a candidate must name its printer, its promoter and whoever it is for. Calls are not "
    "reached: no regulations on material that is not printed are known.",
    unsure=("Section 110(7) allows regulations on other material; none was looked for.",),
)

RULES = (RPA_106, RPA_106_5, _RPA_115, RPA_114A, RPA_110)
