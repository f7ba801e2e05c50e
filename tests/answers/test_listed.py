"""Declared bands from the contact lists: whose they are, what contradicts itself, what is too small to tell."""

import pytest

from ringfence.answers.interview.listed import bands, people
from ringfence.campaigns.tables import ListSource
from ringfence.tables.refusals import ColumnMissing

DIMENSIONS = {"area": ("North", "South", "Isles")}


def a_list(tmp_path, text, name="list.csv"):
    file = tmp_path / name
    file.write_text(text)
    return ListSource(file=file)


def test_bands_of_numbers_however_they_are_written(tmp_path):
    text = (
        "phone,area\n01632 960001,North\n+44 1632 960 002, South \n01632 960003 or 01632 960004,Isles\nnothing,North\n"
    )
    assert people([a_list(tmp_path, text)], DIMENSIONS) == {
        441632960001: {"area": "North"}, 441632960002: {"area": "South"}, 441632960003: {"area": "Isles"},
        441632960004: {"area": "Isles"},
    }  # fmt: skip


def test_a_number_with_two_different_bands_tells_nothing(tmp_path):
    one = a_list(tmp_path, "phone,area\n01632 960001,North\n01632 960002,South\n")
    two = a_list(tmp_path, "phone,area\n01632 960001,South\n", "two.csv")
    assert people([one, two], DIMENSIONS) == {441632960001: {}, 441632960002: {"area": "South"}}


def test_without_declared_bands_no_list_is_read():
    assert people([ListSource(file="/nowhere/list.csv")], {}) == {}
    assert bands({}, {}, 50).dimensions == ()


def test_a_list_without_the_column_is_refused(tmp_path):
    with pytest.raises(ColumnMissing, match="area"):
        people([a_list(tmp_path, "phone\n01632 960001\n")], DIMENSIONS)


def test_small_cells_are_put_together(tmp_path):
    told = {number: {"area": "North" if number < 60 else "South" if number < 130 else "Isles"} for number in range(140)}
    found = bands(DIMENSIONS, told, 50)
    assert found.cell({"area": "North"}) == ("North",)
    assert found.cell({"area": "Isles"}) == found.cell({"area": "South"}) == ("South or Isles",)
    assert found.cell({}) == ("*",)
