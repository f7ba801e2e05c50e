"""What direct marketing is: the definition that the Regulations of 2003 borrow, and how it has been read.

Until 19 August 2025 the words came from section 11(3) of the Data Protection Act 1998 through regulation 2(2); since
20 August 2025 they stand in regulation 2(1) itself. No outcome turns on the change of words. Two tests are kept apart:
the *content* of each section, and the *purpose* of the call.
"""

from dataclasses import replace
from datetime import date, timedelta

from ringfence import facts as f
from ringfence.law import authorities as a
from ringfence.rule import Force, Instrument, Rule, gives

DPA_1998_MEANING = Instrument(
    id="DPA-1998-11",
    title="Data Protection Act 1998, section 11(3), as regulation 2(2) of the 2003 Regulations keeps it",
    number="1998 c. 29",
    address="https://www.legislation.gov.uk/ukpga/1998/29/section/11",
    in_force_from=date(2003, 12, 11),
    until=date(2025, 8, 19),
    checked_on=date(2026, 11, 21),
)
PECR_MEANING = Instrument(
    id="PECR-2",
    title="Privacy and Electronic Communications (EC Directive) Regulations 2003, regulation 2(1)",
    number="SI 2003/2426",
    address="https://www.legislation.gov.uk/uksi/2003/2426/regulation/2",
    in_force_from=date(2025, 8, 20),
    checked_on=date(2026, 11, 21),
)

_ASKS = (
    f.ask_vote | f.ask_turnout_for_side | f.ask_donate | f.ask_join | f.ask_volunteer | f.ask_attend | f.ask_sign
    | f.ask_lobby
)  # fmt: skip
_PRAISE_OR_ATTACK = f.praise_of_sponsor | f.attack_on_rival | f.policy_contrast | f.character_attack | f.slogan
_FRAMING = f.loaded_premise | f.support_framing
PROMOTES = _ASKS | f.sell | f.builds_supporter_list | _PRAISE_OR_ATTACK | _FRAMING
_PARTY_AIMS = (a.SNP_2006.cited, a.ICO_POLITICAL_2023.cited)
_TWO_SECTIONS = a.CONSERVATIVES_2017.on("questions framed to gain support cross into direct marketing")

DM_CONTENT = Rule(
    id="DM-CONTENT",
    cites="DPA 1998 s 11(3), through PECR reg 2(2)",
    instrument=DPA_1998_MEANING,
    force=Force.LAW,
    in_force_from=date(2003, 12, 11),
    until=date(2025, 8, 19),
    says="A section is direct marketing when it promotes aims, ideals, goods or services to the person called: when it "
    "asks for support, praises or attacks a side, sells, or frames a question so as to gain support.",
    gives=f.dm_content,
    broken=PROMOTES | f.vote_question_markets | f.turnout_markets,
    authorities=(*_PARTY_AIMS, _TWO_SECTIONS),
    cure="Remove the promotional words, or run the call openly as marketing with the list screened for it.",
    examples=(
        gives(True, "a vote is asked for", ask_vote=True),
        gives(True, "supporters of one side are urged out to vote", ask_turnout_for_side=True),
        gives(True, "money is asked for", ask_donate=True),
        gives(True, "the person is asked to join", ask_join=True),
        gives(True, "help with the campaign is asked for", ask_volunteer=True),
        gives(True, "the person is invited to a rally", ask_attend=True),
        gives(True, "a signature is asked for", ask_sign=True),
        gives(True, "the person is asked to lobby an MP", ask_lobby=True),
        gives(True, "something is sold at the end of a survey", sell=True),
        gives(True, "the person is signed up to hear from the campaign", builds_supporter_list=True),
        gives(True, "one side's record is praised", praise_of_sponsor=True),
        gives(True, "a rival is attacked", attack_on_rival=True),
        gives(True, "two leaders are contrasted on a policy, as in Neath", policy_contrast=True),
        gives(True, "a candidate's character is attacked", character_attack=True),
        gives(True, "thanks end in a slogan", slogan=True),
        gives(True, "a question rests on a loaded claim", loaded_premise=True),
        gives(True, "'does knowing that make you more likely to back ...', as in Neath", support_framing=True),
        gives(True, "voting intention is kept against the person", vote_intention_question=True, answers_linked=True),
        gives(
            False, "voting intention, kept against no one", vote_intention_question=True, answers_linked=False,
            answers_reused=False,
        ),
        gives(None, "voting intention, not known what becomes of it", vote_intention_question=True),
        gives(
            True, "a turn-out appeal by a party to its own", ask_turnout_neutral=True, audience_by_support=True,
            instigator_is_party=True, purpose="gotv",
        ),
        gives(False, "a turn-out appeal to anyone", ask_turnout_neutral=True, audience_by_support=False),
        gives(None, "a turn-out appeal, not known to whom", ask_turnout_neutral=True),
        gives(False, "who would make the best Prime Minister", leader_preference_question=True),
    ),
)  # fmt: skip

_PROMOTING = ("persuasion", "fundraising", "recruitment", "petition_lobby", "referendum")
DM_PURPOSE = Rule(
    id="DM-PURPOSE",
    cites="DPA 1998 s 11(3), through PECR reg 2(2)",
    instrument=DPA_1998_MEANING,
    force=Force.LAW,
    in_force_from=date(2003, 12, 11),
    until=date(2025, 8, 19),
    says="A call is made for direct marketing purposes when it is made to win support, money, members or custom, now "
    "or later, whatever it calls itself.",
    gives=f.dm_purpose,
    broken=f.purpose.among(*_PROMOTING)
    | (f.purpose.among("gotv") & f.audience_by_support)
    | (f.purpose.among("turnout_neutral") & f.audience_by_support & f.instigator_is_party)
    | (f.purpose.among("voter_id") & f.answers_linked)
    | f.answers_reused,
    authorities=(
        a.LABOUR_2010.on("a message urging people to vote, aimed at strongholds"),
        a.CONSERVATIVES_2017.on("answers 'were not saved against any individual'"),
    ),
    cure="Keep no answer against a person, use none for promotion, and choose people for the study, not their support.",
    examples=(
        gives(True, "persuasion is declared", purpose="persuasion"),
        gives(True, "money is raised", purpose="fundraising"),
        gives(True, "members are sought", purpose="recruitment"),
        gives(True, "people are asked to lobby", purpose="petition_lobby"),
        gives(True, "a side in a referendum", purpose="referendum"),
        gives(True, "get out the vote, sent to strongholds, as in 2009", purpose="gotv", audience_by_support=True),
        gives(
            False, "a turn-out campaign to everyone, nothing kept", purpose="gotv", audience_by_support=False,
            answers_reused=False,
        ),
        gives(True, "turn-out for its own by a party", purpose="turnout_neutral", audience_by_support=True,
              instigator_is_party=True),
        gives(False, "turn-out for anyone by a party", purpose="turnout_neutral", audience_by_support=False,
              instigator_is_party=True, answers_reused=False),
        gives(False, "turn-out by a charity, among one side's people", purpose="turnout_neutral",
              audience_by_support=True, instigator_is_party=False, answers_reused=False),
        gives(True, "voter identification, kept against the person", purpose="voter_id", answers_linked=True),
        gives(
            False, "voting intention counted only in total", purpose="voter_id", answers_linked=False,
            answers_reused=False,
        ),
        gives(True, "answers feed later promotion", purpose="research", answers_reused=True),
        gives(False, "research, nothing reused", purpose="research", answers_reused=False),
        gives(None, "research, not known what becomes of the answers", purpose="research"),
    ),
)  # fmt: skip

DM_DEF = Rule(
    id="DM-DEF",
    cites="DPA 1998 s 11(3), through PECR reg 2(2)",
    instrument=DPA_1998_MEANING,
    force=Force.LAW,
    in_force_from=date(2003, 12, 11),
    until=date(2025, 8, 19),
    says="A call is a direct marketing call when its purpose is to promote, or when some section of it does: one "
    "promotional section is enough.",
    gives=f.marketing,
    broken=f.dm_purpose | f.script_markets,
    authorities=(*_PARTY_AIMS, _TWO_SECTIONS),
    cure="Remove the sections that promote.",
    examples=(
        gives(True, "one section promotes", script_markets=True, dm_purpose=False),
        gives(True, "the purpose is to promote", script_markets=False, dm_purpose=True),
        gives(False, "neither", script_markets=False, dm_purpose=False),
        gives(None, "the script was not read", dm_purpose=False),
    ),
)

DM_SOL = Rule(
    id="DM-SOL",
    cites="PECR reg 21(1): 'unsolicited'",
    instrument=Instrument(
        id="PECR-21-SOLICITED",
        title="Privacy and Electronic Communications (EC Directive) Regulations 2003, regulation 21(1)",
        number="SI 2003/2426",
        address="https://www.legislation.gov.uk/uksi/2003/2426/regulation/21",
        in_force_from=date(2003, 12, 11),
        checked_on=date(2026, 11, 21),
    ),
    force=Force.LAW,
    in_force_from=date(2003, 12, 11),
    says="A call is solicited when the person asked for it, and only as far as it keeps to what was asked.",
    gives=f.solicited,
    broken=f.solicited_request & f.request_matches_topic,
    authorities=(a.LEAVE_EU_2021.on("a promotion nobody expected in a message they asked for is unsolicited"),),
    unsure=("That consent or membership does not make a call a solicited one is from memory.",),
    discharged_by="the request: who, when, for what, through which channel",
    examples=(
        gives(True, "asked for, and nothing else said", solicited_request=True, request_matches_topic=True),
        gives(
            False, "asked about membership, told of a candidate", solicited_request=True, request_matches_topic=False
        ),
        gives(False, "nobody asked"),
        gives(None, "asked, but did the call keep to it?", solicited_request=True),
    ),
)


def _since_2025(rule: Rule) -> Rule:
    """The same rule from the day the meaning stands in the Regulations themselves (DUAA 2025 s 110(2)(c))."""
    start = PECR_MEANING.in_force_from
    assert rule.until == start - timedelta(days=1)
    return replace(rule, cites="PECR reg 2(1)", instrument=PECR_MEANING, in_force_from=start, until=None)


RULES = (
    DM_CONTENT, DM_PURPOSE, DM_DEF, _since_2025(DM_CONTENT), _since_2025(DM_PURPOSE), _since_2025(DM_DEF), DM_SOL,
)  # fmt: skip
