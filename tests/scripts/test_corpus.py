"""Floors for the labelled scripts: a change that misreads them must say why."""

import importlib.util
from pathlib import Path

import pytest


def load_measure():
    spec = importlib.util.spec_from_file_location("measure_scripts", Path(__file__).parent / "measure.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def result():
    return load_measure().measure()


def test_every_labelled_section_is_found(result):
    assert result.missed == 0
    assert result.extra <= 2
    assert result.exact >= 0.8 * result.labelled


def test_crossings_are_found_and_little_else(result):
    precision, recall, _ = result.crossing_scores()
    assert precision >= 0.9
    assert recall >= 0.9


@pytest.mark.parametrize(
    "name", ["research", "direct_marketing", "identification", "opt_out", "administrative", "depends"]
)
def test_each_class_is_mostly_right(result, name):
    assert result.scores(name)[2] >= 0.85


def test_the_script_as_a_whole(result):
    assert sum(n for (a, b), n in result.overall.items() if a == b) >= 12
