"""What the tests of rulings share: a case from a few words, judged."""

from datetime import date
from typing import Any

import pytest

from ringfence.rulings import cases
from ringfence.rulings.judge import Assessment, assess
from ringfence.rulings.loading import shipped
from ringfence.rulings.score import Score, score

TODAY = date(2026, 11, 21)


def read_one(entry: dict[str, Any], *, strict: bool = False) -> cases.Case | list[cases.Problem]:
    """The case in one entry, or its problems."""
    found = cases.read([{"id": "one", "channel": "phone", **entry}], TODAY, strict=strict)
    if isinstance(found[0], cases.Case):
        return found[0]
    return [each for each in found if isinstance(each, cases.Problem)]


def judged(facts: dict[str, Any] | None = None, /, **entry: Any) -> Assessment:
    case = read_one({"facts": facts or {}, **entry})
    assert isinstance(case, cases.Case), [str(each) for each in case]
    return assess(case)


def assessed(entries: list[Any]) -> list[Assessment]:
    return [assess(case) for case in cases.read(entries, TODAY) if isinstance(case, cases.Case)]


@pytest.fixture(scope="session")
def public() -> Score:
    entries = shipped("public")
    return score(entries, assessed(entries), entries)


@pytest.fixture(scope="session")
def neighbours() -> Score:
    entries = shipped("counterfactuals")
    return score(entries, assessed(entries), shipped("public"))
