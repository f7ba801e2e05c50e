import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.answers.bands import merged
from ringfence.answers.plan import NOT_TOLD
from ringfence.answers.record import AnswerRefused

AREAS = ("north", "middle", "south")
AGES = ("18-34", "35-54", "55+")
DECLARED = {"area": AREAS, "age": AGES}


def people(*counts):
    """So many of each (area, age)."""
    return [{"area": area, "age": age} for area, age, count in counts for _ in range(count)]


def test_cells_that_are_large_enough_stay_as_they_are():
    found = merged(DECLARED, people(("north", "18-34", 60), ("south", "18-34", 60), ("south", "55+", 60)), 50)
    assert found.cell({"area": "south", "age": "55+"}) == ("south", "55+")


def test_a_small_cell_joins_its_neighbour_so_that_nothing_is_left_to_tell_it():
    found = merged(DECLARED, people(("north", "18-34", 60), ("north", "35-54", 60), ("north", "55+", 5)), 50)
    assert found.cell({"area": "north", "age": "55+"}) == ("north", "35-54 or 55+")
    assert found.cell({"area": "north", "age": "35-54"}) == ("north", "35-54 or 55+")


def test_a_dimension_with_one_cell_left_tells_nothing():
    found = merged(DECLARED, people(("north", "18-34", 30), ("south", "18-34", 30)), 50)
    assert found.cell({"area": "north", "age": "18-34"}) == (NOT_TOLD, "18-34")


def test_what_the_list_does_not_have_tells_nothing():
    found = merged(DECLARED, people(("north", "18-34", 60)), 50)
    assert found.cell({"area": "mars", "age": "18-34"}) == (NOT_TOLD, NOT_TOLD)
    assert found.cell({}) == (NOT_TOLD, NOT_TOLD)


def test_a_band_nobody_declared_is_refused():
    with pytest.raises(AnswerRefused, match="band income is not declared"):
        merged(DECLARED, people(("north", "18-34", 60)), 50).cell({"income": "high"})


def test_too_many_cells_are_refused():
    many = {"ward": tuple(str(each) for each in range(300))}
    with pytest.raises(AnswerRefused, match="300 cells"):
        merged(many, [{"ward": str(each)} for each in range(300)] * 5, 5)


@given(
    st.lists(st.tuples(st.sampled_from((*AREAS, "", "mars")), st.sampled_from((*AGES, ""))), max_size=200),
    st.integers(1, 40),
)
def test_every_cell_holds_k_people_of_the_list_or_everybody(pairs, k):
    listed = [{"area": area, "age": age} for area, age in pairs]
    found = merged(DECLARED, listed, k)
    known = [{name: value if value in DECLARED[name] else "" for name, value in each.items()} for each in listed]
    cells = [found.cell(each) for each in known]
    assert all(cells.count(cell) >= min(k, len(cells)) for cell in set(cells))
