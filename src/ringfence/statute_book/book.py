"""The rules on file as one book: every version of each, who gives which fact, who relies on whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Protocol

from ringfence.rule import Rule


class Citing(Protocol):
    """Something with a code that cites rules: a check of the script."""

    @property
    def code(self) -> str: ...

    @property
    def cites(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Reliance:
    """Ids of rules that name the fact a rule gives, of those reached through them, and codes of script checks."""

    rules: tuple[str, ...]
    through: tuple[str, ...]
    checks: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """Every rule on file, and the codes of script checks by the rule they cite."""

    rules: Sequence[Rule]
    checks: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(sorted({rule.id for rule in self.rules}))

    def versions(self, id_: str) -> tuple[Rule, ...]:
        """Every version of one rule, the oldest first."""
        return tuple(sorted((rule for rule in self.rules if rule.id == id_), key=lambda rule: rule.in_force_from))

    def givers(self, fact: str, beside: Rule | None = None) -> tuple[str, ...]:
        """Ids of the rules that give a fact; beside a rule, those in force at some time together with it."""
        found = (rule for rule in self._givers.get(fact, ()) if beside is None or overlap(rule, beside))
        return tuple(dict.fromkeys(rule.id for rule in found))

    def users(self, fact: str) -> tuple[str, ...]:
        """Ids of the rules that look at a fact."""
        return tuple(sorted({rule.id for rule in self._users.get(fact, ())}))

    def relied_on_by(self, id_: str) -> Reliance:
        """Who relies on a rule, at first hand and through others."""
        direct = self._relying(id_)
        reached, waiting = set(direct), list(direct)
        while waiting:
            new = set(self._relying(waiting.pop())) - reached
            reached |= new
            waiting += new
        return Reliance(direct, tuple(sorted(reached - {*direct, id_})), tuple(sorted(self.checks.get(id_, ()))))

    def _relying(self, id_: str) -> tuple[str, ...]:
        """Rules that look at what this one gives while both are in force."""
        gave = [(rule, rule.gives.name) for rule in self.versions(id_) if rule.gives is not None]
        found = {user.id for rule, fact in gave for user in self._users.get(fact, ()) if overlap(rule, user)}
        return tuple(sorted(found - {id_}))

    @cached_property
    def _givers(self) -> dict[str, list[Rule]]:
        found = dict[str, list[Rule]]()
        for rule in self.rules:
            if rule.gives is not None:
                found.setdefault(rule.gives.name, []).append(rule)
        return found

    @cached_property
    def _users(self) -> dict[str, list[Rule]]:
        found = dict[str, list[Rule]]()
        for rule in self.rules:
            for name in rule.names():
                found.setdefault(name, []).append(rule)
        return found


def overlap(one: Rule, other: Rule) -> bool:
    """Whether two versions were in force on some day together."""
    return max(one.in_force_from, other.in_force_from) <= min(one.until or date.max, other.until or date.max)


def bind(rules: Sequence[Rule], checks: Iterable[Citing]) -> Book:
    """The book of these rules and of the checks that cite them."""
    cited = dict[str, list[str]]()
    for check in checks:
        for cites in check.cites:
            cited.setdefault(cites, []).append(check.code)
    return Book(rules, {id_: tuple(codes) for id_, codes in cited.items()})
