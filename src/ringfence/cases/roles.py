"""Who handles a case: states, the order of steps and the clocks, read from data."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from ringfence.cases.events import KINDS, CaseUnusable
from ringfence.law.deadlines import CLOCKS

SHIPPED = Path(__file__).parent / "data" / "roles.toml"
OWN = "case-roles.toml"
# What every role may do: a case is opened, looked into, decided and closed by anybody who handles one.
COMMON = (
    "received", "joined", "acknowledged", "noted", "attached", "searched", "fact", "factor", "assessed", "decided",
    "seconded", "erased", "closed", "reopened",
)  # fmt: skip


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A state: given by the latest event of some kinds."""

    state: str
    after: tuple[str, ...]
    next: str = ""


class RoleClock(
    msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True, rename={"starts": "from"}
):
    """A clock: what starts and stops it, where its time comes from, and whether it binds us or others."""

    id: str
    says: str
    starts: tuple[str, ...]
    until: tuple[str, ...]
    law: str = ""
    name: str = ""
    named: str = ""
    days: int = 0
    basis: str = ""
    unless: dict[str, bool] = {}
    caution: str = ""
    theirs: bool = False


class Role(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """One role: its states, the order of its steps, its clocks."""

    says: str
    states: tuple[State, ...]
    clocks: tuple[RoleClock, ...]
    kinds: tuple[str, ...] = ()
    needs: dict[str, tuple[str, ...]] = {}
    second_reader: bool = False
    own_calls: bool = False  # whether what is objected to here reaches whoever makes the calls

    def state_after(self, kind: str) -> State | None:
        """The state that an event of this kind gives."""
        return next((each for each in self.states if kind in each.after), None)

    def knows(self, kind: str) -> bool:
        return kind in COMMON or kind in self.kinds


def roles(home: Path | None = None) -> Mapping[str, Role]:
    """The roles by name: the office's own file under its home if there is one, else those that come with us."""
    own = home / OWN if home else None
    return _read(own if own and own.is_file() else SHIPPED)


def role_of(name: str, home: Path | None = None) -> Role:
    """The role of this name, or the refusal that says which there are."""
    known = roles(home)
    if name not in known:
        raise CaseUnusable(f"{name} is no role. Choose one of: {', '.join(known)}.")
    return known[name]


@cache
def _read(file: Path) -> Mapping[str, Role]:
    try:
        values: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        found = msgspec.convert(values, dict[str, Role])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeError) as error:
        raise CaseUnusable(f"{file}: {error}. See ringfence/cases/data/roles.toml for the form.") from None
    for name, role in found.items():
        for wrong in _wrong(role):
            raise CaseUnusable(f"{file}, [{name}]: {wrong}.")
    return found


def _wrong(role: Role) -> list[str]:
    """What makes no sense in a role."""
    used = {
        *(kind for state in role.states for kind in state.after), *role.needs, *role.kinds,
        *(kind for kinds in role.needs.values() for kind in kinds),
        *(kind for clock in role.clocks for kind in (*clock.starts, *clock.until)),
    }  # fmt: skip
    problems = [f"{kind} is no kind of event" for kind in sorted(used - set(KINDS))]
    ids = [clock.id for clock in role.clocks]
    problems += [f"two clocks are called {each}" for each in sorted({each for each in ids if ids.count(each) > 1})]
    for clock in role.clocks:
        if sum(map(bool, (clock.law, clock.named, clock.days))) != 1:
            problems.append(f"clock {clock.id}: give one of law, named and days")
        if clock.law and clock.law not in CLOCKS:
            problems.append(f"clock {clock.id}: {clock.law} is no clock of the law")
        if clock.days and not clock.basis:
            problems.append(f"clock {clock.id}: say in `basis` where its days come from")
    return problems
