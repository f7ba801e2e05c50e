"""What calls for a candidate cost: what counts as an election expense, and what others may spend on a candidate.

The duty is to authorise the cost and to record it in the return; a cost within the rules is no wrong. Schedule 4A names
neither telephone canvassing nor market research: calls come in as services engaged (para 5), as administrative cost
(para 6) or as advertising (para 1).
"""

from datetime import date
from decimal import Decimal
from typing import Any

from ringfence import facts as f
from ringfence.law.representation_1983.act import EXPENSES_DEFINED_FROM, JUDGED_FROM, RPA
from ringfence.rule import Doubt, Exemption, Force, Rule, doubtful, lawful, outside, unknown, unlawful

# s 75(1ZA), in the text of 27 October 2025 (700) and as inserted by Electoral Administration Act 2006 s 25 (local).
PARLIAMENTARY_SUM, PARLIAMENTARY_SUM_READ_FROM = Decimal(700), date(2025, 10, 27)
LOCAL_SUM, LOCAL_SUM_PER_ELECTOR, LOCAL_SUM_FROM = Decimal(50), Decimal("0.005"), date(2006, 9, 11)


def permitted_sum(on: date, electors: int | None = None) -> Decimal | None:
    """Pounds a supporter may spend without authority; None where no text of that day was read.

    `electors` is the number of entries in the register of a local electoral area; without it the election is
    parliamentary.
    """
    if electors is None:
        return PARLIAMENTARY_SUM if on >= PARLIAMENTARY_SUM_READ_FROM else None
    return LOCAL_SUM + LOCAL_SUM_PER_ELECTOR * electors if on >= LOCAL_SUM_FROM else None


_OUTSIDE_SUM = f.over_permitted_sum | f.concerted_plan
_SUPPORTER: dict[str, Any] = {
    "instigator_is_party": True, "spender": "supporter", "cost_authorised": False, "over_permitted_sum": True,
    "concerted_plan": False, "cost_item": "call_centre",
}  # fmt: skip
EXP_75 = Rule(
    id="EXP-75",
    cites="RPA 1983 s 75(1), (1ZZB), (1ZA), (5), (8), (11)",
    instrument=RPA,
    path="section/75",
    provision="RPA1983-unauthorised-expenses",
    force=Force.LAW,
    in_force_from=JUDGED_FROM,
    says="A supporter without the agent's authority may spend on promoting a candidate only up to the permitted sum "
    "(700 pounds; in a local election 50 pounds and half a penny for each elector), and not to a plan with others.",
    binds=("payer", "funder"),
    consequences=("crime",),
    applies=f.instigator_is_party & f.spender.among("supporter"),
    broken=_OUTSIDE_SUM & ~f.for_party_nationally,
    exemptions=(
        Exemption("s 75(1)", f.cost_authorised, "the candidate or the agent authorised the spending"),
        Exemption("s 75(1ZZB)(b)", f.cost_item.among("own_travel"), "own travel and living away from home"),
        Exemption("s 75(11)", f.scottish_local_election, "the section does not apply to Scottish local elections"),
    ),
    doubts=(
        Doubt(
            "The spending was for a party or cause as a whole. Does section 75 reach it?",
            when=_OUTSIDE_SUM & ~f.cost_authorised & ~f.cost_item.among("own_travel") & ~f.scottish_local_election,
            open_point="section 75(1)(a)-(d), which says what spending is meant, was not read",
        ),
    ),
    reason="SUPPORTER_OVERSPENT",
    discharged_by="the agent's written authority; invoices added up against the permitted sum",
    cure="Ask the agent for written authority before spending more, and send in the return within 21 days.",
    unsure=(
        "Corrupt practice; whoever aids or procures it is guilty too (section 75(5)).",
        "700 pounds is read in the text of October 2025; older sums for parliamentary elections were not read.",
        "An authorised spender's return is due 21 days after the day of the result (section 75(2)).",
    ),
    examples=(
        unlawful("a supporter spends 900 pounds on calls for a candidate", **_SUPPORTER),
        unlawful("two supporters share a plan of 600 pounds each", **{**_SUPPORTER, "over_permitted_sum": False,
                                                                    "concerted_plan": True}),
        lawful("a supporter alone spends 600 pounds", **{**_SUPPORTER, "over_permitted_sum": False}),
        lawful("with the agent's authority", **{**_SUPPORTER, "cost_authorised": True}),
        lawful("rail fares", **{**_SUPPORTER, "cost_item": "own_travel"}),
        lawful("for a Scottish council", **_SUPPORTER, scottish_local_election=True),
        doubtful("calls for a party everywhere", **_SUPPORTER, for_party_nationally=True),
        doubtful("a plan with others for a party everywhere", **{**_SUPPORTER, "over_permitted_sum": False,
                                                                "concerted_plan": True}, for_party_nationally=True),
        lawful("for a party everywhere, within the sum", **{**_SUPPORTER, "over_permitted_sum": False},
               for_party_nationally=True),
        lawful("for a party, with authority", **{**_SUPPORTER, "cost_authorised": True}, for_party_nationally=True),
        lawful("for a party, rail fares", **{**_SUPPORTER, "cost_item": "own_travel"}, for_party_nationally=True),
        lawful("for a party, at a Scottish local election", **_SUPPORTER, for_party_nationally=True,
               scottish_local_election=True),
        outside("the candidate's own spending", **{**_SUPPORTER, "spender": "candidate"}),
        outside("a seller of windows", **{**_SUPPORTER, "instigator_is_party": False}),
        unknown("not added up", **{**_SUPPORTER, "over_permitted_sum": None}),
    ),
)  # fmt: skip

_COUNTED_ITEMS = ("call_centre", "wages", "lines_and_office", "recorded_message")  # Sch 4A paras 1, 5, 6
_COUNTED = f.cost_item.among(*_COUNTED_ITEMS)
_FREE = f.cost_item.among("volunteer_time", "volunteer_computer")  # Sch 4A paras 10 and 13
_CANDIDATE: dict[str, Any] = {
    "instigator_is_party": True, "spender": "candidate", "cost_item": "call_centre", "used_after_candidacy": True,
    "cost_recorded": False, "cost_authorised": True,
}  # fmt: skip
EXP_CAND = Rule(
    id="EXP-CAND",
    cites="RPA 1983 ss 73, 76, 81 and 90ZA, Sch 4A",
    instrument=RPA,
    path="schedule/4A",
    provision="RPA1983-election-expenses",
    force=Force.LAW,
    in_force_from=EXPENSES_DEFINED_FROM,
    says="What calls for a candidate cost is an election expense if it serves the election after candidacy: the "
    "candidate or agent must authorise it and put it in the return. Volunteers' own free time does not count.",
    binds=("payer",),
    consequences=("crime",),
    applies=f.instigator_is_party & f.spender.among("candidate") & f.used_after_candidacy & ~_FREE,
    broken=_COUNTED & ~f.cost_shared & (~f.cost_recorded | ~f.cost_authorised) & ~f.scottish_local_election,
    doubts=(
        Doubt(
            "Schedule 4A names neither surveys nor volunteers' own telephones. Is this cost an election expense?",
            when=~_COUNTED,
            open_point="Schedule 4A paras 5 and 13",
        ),
        Doubt(
            "The cost served others too. What share is this candidate's?",
            when=f.cost_shared,
            open_point="apportionment between candidates, and with the party",
        ),
        Doubt(
            "It is a Scottish local election. Is this cost an election expense there?",
            when=f.scottish_local_election,
            open_point="section 90ZA(8) leaves Scottish local elections to another text, which was not read",
        ),
    ),
    reason="EXPENSE_NOT_RECORDED",
    reason_open="EXPENSE_DOUBTFUL",
    discharged_by="the return with its vouchers; the agent's written authority; the date of candidacy",
    cure="Have the agent authorise the cost in writing, and put it in the return.",
    authorities=("SI 2006/1972: section 90ZA and Schedule 4A in force 11 September 2006",),
    unsure=(
        "The break between what counts and what does not, after paragraph 6, is from memory.",
        "Section 90C(1A), since 24 November 2022: free services count only if directed, authorised or encouraged.",
        "By-elections and casual vacancies with polls up to 3 May 2007 kept the older text (SI 2006/1972 Sch 2).",
        "Volunteers' time is free only if voluntary, own time and free of charge (Schedule 4A para 10).",
    ),
    examples=(
        unlawful("a call centre left out of the return", **_CANDIDATE),
        unlawful("wages left out", **{**_CANDIDATE, "cost_item": "wages"}),
        unlawful("lines left out", **{**_CANDIDATE, "cost_item": "lines_and_office"}),
        unlawful("a recorded message left out", **{**_CANDIDATE, "cost_item": "recorded_message"}),
        unlawful("recorded, but nobody authorised it", **{**_CANDIDATE, "cost_recorded": True,
                                                         "cost_authorised": False}),
        *(
            lawful(f"authorised and recorded: {item}", **{**_CANDIDATE, "cost_item": item, "cost_recorded": True})
            for item in _COUNTED_ITEMS
        ),
        doubtful("a private survey", **{**_CANDIDATE, "cost_item": "survey"}),
        doubtful("volunteers' own telephones", **{**_CANDIDATE, "cost_item": "volunteer_phone"}),
        doubtful("shared with the party", **_CANDIDATE, cost_shared=True),
        doubtful("for a Scottish council", **{**_CANDIDATE, "cost_recorded": True}, scottish_local_election=True),
        doubtful("for a Scottish council, not recorded", **_CANDIDATE, scottish_local_election=True),
        outside("volunteers' own time", **{**_CANDIDATE, "cost_item": "volunteer_time"}),
        outside("a volunteer's computer", **{**_CANDIDATE, "cost_item": "volunteer_computer"}),
        outside("used up before candidacy", **{**_CANDIDATE, "used_after_candidacy": False}),
        outside("the party's spending", **{**_CANDIDATE, "spender": "party"}),
        outside("a seller of windows", **{**_CANDIDATE, "instigator_is_party": False}),
        unknown("not looked up in the return", **{**_CANDIDATE, "cost_recorded": None}),
    ),
)  # fmt: skip

RULES = (EXP_75, EXP_CAND)
