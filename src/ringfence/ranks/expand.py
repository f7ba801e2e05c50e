"""A pattern of digits -> the digit sets it stands for: `7[45]\\d{8}` is ({7}, {4, 5}, any, any, ...).

The patterns are those of `phonenumbers`' metadata: digits, classes, groups, branches and counted repeats, nothing else.
What is anything else is refused, so that a pattern that cannot be expanded exactly is never expanded roughly.
"""

import re._constants as op
import re._parser as parser
from collections.abc import Iterator
from itertools import product
from typing import Any

from ringfence.errors import RingfenceError

Digits = frozenset[int]
ANY: Digits = frozenset(range(10))


class PlanNotExpandable(RingfenceError):
    """A pattern of the numbering plan that is more than digits, classes, branches and counted repeats."""

    code = "plan-not-expandable"

    def __init__(self, what: object) -> None:
        super().__init__(
            f"phonenumbers' metadata holds a pattern that cannot be expanded: {what}. Use the locked version."
        )


def expand(pattern: str) -> list[tuple[Digits, ...]]:
    """Every sequence of digit sets that the pattern matches as a whole; sequences may overlap."""
    return list(_sequence(parser.parse(pattern)))


def _sequence(nodes: Any) -> Iterator[tuple[Digits, ...]]:
    each = [list(_node(kind, value)) for kind, value in nodes]
    for parts in product(*each):
        yield tuple(digits for part in parts for digits in part)


def _node(kind: Any, value: Any) -> Iterator[tuple[Digits, ...]]:
    if kind is op.LITERAL:
        yield (_digit(value),)
    elif kind is op.IN:
        yield (frozenset[int]().union(*(_class(*item) for item in value)),)
    elif kind is op.SUBPATTERN:
        yield from _sequence(value[3])
    elif kind is op.BRANCH:
        for branch in value[1]:
            yield from _sequence(branch)
    elif kind is op.MAX_REPEAT:
        low, high, inner = value
        if high > 10:
            raise PlanNotExpandable("a repeat without an end")
        for times in range(low, high + 1):
            yield from _sequence(list(inner) * times)
    else:
        raise PlanNotExpandable(kind)


def _class(kind: Any, value: Any) -> Digits:
    if kind is op.LITERAL:
        return _digit(value)
    if kind is op.RANGE:
        return frozenset(range(min(_digit(value[0])), max(_digit(value[1])) + 1))
    if kind is op.CATEGORY and value is op.CATEGORY_DIGIT:
        return ANY
    raise PlanNotExpandable(kind)


def _digit(code: int) -> Digits:
    if not ord("0") <= code <= ord("9"):
        raise PlanNotExpandable(chr(code))
    return frozenset((code - ord("0"),))
