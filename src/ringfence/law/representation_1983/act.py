"""The Act itself, the days on which parts of it that matter here began, and its clocks."""

from datetime import date

from ringfence.rule import Instrument

RPA = Instrument(
    id="RPA-1983",
    title="Representation of the People Act 1983",
    number="1983 c. 2",
    address="https://www.legislation.gov.uk/ukpga/1983/2",
    in_force_from=date(1983, 3, 15),
    checked_on=date(2026, 11, 21),
)

# The Act is older; judging starts where this product's law starts.
JUDGED_FROM = date(2003, 12, 11)

# s 90ZA and Sch 4A: Electoral Administration Act 2006 s 27, in force 11 September 2006 (SI 2006/1972 art 3, Sch 1
# para 5), but not for by-elections and casual vacancies with polls up to 3 May 2007 (Sch 2 para 2).
# http://www.legislation.gov.uk/uksi/2006/1972/schedule/2/made
EXPENSES_DEFINED_FROM = date(2006, 9, 11)
ATTACK_LIMB_SURE_FROM = date(2007, 5, 4)

# Elections Act 2022 s 8 on 1 November 2023 (SI 2023/1145), s 7 on 12 December 2023 (SI 2023/1234): the official note
# of earlier orders under SI 2023/1405, https://www.legislation.gov.uk/uksi/2023/1405/earlier-orders/made
UNDUE_INFLUENCE_FROM = date(2023, 11, 1)
POSTAL_SECRECY_FROM = date(2023, 12, 12)
POSTAL_SECRECY_SURE_FROM = date(2024, 5, 2)  # savings for polls before that day were not read

# s 176: proceedings within a year of the offence; in England and Wales a court may allow up to 24 months, if asked
# within the year. s 75(2): a spender's return; s 78: bills to the agent, and payment, after the day of the result.
PROSECUTION_MONTHS, EXTENDED_MONTHS = 12, 24
SPENDER_RETURN_DAYS, CLAIMS_DAYS, PAYMENT_DAYS = 21, 21, 28
