"""What could follow conduct of a day: every sanction on file, picked by what was broken and when.

Breach and sanction are different questions, so these are dated statements, not rules that can be broken.
"""

from collections.abc import Iterable
from datetime import date

from ringfence.law.enforcement import others, pecr, sanction
from ringfence.law.enforcement.pecr import NEW_REGIME
from ringfence.law.enforcement.sanction import Sanction, days_of_change
from ringfence.rule import Consequence, Rule

SANCTIONS: tuple[Sanction, ...] = (*pecr.SANCTIONS, *others.SANCTIONS)
PECR: tuple[Consequence, ...] = ("enforcement_notice", "penalty", "damages")


def sanctions(conduct: date, consequences: Iterable[Consequence] = PECR, provision: str = "19") -> tuple[Sanction, ...]:
    """What could follow a breach on that day: of the marketing regulations (19 stands for all), unless said."""
    kinds = tuple(consequences)
    return tuple(each for each in SANCTIONS if each.follows(conduct) and each.concerns(kinds, provision))


def after(rule: Rule, conduct: date) -> tuple[Sanction, ...]:
    """What could follow a breach of this rule on that day."""
    return sanctions(conduct, rule.consequences, rule.provision)


def split(first: date, last: date, at: Iterable[date] = (NEW_REGIME,)) -> tuple[tuple[date, date], ...]:
    """A campaign's days in sets that fall under one regime each, or split at other days of change."""
    return sanction.split(first, last, at)


def days_when_sanctions_change() -> tuple[date, ...]:
    """Every day on which something in the table changes."""
    return days_of_change(SANCTIONS)
