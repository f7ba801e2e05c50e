"""The facts of a call in one integer, and back."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from ringfence.lists.packing import REGISTERS, TRUTH, Layout
from ringfence.logic import Value
from ringfence.words import NUMBER_KINDS

LAYOUT = Layout({  # from the low end; two bits hold unknown (0), false (1), true (2)
    "standing": 22,  # the campaign, the kind of call, the law of the day, the age of the register
    "kind": 4,
    "objected": 2,
    "over_frequency_cap": 2,
    "register": 3,  # unknown, on none, tps, ctps, both
    "listed_days": 4,  # 0 is unknown, else one more than the place among the limits of the law
    "consent": 10,  # unknown, none on file, else a place in the table of consents
    "consent_age": 4,
    "hour": 4,
    "shown": 2,  # the calling number: unknown, withheld, the card's own, another
    "connected": 2,
})  # fmt: skip
MOST_STANDINGS, MOST_CONSENTS = 1 << LAYOUT.bits["standing"], 1 << LAYOUT.bits["consent"]
Edges = Mapping[str, Sequence[int]]


def edges(cuts: Edges) -> dict[str, tuple[int, ...]]:
    """For each count that a call may have, the numbers at which some rule changes its answer, from 0 up."""
    names = ("listed_days", "consent_age_days", "local_hour", "register_age_days")
    return {name: tuple(sorted({0, *cuts.get(name, ())})) for name in names}


def clipped(value: int, limits: Sequence[int]) -> int:
    """The least count that every rule treats like this one."""
    return limits[max(0, bisect_right(limits, value) - 1)]


def step_sql(count: str, limits: Sequence[int]) -> str:
    """SQL of a count's place among the limits, from 1; 0 where it is not known."""
    arms = " ".join(f"WHEN {count} >= {limits[i]} THEN {i + 1}" for i in range(len(limits) - 1, 0, -1))
    return f"CASE WHEN {count} IS NULL THEN 0 {arms} ELSE 1 END"


def number_facts(parts: Mapping[str, int], consents: Sequence[Mapping[str, Value]], limits: Edges) -> dict[str, Value]:
    """The facts of the number called, on the day it was called."""
    register = parts["register"]
    consent = dict(consents[parts["consent"]])
    return {
        "number_kind": NUMBER_KINDS[parts["kind"]],
        "duplicate": False,  # a record is a call, not a row of a list: each call is judged
        "objected": TRUTH[parts["objected"]],
        "listed": None if register == 0 else register > 1,
        "listed_on_register": REGISTERS[register],
        "listed_days": _step(parts["listed_days"], limits["listed_days"]),
        "over_frequency_cap": TRUTH[parts["over_frequency_cap"]],
        **consent,
        "consent_age_days": _step(parts["consent_age"], limits["consent_age_days"]),
    }


def call_facts(parts: Mapping[str, int], limits: Edges) -> dict[str, Value]:
    """The facts of the call itself. That there is a record says that a connection was attempted."""
    return {
        "local_hour": _step(parts["hour"], limits["local_hour"]),
        "call_attempted": True,
        "call_connected": TRUTH[parts["connected"]],
    }


def _step(place: int, limits: Sequence[int]) -> int | None:
    return limits[place - 1] if place else None
