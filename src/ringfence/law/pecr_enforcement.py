"""What could follow a breach of the 2003 Regulations, by the day of the conduct: notice, penalty cap, officers, appeal.

Breach and sanction are different questions, so these are dated statements, not rules that can be broken. The day of
each act decides which apply, whatever the day of the notice (SI 2026/82 reg 11).
"""

from dataclasses import dataclass
from datetime import date

NEW_REGIME = date(2026, 2, 5)


@dataclass(frozen=True)
class Sanction:
    """One thing that could follow conduct between two days."""

    id: str
    cites: str
    says: str
    conduct_from: date
    conduct_until: date | None = None
    open_point: str = ""
    checked_on: date = date(2026, 11, 21)

    def follows(self, conduct: date) -> bool:
        return self.conduct_from <= conduct and (self.conduct_until is None or conduct <= self.conduct_until)


SANCTIONS = (
    Sanction(
        id="ENF-NOTICE-OLD",
        cites="PECR reg 31 and Sch 1, with DPA 1998 ss 40, 47",
        says="An enforcement notice. To disobey it is an offence, unless all due diligence was used.",
        conduct_from=date(2003, 12, 11),
        conduct_until=date(2026, 2, 4),
    ),
    Sanction(
        id="ENF-NOTICE-NEW",
        cites="PECR reg 31 and Sch 1, with DPA 2018 ss 149, 150, 155",
        says="An enforcement notice. To disobey it is no offence, but can be penalised at the higher maximum.",
        conduct_from=NEW_REGIME,
        open_point="the Schedule that applies the 2018 Act (DUAA 2025 Sch 13) was not read in full",
    ),
    Sanction(
        id="ENF-CAP",
        cites="no power before SI 2011/1208",
        says="No fine: the regulator had no power to impose a penalty under these Regulations.",
        conduct_from=date(2003, 12, 11),
        conduct_until=date(2011, 5, 25),
    ),
    Sanction(
        id="ENF-CAP",
        cites="SI 2011/1208; DPA 1998 s 55A; SI 2010/31",
        says="A penalty of up to £500,000, if the breach was serious, likely to cause substantial damage or distress, "
        "and deliberate or foreseen without reasonable steps.",
        conduct_from=date(2011, 5, 26),
        conduct_until=date(2015, 4, 5),
    ),
    Sanction(
        id="ENF-CAP",
        cites="SI 2011/1208; DPA 1998 s 55A; SI 2015/355 reg 2(4)",
        says="A penalty of up to £500,000, if the breach of regulations 19 to 24 was serious and deliberate, or "
        "foreseen without reasonable steps; damage or distress need not be shown.",
        conduct_from=date(2015, 4, 6),
        conduct_until=date(2026, 2, 4),
    ),
    Sanction(
        id="ENF-CAP",
        cites="PECR Sch 1 para 18; DPA 2018 ss 155, 157",
        says="A penalty of up to £17.5 million or, for an undertaking, 4% of its worldwide turnover of the year before "
        "if that is more (regulations 19 to 24).",
        conduct_from=NEW_REGIME,
        open_point="whether a party, charity or association is an 'undertaking' is for a person to decide",
    ),
    Sanction(
        id="ENF-OFFICER",
        cites="SI 2018/1189 reg 2(3)",
        says="After a penalty on the body, a penalty on officers who consented, connived or neglected (regulations 19 "
        "to 24); not on officers of an unincorporated party or club.",
        conduct_from=date(2018, 12, 17),
        conduct_until=date(2026, 2, 4),
    ),
    Sanction(
        id="ENF-OFFICER",
        cites="PECR Sch 1 paras 15 to 17, as substituted",
        says="Perhaps a penalty on officers.",
        conduct_from=NEW_REGIME,
        open_point="OPEN-15: the substituted paragraphs were not read",
    ),
    Sanction(
        id="PECR-30",
        cites="PECR reg 30",
        says="Damages to anyone who suffered damage, unless such care was taken as was reasonably required.",
        conduct_from=date(2003, 12, 11),
    ),
    Sanction(
        id="ENF-APPEAL",
        cites="GRC Rules 2009 r 22(1)(b); before 18 January 2010 the Information Tribunal's own rules",
        says="An appeal must be received within 28 days of the day the notice was sent; it suspends an enforcement "
        "notice that is not marked urgent.",
        conduct_from=date(2003, 12, 11),
    ),
)


def sanctions(conduct: date) -> tuple[Sanction, ...]:
    """What could follow conduct of that day."""
    return tuple(each for each in SANCTIONS if each.follows(conduct))
