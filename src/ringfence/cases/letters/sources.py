"""Ids -> sources: each is looked up in the grounds, the rulebook, the deadlines or the table of sanctions."""

from collections.abc import Callable, Iterable
from datetime import date

from ringfence.calendar import british
from ringfence.cases.letters.grounds import RECORD, Grounds, GroundsUnusable
from ringfence.cases.letters.letter import Source
from ringfence.law.deadlines import Deadline
from ringfence.law.enforcement.sanction import Sanction
from ringfence.law.enforcement.sanctions import sanctions
from ringfence.rule import Rule
from ringfence.rulebook import RULES

PROCEDURE = ("GDPR-COMP", "ENF-INFO")  # rules about how a case is handled: by the day of the letter, not of the calls


def rule_on(id_: str, on: date) -> Rule:
    """The rule of this id that was in force on a day, or the refusal that says which days it was."""
    versions = [rule for rule in RULES if rule.id == id_]
    found = next((rule for rule in versions if rule.in_force(on)), None)
    if found:
        return found
    if not versions:
        raise GroundsUnusable(f"There is no rule {id_}. See: ringfence law list")
    raise GroundsUnusable(
        f"{id_} was not in force on {british(on)}. Name the rule of that day: ringfence law list --on {on}"
    )


def sanction_on(id_: str, conduct: date) -> Sanction | None:
    """The sanction whose id begins so, for conduct of a day."""
    return next((each for each in sanctions(conduct) if each.id.startswith(id_)), None)


class Sources:
    """What a letter cites: each id is looked up once, when a sentence first names it."""

    def __init__(self, grounds: Grounds, on: date) -> None:
        self._grounds, self._on = grounds, on
        self._found: dict[str, Source] = {}
        self._times: dict[str, Deadline] = {}

    def time(self, deadline: Deadline) -> str:
        """The id of a time that the law sets, ready to be cited."""
        id_ = f"TIME-{deadline.name}"  # apart from the rule of the same name
        self._times[id_] = deadline
        return id_

    def cite(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The ids, each once, all of them looked up; an id that leads nowhere is refused."""
        named = tuple(dict.fromkeys(ids))
        for each in named:
            if each not in self._found:
                self._found[each] = self._look_up(each)
        return named

    def cited(self) -> tuple[Source, ...]:
        """Everything that was cited, in the order in which it was first named."""
        return tuple(self._found.values())

    def _look_up(self, id_: str) -> Source:
        looks: tuple[Callable[[str], Source | None], ...] = (
            self._record,
            self._grounded,
            self._timed,
            self._sanctioned,
        )
        for look in looks:
            if found := look(id_):
                return found
        return self._ruled(id_)

    def _record(self, id_: str) -> Source | None:
        says = f"the record of case {self._grounds.reference}"
        return Source(id_, "record", says) if id_ == RECORD else None

    def _grounded(self, id_: str) -> Source | None:
        for evidence in self._grounds.evidence:
            if evidence.id == id_:
                return Source(id_, "evidence", evidence.says)
        for fact in self._grounds.facts:
            if fact.id == id_:
                shown = f" ({fact.standing}; evidence {', '.join(fact.evidence)})" if fact.evidence else " (unknown)"
                self.cite(fact.evidence)
                return Source(id_, "fact", fact.says + shown)
        return None

    def _timed(self, id_: str) -> Source | None:
        found = self._times.get(id_)
        return Source(id_, "time", found.cites) if found else None

    def _sanctioned(self, id_: str) -> Source | None:
        found = next((each for each in sanctions(self._grounds.calls_to) if each.id == id_), None)
        return Source(id_, "sanction", found.cites) if found else None

    def _ruled(self, id_: str) -> Source:
        name, _, day = id_.partition("@")
        on = date.fromisoformat(day) if day else self._on if name in PROCEDURE else self._grounds.calls_to
        rule = rule_on(name, on)
        where = rule.address(on)
        return Source(id_, "rule", f"{rule.cites}, as in force on {british(on)}{f', {where}' if where else ''}")
