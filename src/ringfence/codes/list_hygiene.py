"""What makes a row of a list no number to dial, whatever the law says: our own caution, and plain arithmetic."""

from datetime import date

from ringfence import facts as f
from ringfence.rule import Doubt, Force, Instrument, Rule, doubtful, lawful, outside, unknown, unlawful

PRODUCT = Instrument(
    id="RINGFENCE",
    title="Ringfence's own caution",
    number="",
    address="",
    in_force_from=date(2003, 12, 11),
    checked_on=date(2026, 11, 21),
)
_SINCE = date(2003, 12, 11)

LIST_NUMBER = Rule(
    id="LIST-NUMBER",
    cites="libphonenumber's metadata for the United Kingdom",
    instrument=PRODUCT,
    force=Force.PRODUCT,
    in_force_from=_SINCE,
    says="What cannot be read as a telephone number is not dialled; one a spreadsheet damaged is never guessed at.",
    broken=f.number_kind.among("invalid", "damaged", "missing"),
    reason="INVALID_NUMBER",
    alone=True,
    cure="Correct the cell in the list and screen again.",
    examples=(
        unlawful("letters", number_kind="invalid"),
        unlawful("7.91112E+09", number_kind="damaged"),
        unlawful("an empty cell", number_kind="missing"),
        lawful("a mobile", number_kind="mobile"),
        unknown("not read"),
    ),
)
LIST_PREMIUM = Rule(
    id="LIST-PREMIUM",
    cites="premium-rate and paging ranges of the national numbering plan",
    instrument=PRODUCT,
    force=Force.PRODUCT,
    in_force_from=_SINCE,
    says="Premium-rate and pager numbers reach no person and cost money: they are not dialled.",
    broken=f.number_kind.among("premium", "pager"),
    reason="PREMIUM_NUMBER",
    alone=True,
    cure="Remove the number.",
    examples=(
        unlawful("09...", number_kind="premium"),
        unlawful("a pager", number_kind="pager"),
        lawful("a landline", number_kind="fixed"),
        unknown("not read"),
    ),
)
LIST_DUPLICATE = Rule(
    id="LIST-DUPLICATE",
    cites="the list itself",
    instrument=PRODUCT,
    force=Force.PRODUCT,
    in_force_from=_SINCE,
    says="A number that stands in the list twice is called once: its first row carries the verdict.",
    broken=f.duplicate,
    reason="DUPLICATE",
    alone=True,
    cure="Nothing to do: the first row counts.",
    examples=(
        unlawful("the second row", duplicate=True),
        lawful("the first row", duplicate=False),
        unknown("not counted"),
    ),
)
LIST_FOREIGN = Rule(
    id="LIST-FOREIGN",
    cites="outside the United Kingdom's numbering plan",
    instrument=PRODUCT,
    force=Force.PRODUCT,
    in_force_from=_SINCE,
    says="A number abroad falls under another country's law as well, which is not on file.",
    doubts=(
        Doubt("This is a foreign number. Does the law of that country allow the call?",
              when=f.number_kind.among("foreign")),
    ),
    reason="FOREIGN_NUMBER",
    reason_open="FOREIGN_NUMBER",
    cure="Remove the number, or take advice on the law of that country.",
    examples=(
        doubtful("+1 202 ...", number_kind="foreign"),
        lawful("a mobile", number_kind="mobile"),
        unknown("not read"),
    ),
)  # fmt: skip
LIST_FREQUENCY = Rule(
    id="LIST-FREQUENCY",
    cites="the campaign's own limit; repeated calls can be annoyance under Communications Act 2003 s 128",
    instrument=PRODUCT,
    force=Force.PRODUCT,
    in_force_from=_SINCE,
    says="A number is not called more often than the campaign's own limit allows.",
    applies=f.frequency_limited,
    broken=f.over_frequency_cap,
    reason="FREQUENCY_CAP",
    cure="Wait, or change the limit in the campaign card.",
    examples=(
        unlawful("called three times this month, the limit is three", frequency_limited=True, over_frequency_cap=True),
        lawful("called once", frequency_limited=True, over_frequency_cap=False),
        outside("no limit set", frequency_limited=False),
        unknown("no records of calls", frequency_limited=True),
    ),
)

RULES = (LIST_NUMBER, LIST_PREMIUM, LIST_DUPLICATE, LIST_FOREIGN, LIST_FREQUENCY)
