"""Every fact the law asks about: what it means, where it comes from, what silence means, and who can settle it.

Facts come at eight levels: of a *section* of the script, of the whole *script*, of the *campaign* (its card), of a
*number* (one row of the list), of one *call*, of one attempt to *dial* (what the gate alone sees); and, looked at only
when past conduct is assessed, of the *case* (records, contracts, costs, what was done about it) and of a *party* to it.
"""

from bisect import bisect_right
from collections.abc import Sequence

from ringfence.facts.call import *
from ringfence.facts.campaign import *
from ringfence.facts.contact import *
from ringfence.facts.elections import *
from ringfence.facts.enforcement import *
from ringfence.facts.kinds import LEVELS as LEVELS
from ringfence.facts.kinds import AnyFact, Count
from ringfence.facts.kinds import Fact as Fact
from ringfence.facts.kinds import Level as Level
from ringfence.facts.kinds import Word as Word
from ringfence.facts.network import *
from ringfence.facts.number import *
from ringfence.facts.personal_data import *
from ringfence.facts.practice import *
from ringfence.facts.script import *
from ringfence.logic import Value

FACTS: dict[str, AnyFact] = {fact.name: fact for fact in list(globals().values()) if isinstance(fact, AnyFact)}
SECTION_TAGS = tuple(name for name, fact in FACTS.items() if fact.level == "section" and fact.settled_by != "derived")


def say_clipped(name: str, value: Value, limits: Sequence[int] = ()) -> str:
    """A fact of many numbers in words: a count stands there for all counts between two limits of the law."""
    fact = FACTS[name]
    if not isinstance(fact, Count) or not isinstance(value, int) or not limits:
        return fact.say(value)
    place = bisect_right(limits, value)
    if place == 0:
        return f"{fact.label}: fewer than {limits[0]}"
    low = limits[place - 1]
    if place == len(limits):
        return f"{fact.label}: {low} or more"
    return f"{fact.label}: {low}" if limits[place] == low + 1 else f"{fact.label}: {low} to {limits[place] - 1}"
