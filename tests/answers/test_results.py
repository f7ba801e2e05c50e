"""Weights that fit their margins, tables that hide what is small, rates by the formulas."""

from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ringfence.answers.interview.outcomes import OUTCOMES, OutcomeUnknown, outcome
from ringfence.answers.results import rates, weights
from ringfence.answers.results.columns import ColumnUnknown, columns
from ringfence.answers.results.suppress import hidden
from ringfence.answers.results.tables import as_data, as_text, table
from ringfence.answers.results.weights import Targets, TargetsUnusable, rake, unweighted, weigh

from .sheets import sheet


def answer(**closed):
    bands = {"area": closed.pop("area")} if "area" in closed else {}
    return SimpleNamespace(wave="wave 1", bands=bands, closed=closed)


def sample(*groups):
    """So many answers of each kind."""
    return columns(sheet(), [answer(**closed) for number, closed in groups for _ in range(number)])


# Weights


def test_one_margin_is_cell_weighting():
    found = sample((30, {"vote": "red"}), (60, {"vote": "blue"}), (10, {"vote": "green"}))
    weighted = weigh(found, Targets({"vote": {"red": 0.5, "blue": 0.3, "green": 0.2}}))
    held = {code: float(weighted.values[found["vote"].chose(code)].sum()) for code in ("red", "blue", "green")}
    assert held == pytest.approx({"red": 50, "blue": 30, "green": 20})
    assert weighted.effective == pytest.approx(100**2 / (30 * (5 / 3) ** 2 + 60 * 0.25 + 10 * 4))


@settings(deadline=None)
@given(
    arrays(np.int64, st.tuples(st.integers(2, 4), st.integers(2, 4)), elements=st.integers(1, 30)),
    st.lists(st.integers(1, 9), min_size=8, max_size=8),
)
def test_raking_is_the_one_solution(counts, parts):
    """It fits both margins, and every weight is a row's factor times a column's: only one table is both (Ireland and
    Kullback, 1968), so no other library is needed to say what it should be."""
    rows, cols = counts.shape
    wanted = [np.array(parts[:rows]) / sum(parts[:rows]), np.array(parts[4 : 4 + cols]) / sum(parts[4 : 4 + cols])]
    cells = [cell for cell in product(range(rows), range(cols)) for _ in range(counts[cell])]
    places = [np.array([cell[side] for cell in cells]) for side in (0, 1)]
    found = rake(list(zip(places, wanted, strict=True)), len(cells), Targets({})).values
    for place, want in zip(places, wanted, strict=True):
        assert np.bincount(place, found) / found.sum() == pytest.approx(want, abs=1e-7)
    by_cell = np.zeros(counts.shape)
    for cell, weight in zip(cells, found, strict=True):
        by_cell[cell] = weight
    factors = np.outer(by_cell[:, 0], by_cell[0]) / by_cell[0, 0]
    assert by_cell == pytest.approx(factors, rel=1e-6)


def test_who_did_not_answer_keeps_the_share_of_the_sample():
    found = sample((40, {"vote": "red"}), (40, {"vote": "blue"}), (20, {"vote": "dont_know"}))
    weighted = weigh(found, Targets({"vote": {"red": 0.75, "blue": 0.25}}))
    assert weighted.values[found["vote"].chose("dont_know")].sum() == pytest.approx(20)
    assert weighted.values[found["vote"].chose("red")].sum() == pytest.approx(60)


def test_a_cap_holds_and_says_how_far_off_the_margins_are():
    found = sample((5, {"vote": "red"}), (95, {"vote": "blue"}))
    weighted = weigh(found, Targets({"vote": {"red": 0.5, "blue": 0.5}}, most=3.0))
    assert weighted.values.max() == pytest.approx(3.0)
    assert weighted.values.mean() == pytest.approx(1.0)
    assert weighted.off == pytest.approx(0.35), "they are 15 per cent now, and 50 were wanted"


UNUSABLE = [
    ({"vote": {"red": 0.5, "blue": 0.5}}, "no share for green"),
    ({"vote": {"red": 0.4, "blue": 0.3, "green": 0.2, "none": 0.1}}, "nobody answered none"),
    ({"issues": {"nhs": 1.0}}, "several answers"),
    ({"shoe": {"7": 1.0}}, "no question or band shoe"),
    ({"vote": {"red": 0.2, "blue": 0.4, "green": 0.4}, "age": {"under_35": 0.9, "35_to_under_55": 0.1}}, "do not fit"),
]


@pytest.mark.parametrize(("shares", "why"), UNUSABLE)
def test_targets_that_cannot_be_met_are_refused(shares, why):
    found = sample(
        (10, {"vote": "red", "age": "under_35"}), (10, {"vote": "blue", "age": "35_to_under_55"}),
        (10, {"vote": "green", "age": "35_to_under_55", "issues": ("nhs",)}),
    )  # fmt: skip
    with pytest.raises((TargetsUnusable, ColumnUnknown), match=why):
        weigh(found, Targets(shares))


READ = [
    ("[vote]\nred = 60\nblue = 40\n", None),
    ("most = 4\nsource = 'Census 2021'\n[vote]\nred = 60.2\nblue = 39.9\n", None),
    ("[vote]\nred = 60\n", "come to 60 per cent"),
    ("[vote]\nred = 'most'\n", "codes with their shares"),
    ("[vote]\nred = -5\nblue = 105\n", "codes with their shares"),
    ("vote = 3\n", "codes with their shares"),
    ("most = 0.5\n[vote]\nred = 100\n", "above 1"),
    ("", "no targets"),
    ("[vote", "cannot be read"),
]


@pytest.mark.parametrize(("text", "why"), READ)
def test_a_file_of_targets(tmp_path, text, why):
    file = tmp_path / "weights.toml"
    file.write_text(text)
    if why is None:
        assert sum(weights.read(file).shares["vote"].values()) == pytest.approx(1)
    else:
        with pytest.raises(TargetsUnusable, match=why):
            weights.read(file)


# Small cells


def with_totals(inside):
    whole = np.pad(inside, ((0, 1), (0, 1)))
    whole[-1, :-1], whole[:-1, -1], whole[-1, -1] = inside.sum(0), inside.sum(1), inside.sum()
    return whole


def exactly_known(counts, behind):
    """Hidden cells that the shown ones give away, by solving the equations: an oracle that knows no graphs."""
    cells = [tuple(cell) for cell in np.argwhere(behind)]
    if not cells:
        return []
    last_row, last_column = counts.shape[0] - 1, counts.shape[1] - 1
    equations = [[(-1 if at[1] == last_column else 1) * (at[0] == row) for at in cells] for row in range(last_row + 1)]
    equations += [[(-1 if at[0] == last_row else 1) * (at[1] == col) for at in cells] for col in range(last_column + 1)]
    matrix = np.array(equations, dtype=float)
    rank = np.linalg.matrix_rank(matrix)
    unit = np.eye(len(cells))
    return [cell for at, cell in enumerate(cells) if np.linalg.matrix_rank(np.vstack([matrix, unit[at]])) == rank]


@settings(max_examples=200, deadline=None)
@given(arrays(np.int64, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=st.integers(0, 30)))
def test_no_small_cell_is_shown_and_none_can_be_worked_out(inside):
    counts = with_totals(inside)
    assume(counts[-1, -1] >= 10)
    behind = hidden(counts, 10)
    assert not ((counts > 0) & (counts < 10) & ~behind).any()
    small = {tuple(cell) for cell in np.argwhere((counts > 0) & (counts < 10))}
    assert not small & set(exactly_known(counts, behind))


def test_the_oracle_finds_what_a_careless_table_gives_away():
    counts = with_totals(np.array([[3, 40], [50, 60]]))
    careless = (counts > 0) & (counts < 10)
    assert exactly_known(counts, careless) == [(0, 0)]
    assert exactly_known(counts, hidden(counts, 10)) == []


def test_nothing_is_hidden_without_need():
    assert not hidden(with_totals(np.array([[30, 40], [50, 0]])), 10).any()


def test_of_several_answers_a_row_tells_by_who_is_not_in_it_too():
    counts = np.array([[48, 40, 88], [20, 20, 40], [50, 60, 110]])  # 2 of the first 50 did not choose the first
    assert hidden(counts, 10, columns_add_up=False)[0, 0]


# Tables


def test_a_table_by_a_banner():
    found = sample(
        (60, {"vote": "red", "age": "under_35"}), (40, {"vote": "blue", "age": "under_35"}),
        (30, {"vote": "red", "age": "55_or_more"}), (4, {"vote": "blue", "age": "55_or_more"}), (9, {}),
    )  # fmt: skip
    made = table(found, "vote", unweighted(found.rows), by="age")
    data = as_data(made)
    assert data["columns"] == ["under 35", "35 to under 55", "55 or more", "Not answered", "Total"]
    red, blue, green, none = (row["shares"] for row in data["rows"])
    assert blue[2] is None and None in red, "4 of 34 are hidden, and what would give them away"  # noqa: PT018
    assert red[4] == pytest.approx(90 / 134, abs=1e-6)
    assert "hidden: fewer than 10" in as_text(made)
    assert green[0] == none[0] == 0


def test_answers_of_few_people_are_put_together_so_that_totals_can_be_shown():
    found = sample((200, {"vote": "red"}), (100, {"vote": "blue"}), (5, {"vote": "green"}), (3, {"vote": "dont_know"}))
    made = as_data(table(found, "vote", unweighted(found.rows)))
    assert [row["answer"] for row in made["rows"]] == [
        "Red",
        "None of these",
        "Other answers (Blue, Green, Don't know)",
    ]
    found = sample((200, {"vote": "red"}), (100, {"vote": "blue"}), (8, {"vote": "green"}), (3, {"vote": "dont_know"}))
    made = as_data(table(found, "vote", unweighted(found.rows)))
    assert [row["answer"] for row in made["rows"]][-1] == "Other answers (Green, Don't know)"
    assert made["hidden_cells"] == 0
    assert sum(row["shares"][0] for row in made["rows"]) == pytest.approx(1, abs=1e-5)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["red", "blue", "green", "none", "dont_know"]), max_size=60), st.integers(2, 12))
def test_no_answer_of_fewer_than_k_people_is_shown_by_itself(votes, k):
    found = columns(sheet(), [answer(vote=each) for each in votes])
    made = as_data(table(found, "vote", unweighted(found.rows), k=k))
    for row in made["rows"]:
        share = row["shares"][0]
        assert share is None or np.isnan(share) or share == 0 or round(share * len(votes)) >= k


def test_a_weighted_table_and_several_answers():
    found = sample((50, {"vote": "red", "issues": ("nhs", "jobs")}), (50, {"vote": "blue", "issues": ("jobs",)}))
    weighted = weigh(found, Targets({"vote": {"red": 0.2, "blue": 0.8}}))
    made = as_data(table(found, "issues", weighted))
    assert [row["shares"][0] for row in made["rows"]] == pytest.approx([0.2, 1.0, 0.0])
    assert made["unweighted_bases"] == [100]
    assert made["effective_bases"] == [pytest.approx(73.5, abs=0.1)]


def test_the_order_of_rows_tells_nothing():
    some = [answer(vote=code) for code in ("red", "blue", "green", "red")]
    first, second = columns(sheet(), some), columns(sheet(), some[::-1])
    assert (first["vote"].values == second["vote"].values).all()


def test_an_answer_of_an_older_questionnaire_is_not_lost():
    assert sample((3, {"vote": "purple"}))["vote"].labels["purple"] == "purple"


# Rates


def test_rates_by_the_formulas():
    """Checked by hand against the formulas of AAPOR's Standard Definitions."""
    found = rates.rates(
        {"1.1": 100, "1.2": 20, "2.112": 60, "2.21": 40, "2.33": 10, "3.13": 200, "3.21": 50, "4.3": 70}
    )
    assert found.e == pytest.approx(230 / 300)
    likely = 230 + 230 / 300 * 250
    expected = {
        "RR1": 100 / 480, "RR2": 120 / 480, "RR3": 100 / likely, "RR4": 120 / likely,
        "RR5": 100 / 230, "RR6": 120 / 230,
        "COOP1": 100 / 190, "COOP2": 120 / 190, "COOP3": 100 / 180, "COOP4": 120 / 180,
        "REF1": 60 / 480, "REF2": 60 / likely, "REF3": 60 / 230,
        "CON1": 190 / 480, "CON2": 190 / likely, "CON3": 190 / 230,
    }  # fmt: skip
    assert found.rates == pytest.approx(expected)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(OUTCOMES)), st.integers(0, 500)))
def test_rates_lie_in_order(codes):
    found = rates.rates(codes).rates
    assert all(value is None or 0 <= value <= 1 for value in found.values())
    for low, high in (
        ("RR1", "RR3"),
        ("RR3", "RR5"),
        ("RR1", "RR2"),
        ("COOP1", "COOP3"),
        ("REF1", "REF3"),
        ("CON1", "CON3"),
    ):
        if found[high] is not None and found[low] is not None:
            assert found[low] <= found[high] + 1e-12


def test_the_attempt_that_tells_most_counts():
    def ended(number, code, call="c"):
        return SimpleNamespace(number=number, call=call, code=code)

    final = rates.finals([
        ended(1, "3.13"), ended(1, "1.1"), ended(1, "3.12"), ended(2, "3.13"), ended(2, "2.112"), ended(3, "3.12"),
        ended(3, "3.13"), ended(None, "3.13", "a"), ended(None, "3.13", "b"), ended(4, "2.112"), ended(4, "1.1"),
    ])  # fmt: skip
    assert final == {"1.1": 2, "2.112": 1, "3.13": 3}


COUNTS = [
    ("outcome,numbers\nno_answer,1500\n4.3,10\n\nno_answer,5\n", {"3.13": 1505, "4.3": 10}),
    ("3.13,7", {"3.13": 7}),
    ("rang out,7", "no outcome"),
    ("3.13,many\n3.13,many", "line 2"),
    ("3.13,1\n3.13\n", "line 2"),
]


@pytest.mark.parametrize(("text", "means"), COUNTS)
def test_numbers_that_no_interviewer_reached_come_from_a_file(tmp_path, text, means):
    file = tmp_path / "counts.csv"
    file.write_text(text)
    if isinstance(means, dict):
        assert rates.read_counts(file) == means
    else:
        with pytest.raises((rates.CountsUnusable, OutcomeUnknown), match=means):
            rates.read_counts(file)


def test_an_impossible_e_and_an_unknown_outcome_are_refused():
    with pytest.raises(rates.ShareImpossible):
        rates.rates({"1.1": 1}, e=1.5)
    with pytest.raises(OutcomeUnknown, match="broke_off"):
        outcome("hung up")
    assert outcome("Broke off").code == "2.12"
    assert rates.rates({}).rates["RR1"] is None
