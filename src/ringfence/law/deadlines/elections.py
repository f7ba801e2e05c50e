"""Times of election law: returns and bills after the result, under its own calendar, and prosecution."""

from collections.abc import Collection
from datetime import date, timedelta

from ringfence.calendar import Nation, is_election_day_counted, months_after, on_or_after, on_or_before
from ringfence.law.deadlines.deadline import Deadline

RETURN_DAYS = 21  # RPA 1983 s 75(2)(a)
CLAIM_DAYS = 21  # RPA 1983 s 78(1)
PAYMENT_DAYS = 28  # RPA 1983 s 78(2)
SHORT_PERIOD = 7  # RPA 1983 s 119(1)(b): days left out are not counted at all
PROSECUTION_MONTHS, EXTENDED_MONTHS = 12, 24  # RPA 1983 s 176(1), (2B)
EXTENSION_NATIONS: tuple[Nation, ...] = ("ENG", "WLS")
_RETURN = (
    "The return and declaration of authorised spending for a candidate must have been sent by this day (not at a local "
    "election in Scotland)."
)
_BILLS = "Bills must have reached the election agent by this day, or they may not be paid."
_UNSURE = (
    "At a parliamentary general election some days may be left in (elections rule 2(2A)): not read.",
    "Days of public thanksgiving or mourning are not on file unless they were bank holidays: add them by hand.",
)


def election_days(after: date, days: int, nation: Nation, mourning: Collection[date] = ()) -> tuple[date, date]:
    """The plain count, and the last day in law, of a period of days after a day (RPA 1983 s 119)."""
    raw = after + timedelta(days=days)
    if days > SHORT_PERIOD:
        return raw, on_or_after(raw, lambda day: _counts(day, nation, mourning))
    last = after
    for _ in range(days):
        last = on_or_after(last + timedelta(days=1), lambda day: _counts(day, nation, mourning))
    return raw, last


def after_result(declared: date, nation: Nation, mourning: Collection[date] = ()) -> tuple[Deadline, ...]:
    """Returns, bills and payments after the day on which the result was declared."""

    def within(days: int, name: str, section: str, says: str) -> Deadline:
        raw, legal = election_days(declared, days, nation, mourning)
        safe = on_or_before(raw, lambda day: _counts(day, nation, mourning))
        return Deadline(name, says, f"RPA 1983 {section}, s 119", raw, legal, safe, unsure=_UNSURE)

    return (
        within(RETURN_DAYS, "EXP-75-RETURN", "s 75(2)", _RETURN),
        within(CLAIM_DAYS, "EXP-78-BILLS", "s 78(1)", _BILLS),
        within(PAYMENT_DAYS, "EXP-78-PAID", "s 78(2)", "Election expenses must have been paid by this day."),
    )


def prosecution(offence: date, nation: Nation) -> tuple[Deadline, ...]:
    """The last day to begin a prosecution, and in England and Wales the last that magistrates can allow."""
    first, extended = months_after(offence, PROSECUTION_MONTHS), months_after(offence, EXTENDED_MONTHS)
    limit = Deadline(
        "RPA-176",
        "Proceedings for an offence under the Act of 1983 must have begun by this day.",
        "RPA 1983 s 176(1)",
        first, first, first,
    )  # fmt: skip
    if nation not in EXTENSION_NATIONS:
        return (limit,)
    longer = Deadline(
        "RPA-176-EXTENDED",
        "Only if police or prosecutor asked within the first year and magistrates found exceptional circumstances: "
        "proceedings must have begun by this day.",
        "RPA 1983 s 176(2A)-(2F)",
        extended, extended, extended,
    )  # fmt: skip
    return limit, longer


def _counts(day: date, nation: Nation, mourning: Collection[date]) -> bool:
    return is_election_day_counted(day, nation) and day not in mourning
