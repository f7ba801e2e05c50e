"""docs/asvs.md names every requirement of levels 1 and 2 once, with a state, and tests and files that exist."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
STATES = {"met", "partly", "not met", "n/a", "operator"}
# How the levels 1 and 2 of version 5.0.0 are numbered: section -> numbers. What is missing between is of level 3.
REQUIREMENTS = {
    "1.1": "1-2", "1.2": "1-9", "1.3": "1-11", "1.4": "1-3", "1.5": "1-2", "2.1": "1-3", "2.2": "1-3", "2.3": "1-4",
    "2.4": "1-1", "3.2": "1-2", "3.3": "1-4", "3.4": "1-6", "3.5": "1-5", "3.7": "1-2", "4.1": "1-3", "4.2": "1-1",
    "4.3": "1-2", "4.4": "1-4", "5.1": "1-1", "5.2": "1-3", "5.3": "1-2", "5.4": "1-3", "6.1": "1-3", "6.2": "1-12",
    "6.3": "1-4", "6.4": "1-4", "6.5": "1-5", "6.6": "1-3", "6.8": "1-4", "7.1": "1-3", "7.2": "1-4", "7.3": "1-2",
    "7.4": "1-5", "7.5": "1-2", "7.6": "1-2", "8.1": "1-2", "8.2": "1-3", "8.3": "1-1", "8.4": "1-1", "9.1": "1-3",
    "9.2": "1-4", "10.1": "1-2", "10.2": "1-2", "10.3": "1-4", "10.4": "1-11", "10.5": "1-5", "10.6": "1-2",
    "10.7": "1-3", "11.1": "1-2", "11.2": "1-3", "11.3": "1-3", "11.4": "1-4", "11.5": "1-1", "11.6": "1-1",
    "12.1": "1-3", "12.2": "1-2", "12.3": "1-4", "13.1": "1-1", "13.2": "1-5", "13.3": "1-2", "13.4": "1-5",
    "14.1": "1-2", "14.2": "1-4", "14.3": "1-3", "15.1": "1-3", "15.2": "1-3", "15.3": "1-7", "16.1": "1-1",
    "16.2": "1-5", "16.3": "1-4", "16.4": "1-3", "16.5": "1-3", "17.1": "1-1", "17.2": "1-4", "17.3": "1-2",
}  # fmt: skip


def rows():
    for line in TEXT.splitlines():
        if line.startswith("| ") and not line.startswith("| requirement"):
            cells = [each.strip() for each in line.strip("|").split("|")]
            yield cells


ROWS = list(rows())


def test_every_requirement_stands_there_once():
    wanted = {
        f"{section}.{number}"
        for section, span in REQUIREMENTS.items()
        for number in range(int(span.split("-")[0]), int(span.split("-")[1]) + 1)
    }
    told = Counter(each for cells in ROWS for each in cells[0].split())
    assert set(told) == wanted
    assert {each for each, times in told.items() if times > 1} == set()


@pytest.mark.parametrize("cells", ROWS, ids=lambda cells: cells[0])
def test_each_has_a_state_and_what_it_names_exists(cells):
    assert len(cells) == 5, cells
    asks, state, where, test = cells[1:]
    assert asks
    assert state in STATES
    assert where or test or state == "met", "a reason"
    if state in {"partly", "not met", "operator"}:
        assert where, "what is missing, or who decides"
    for file in re.findall(r"`((?:src|docs|deploy|tests)/[^`:]+?)`", where):
        assert (ROOT / file).exists(), file
    for file, name in re.findall(r"`([^`]+?)::(\w+)`", test):
        assert re.search(rf"(?m)^def {name}\(", (ROOT / file).read_text(encoding="utf-8")), f"{file}::{name}"
    assert not test or "::" in test


def test_a_test_that_is_not_there_would_be_found():
    """The control of the test above."""
    with pytest.raises(AssertionError):
        test_each_has_a_state_and_what_it_names_exists(
            ["1.1.1", "x", "met", "y", "`tests/web/test_asvs.py::test_nothing`"]
        )
