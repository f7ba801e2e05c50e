"""Conditions on answers: the part of XLSForm's expressions that a telephone questionnaire needs.

    ${q4} = 'labour' and not(selected(${q7}, 'nhs') or ${age} < 18)

Understood: and, or, not(), = != < <= > >=, + - * div mod, selected(), count-selected(), string-length(), true(),
false(), numbers, 'text', ${question}, and `.` for the answer itself. All else is refused with its place. A question
that was not asked, or not answered, is empty text: it equals nothing but '', and no comparison of size is true of it.

Libraries for XPath (elementpath, lxml) read documents, not answers, and cannot say which answers a condition rests on;
that is needed to find questions which nobody can reach.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from ringfence.answers.interview.nodes import Node, Values, truth
from ringfence.errors import RingfenceError

LONGEST = 2_000  # characters of one condition
DEEPEST = 40  # brackets within brackets
ITSELF = "."

_TOKEN = re.compile(
    r"\s*(?:(?P<name>\$\{\s*(?P<inner>[\w.-]+)\s*\})|(?P<number>\d+(?:\.\d+)?)"
    r"|'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\""
    r"|(?P<word>[A-Za-z][\w-]*)|(?P<mark><=|>=|!=|[=<>()+*,.-]))"
)
_CLOSES = re.compile(r"\s*")


class ConditionUnreadable(RingfenceError):
    """A condition that is not of the part of the language we read."""

    code = "condition-unreadable"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as read: ask it of some answers; `names` are the questions it rests on."""

    written: str
    tree: Node

    def holds(self, values: Values, itself: str = "") -> bool:
        """Whether it is true of these answers; `itself` is what `.` stands for."""
        return truth(self.tree.value(values, itself))

    @property
    def names(self) -> tuple[str, ...]:
        """The questions it rests on, in order, each once."""
        return tuple(dict.fromkeys(node.text for node in self.tree.walk() if node.kind == "name"))

    def compared(self, name: str) -> tuple[str, ...]:
        """The values that a question's answer is compared with, or asked for by selected()."""
        found: dict[str, None] = {}
        for node in self.tree.walk():
            if node.kind in ("compare", "selected") and any(
                part.text == name for part in node.parts if part.kind == "name"
            ):
                found |= dict.fromkeys(part.text for part in node.parts if part.kind in ("text", "number"))
        return tuple(found)


_FUNCTIONS = {"not": 1, "true": 0, "false": 0, "selected": 2, "count-selected": 1, "string-length": 1}


@lru_cache(maxsize=4096)
def read(written: str) -> Condition:
    """The condition that is written, or the refusal that says where and why it cannot be read."""
    if len(written) > LONGEST:
        raise ConditionUnreadable(
            f"a condition of {len(written):,} characters is over {LONGEST:,}. Split the question."
        )
    return Condition(written, _Reading(written).whole())


class _Reading:
    """One condition being read, from left to right."""

    def __init__(self, written: str) -> None:
        self._written, self._at, self._deep = written, 0, 0
        self._next = self._token()

    def whole(self) -> Node:
        found = self._either()
        if self._next is not None:
            self._refuse("stands where the condition should end")
        return found

    def _token(self) -> re.Match[str] | None:
        self._at = self._next.end() if getattr(self, "_next", None) else 0  # type: ignore[union-attr]
        if _CLOSES.fullmatch(self._written, self._at):
            return None
        found = _TOKEN.match(self._written, self._at)
        if found is None:
            rest = self._written[self._at :].strip()
            raise ConditionUnreadable(f"“{self._written}”: “{rest[:20]}” cannot be read. {_WAY_OUT}")
        return found

    def _is(self, *wanted: str) -> str:
        """The next word or mark, if it is one of these; it is then taken."""
        found = (self._next and (self._next["word"] or self._next["mark"])) or ""
        if found not in wanted:
            return ""
        self._next = self._token()
        return found

    def _refuse(self, why: str) -> None:
        what = f"“{self._next[0].strip()}” {why}" if self._next else f"it breaks off: the end {why}"
        raise ConditionUnreadable(f"“{self._written}”: {what}. {_WAY_OUT}")

    def _either(self) -> Node:
        parts = [self._both()]
        while self._is("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Node("or", "", tuple(parts))

    def _both(self) -> Node:
        parts = [self._comparison()]
        while self._is("and"):
            parts.append(self._comparison())
        return parts[0] if len(parts) == 1 else Node("and", "", tuple(parts))

    def _comparison(self) -> Node:
        left = self._sum()
        if mark := self._is("=", "!=", "<", "<=", ">", ">="):
            return Node("compare", mark, (left, self._sum()))
        return left

    def _sum(self) -> Node:
        left = self._product()
        while mark := self._is("+", "-"):
            left = Node("reckon", mark, (left, self._product()))
        return left

    def _product(self) -> Node:
        left = self._single()
        while mark := self._is("*", "div", "mod"):
            left = Node("reckon", mark, (left, self._single()))
        return left

    def _single(self) -> Node:
        self._deep += 1
        if self._deep > DEEPEST:
            self._refuse("stands too deep in brackets")
        found = self._minus() or self._bracket() or self._plain()
        self._deep -= 1
        return found

    def _minus(self) -> Node | None:
        return Node("minus", "-", (self._single(),)) if self._is("-") else None

    def _bracket(self) -> Node | None:
        if not self._is("("):
            return None
        found = self._either()
        self._close()
        return found

    def _close(self) -> None:
        if not self._is(")"):
            self._refuse("stands where “)” should")

    def _plain(self) -> Node:
        token = self._next
        if token is None:
            self._refuse("stands where an answer or a value should")
            raise AssertionError
        if token["word"]:
            return self._function(token["word"])
        if token["mark"] and token["mark"] != ITSELF:
            self._refuse("stands where an answer or a value should")
        self._next = self._token()
        if token["name"]:
            return Node("name", token["inner"])
        if token["number"]:
            return Node("number", token["number"])
        return Node("itself") if token["mark"] else Node("text", token["single"] or token["double"] or "")

    def _function(self, name: str) -> Node:
        if name not in _FUNCTIONS:
            self._refuse("is no function that we read")
        self._next = self._token()
        if not self._is("("):
            self._refuse("stands where “(” should")
        parts: list[Node] = []
        while not self._is(")"):
            if parts and not self._is(","):
                self._refuse("stands where “,” or “)” should")
            parts.append(self._either())
        if len(parts) != _FUNCTIONS[name]:
            raise ConditionUnreadable(f"“{self._written}”: {name}() takes {_FUNCTIONS[name]} values, not {len(parts)}.")
        return Node(name, "", tuple(parts))


_WAY_OUT = (
    "Read are: ${question}, 'text', numbers, and, or, not(), = != < <= > >=, + - * div mod, selected(${q}, 'code'), "
    "count-selected(${q}), string-length(), and . for the answer itself."
)
