"""The field report: what is told, what is said to be missing, and nothing that a page would run."""

from datetime import date
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from ringfence.answers.results import rates, report, tables
from ringfence.answers.results.columns import columns
from ringfence.answers.results.weights import Targets, unweighted, weigh
from ringfence.campaigns.card import load

from .sheets import sheet

CARD = """
[campaign]
id = "spring"
name = "Spring"
purpose = "research"
mode = "live"
script = "script.md"
field_from = 2026-11-02
field_until = 2026-11-27
"""


@pytest.fixture
def page(tmp_path):
    (tmp_path / "campaign.toml").write_text(CARD)
    (tmp_path / "script.md").write_text("Hello\n")
    questionnaire = replace(sheet(), title="Spring <script>alert(1)</script>")
    answers = [SimpleNamespace(wave="wave 1", bands={}, closed={"vote": code}) for code in ["red"] * 60 + ["blue"] * 40]
    found = columns(questionnaire, answers)
    codes = {"1.1": 100, "2.112": 50, "3.13": 400}

    def made(**more):
        weights = more.pop("weights", unweighted(100))
        shown = more.pop("tables", None) or [tables.table(found, "vote", weights)]
        told = {
            "universe": "", "tables_at": "", "made_on": date(2026, 11, 30), "k": 10, "codes": codes, "tables": shown,
            "rates": rates.rates(codes), "weights": weights,
        }  # fmt: skip
        return report.FieldReport(campaign=load(tmp_path), questionnaire=questionnaire, **(told | more))

    return made, found


def test_what_nobody_told_is_said_to_be_missing(page):
    made, _ = page
    told = dict(report.disclosed(made()))
    assert told["Client"] == told["Area"] == told["How numbers were chosen"] == report.MISSING
    assert told["People represented"].startswith("Not told")
    assert told["Dates of interviewing"].startswith("planned: ")
    assert told["Weighting"] == "None: every interview counts alike."


def test_what_is_known_is_told(page):
    made, found = page
    weighted = weigh(found, Targets({"vote": {"red": 0.5, "blue": 0.5}}, "Census 2021"))
    told = dict(report.disclosed(made(
        weights=weighted, universe="adults in Wales", held=(date(2026, 11, 3), date(2026, 11, 20)),
    )))  # fmt: skip
    assert told["Dates of interviewing"] == "3 November 2026 to 20 November 2026"
    assert told["People represented"] == "adults in Wales"
    assert told["Weighting"] == "Raked to vote; effective sample 96. Targets from Census 2021."
    assert told["Size of the sample"] == "100 interviews"


def test_the_page_runs_nothing_and_loads_nothing(page):
    text = report.render(page[0]())
    assert "<script" not in text
    assert "Spring &lt;script&gt;" in text
    assert "http" not in text
    assert "src=" not in text


def test_rates_and_shares_stand_on_the_page(page):
    text = report.render(page[0]())
    for words in ("Response (RR)", "18.2%", "60.0%", "Which party would you vote for?", "No answer"):
        assert words in text, words


def test_without_an_interview_nothing_is_divided_by_nothing(page):
    made, _ = page
    empty = columns(sheet(), [])
    text = report.render(made(
        weights=unweighted(0), tables=[tables.table(empty, "vote", unweighted(0))], codes={}, rates=rates.rates({}),
    ))  # fmt: skip
    assert "no rate can be given" in text
    assert "not known" in text
