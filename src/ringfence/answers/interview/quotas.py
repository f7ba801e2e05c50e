"""Quotas, counted without linking: in memory only, from answers that were released and those of this process since.

A count on a disk would rise by one at a known call and say into which cell its answers fell. The price: after a restart
the answers that still wait to be released are not counted, so a quota can run over by as many as wait.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping

from ringfence.answers.interview import expressions
from ringfence.answers.interview.answering import banded, bands
from ringfence.answers.interview.questionnaire import Question, Questionnaire, Quota


class Counts:
    """How many interviews each quota has; shared by the interviewers of one process."""

    def __init__(self, questionnaire: Questionnaire, released: Iterable[Mapping[str, str]] = ()) -> None:
        self._questionnaire = questionnaire
        self._held: Counter[str] = Counter()
        self._lock = threading.Lock()
        for values in released:
            self.add(values)

    def add(self, values: Mapping[str, str]) -> None:
        """Counts a complete interview; `values` as they are kept."""
        names = [quota.name for quota in self._questionnaire.quotas if holds(self._questionnaire, quota, values)]
        with self._lock:
            self._held.update(names)

    def full(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """The quotas that these answers fall under and that are full; those whose questions still come are left out."""
        found = []
        for quota in self._questionnaire.quotas:
            if self._settled(quota, values) and holds(self._questionnaire, quota, values):
                with self._lock:
                    if self._held[quota.name] >= quota.limit:
                        found.append(quota.name)
        return tuple(found)

    def held(self) -> dict[str, int]:
        """Interviews counted, by quota."""
        with self._lock:
            return {quota.name: self._held[quota.name] for quota in self._questionnaire.quotas}

    def _settled(self, quota: Quota, values: Mapping[str, str]) -> bool:
        """Whether every question that the quota rests on was answered, or passed over."""
        names = [each.id for each in self._questionnaire.questions]
        last = max((names.index(name) for name in values if name in names), default=-1)
        return all(names.index(name) <= last for name in expressions.read(quota.where).names)


def holds(questionnaire: Questionnaire, quota: Quota, values: Mapping[str, str]) -> bool:
    """Whether answers fall under a quota, whether they are as given or as kept."""
    asked = {name: questionnaire.question(name) for name in values}
    plain = {name: _representative(question, values[name]) for name, question in asked.items() if question}
    return expressions.read(quota.where).holds(plain)


def _representative(question: Question, value: str) -> str:
    """A number's band as a number in it, so that a condition on the number can be asked of it."""
    if question.kind != "number" or not question.cuts:
        return value
    lowest = [question.cuts[0] - 1, *question.cuts]
    by_band = {band: f"{least:g}" for band, least in zip(bands(question), lowest, strict=True)}
    return by_band.get(banded(question, value) if value not in by_band else value, value)
