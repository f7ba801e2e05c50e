"""The Political Parties, Elections and Referendums Act 2000: what calls cost a party or campaigner, and when it counts.

The duty is to record the cost in the return. A snap election makes the period run backwards over money already spent:
ask `regulated_period` again whenever an election is called.
"""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from ringfence import facts as f
from ringfence.logic import NEVER, Condition
from ringfence.rule import Doubt, Exemption, Force, Instrument, Rule, doubtful, lawful, outside, unknown, unlawful

PPERA = Instrument(
    id="PPERA-2000",
    title="Political Parties, Elections and Referendums Act 2000",
    number="2000 c. 41",
    address="https://www.legislation.gov.uk/ukpga/2000/41",
    in_force_from=date(2001, 2, 16),
    checked_on=date(2026, 11, 21),
)
JUDGED_FROM = date(2003, 12, 11)  # the Act is older; judging starts where this product's law starts
THIRD_PARTIES_FROM = date(2014, 1, 30)  # Transparency of Lobbying ... Act 2014 s 26, Sch 3: Royal Assent
THIRD_PARTIES_SURE_FROM = date(2015, 1, 1)  # commencement and transition during 2014 were not read

PERIOD_DAYS = 365  # Sch 9 para 3(7)(a); Sch 10 para 3(3)(a) for third parties
PERIOD_MONTHS = 4  # Sch 9 paras 5(3), 6(3), 7(3)
NO_PERIOD = ("local", "uk_by_election")  # no paragraph of Sch 9 sets one
ORDINARY = ("scottish_parliament_ordinary", "senedd_ordinary", "ni_assembly_ordinary")
EXTRAORDINARY = ("scottish_parliament_extraordinary", "senedd_extraordinary", "ni_assembly_extraordinary")


class Period(NamedTuple):
    """First and last day of a regulated period, both within it."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


class AskPerson(NamedTuple):
    """The period is for a person to settle: the question."""

    question: str


def regulated_period(
    kind: str,
    poll_day: date,
    previous_poll: date | None = None,
    *,
    proposed_on: date | None = None,
    original_poll_day: date | None = None,
    spender: str = "party",
    overlaps: bool = False,
) -> Period | AskPerson | None:
    """The days whose spending is regulated for an election; None where there are none.

    `previous_poll` is the poll of an earlier general election; `proposed_on` the day on which an extraordinary
    poll was proposed; `original_poll_day` the day from which a poll was moved late.
    """
    if kind in NO_PERIOD:
        return None
    if overlaps:
        return AskPerson("Two elections' periods overlap (Sch 9 paras 9-11). Which limits and days hold?")
    if kind == "uk_general":
        return Period(_year_before(poll_day, previous_poll), poll_day)
    if spender != "party":
        return AskPerson("The length of third parties' periods for this election was not read (Sch 10 paras 5-7).")
    return _devolved(kind, poll_day, proposed_on, original_poll_day)


def _devolved(kind: str, poll_day: date, proposed_on: date | None, original: date | None) -> Period | AskPerson:
    """Sch 9 paras 5 to 7: ordinary and extraordinary elections in Scotland, Wales and Northern Ireland."""
    if kind in ORDINARY:
        return Period(_months_before(original or poll_day), poll_day)
    if kind not in EXTRAORDINARY:
        return AskPerson(f"No period for '{kind}' is on file: look in the Act for that election or referendum.")
    if proposed_on is None:
        return AskPerson("On which day was the day of the extraordinary poll proposed? The period begins then.")
    return Period(proposed_on, poll_day)


def _year_before(poll_day: date, previous_poll: date | None) -> date:
    """Sch 9 para 3(7): 365 days that end with the poll, or from the day after an earlier poll within them."""
    if previous_poll and previous_poll < poll_day and (poll_day - previous_poll).days < PERIOD_DAYS:
        return previous_poll + timedelta(days=1)
    return poll_day - timedelta(days=PERIOD_DAYS - 1)


def _months_before(poll_day: date) -> date:
    """The same day four months earlier, or that month's last day: the earlier start is the careful one."""
    months = poll_day.year * 12 + poll_day.month - 1 - PERIOD_MONTHS
    year, month = divmod(months, 12)
    return date(year, month + 1, min(poll_day.day, monthrange(year, month + 1)[1]))


_OVERLAP = Doubt(
    "Regulated periods of two elections overlap. To which does this cost belong, and within which limit?",
    when=f.periods_overlap,
    open_point="PPERA Sch 9 paras 9-11, Sch 10: combined periods",
)
_SHARED = Doubt(
    "The cost served others too. What share is this campaign's?",
    when=f.cost_shared,
    open_point="apportionment with candidates and other campaigners",
)
_RECORDS = "the return of expenditure, with invoices and the days they cover"
_RECORD_CURE = "Put the cost in the records for the return, and check it against the limit for the period."


def _spends(who: str) -> Condition:
    return f.instigator_is_party & f.spender.among(who) & (f.in_regulated_period | f.periods_overlap) & ~_FREE


_FREE = f.cost_item.among("volunteer_time", "own_travel")
_OWN_STAFF = f.cost_item.among("wages") & f.workforce.among("party_staff")
_COST: dict[str, Any] = {
    "instigator_is_party": True, "in_regulated_period": True, "cost_item": "call_centre", "cost_recorded": False,
    "workforce": "contractor",
}  # fmt: skip
_PARTY: dict[str, Any] = {**_COST, "spender": "party", "finds_intentions": True}
EXP_PARTY = Rule(
    id="EXP-PARTY",
    cites="PPERA 2000 s 72, Sch 8 paras 1-2, Sch 9",
    instrument=PPERA,
    path="schedule/8",
    provision="PPERA2000-campaign-expenditure",
    force=Force.LAW,
    in_force_from=JUDGED_FROM,
    says="What a party pays to find out how people will vote is campaign expenditure in the regulated period, even if "
    "the calls promote nothing: it goes into the return. Pay of the party's own staff stays outside.",
    binds=("payer",),
    consequences=("crime",),
    applies=_spends("party"),
    broken=~f.cost_recorded & ~f.periods_overlap & f.finds_intentions & ~f.cost_shared,
    exemptions=(Exemption("Sch 8 para 2(1)(d)", _OWN_STAFF, "own staff's pay"),),
    doubts=(
        Doubt(
            "The calls do not ask how people vote. Under which head of Schedule 8 does their cost fall, if any?",
            when=~f.finds_intentions & ~_OWN_STAFF,
            open_point="the list of Schedule 8 was read in part; its item on research and canvassing is taken from the "
            "same words in Schedule 13",
        ),
        _OVERLAP,
        _SHARED,
    ),
    reason="EXPENSE_NOT_RECORDED",
    reason_open="EXPENSE_DOUBTFUL",
    discharged_by=_RECORDS,
    cure=_RECORD_CURE,
    authorities=("Sch 13 para 1(5), the identical item for referendums: research or canvassing on polling intentions",),
    unsure=(
        "Schedule 8's own item on market research or canvassing was not displayed in any text read.",
        "Material sent to party members is outside (Sch 8 para 2(1)(b)); whether calls to members are, was not found.",
    ),
    examples=(
        unlawful("an outside voter-identification bank left out", **_PARTY),
        unlawful("a survey that asks for votes left out", **{**_PARTY, "cost_item": "survey"}),
        unlawful("lines of an in-house bank left out", **{**_PARTY, "cost_item": "lines_and_office",
                                                        "workforce": "party_staff"}),
        unlawful("a contractor's wages left out", **{**_PARTY, "cost_item": "wages"}),
        lawful("the party's own staff", **{**_PARTY, "cost_item": "wages", "workforce": "party_staff"}),
        lawful("the party's own staff, persuading", **{**_PARTY, "cost_item": "wages", "workforce": "party_staff",
                                                       "finds_intentions": False}),
        lawful("recorded", **{**_PARTY, "cost_recorded": True}),
        doubtful("persuasion calls", **{**_PARTY, "finds_intentions": False}),
        doubtful("a contractor's wages for persuasion", **{**_PARTY, "finds_intentions": False, "cost_item": "wages"}),
        doubtful("lines for staff who persuade", **{**_PARTY, "finds_intentions": False, "workforce": "party_staff"}),
        doubtful("two elections in view", **_PARTY, periods_overlap=True),
        doubtful("two elections in view, perhaps outside one period", **{**_PARTY, "in_regulated_period": False},
                 periods_overlap=True),
        doubtful("shared with candidates", **_PARTY, cost_shared=True),
        outside("outside the period", **{**_PARTY, "in_regulated_period": False}),
        outside("volunteers' time", **{**_PARTY, "cost_item": "volunteer_time"}),
        outside("a volunteer's own fares", **{**_PARTY, "cost_item": "own_travel"}),
        outside("a candidate's cost", **{**_PARTY, "spender": "candidate"}),
        outside("a seller of windows", **{**_PARTY, "instigator_is_party": False}),
        unknown("not looked up in the return", **{**_PARTY, "cost_recorded": None}),
    ),
)  # fmt: skip

_THIRD: dict[str, Any] = {**_COST, "spender": "third_party", "promotes_electoral_success": True}
EXP_3P = Rule(
    id="EXP-3P",
    cites="PPERA 2000 s 85, Sch 8A paras 1-2, Sch 10",
    instrument=PPERA,
    path="schedule/8A",
    provision="PPERA2000-controlled-expenditure",
    force=Force.LAW,
    in_force_from=THIRD_PARTIES_SURE_FROM,
    says="What a campaigner who is no party pays for canvassing, or for research that asks the public, is controlled "
    "expenditure in the regulated period if it can be regarded as meant to help a side win: it must be recorded.",
    binds=("payer",),
    consequences=("crime",),
    applies=_spends("third_party"),
    broken=~f.cost_recorded & f.promotes_electoral_success & ~f.periods_overlap & ~f.cost_shared,
    doubts=(_OVERLAP, _SHARED),
    reason="EXPENSE_NOT_RECORDED",
    reason_open="EXPENSE_DOUBTFUL",
    discharged_by=_RECORDS,
    cure=_RECORD_CURE,
    authorities=("PPERA s 85(2): the test of purpose; Sch 10 para 3(3): 365 days, at a general election",),
    unsure=("Section 85 was read in part; exclusions in Schedule 8A para 2 likewise.",),
    examples=(
        unlawful("a union's phone bank left out", **_THIRD),
        lawful("recorded", **{**_THIRD, "cost_recorded": True}),
        lawful("cannot be regarded as helping anyone win", **{**_THIRD, "promotes_electoral_success": False}),
        doubtful("is it meant to help a side win?", **{**_THIRD, "promotes_electoral_success": None}),
        doubtful("two elections in view", **_THIRD, periods_overlap=True),
        doubtful("two in view, perhaps outside one", **{**_THIRD, "in_regulated_period": False}, periods_overlap=True),
        doubtful("shared with another campaigner", **_THIRD, cost_shared=True),
        outside("outside the period", **{**_THIRD, "in_regulated_period": False}),
        outside("volunteers' time", **{**_THIRD, "cost_item": "volunteer_time"}),
        outside("own fares", **{**_THIRD, "cost_item": "own_travel"}),
        outside("a party's cost", **{**_THIRD, "spender": "party"}),
        outside("a seller of windows", **{**_THIRD, "instigator_is_party": False}),
        unknown("not looked up", **{**_THIRD, "cost_recorded": None}),
    ),
)  # fmt: skip
_EXP_3P_2014 = replace(
    EXP_3P,
    in_force_from=THIRD_PARTIES_FROM,
    until=THIRD_PARTIES_SURE_FROM - timedelta(days=1),
    broken=NEVER,
    doubts=(
        Doubt(
            "Schedule 8A came during 2014. Did it already reach this cost, which was not recorded?",
            when=~f.cost_recorded & f.promotes_electoral_success,
            open_point="the commencement and transitional provisions of the Act of 2014 were not read",
        ),
    ),
    examples=(
        doubtful("a phone bank left out in 2014", **_THIRD),
        doubtful("on the last day of that year", THIRD_PARTIES_SURE_FROM - timedelta(days=1), **_THIRD),
        doubtful("outside one period, two in view", **{**_THIRD, "in_regulated_period": False}, periods_overlap=True),
        lawful("recorded", **{**_THIRD, "cost_recorded": True}),
        lawful("cannot be regarded as helping anyone win", **{**_THIRD, "promotes_electoral_success": False}),
        outside("outside the period", **{**_THIRD, "in_regulated_period": False}),
        outside("volunteers' time", **{**_THIRD, "cost_item": "volunteer_time"}),
        outside("own fares", **{**_THIRD, "cost_item": "own_travel"}),
        outside("a party's cost", **{**_THIRD, "spender": "party"}),
        outside("a seller of windows", **{**_THIRD, "instigator_is_party": False}),
        unknown("not looked up", **{**_THIRD, "cost_recorded": None}),
    ),
)

EXP_REF = replace(
    EXP_PARTY,
    id="EXP-REF",
    cites="PPERA 2000 s 111, Sch 13 paras 1-2",
    path="schedule/13",
    provision="PPERA2000-referendum-expenses",
    says="What a referendum campaigner pays to find out how people will vote is a referendum expense in the referendum "
    "period: it must be recorded. Pay of the campaigner's own staff stays outside.",
    applies=_spends("referendum_campaigner"),
    exemptions=(Exemption("Sch 13 para 2(b)", _OWN_STAFF, "own staff's pay"),),
    doubts=(
        Doubt(
            "The calls do not ask how people vote. Under which head of Schedule 13 does their cost fall, if any?",
            when=~f.finds_intentions & ~_OWN_STAFF,
            open_point="Schedule 13 names research and canvassing on polling intentions, and advertising",
        ),
        _OVERLAP,
        _SHARED,
    ),
    authorities=("Sch 13 para 1(5) as enacted",),
    unsure=("Each referendum has its own period, in its own Act or order.", "Later text of Schedule 13 was not read."),
    examples=tuple(
        replace(example, facts={**example.facts, "spender": "referendum_campaigner"})
        if example.facts["spender"] == "party"
        else example
        for example in EXP_PARTY.examples
    ),
)

PPERA_143 = Rule(
    id="PPERA-143",
    cites="PPERA 2000 s 143(1)(a)",
    instrument=PPERA,
    path="section/143",
    provision="PPERA2000-imprint",
    force=Force.LAW,
    in_force_from=JUDGED_FROM,
    says="Printed election material must name its printer, its promoter and whoever it is for. Calls are not reached: "
    "no regulations on material that is not printed are known.",
    binds=("publisher",),
    consequences=("crime",),
    applies=f.instigator_is_party & f.printed_matter,
    broken=~f.printed_imprint,
    reason="IMPRINT_MISSING",
    discharged_by="a copy of the printed matter",
    cure="Print the names and addresses on it.",
    unsure=("Section 143(6) allows regulations on other material; none was looked for. The same goes for RPA s 110.",),
    examples=(
        unlawful("a leaflet without names", instigator_is_party=True, printed_matter=True, printed_imprint=False),
        lawful("a leaflet with them", instigator_is_party=True, printed_matter=True, printed_imprint=True),
        outside("calls only", instigator_is_party=True, printed_imprint=False),
        outside("a seller's leaflet", instigator_is_party=False, printed_matter=True, printed_imprint=False),
        unknown("nobody kept the leaflet", instigator_is_party=True, printed_matter=True),
    ),
)  # fmt: skip

RULES = (EXP_PARTY, _EXP_3P_2014, EXP_3P, EXP_REF, PPERA_143)
