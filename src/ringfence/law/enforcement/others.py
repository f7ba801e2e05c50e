"""What could follow a breach of other laws and codes: data protection, elections, Ofcom, crimes, membership."""

from datetime import date, timedelta

from ringfence.law.communications_2003 import MISUSE_CAPS
from ringfence.law.enforcement.pecr import (
    HIGHER_MAXIMUM,
    HIGHER_PERCENT,
    NEW_REGIME,
    OLD_CAP,
    STANDARD_MAXIMUM,
    STANDARD_PERCENT,
)
from ringfence.law.enforcement.sanction import Sanction
from ringfence.rule import Consequence

ON_FILE_FROM = date(2000, 3, 1)  # the first day judged: DPA 1998, SI 1999/2093
LAST_DAY_1999 = date(2003, 12, 10)
DATA_PENALTIES = date(2010, 4, 6)  # SI 2010/31; DPA 1998 s 55A in force for this
GDPR = date(2018, 5, 25)
# UK GDPR Art 83(4): articles 8, 11, 25 to 39, 42 and 43; DPA 2018 s 157(4A) for complaints.
STANDARD_DATA = (
    *(f"{gdpr}-{article}" for gdpr in ("GDPR", "UKGDPR") for article in (8, 11, *range(25, 40), 42, 43)),
    "DPA2018-164A",
)
_DATA: tuple[Consequence, ...] = ("data_penalty",)
_TIERS = "Which articles carry which maximum (Art 83) is from memory."
_EUROS = "Until the end of 2020 the sums stood in euros (20 and 10 million): from memory."
_UNDERTAKING = "whether a party, charity or association is an 'undertaking' is for a person to decide"

DATA = (
    Sanction(
        id="DP-NOTICE",
        cites="DPA 1998 ss 40, 47",
        says="An enforcement notice. To disobey it is an offence, unless all due diligence was used.",
        conduct_from=ON_FILE_FROM,
        conduct_until=date(2018, 5, 24),
        provisions=("DPA1998-*",),
        threshold="damage or distress is weighed",
    ),
    Sanction(
        id="DP-NOTICE",
        cites="DPA 2018 ss 149, 150, 155",
        says="An enforcement notice. To disobey it is no offence, but can be penalised at the higher maximum.",
        conduct_from=GDPR,
        provisions=("GDPR-*", "UKGDPR-*", "DPA2018-*"),
        threshold="damage or distress is weighed",
    ),
    Sanction(
        id="DP-CAP",
        cites="no power before DPA 1998 s 55A",
        says="No fine: the regulator had no power to impose a penalty for breaches of the data protection principles.",
        conduct_from=ON_FILE_FROM,
        conduct_until=date(2010, 4, 5),
        consequences=_DATA,
        cap_gbp=0,
    ),
    Sanction(
        id="DP-CAP",
        cites="DPA 1998 s 55A; SI 2010/31",
        says="A penalty of up to £500,000, if the breach of the principles was serious, likely to cause substantial "
        "damage or distress, and deliberate or foreseen without reasonable steps.",
        conduct_from=DATA_PENALTIES,
        conduct_until=date(2018, 5, 24),
        consequences=_DATA,
        threshold="serious; likely to cause substantial damage or distress; deliberate, or foreseen without reasonable "
        "steps",
        cap_gbp=OLD_CAP,
    ),
    Sanction(
        id="DP-CAP",
        cites="UK GDPR Art 83(5); DPA 2018 ss 155, 157",
        says="A penalty of up to £17.5 million or, for an undertaking, 4% of its worldwide turnover of the year before "
        "if that is more.",
        conduct_from=GDPR,
        consequences=_DATA,
        other_than=STANDARD_DATA,
        cap_gbp=HIGHER_MAXIMUM,
        turnover_percent=HIGHER_PERCENT,
        open_point=_UNDERTAKING,
        unsure=(_TIERS, _EUROS),
    ),
    Sanction(
        id="DP-CAP",
        cites="UK GDPR Art 83(4); DPA 2018 ss 155, 157",
        says="A penalty of up to £8.7 million or, for an undertaking, 2% of its worldwide turnover of the year before "
        "if that is more.",
        conduct_from=GDPR,
        consequences=_DATA,
        provisions=STANDARD_DATA,
        cap_gbp=STANDARD_MAXIMUM,
        turnover_percent=STANDARD_PERCENT,
        open_point=_UNDERTAKING,
        unsure=(_TIERS, _EUROS),
    ),
    Sanction(
        id="DP-DAMAGES",
        cites="DPA 1998 s 13",
        says="Compensation for damage, and for distress with it, unless such care was taken as was required.",
        conduct_from=ON_FILE_FROM,
        conduct_until=date(2018, 5, 24),
        consequences=("damages",),
        provisions=("DPA1998-*",),
    ),
    Sanction(
        id="DP-DAMAGES",
        cites="UK GDPR Art 82; DPA 2018 s 168",
        says="Compensation for damage, distress included.",
        conduct_from=GDPR,
        consequences=("damages",),
        provisions=("GDPR-*", "UKGDPR-*", "DPA2018-*"),
        unsure=("These provisions are cited from memory.",),
    ),
)
# The Regulations of 1999 knew notices and damages, and no fine.
TELECOMS_1999 = (
    Sanction(
        id="TEL99-NOTICE",
        cites="1999 Regulations reg 36, with DPA 1998 ss 40, 47",
        says="An enforcement notice. To disobey it is an offence, unless all due diligence was used.",
        conduct_from=ON_FILE_FROM,
        conduct_until=LAST_DAY_1999,
        provisions=("TEL1999-*",),
    ),
    Sanction(
        id="TEL99-DAMAGES",
        cites="1999 Regulations reg 35",
        says="Damages to anyone who suffered damage, unless such care was taken as was reasonably required.",
        conduct_from=ON_FILE_FROM,
        conduct_until=LAST_DAY_1999,
        consequences=("damages",),
        provisions=("TEL1999-*",),
    ),
)
CRIMES = (
    Sanction(
        id="CRIME-NOTICE",
        cites="DPA 1998 ss 47, 60, 61",
        says="Prosecution by the regulator, or by or with the consent of the Director of Public Prosecutions: a fine, "
        "up to the statutory maximum before magistrates and without limit on indictment.",
        conduct_from=ON_FILE_FROM,
        conduct_until=date(2026, 2, 4),
        consequences=("crime",),
        provisions=("DPA1998-s47", "DPA1998-s61"),
        open_point="whether sections 60 and 61, which stand in Part VI of the Act, reach notices under the 2003 "
        "Regulations",
    ),
    Sanction(
        id="CRIME-NOTICE",
        cites="DPA 2018 ss 144, 148, 148C, 196 to 198",
        says="Prosecution for false answers or for destroying information, by the regulator or with the consent of the "
        "Director of Public Prosecutions: a fine. To disobey an enforcement notice is no crime.",
        conduct_from=NEW_REGIME,
        consequences=("crime",),
        provisions=("DPA2018-s144", "DPA2018-s148", "DPA2018-s198"),
    ),
    Sanction(
        id="CRIME-RPA",
        cites="RPA 1983 ss 169, 173, 175, 176",
        says="On summary conviction a fine up to level 5, without limit in England and Wales. A candidate or agent who "
        "is personally guilty commits an illegal practice: three years' bar from election, and loss of the seat. "
        "Proceedings begin within a year; magistrates in England and Wales may extend to 24 months.",
        conduct_from=ON_FILE_FROM,
        consequences=("crime",),
        provisions=("RPA1983-*",),
        unsure=(
            "Level 5 has no limit in England and Wales since 12 March 2015: from memory.",
            "The penalty for a corrupt practice (s 168) was not read; its bar is five years (s 173).",
        ),
    ),
    Sanction(
        id="CRIME-REGISTER",
        cites="SI 2001/341 reg 115",
        says="On summary conviction a fine up to level 5, without limit in England and Wales, for each person who used "
        "or passed on the full register beyond its purposes, paid or not.",
        conduct_from=ON_FILE_FROM,
        consequences=("crime",),
        provisions=("RPR2001-*",),
        unsure=("Scotland and Northern Ireland have their own regulations, which were not read.",),
    ),
    Sanction(
        id="CRIME-PPERA",
        cites="Political Parties, Elections and Referendums Act 2000 ss 147, 150",
        says="A civil sanction by the Electoral Commission, or prosecution.",
        conduct_from=ON_FILE_FROM,
        consequences=("crime",),
        provisions=("PPERA2000-*",),
        unsure=("These sections and their sums were not read.",),
    ),
    Sanction(
        id="CRIME-IMPRINT",
        cites="Elections Act 2022 ss 48 to 50",
        says="A fine, without limit in England and Wales and up to level 5 elsewhere; an order to take the material "
        "down; civil sanctions.",
        conduct_from=date(2023, 11, 1),
        consequences=("crime",),
        provisions=("EA2022-*",),
    ),
    Sanction(
        id="CRIME-NETWORK",
        cites="Communications Act 2003 s 127(2)(c), (3)",
        says="Up to six months' imprisonment, a level 5 fine, or both.",
        conduct_from=ON_FILE_FROM,
        consequences=("crime",),
        provisions=("CA2003-*",),
        threshold="persistent use for the purpose of causing annoyance, inconvenience or needless anxiety",
    ),
)


def _ofcom(first: date, last: date | None, cap: int, cites: str) -> Sanction:
    return Sanction(
        id="OFC-CAP",
        cites=f"Communications Act 2003 s 130(4); {cites}",
        says=f"After a notification and time to answer it, an Ofcom penalty of up to £{cap:,} for persistent misuse.",
        conduct_from=first,
        conduct_until=last,
        consequences=("ofcom_penalty",),
        provisions=("CA2003-*",),
        threshold="a notification under section 128; appropriate and proportionate to the misuse",
        cap_gbp=cap,
        open_point="a pattern of misuse across the day on which the sum changed is for a person",
    )


_ENDS = [*(start - timedelta(days=1) for start, _, _ in MISUSE_CAPS[1:]), None]
OFCOM = (
    *(_ofcom(start, end, cap, by) for (start, cap, by), end in zip(MISUSE_CAPS, _ENDS, strict=True)),
    Sanction(
        id="OFC-CONDITIONS",
        cites="Communications Act 2003 ss 94 to 96",
        says="Ofcom can act against the provider whose network carried the calls; such calls may be blocked.",
        conduct_from=date(2018, 10, 1),
        consequences=("ofcom_penalty",),
        provisions=("OFCOM-*",),
        unsure=("These sections and their sums were not read.",),
    ),
)
MEMBERSHIP = (
    Sanction(
        id="MEMBERSHIP",
        cites="the disciplinary rules of the body whose code it is",
        says="Discipline by the body whose code it is, up to the loss of membership.",
        conduct_from=ON_FILE_FROM,
        consequences=("membership",),
    ),
)
SANCTIONS = (*TELECOMS_1999, *DATA, *CRIMES, *OFCOM, *MEMBERSHIP)
