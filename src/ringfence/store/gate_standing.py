"""What stands about numbers at this moment, read for all calls that are decided together, in a few statements.

A statement costs the gate little more for sixty numbers than for one, and each one lets other threads run in between.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from ringfence.store.database import Database
from ringfence.store.reading import CONSENTS, STANDING

_LIVE = (
    "SELECT keyed, kind, scope_key FROM ringfence_event AS o WHERE keyed IN ({marks}) "  # noqa: S608
    f"AND (kind IN ('consent', 'refusal', 'withdrawal') OR ({STANDING}))"
)
_CALLS = (
    "SELECT keyed, count(*) FROM ringfence_gate_decision WHERE keyed IN ({marks}) AND campaign = ? AND decided_at >= ? "
    "AND decision = ? GROUP BY keyed"
)
_RELEASES = (
    "SELECT keyed, campaign, rules, rules_version, at, until FROM ringfence_gate_release WHERE keyed IN ({marks})"
)


class Asked(NamedTuple):
    """A number in keyed form, the campaign that would call it, and since when its calls count."""

    keyed: bytes
    campaign: str
    since: str


class Released(NamedTuple):
    """What a person answered for a number, under which rules and for how long."""

    rules: frozenset[str]
    rules_version: str
    at: str
    until: str


@dataclass(slots=True)
class Standing:
    """What people said about a number, how often a campaign called it, and what was released for it."""

    said: list[tuple[str, str | None]] = field(default_factory=list)  # kind and scope of what stands
    calls: int = 0  # that the gate allowed the campaign
    releases: list[Released] = field(default_factory=list)

    def objected(self, scopes: Collection[str]) -> bool:
        """Whether an objection of one of these scopes stands."""
        return any(kind == "objection" and scope in scopes for kind, scope in self.said)

    @property
    def consents(self) -> bool:
        """Whether anything about consent is on file."""
        return any(kind in CONSENTS for kind, _ in self.said)

    def released(self, rules_version: str, at: str) -> frozenset[str]:
        """The rules whose questions a person answered; under other rules nobody did."""
        live = (each for each in self.releases if each.rules_version == rules_version and each.at <= at <= each.until)
        return frozenset(rule for each in live for rule in each.rules)


def standing(database: Database, asked: Collection[Asked]) -> dict[Asked, Standing]:
    """What stands about each number now; read each time, so that every process sees what any has confirmed."""
    found = {each: Standing() for each in asked}
    of_number: dict[bytes, list[Asked]] = defaultdict(list)
    together: dict[tuple[str, str], list[bytes]] = defaultdict(list)
    for each in found:
        of_number[each.keyed].append(each)
        together[each.campaign, each.since].append(each.keyed)
    if not found:
        return found
    for keyed, kind, scope in database.read(*_many(_LIVE, of_number)):
        for each in of_number[bytes(keyed)]:
            found[each].said.append((kind, scope))
    for (campaign, since), numbers in together.items():
        for keyed, count in database.read(*_many(_CALLS, numbers, campaign, since, "allow")):
            found[Asked(bytes(keyed), campaign, since)].calls = int(count)
    for keyed, campaign, rules, *told in database.read(*_many(_RELEASES, of_number)):
        released = Released(frozenset(msgspec.json.decode(rules)), *told)
        for each in of_number[bytes(keyed)]:
            if each.campaign == campaign:
                found[each].releases.append(released)
    return found


def latest(database: Database, client: str, references: Iterable[str]) -> list[int]:
    """The places of the latest decisions on attempts of these names; most have none.

    Each is found by its index, and no row is read: a dialler may give all its attempts one name.
    """
    names = _padded([*references])
    sql = (
        "SELECT (SELECT max(seq) FROM ringfence_gate_decision WHERE client = ? AND reference = named.column1) "  # noqa: S608
        f"FROM (VALUES {', '.join(['(?)'] * len(names))}) AS named"
    )
    return sorted({int(seq) for (seq,) in database.read(sql, [client, *names]) if seq is not None})


def _many(sql: str, values: Iterable[object], *more: object) -> tuple[str, list[object]]:
    """A statement over so many values, and the values."""
    some = _padded([*values])
    return sql.format(marks=", ".join("?" * len(some))), [*some, *more]


def _padded(values: Sequence[object]) -> list[object]:
    """The values, the last of them again until they are 1, 2, 4, 8 ...: so there are few statements, each read once."""
    return [*values, *_again(values[-1], (1 << (len(values) - 1).bit_length()) - len(values))]


def _again(value: object, times: int) -> Iterator[object]:
    return (value for _ in range(times))
