"""Released answers -> columns: one value a respondent and question, in an order that says nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ringfence.answers.interview.answering import bands
from ringfence.answers.interview.questionnaire import NOT_READ, Question, Questionnaire
from ringfence.errors import RingfenceError

BAND = "band."
Strings = NDArray[np.str_]


class ColumnUnknown(RingfenceError):
    """A question or band of which there are no answers."""

    code = "column-unknown"


class Released(Protocol):
    """What is needed of a released answer: see `answers.kept.Answer`."""

    @property
    def wave(self) -> str: ...
    @property
    def bands(self) -> Mapping[str, str]: ...
    @property
    def closed(self) -> Mapping[str, str | tuple[str, ...]]: ...


@dataclass(frozen=True, slots=True)
class Column:
    """One variable: its words, what its codes mean in their order, and the values; “” where nothing was answered."""

    name: str
    text: str
    labels: Mapping[str, str]
    values: Strings
    several: bool = False  # values are codes parted by blanks

    def chose(self, code: str) -> NDArray[np.bool_]:
        """Who gave this answer."""
        if self.several:
            return np.array([code in value.split() for value in self.values], dtype=bool)
        return np.asarray(self.values == code)

    @property
    def answered(self) -> NDArray[np.bool_]:
        return np.asarray(self.values != "")


@dataclass(frozen=True, slots=True)
class Columns:
    """All variables of the released answers."""

    columns: Mapping[str, Column]
    rows: int

    def __getitem__(self, name: str) -> Column:
        if name not in self.columns:
            raise ColumnUnknown(f"there is no question or band {name}. There are {', '.join(self.columns)}.")
        return self.columns[name]

    @property
    def questions(self) -> tuple[Column, ...]:
        """The questions of the questionnaire, without bands and wave."""
        return tuple(each for name, each in self.columns.items() if not name.startswith(BAND) and name != "wave")


def flat(answer: Released) -> dict[str, str]:
    """An answer's closed values by question; several codes parted by blanks."""
    return {name: value if isinstance(value, str) else " ".join(value) for name, value in answer.closed.items()}


def columns(questionnaire: Questionnaire, answers: Iterable[Released]) -> Columns:
    """The columns of some released answers, sorted by what they say, so that their order tells nothing else."""
    rows = sorted(
        ((flat(each), dict(each.bands), each.wave) for each in answers),
        key=lambda row: (row[2], sorted(row[1].items()), sorted(row[0].items())),
    )
    found = [
        _question(each, [row[0].get(each.id, "") for row in rows]) for each in questionnaire.kept if each.kind != "open"
    ]
    dimensions = sorted({name for row in rows for name in row[1]})
    found += [_plain(BAND + name, name, [row[1].get(name, "") for row in rows]) for name in dimensions]
    found.append(_plain("wave", "Wave", [row[2] for row in rows]))
    return Columns({each.name: each for each in found}, len(rows))


def _question(question: Question, values: Sequence[str]) -> Column:
    labels = {each.code: each.text for each in question.choices}
    if question.kind == "number":
        codes = bands(question) or sorted({each for each in values if each and each not in NOT_READ}, key=float)
        labels = {code: code.replace("_", " ") for code in codes}
    given = {code for value in set(values) for code in (value.split() if question.kind == "many" else [value]) if code}
    labels |= {code: NOT_READ.get(code, code) for code in sorted(given - set(labels))}  # of an older questionnaire too
    return Column(question.id, question.text, labels, np.array(values, dtype=str), question.kind == "many")


def _plain(name: str, text: str, values: Sequence[str]) -> Column:
    return Column(name, text, {each: each for each in sorted(set(values)) if each}, np.array(values, dtype=str))
