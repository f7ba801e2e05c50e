"""Files that other programs read: the same values, the meaning of their codes, nothing that a spreadsheet would run."""

import csv
import json
from types import SimpleNamespace

import numpy as np
import pyarrow.parquet as pq
import pytest

from ringfence.answers.results import export, private
from ringfence.answers.results.columns import Column, columns
from ringfence.answers.results.weights import unweighted

from .sheets import sheet


@pytest.fixture
def answers():
    some = [
        SimpleNamespace(wave="wave 1", bands={"area": "Wales"}, closed=closed)
        for closed in (
            {"adult": "yes", "vote": "red", "issues": ("nhs", "jobs"), "age": "under_35"},
            {"adult": "yes", "vote": "dont_know", "age": "35_to_under_55"},
            {"adult": "yes", "vote": "blue", "issues": ("jobs",)},
        )
    ]
    return columns(sheet(), some)


EXPECTED = {
    "vote": ["blue", "dont_know", "red"], "issues.nhs": [0, None, 1], "issues.jobs": [1, None, 1],
    "age": [None, "35_to_under_55", "under_35"], "band.area": ["Wales"] * 3, "weight": [1.0] * 3,
}  # fmt: skip


def by_vote(table):
    order = np.argsort(table["vote"])
    return {name: [table[name][at] for at in order] for name in EXPECTED}


def test_csv(answers, tmp_path):
    export.write(tmp_path / "a.csv", answers, unweighted(3), ".csv")
    with (tmp_path / "a.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = by_vote({name: [row[name] for row in rows] for name in rows[0]})
    assert found == {name: ["" if each is None else str(each) for each in values] for name, values in EXPECTED.items()}


def test_parquet_with_the_words_of_its_codes(answers, tmp_path):
    export.write(tmp_path / "a.parquet", answers, unweighted(3), ".parquet")
    table = pq.read_table(tmp_path / "a.parquet")
    assert by_vote(table.to_pydict()) == EXPECTED
    about = table.schema.field("vote").metadata
    assert about[b"label"] == b"Which party would you vote for?"
    assert json.loads(about[b"codes"])["dont_know"] == "Don't know"


def test_spss_with_the_words_of_its_codes(answers, tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    export.write(tmp_path / "a.sav", answers, unweighted(3), ".sav")
    values, meta = pyreadstat.read_sav(str(tmp_path / "a.sav"), output_format="dict")
    words = meta.variable_value_labels
    said = {
        name: [words[name].get(each) if name in words else each for each in column] for name, column in values.items()
    }
    order = np.argsort(said["vote"])
    assert [said["vote"][at] for at in order] == ["Blue", "Don't know", "Red"]
    assert [said["issues.jobs"][at] for at in order] == ["chosen", None, "chosen"]
    assert meta.column_names_to_labels["vote"] == "Which party would you vote for?"


def test_names_that_spss_takes():
    taken = {}
    for name in ("2nd", "band.area", "x" * 80, "x" * 90, "ünï", "a-b"):
        taken[export._spss_name(name, taken)] = name
    assert all(len(name) <= 64 and name[0].isalpha() for name in taken)
    assert len(taken) == 6


def test_free_texts_stand_apart_sorted_and_run_nothing(tmp_path):
    count = export.write_texts(tmp_path / "t.csv", [("why", "=1+1"), ("why", "buses, mostly"), ("also", "@SUM(A1)")])
    assert count == 3
    with (tmp_path / "t.csv").open(newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["question", "text"], ["also", "'@SUM(A1)"], ["why", "'=1+1"], ["why", "buses, mostly"],
        ]  # fmt: skip


def test_the_codebook_tells_every_variable_and_its_codes(answers, tmp_path):
    file = tmp_path / "a.csv"
    export.write(file, answers, unweighted(3), ".csv")
    book = export.codebook(sheet(), export.variables(answers, unweighted(3)), [file])
    fields = {each["name"]: each for each in book["resources"][0]["schema"]["fields"]}
    with file.open(newline="") as stream:
        assert list(fields) == next(csv.reader(stream))
    assert fields["vote"]["enumLabels"]["red"] == "Red"
    assert fields["issues.nhs"]["type"] == "integer"


def test_another_ending_is_refused(answers, tmp_path):
    with pytest.raises(export.ExportRefused, match=r"\.csv, \.parquet, \.sav"):
        export.write(tmp_path / "a.xls", answers, unweighted(3), ".xls")


def test_noise_is_as_large_as_epsilon_says_and_right_on_average():
    pytest.importorskip("opendp")
    column = Column("q", "Q?", {"a": "A", "b": "B"}, np.array(["a"] * 400 + ["b"] * 100))
    drawn = np.array([list(private.noisy_counts(column, 0.5).values()) for _ in range(300)])
    off = drawn - [400, 100]
    assert abs(off.mean()) < 0.7  # six standard errors: the noise has a deviation of 2.8
    assert 2.0 < off.std() < 3.8


def test_several_answers_of_one_person_spend_more():
    pytest.importorskip("opendp")
    codes = {f"c{number}": "x" for number in range(8)}
    column = Column("q", "Q?", codes, np.array([" ".join(codes)] * 1000), several=True)
    off = np.array([list(private.noisy_counts(column, 1.0).values()) for _ in range(60)]) - 1000
    assert 8 < off.std() < 15, "eight counts change with one person: a scale of 8, a deviation of 11.3"


@pytest.mark.parametrize("epsilon", [0, -1, 11, float("nan")])
def test_a_budget_that_protects_nobody_is_refused(epsilon):
    with pytest.raises(private.PrivacyUnusable, match="between 0 and 10"):
        private.noisy_counts(Column("q", "Q?", {"a": "A"}, np.array(["a"])), epsilon)
