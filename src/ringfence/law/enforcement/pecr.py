"""What could follow a breach of the 2003 Regulations: notice, penalty, officers, damages, appeal.

The day of each act decides, whatever the day of the notice (SI 2026/82 reg 11): a campaign across 5 February 2026 is
two sets of calls.
"""

from dataclasses import replace
from datetime import date

from ringfence.law.enforcement.sanction import Sanction
from ringfence.rule import Consequence

FIRST_DAY = date(2003, 12, 11)
PENALTIES = date(2011, 5, 26)  # SI 2011/1208 reg 1
NO_HARM_NEEDED = date(2015, 4, 6)  # SI 2015/355 reg 1
OFFICERS = date(2018, 12, 17)  # SI 2018/1189 reg 1
NEW_REGIME = date(2026, 2, 5)  # SI 2026/82 regs 2 and 11
OLD_CAP = 500_000  # SI 2011/1208, explanatory note
HIGHER_MAXIMUM, HIGHER_PERCENT = 17_500_000, 4  # DPA 2018 s 157(5)
STANDARD_MAXIMUM, STANDARD_PERCENT = 8_700_000, 2  # DPA 2018 s 157(6)
MARKETING_REGS = ("19", "20", "21", "21A", "21B", "22", "23", "24")
# PECR Sch 1 para 18(b)(ii) with DUAA 2025 s 116(4); s 157(4) adds failure to comply with a notice.
HIGHER_REGS = ("5", "6", "7", "8", "14", *MARKETING_REGS, "32B(4)", "32B(5)", "DPA2018-s155")
_PENALTY: tuple[Consequence, ...] = ("penalty",)
_PECR = ("[0-9]*",)  # bare numbers are provisions of these Regulations
_UNDERTAKING = "whether a party, charity or association is an 'undertaking' is for a person to decide"
_HARM = "serious; likely to cause substantial damage or distress; deliberate, or foreseen without reasonable steps"
_NO_HARM = "serious; deliberate, or foreseen without reasonable steps"

NOTICES = (
    Sanction(
        id="ENF-NOTICE-OLD",
        cites="PECR reg 31 and Sch 1, with DPA 1998 ss 40, 47",
        says="An enforcement notice. To disobey it is an offence, unless all due diligence was used.",
        conduct_from=FIRST_DAY,
        conduct_until=date(2026, 2, 4),
        provisions=_PECR,
        threshold="damage to anyone is weighed; distress need not be",
    ),
    Sanction(
        id="ENF-NOTICE-NEW",
        cites="PECR reg 31 and Sch 1, with DPA 2018 ss 149, 150, 155",
        says="An enforcement notice. To disobey it is no offence, but can be penalised at the higher maximum.",
        conduct_from=NEW_REGIME,
        provisions=_PECR,
        threshold="damage or distress is weighed",
        open_point="the Schedule that applies the 2018 Act (DUAA 2025 Sch 13) was not read in full",
    ),
)
_FIVE_HUNDRED = Sanction(
    id="ENF-CAP",
    cites="SI 2011/1208; DPA 1998 s 55A; SI 2010/31",
    says="A penalty of up to £500,000, if the breach was serious, likely to cause substantial damage or distress, "
    "and deliberate or foreseen without reasonable steps.",
    conduct_from=PENALTIES,
    conduct_until=date(2015, 4, 5),
    consequences=_PENALTY,
    threshold=_HARM,
    cap_gbp=OLD_CAP,
)
PENALTY = (
    Sanction(
        id="ENF-CAP",
        cites="no power before SI 2011/1208",
        says="No fine: the regulator had no power to impose a penalty under these Regulations.",
        conduct_from=FIRST_DAY,
        conduct_until=date(2011, 5, 25),
        consequences=_PENALTY,
        cap_gbp=0,
    ),
    _FIVE_HUNDRED,
    Sanction(
        id="ENF-CAP",
        cites="SI 2011/1208; DPA 1998 s 55A; SI 2015/355 reg 2(4)",
        says="A penalty of up to £500,000, if the breach of regulations 19 to 24 was serious and deliberate, or "
        "foreseen without reasonable steps; damage or distress need not be shown.",
        conduct_from=NO_HARM_NEEDED,
        conduct_until=date(2026, 2, 4),
        consequences=_PENALTY,
        provisions=MARKETING_REGS,
        threshold=_NO_HARM,
        cap_gbp=OLD_CAP,
    ),
    replace(
        _FIVE_HUNDRED,
        cites="SI 2011/1208; DPA 1998 s 55A; SI 2015/355 reg 2(3)",
        conduct_from=NO_HARM_NEEDED,
        conduct_until=date(2026, 2, 4),
        other_than=MARKETING_REGS,
    ),
    Sanction(
        id="ENF-CAP",
        cites="PECR Sch 1 para 18; DPA 2018 ss 155, 157",
        says="A penalty of up to £17.5 million or, for an undertaking, 4% of its worldwide turnover of the year before "
        "if that is more (regulations 19 to 24).",
        conduct_from=NEW_REGIME,
        consequences=_PENALTY,
        provisions=HIGHER_REGS,
        threshold="none in the section: the regulator weighs listed factors",
        cap_gbp=HIGHER_MAXIMUM,
        turnover_percent=HIGHER_PERCENT,
        open_point=_UNDERTAKING,
        unsure=("Paragraph 18 of the substituted Schedule was seen as quoted by others, not read in place.",),
    ),
    Sanction(
        id="ENF-CAP",
        cites="PECR Sch 1 para 18; DPA 2018 ss 155, 157",
        says="A penalty of up to £8.7 million or, for an undertaking, 2% of its worldwide turnover of the year before "
        "if that is more (regulations outside the list for the higher maximum).",
        conduct_from=NEW_REGIME,
        consequences=_PENALTY,
        other_than=HIGHER_REGS,
        threshold="none in the section: the regulator weighs listed factors",
        cap_gbp=STANDARD_MAXIMUM,
        turnover_percent=STANDARD_PERCENT,
        open_point=_UNDERTAKING,
        unsure=("Paragraph 18 of the substituted Schedule was seen as quoted by others, not read in place.",),
    ),
)
OFFICER = (
    Sanction(
        id="ENF-OFFICER",
        cites="SI 2018/1189 reg 2(3)",
        says="After a penalty on the body, a penalty on officers who consented, connived or neglected (regulations 19 "
        "to 24); not on officers of an unincorporated party or club.",
        conduct_from=OFFICERS,
        conduct_until=date(2026, 2, 4),
        consequences=_PENALTY,
        provisions=MARKETING_REGS,
        threshold="a penalty has been served on the body; consent, connivance or neglect of the officer",
        cap_gbp=OLD_CAP,
    ),
    Sanction(
        id="ENF-OFFICER",
        cites="PECR Sch 1 paras 15 to 17, as substituted",
        says="Perhaps a penalty on officers.",
        conduct_from=NEW_REGIME,
        consequences=_PENALTY,
        provisions=MARKETING_REGS,
        open_point="OPEN-15: the substituted paragraphs were not read",
    ),
)
REST = (
    Sanction(
        id="PECR-30",
        cites="PECR reg 30",
        says="Damages to anyone who suffered damage, unless such care was taken as was reasonably required.",
        conduct_from=FIRST_DAY,
        consequences=("damages",),
        provisions=_PECR,
        threshold="damage suffered because of the breach",
    ),
    Sanction(
        id="ENF-APPEAL",
        cites="GRC Rules 2009 r 22(1)(b); before 18 January 2010 the Information Tribunal's own rules",
        says="An appeal must be received within 28 days of the day the notice was sent; it suspends an enforcement "
        "notice that is not marked urgent.",
        conduct_from=FIRST_DAY,
        consequences=("enforcement_notice", "penalty"),
    ),
)
SANCTIONS = (*NOTICES, *PENALTY, *OFFICER, *REST)
