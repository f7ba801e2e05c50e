"""The shipped outcomes: who is right, who is accused, what is explained; and the counting itself."""

import re
from pathlib import Path

from ringfence.rulings.cases import Case
from ringfence.rulings.judge import assess
from ringfence.rulings.loading import shipped
from ringfence.rulings.score import compare, label, score, severity

from .conftest import assessed, judged, read_one

DOC = Path(__file__).parents[2] / "docs" / "rulings.md"


def test_no_case_without_a_contravention_is_accused(public):
    assert public.accused.got == 0
    assert public.accused.of == 5


def test_every_hard_case_is_right(public):
    assert public.hard.got == public.hard.of == 25


def test_every_case_that_is_not_exact_is_explained(public):
    text = DOC.read_text()
    for each in public.wrong:
        assert f"### {each.label.id}\n" in text, f"{each.label.id} is not exact: explain it in docs/rulings.md"


def test_the_document_explains_no_case_that_is_right(public):
    explained = set(re.findall(r"^### (.+)$", DOC.read_text(), re.MULTILINE))
    assert explained == {each.label.id for each in public.wrong}


def test_every_warning_that_was_due_and_not_given_is_told(public):
    text = DOC.read_text()
    for each in public.cases:
        for risk in each.label.at_risk - {*each.assessment.at_risk, *each.said}:
            assert f"`{each.label.id}` ({risk})" in text


def test_every_neighbour_is_right_and_every_flip_flips(neighbours):
    assert [each.label.id for each in neighbours.wrong] == []
    assert neighbours.neighbours_right.of == 80
    assert neighbours.flips.got == neighbours.flips.of > 80


def test_neighbours_come_out_alike_by_the_law_of_the_case_they_are_based_on():
    when = {entry["id"]: {key: entry[key] for key in ("period", "date") if key in entry} for entry in shipped("public")}
    entries = [{**entry, **when[entry["based_on"]]} for entry in shipped("counterfactuals")]
    assert [each.label.id for each in score(entries, assessed(entries)).wrong] == []


def test_no_penalty_is_said_to_be_open_where_there_was_no_power_and_each_that_was_imposed_is(public):
    counted = {each.outcome: each for each in severity(public.cases)}
    assert counted["monetary_penalty"].penalty_open == counted["monetary_penalty"].breach
    assert counted["enforcement_notice"].penalty_open == 0  # of 2005 and 2010
    assert counted["monetary_penalty"].harm_first  # conduct before April 2015


def test_neutral_regulations_count_neither_way():
    entry = {"id": "one", "regulations_contravened": ["19"], "regulations_described_not_numbered": ["24"]}
    recorded = {"call_type": "automated", "promotes": "x", "consent_record": "none", "identity_given": False}
    found = compare(label(entry), judged(recorded, date=2019))
    assert found.assessment.contravened == ("19", "24")
    assert found.exact


def test_a_miss_for_want_of_a_fact_is_counted_apart():
    entry = {"id": "one", "channel": "phone", "date": 2019, "regulations_contravened": ["21"],
             "facts": {"call_type": "live", "promotes": "x"}}  # fmt: skip
    counted = score([entry], assessed([entry]))
    assert (counted.exact.got, len(counted.cannot_tell), counted.regulations["21"].fn) == (0, 1, 1)


def test_a_labelled_case_with_a_problem_counts_as_wrong():
    entry = {"id": "one", "channel": "phone", "date": "2019-13", "regulations_contravened": ["21"], "facts": {}}
    counted = score([entry], assessed([entry]))
    assert str(counted.exact) == "0 of 1"
    assert counted.not_judged == ("one",)


def test_cases_without_labels_are_not_scored():
    case = read_one({"facts": {}})
    assert isinstance(case, Case)
    counted = score([{"id": "one"}, {"id": "two", "scorable": False, "regulations_contravened": []}], [assess(case)])
    assert (counted.exact.of, counted.unscored) == (0, 2)
