"""The second reader points out and decides nothing; the file that ships is that of the labels at hand."""

import importlib.util
import sys
from datetime import date
from pathlib import Path

import pytest

from ringfence.scripts import check
from ringfence.scripts.checks.reads_like_promotion import CHECK
from ringfence.scripts.second_reader import POINTS_OUT, Example, SecondReader, second_reader, terms_of

ROOT = Path(__file__).parent.parent.parent
ON = date(2026, 11, 21)
SURVEY = CHECK.example("Example")
SMALL = SecondReader(
    0.0,
    {"join": (1.0, 4.0), "us": (1.0, 2.0), "join us": (2.0, 3.0), "how": (1.0, -3.0), "old": (2.0, -2.0)},
    (Example("How old are you?", "research"), Example("Join us", "direct_marketing")),
    "",
)


def test_terms_are_words_marks_and_pairs():
    assert terms_of("Join us: £5?") == ["join", "us", "£", "5", "?", "join us", "us £", "£ 5", "5 ?"]
    assert terms_of("") == []


def test_a_score_is_a_share_and_leans_with_the_words():
    assert SMALL.score("") == SMALL.score("Zebra") == 0.5
    assert SMALL.score("Join us") > 0.9
    assert SMALL.score("How old?") < 0.1
    assert SMALL.score("JOIN US") == SMALL.score("join us")


def test_the_nearest_come_whatever_they_were_called():
    assert SMALL.nearest("How is old Tom?", 1) == (Example("How old are you?", "research"),)
    assert SMALL.nearest("Zebra") == ()
    assert [each.label for each in SMALL.nearest("How to join us")] == ["direct_marketing", "research"]


def test_it_points_out_and_neither_convicts_nor_clears():
    report = check(SURVEY, facts={"mode": "live"}, on=ON)
    pointed = [finding for finding in report.findings if finding.code == "RD601"]
    assert len(pointed) == 1
    assert pointed[0].level == "note"
    assert pointed[0].markets is False
    assert not pointed[0].crossing
    assert "likest are “" in pointed[0].message
    without = check(CHECK.example("Use instead"), facts={"mode": "live"}, on=ON)
    assert (report.decision, report.overall) == (without.decision, without.overall)
    assert not report.crossings


def test_it_is_silent_where_a_check_speaks():
    report = check(f"{SURVEY}\n\nWill you vote for us on Thursday?", facts={"mode": "live"}, on=ON)
    spoken = {each.id for each in report.sections if any(f.code.startswith("DM") for f in each.findings)}
    assert spoken
    assert not spoken & {finding.section for finding in report.findings if finding.code == "RD601"}


def test_the_file_is_that_of_the_labels_at_hand():
    folder = ROOT / "bench"
    sys.path.insert(0, str(folder))
    try:
        spec = importlib.util.spec_from_file_location("bench_second_reader", folder / "second_reader.py")
        bench = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(bench)
    finally:
        sys.path.remove(str(folder))
    assert second_reader().trained_on == bench.fingerprint(), "Renew it: python bench/second_reader.py --write"
    assert len(second_reader().examples) == len(bench.labelled(bench.BATCHES))


@pytest.mark.parametrize("label", ["direct_marketing", "research"])
def test_it_knows_most_of_what_it_learned(label):
    reader = second_reader()
    scores = [reader.score(each.text) for each in reader.examples if each.label == label]
    right = [score >= POINTS_OUT for score in scores]
    assert sum(right) > 0.8 * len(right) if label == "direct_marketing" else sum(right) < 0.05 * len(right)
