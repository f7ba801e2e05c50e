"""The General Data Protection Regulation: what a controller needs before it calls people whose data it holds.

From 25 May 2018 to 31 December 2020 it was the EU Regulation itself, since then it is the UK GDPR; each rule is written
once and dated for both. What people are told and may ask for stands in `uk_gdpr_rights`.
"""

from dataclasses import replace
from datetime import date, timedelta

from ringfence import facts as f
from ringfence.law.dpa_1998 import DPA_LAST_DAY, SAYS_RESEARCH
from ringfence.rule import (
    Doubt,
    Example,
    Exemption,
    Force,
    Instrument,
    Rule,
    doubtful,
    lawful,
    outside,
    unknown,
    unlawful,
)  # fmt: skip

DAY = timedelta(days=1)
GDPR_FROM = DPA_LAST_DAY + DAY
UK_GDPR_FROM = date(2021, 1, 1)
RECOGNISED_INTERESTS_FROM = date(2026, 2, 5)  # DUAA 2025 s 70; SI 2026/82 reg 2(c)
EU_GDPR = Instrument(
    id="EU-GDPR",
    title="General Data Protection Regulation (Regulation (EU) 2016/679)",
    number="Regulation (EU) 2016/679",
    address="https://eur-lex.europa.eu/eli/reg/2016/679/oj",
    in_force_from=GDPR_FROM,
    until=UK_GDPR_FROM - DAY,
    checked_on=date(2026, 11, 21),
    versioned=False,
)
UK_GDPR = Instrument(
    id="UK-GDPR",
    title="UK General Data Protection Regulation (assimilated Regulation (EU) 2016/679)",
    number="Regulation (EU) 2016/679 as it applies in the United Kingdom",
    address="https://www.legislation.gov.uk/eur/2016/679",
    in_force_from=UK_GDPR_FROM,
    checked_on=date(2026, 11, 21),
)
NOT_READ = "The article itself was not read: it is stated from memory."


def dated(rule: Rule) -> tuple[Rule, Rule]:
    """The rule as the EU Regulation's own, until the end of 2020, and as the UK GDPR's."""
    last = UK_GDPR_FROM - DAY
    eu = replace(
        rule,
        cites=_eu(rule.cites),
        exemptions=tuple(replace(each, cites=_eu(each.cites)) for each in rule.exemptions),
        instrument=EU_GDPR,
        path="",
        provision=rule.provision.removeprefix("UK"),
        in_force_from=GDPR_FROM,
        until=last,
        examples=(*as_of(GDPR_FROM, rule.examples), replace(rule.examples[0], on=last)),
    )
    return eu, rule


def _eu(cites: str) -> str:
    return cites.replace("UK GDPR", "GDPR")


def from_day(rule: Rule, start: date, **changes: object) -> tuple[Rule, Rule]:
    """The rule until the day before, with an example of its last day, and the rule as changed from that day on."""
    last = start - DAY
    earlier = replace(rule, until=last, examples=(*rule.examples, replace(rule.examples[0], on=last)))
    changed = {"in_force_from": start, "examples": as_of(start, rule.examples), **changes}
    return earlier, replace(rule, **changed)  # type: ignore[arg-type]


def as_of(start: date, examples: tuple[Example, ...]) -> tuple[Example, ...]:
    """The same examples, those with a day of their own moved to the first day of a version."""
    return tuple(replace(example, on=start) for example in examples)


GDPR_5 = Rule(
    id="GDPR-5",
    cites="UK GDPR Art 5(1)(b), (c), (e) and 5(2)",
    instrument=UK_GDPR,
    path="article/5",
    provision="UKGDPR-5",
    force=Force.LAW,
    in_force_from=UK_GDPR_FROM,
    says="Data taken for one purpose do not serve another that people were not told of: what was given for research is "
    "not used for canvassing. No more is kept, nor for longer, than the purpose needs, and the controller can show it.",
    binds=("controller",),
    applies=f.personal_data,
    broken=SAYS_RESEARCH & f.answers_reused & ~f.people_told,
    doubts=(
        Doubt(
            "Nothing written says what the data are for and how long they are kept. Can the controller show it in "
            "some other way?",
            when=~f.purpose_recorded,
        ),
        Doubt("More is kept, or for longer, than the purpose seems to need. Why?", when=f.data_beyond_need),
    ),
    reason="PERSONAL_DATA_REUSED",
    reason_open="PERSONAL_DATA_DOUBTFUL",
    consequences=("enforcement_notice", "data_penalty", "damages"),
    discharged_by="written purpose, retention times, and the record of what was deleted when",
    cure="Write down the purpose and how long data are kept; use research answers for research only.",
    unsure=(NOT_READ,),
    examples=(
        unlawful("research answers used for canvassing", personal_data=True, purpose="research", answers_reused=True,
                 people_told=False, purpose_recorded=True, data_beyond_need=False),
        unlawful("a survey used for a mailing", personal_data=True, presents_as_research=True, answers_reused=True,
                 people_told=False),
        unlawful("message-test answers used for a mailing", personal_data=True, purpose="message_test",
                 answers_reused=True, people_told=False),
        lawful("research kept as research", personal_data=True, presents_as_research=True, answers_reused=False,
               purpose_recorded=True, data_beyond_need=False),
        lawful("openly a canvass", personal_data=True, presents_as_research=False, purpose="voter_id",
               answers_reused=True, people_told=False, purpose_recorded=True, data_beyond_need=False),
        lawful("people were told of the mailing", personal_data=True, purpose="research", answers_reused=True,
               people_told=True, purpose_recorded=True, data_beyond_need=False),
        doubtful("nothing written", personal_data=True, answers_reused=False, purpose_recorded=False),
        doubtful("dates of birth nobody needs", personal_data=True, answers_reused=False, purpose_recorded=True,
                 data_beyond_need=True),
        outside("nothing tied to anyone", personal_data=False, purpose="research", answers_reused=True,
                people_told=False),
        unknown("not known whether anything is tied to a person", purpose="research", answers_reused=True,
                people_told=False),
        unknown("not known whether people were told", personal_data=True, purpose="research", answers_reused=True,
                purpose_recorded=True, data_beyond_need=False),
    ),
)  # fmt: skip

_NO_SUCH_INTEREST = (
    "'Democratic engagement' is no recognised legitimate interest: the list begun in 2026 leaves it out, and before "
    "that there was no list."
)
GDPR_6 = Rule(
    id="GDPR-6",
    cites="UK GDPR Art 6(1); DPA 2018 s 8(e)",
    instrument=UK_GDPR,
    path="article/6",
    provision="UKGDPR-6",
    force=Force.LAW,
    in_force_from=UK_GDPR_FROM,
    says="Personal data are used only on a lawful basis. " + _NO_SUCH_INTEREST,
    binds=("controller",),
    applies=f.personal_data,
    broken=f.lawful_basis.among("none", "democratic_interest"),
    doubts=(
        Doubt("No lawful basis was on record before the calls. Can it be shown what was relied on?",
              when=~f.basis_recorded),
        Doubt(
            "Legitimate interests are relied on, but nothing weighs them against people's own. Do they outweigh them?",
            when=f.lawful_basis.among("legitimate_interests") & ~f.balancing_recorded,
        ),
        Doubt(
            "Recorded marketing needs consent under the Regulations of 2003. How can its data rest on legitimate "
            "interests?",
            when=f.lawful_basis.among("legitimate_interests") & f.automated_marketing,
        ),
        Doubt(
            "A public task is relied on. Which law lays it down for this controller, and do these calls promote "
            "democratic engagement?",
            when=f.lawful_basis.among("public_task"),
        ),
    ),
    reason="NO_LAWFUL_BASIS",
    reason_open="LAWFUL_BASIS_DOUBTFUL",
    consequences=("enforcement_notice", "data_penalty", "damages"),
    discharged_by="the record of the basis, and the assessment where legitimate interests are relied on",
    cure="Settle the basis before the calls, write it down, and weigh a legitimate interest against people's own.",
    unsure=(NOT_READ, "That democratic engagement is not on the list rests on published lists, not on the Annex."),
    examples=(
        unlawful("no basis", personal_data=True, lawful_basis="none"),
        unlawful("democratic engagement, as if it were on the list", personal_data=True,
                 lawful_basis="democratic_interest", basis_recorded=True),
        lawful("legitimate interests, weighed", personal_data=True, lawful_basis="legitimate_interests",
               basis_recorded=True, balancing_recorded=True, automated_marketing=False),
        lawful("consent", personal_data=True, lawful_basis="consent", basis_recorded=True),
        doubtful("consent, they say now", personal_data=True, lawful_basis="consent", basis_recorded=False),
        doubtful("legitimate interests, not weighed", personal_data=True, lawful_basis="legitimate_interests",
                 basis_recorded=True, balancing_recorded=False, automated_marketing=False),
        doubtful("a recorded appeal on legitimate interests", personal_data=True,
                 lawful_basis="legitimate_interests", basis_recorded=True, balancing_recorded=True,
                 automated_marketing=True),
        doubtful("a public task", personal_data=True, lawful_basis="public_task", basis_recorded=True),
        outside("nothing tied to anyone", personal_data=False, lawful_basis="none", basis_recorded=False),
        unknown("not known whether anything is tied to a person", lawful_basis="none"),
        unknown("basis not known", personal_data=True, basis_recorded=True),
    ),
)  # fmt: skip
GDPR_7 = Rule(
    id="GDPR-7",
    cites="UK GDPR Art 4(11) and 7",
    instrument=UK_GDPR,
    path="article/7",
    provision="UKGDPR-7",
    force=Force.LAW,
    in_force_from=UK_GDPR_FROM,
    says="Who relies on consent must be able to prove it; it is given freely and by itself, and is as easy to withdraw "
    "as to give.",
    binds=("controller",),
    applies=f.personal_data & f.lawful_basis.among("consent"),
    broken=~(f.consent_on_file & f.consent_proof) | f.consent_bundled | ~f.withdrawal_easy,
    reason="CONSENT_NOT_VALID",
    reason_open="LAWFUL_BASIS_DOUBTFUL",
    consequences=("enforcement_notice", "data_penalty", "damages"),
    discharged_by="the consent record: wording, date, how given, how it can be withdrawn",
    cure="Ask again by itself, keep the proof, and let people withdraw by the same means.",
    unsure=(NOT_READ,),
    examples=(
        unlawful("no proof", personal_data=True, lawful_basis="consent", consent_on_file=True, withdrawal_easy=True),
        unlawful("no record", personal_data=True, lawful_basis="consent", consent_proof=True, withdrawal_easy=True),
        unlawful("a condition of a prize draw", personal_data=True, lawful_basis="consent", consent_on_file=True,
                 consent_proof=True, consent_bundled=True, withdrawal_easy=True),
        unlawful("to be withdrawn by post only", personal_data=True, lawful_basis="consent", consent_on_file=True,
                 consent_proof=True, withdrawal_easy=False),
        lawful("all of it", personal_data=True, lawful_basis="consent", consent_on_file=True, consent_proof=True,
               withdrawal_easy=True),
        outside("another basis", personal_data=True, lawful_basis="legitimate_interests", withdrawal_easy=False),
        outside("nothing tied to anyone", personal_data=False, lawful_basis="consent"),
        unknown("how to withdraw is not known", personal_data=True, lawful_basis="consent", consent_on_file=True,
                consent_proof=True),
        unknown("not known whether anything is tied to a person", lawful_basis="consent"),
    ),
)  # fmt: skip

_POLITICS_HELD = f.political_opinion_data | (f.vote_intention_question & f.answers_linked)
GDPR_9 = Rule(
    id="GDPR-9",
    cites="UK GDPR Art 9(1)-(2); DPA 2018 s 10 and Sch 1",
    instrument=UK_GDPR,
    path="article/9",
    provision="UKGDPR-9",
    force=Force.LAW,
    in_force_from=UK_GDPR_FROM,
    says="Data that show or suggest what somebody thinks politically are kept against that person only on one of the "
    "conditions laid down for them.",
    binds=("controller",),
    applies=f.personal_data & _POLITICS_HELD,
    broken=f.special_condition.among("none"),
    doubts=(
        Doubt(
            "The condition relied on for political opinions is not the registered parties' own (see DPA-S1-22) nor "
            "explicit consent. Does it really cover these people and this use?",
            when=f.special_condition.among("members", "made_public", "research", "other"),
        ),
        Doubt(
            "Explicit consent is relied on for political opinions. Does its wording speak of them, and is it proved?",
            when=f.special_condition.among("explicit_consent") & ~f.consent_proof,
        ),
    ),
    reason="POLITICAL_DATA_NO_CONDITION",
    reason_open="POLITICAL_DATA_DOUBTFUL",
    consequences=("enforcement_notice", "data_penalty", "damages"),
    discharged_by="the record of the condition relied on, and what proves it",
    cure="Keep voting intentions in totals only, or rely on a condition that fits and write it down.",
    unsure=(NOT_READ,),
    examples=(
        unlawful("politics kept on no condition", personal_data=True, political_opinion_data=True,
                 special_condition="none"),
        unlawful("voting intentions kept against names", personal_data=True, vote_intention_question=True,
                 answers_linked=True, special_condition="none"),
        lawful("a registered party's canvass", personal_data=True, political_opinion_data=True,
               special_condition="party"),
        lawful("explicit consent, proved", personal_data=True, political_opinion_data=True,
               special_condition="explicit_consent", consent_proof=True),
        doubtful("explicit consent, they say", personal_data=True, political_opinion_data=True,
                 special_condition="explicit_consent"),
        doubtful("a party's former members", personal_data=True, political_opinion_data=True,
                 special_condition="members"),
        doubtful("found on the internet", personal_data=True, political_opinion_data=True,
                 special_condition="made_public"),
        doubtful("for research", personal_data=True, political_opinion_data=True, special_condition="research"),
        doubtful("something else", personal_data=True, political_opinion_data=True, special_condition="other"),
        outside("voting intentions in totals only", personal_data=True, political_opinion_data=False,
                vote_intention_question=True, answers_linked=False, special_condition="none"),
        outside("answers kept, none about politics", personal_data=True, political_opinion_data=False,
                answers_linked=True, special_condition="none"),
        outside("nothing tied to anyone", personal_data=False, political_opinion_data=True,
                special_condition="none"),
        unknown("condition not known", personal_data=True, political_opinion_data=True),
        unknown("not known whether anything is tied to a person", political_opinion_data=True,
                special_condition="none"),
    ),
)  # fmt: skip

GDPR_30 = Rule(
    id="GDPR-30",
    cites="UK GDPR Art 30",
    instrument=UK_GDPR,
    path="article/30",
    provision="UKGDPR-30",
    force=Force.LAW,
    in_force_from=UK_GDPR_FROM,
    says="Controllers and processors keep a record of what they do with personal data.",
    binds=("controller", "processor"),
    applies=f.personal_data,
    broken=~f.processing_recorded,
    exemptions=(Exemption("UK GDPR Art 30(5)", f.small_and_occasional, "fewer than 250 people, occasional, no risk"),),
    doubts=(
        Doubt(
            "The exception for small bodies is claimed. Is this processing occasional, without risk, and free of "
            "political opinions?",
            when=~f.processing_recorded,
        ),
    ),
    reason="PROCESSING_NOT_RECORDED",
    reason_open="PROCESSING_NOT_RECORDED",
    consequences=("enforcement_notice", "data_penalty"),
    discharged_by="the record of processing",
    cure="Write down what is held, why, for how long, and who gets it.",
    unsure=(NOT_READ,),
    examples=(
        unlawful("no record", personal_data=True, processing_recorded=False),
        lawful("a record", personal_data=True, processing_recorded=True),
        doubtful("a club of thirty", personal_data=True, processing_recorded=False, small_and_occasional=True),
        lawful("a club of thirty with a record", personal_data=True, processing_recorded=True,
               small_and_occasional=True),
        outside("nothing tied to anyone", personal_data=False, processing_recorded=False),
        unknown("record not looked for", personal_data=True),
        unknown("not known whether anything is tied to a person", processing_recorded=False),
    ),
)  # fmt: skip
GDPR_35 = Rule(
    id="GDPR-35",
    cites="UK GDPR Art 35(1), (3)(b)",
    instrument=UK_GDPR,
    path="article/35",
    provision="UKGDPR-35",
    force=Force.LAW,
    in_force_from=UK_GDPR_FROM,
    says="Before political opinions are handled on a large scale, the impact on people is assessed.",
    binds=("controller",),
    applies=f.personal_data & f.political_opinion_data & f.large_scale,
    broken=~f.dpia_done,
    reason="IMPACT_NOT_ASSESSED",
    reason_open="IMPACT_NOT_ASSESSED",
    consequences=("enforcement_notice", "data_penalty"),
    discharged_by="the assessment, dated before the calls",
    cure="Assess the impact before the next call, and act on what it finds.",
    unsure=(NOT_READ, "'Large scale' has no figure."),
    examples=(
        unlawful("a national canvass, never assessed", personal_data=True, political_opinion_data=True,
                 large_scale=True, dpia_done=False),
        lawful("assessed", personal_data=True, political_opinion_data=True, large_scale=True, dpia_done=True),
        outside("one ward", personal_data=True, political_opinion_data=True, large_scale=False, dpia_done=False),
        outside("no politics", personal_data=True, political_opinion_data=False, large_scale=True, dpia_done=False),
        outside("nothing tied to anyone", personal_data=False, political_opinion_data=True, large_scale=True,
                dpia_done=False),
        unknown("scale not known", personal_data=True, political_opinion_data=True, dpia_done=False),
        unknown("not known whether anything is tied to a person", political_opinion_data=True, large_scale=True,
                dpia_done=False),
    ),
)  # fmt: skip

_EU_6, _UK_6 = dated(GDPR_6)
_UK_6_EARLIER, _UK_6_NOW = from_day(
    _UK_6, RECOGNISED_INTERESTS_FROM, cites="UK GDPR Art 6(1), with (ea) and Annex 1; DPA 2018 s 8(e)"
)
RULES = (
    *dated(GDPR_5), _EU_6, _UK_6_EARLIER, _UK_6_NOW, *dated(GDPR_7), *dated(GDPR_9), *dated(GDPR_30),
    *dated(GDPR_35),
)  # fmt: skip
