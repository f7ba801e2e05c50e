"""How alike two cases are by what was done, fact by fact. Pure, and blind to who did it.

Equal weight for every fact: nothing says that one counts for more, and a weight that we chose would choose the answer.
A fact known of one case only is neither the same nor different; it counts half, so that silence never makes two cases
alike. Who called, for which party or trade, and what was decided are no facts here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from ringfence.facts import FACTS
from ringfence.logic import Value

FEATURES = (
    "mode", "script_markets", "presents_as_research", "presents_as_service", "ask_vote", "vote_intention_question",
    "loaded_premise", "charity_fundraising", "pensions", "claims_management", "audience_by_support", "encouraged",
    "paid_callers", "listed", "objected", "called_persistently", "consent_on_file", "consent_names_caller",
    "consent_proof", "consent_indirect", "source_bought", "source_checked", "identity_stated", "contact_stated",
    "objection_offered", "trading_names_doubtful", "alias_used", "impersonates_official", "answers_linked",
    "collects_contact_details", "prior_warnings", "regulator_reviewed_script", "undertook_to_stop", "wording_changed",
    "notice_breached",
)  # fmt: skip
ENOUGH = 3  # facts known of both: with fewer, nothing can be said
Beside = Literal["same", "differs", "known of one"]
Key = TypeVar("Key")


@dataclass(frozen=True)
class Compared:
    """One fact of two cases: its value in each (None: not on record) and how they stand to each other."""

    fact: str
    here: Value
    there: Value

    @property
    def beside(self) -> Beside:
        if self.here is None or self.there is None:
            return "known of one"
        return "same" if self.here == self.there else "differs"

    @property
    def says(self) -> str:
        """The fact in plain words, with both values where they differ."""
        here, there = self.sides
        return here if self.beside == "same" else f"{here} / {there}"

    @property
    def sides(self) -> tuple[str, str]:
        """Each side in plain words."""
        return self._side(self.here), self._side(self.there)

    def _side(self, value: Value) -> str:
        return "not on record" if value is None else FACTS[self.fact].say(value)


@dataclass(frozen=True)
class Likeness:
    """Two cases side by side: every fact that is known of either."""

    facts: tuple[Compared, ...]

    def which(self, beside: Beside) -> tuple[Compared, ...]:
        """The facts that stand so."""
        return tuple(each for each in self.facts if each.beside == beside)

    @property
    def enough(self) -> bool:
        """Whether enough is known of both to say anything."""
        return len(self.which("same")) + len(self.which("differs")) >= ENOUGH

    @property
    def distance(self) -> float:
        """From 0 (all known facts are the same) to 1: differing facts count one, those known of one case a half."""
        if not self.facts:
            return 1.0
        return (len(self.which("differs")) + len(self.which("known of one")) / 2) / len(self.facts)

    @property
    def says(self) -> str:
        """The distance explained in one line."""
        same, differs, half = (len(self.which(each)) for each in ("same", "differs", "known of one"))
        return (
            f"distance {self.distance:.2f}: {same} of {same + differs} facts known of both are the same, "
            f"{half} known of one only"
        )


def likeness(here: Mapping[str, Value], there: Mapping[str, Value]) -> Likeness:
    """Two sets of facts, under the names of the engine's facts, side by side."""
    pairs = (Compared(name, here.get(name), there.get(name)) for name in FEATURES)
    return Likeness(tuple(each for each in pairs if each.here is not None or each.there is not None))


@dataclass(frozen=True)
class Near(Generic[Key]):
    """One of the nearest cases."""

    key: Key
    likeness: Likeness


def nearest(
    facts: Mapping[str, Value], others: Iterable[tuple[Key, Mapping[str, Value]]], most: int = 5
) -> tuple[Near[Key], ...]:
    """The nearest of other cases, the nearest first; those of which too little is known of both are left out."""
    found = (Near(key, likeness(facts, there)) for key, there in others)
    return tuple(sorted((near for near in found if near.likeness.enough), key=_order)[:most])


def _order(near: Near[Key]) -> tuple[float, int]:
    return near.likeness.distance, -len(near.likeness.which("same"))
