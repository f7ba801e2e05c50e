"""What a campaign settles before its first answer: how many answers leave together, and told by which bands."""

from collections.abc import Mapping
from typing import Any

import msgspec

from ringfence.answers.record import AnswerRefused

LEAST = 50  # answers in a batch of a real campaign; simulations may try less
NOT_TOLD = "*"  # a band, wave or flag that a batch too small to carry it leaves out


class Bands(msgspec.Struct, frozen=True):
    """Declared bands: dimensions, most wanted first, and the cell that each combination on the list belongs to."""

    dimensions: tuple[str, ...] = ()
    cells: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()  # (as on the list, merged)

    def cell(self, told: Mapping[str, str]) -> tuple[str, ...]:
        """The merged cell of somebody; a combination that the list does not have tells nothing."""
        if unknown := sorted(set(told) - set(self.dimensions)):
            raise AnswerRefused(
                f"band {unknown[0]} is not declared for this campaign ({', '.join(self.dimensions) or 'none is'}). "
                "Declare it before the first interview, or leave it out."
            )
        raw = tuple(told.get(name, "") for name in self.dimensions)
        return dict(self.cells).get(raw, (NOT_TOLD,) * len(self.dimensions))


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The terms on which answers leave; fixed with the first opening of a campaign's answers."""

    k: int = LEAST  # interviews in a batch, at least
    interviewers: int = 3  # different interviewers in a batch, at least
    others: int = 10  # interviews of a batch that its busiest interviewer did not hold, at least
    bands: Bands = Bands()
    sensitive: tuple[str, ...] = ()  # questions on which no batch may be of one mind
    simulated: bool = False  # a rehearsal: k may be less than 50

    def check(self) -> "Plan":
        """The plan, or why answers must not be kept on such terms."""
        least = 2 if self.simulated else LEAST
        if self.k < least:
            raise AnswerRefused(
                f"k = {self.k}: fewer than {least} answers in a batch hide nobody. Choose {least} or more."
            )
        if self.interviewers < 2 or not 1 <= self.others < self.k:
            raise AnswerRefused(
                "a batch must come from at least 2 interviewers, and `others` must lie between 1 and k - 1: whoever "
                "interviewed remembers, so the rest of the batch must hide each person among others."
            )
        return self


def written(plan: Plan) -> str:
    """The plan as it is kept with the answers."""
    return msgspec.json.encode(plan).decode()


def read(text: str) -> Plan:
    """The plan that was kept."""
    return msgspec.json.decode(text, type=Plan)


def told(plan: Plan) -> dict[str, Any]:
    """The plan for people and machines, without the table of cells."""
    return {
        "k": plan.k,
        "interviewers": plan.interviewers,
        "others": plan.others,
        "bands": list(plan.bands.dimensions),
        "cells": len({merged for _, merged in plan.bands.cells}),
        "sensitive": list(plan.sensitive),
    }
