"""The two campaigns that started this, judged as the record has them."""

import csv
import json
from pathlib import Path

import pytest

from ringfence.campaigns import examples
from ringfence.cli import run

MARKETING = ("Theresa May with a plan to control", "reported in the Daily Mirror", "Just thinking about these reports")


@pytest.fixture(scope="module")
def neath(tmp_path_factory) -> Path:
    folder = examples.place("neath-2017", tmp_path_factory.mktemp("examples"))
    run(["preflight", str(folder)])
    return folder


@pytest.fixture(scope="module")
def labour(tmp_path_factory) -> Path:
    folder = examples.place("labour-2009", tmp_path_factory.mktemp("examples"))
    run(["preflight", str(folder)])
    return folder


def report(folder: Path) -> dict:
    return json.loads((folder / "out" / "report.json").read_text())


def section(found: dict, words: str) -> dict:
    (one,) = (each for each in found["script"]["sections"] if words in each["text"])
    return one


@pytest.mark.parametrize("words", MARKETING)
def test_neath_the_passages_the_regulator_singled_out_and_the_question_after(neath, words):
    one = section(report(neath), words)
    assert one["class"] == "direct_marketing"
    assert any(finding["level"] == "error" for finding in one["findings"])


@pytest.mark.parametrize(
    "words", ["which party would you vote for", "best Prime Minister", "please do go out and vote"]
)
def test_neath_what_the_regulator_called_research_is_not_marketing(neath, words):
    assert section(report(neath), words)["class"] == "research"


def test_neath_is_research_with_sections_to_remove(neath):
    found = report(neath)
    classes = [each["class"] for each in found["script"]["sections"]]
    assert found["verdict"] == "stop"
    assert found["script"]["overall"] == "mixed"
    assert classes.count("research") > classes.count("direct_marketing") == 4


def test_neath_paid_canvassing_and_the_claimed_firm_are_questions_for_a_person(neath):
    open_ = {each["rule"] for each in report(neath)["answers"] if each["outcome"] == "NEEDS_HUMAN"}
    assert {"RPA-111", "INTRO-ID"} <= open_


def test_neath_the_breach_binds_on_listed_and_objecting_lines_only(neath):
    with (neath / "out" / "excluded.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    blocked = {reason for row in rows if row["decision"] == "block" for reason in row["reasons"].split(";")}
    held = {reason for row in rows if row["decision"] == "hold" for reason in row["reasons"].split(";")}
    assert {"TPS_LISTED_NO_NOTIFICATION", "OBJECTION_ON_FILE"} <= blocked
    assert not {"TPS_LISTED_NO_NOTIFICATION", "OBJECTION_ON_FILE"} & held


def test_neath_without_the_sections_the_script_passes(neath, capsys):
    card = neath / "campaign.toml"
    script = neath / "script-cleaned.md"
    assert run(["script", "check", str(script), "--campaign", str(card), "--on", "2017-05-01", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["overall"], found["decision"]) == ("research", "allow")


def test_labour_every_number_that_can_be_dialled_is_blocked_under_reg_19(labour):
    found = report(labour)
    assert found["verdict"] == "stop"
    assert found["list"]["rows"] == 495_000
    assert found["list"]["decisions"]["allow"] == found["list"]["decisions"]["hold"] == 0
    faults = {"INVALID_NUMBER", "DUPLICATE", "PREMIUM_NUMBER"}
    dialable = [each for each in found["list"]["situations"] if not faults & set(each["reasons"])]
    assert all("AUTOMATED_NO_CONSENT" in each["reasons"] for each in dialable)
    assert len(found["list"]["situations"]) < 20


def test_labour_the_bought_list_is_questioned_and_the_strongholds_are_named(labour):
    found = report(labour)
    assert "PROVENANCE_MISSING" in {each["code"] for each in found["list"]["reasons"]}
    assert found["targeting"]["kind"] == "strongholds"
    evidence = [words for each in found["answers"] for words in each["because"]]
    assert "the people called are chosen for whom they support or may be won for" in evidence


def test_labour_what_could_follow_then_and_today(labour):
    sanctions = report(labour)["sanctions"]
    assert any("No fine" in each["says"] for each in sanctions["then"]["items"])
    (cap,) = (each for each in sanctions["today"]["items"] if "£17.5 million" in each["says"])
    assert "undertaking" in cap["open_point"]


def test_labour_today_the_same_call_would_break_the_number_display_rule_too(labour, tmp_path):
    run(["preflight", str(labour), "-o", str(tmp_path), "--on", "2026-11-21"])
    rules = {each["rule"]: each["outcome"] for each in json.loads((tmp_path / "report.json").read_text())["answers"]}
    assert rules["PECR-19-CLI"] == "NEEDS_FACT"
