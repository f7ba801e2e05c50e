"""The parts of a condition, and what each means of some answers: see `expressions`, which reads them."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

Values = Mapping[str, str]  # what was answered, by question; several choices are parted by blanks
Kind = bool | float | str


@dataclass(frozen=True, slots=True)
class Node:
    """One part of a condition."""

    kind: str
    text: str = ""
    parts: tuple["Node", ...] = ()

    def walk(self) -> Iterator["Node"]:
        yield self
        for part in self.parts:
            yield from part.walk()

    def value(self, values: Values, itself: str) -> Kind:
        return _MEANINGS[self.kind](self, values, itself)


def _several(node: Node, values: Values, itself: str) -> list[Kind]:
    return [part.value(values, itself) for part in node.parts]


def _compare(node: Node, values: Values, itself: str) -> bool:
    left, right = _several(node, values, itself)
    if node.text in ("=", "!="):
        both_text = isinstance(left, str) and isinstance(right, str)
        same = left == right if both_text else _number(left) == _number(right)
        return same is (node.text == "=")
    one, other = _number(left), _number(right)
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[node.text]


def _reckon(node: Node, values: Values, itself: str) -> float:
    one, other = (_number(each) for each in _several(node, values, itself))
    if node.text in ("div", "mod") and other == 0:
        return math.nan
    return {
        "+": lambda: one + other, "-": lambda: one - other, "*": lambda: one * other,
        "div": lambda: one / other, "mod": lambda: math.fmod(one, other),
    }[node.text]()  # fmt: skip


def _selected(node: Node, values: Values, itself: str) -> bool:
    several, one = (_words(each) for each in _several(node, values, itself))
    return one in several.split() if one else False


def _words(value: Kind) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if value == int(value) else str(value)


def _number(value: Kind) -> float:
    """A value as a number; what is none, is not a number, and compares with nothing."""
    try:
        return float(value)
    except ValueError:
        return math.nan


def truth(value: Kind) -> bool:
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


_MEANINGS: Mapping[str, Callable[[Node, Values, str], Kind]] = {
    "name": lambda node, values, _: values.get(node.text, ""),
    "itself": lambda _, __, itself: itself,
    "text": lambda node, _, __: node.text,
    "number": lambda node, _, __: float(node.text),
    "and": lambda node, values, itself: all(truth(part.value(values, itself)) for part in node.parts),
    "or": lambda node, values, itself: any(truth(part.value(values, itself)) for part in node.parts),
    "not": lambda node, values, itself: not truth(node.parts[0].value(values, itself)),
    "minus": lambda node, values, itself: -_number(node.parts[0].value(values, itself)),
    "true": lambda _, __, ___: True,
    "false": lambda _, __, ___: False,
    "compare": _compare,
    "reckon": _reckon,
    "selected": _selected,
    "count-selected": lambda node, values, itself: float(len(_words(_several(node, values, itself)[0]).split())),
    "string-length": lambda node, values, itself: float(len(_words(_several(node, values, itself)[0]))),
}
