"""Where lists come from: what the card lacks is asked for, the rules say what matters, a bad source stands out."""

import json
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.campaigns.card import load
from ringfence.campaigns.provenance import intake, outcomes, report, sheet
from ringfence.campaigns.provenance.questions import QUESTIONS
from ringfence.campaigns.tables import ListSource
from ringfence.cli import run
from ringfence.rule import Outcome
from ringfence.rulebook import RULES

CARD = """
[campaign]
id = "spring"
name = "Spring calls"
purpose = "persuasion"
mode = "live"
script = "script.md"
field_from = {first}
field_until = {last}

[instigator]
name = "Example Party"
kind = "party"

[[lists]]
file = "contacts.csv"
{source}
"""
WHOLE = """kind = "bought"
supplier = "Lists <b>&amp;</b> Leads"
chain = ["Quiz Site", "Broker"]
collection_wording = "Example Party may phone you"
named_organisations = ["Example Party"]
channels = ["live"]
collected_from = 2026-01-01
collected_until = 2026-02-01
obtained_on = 2026-03-01
art14_told_on = 2026-03-15
checks_done = true
checks = ["50 numbers rung back on 3 March 2026: 49 remembered"]
"""


@pytest.fixture
def campaign(tmp_path):
    def make(source, first="2026-04-01", last="2026-04-30"):
        (tmp_path / "campaign.toml").write_text(CARD.format(source=source, first=first, last=last))
        (tmp_path / "contacts.csv").write_text("phone\n07700 900123\n")
        (tmp_path / "script.md").write_text("Hello.\n")
        return load(tmp_path)

    return make


def test_every_question_is_a_key_of_the_card_and_every_rule_there_is():
    assert {question.key for question in QUESTIONS} <= set(ListSource.__struct_fields__)
    assert {name for question in QUESTIONS for name in question.rules} <= {rule.id for rule in RULES}


def test_nothing_known_is_nine_things_missing(campaign):
    (made,) = sheet.sheets(campaign('kind = "bought"'))
    assert len(made.missing) == len(QUESTIONS) == 9
    assert made.worst is Outcome.NEEDS_FACT, "not known is not no"
    assert len(made.asks) == 11


def test_a_whole_card_leaves_only_the_standing_questions(campaign):
    (made,) = sheet.sheets(campaign(WHOLE))
    assert made.complete
    assert len(made.asks) == 2
    assert {a.rule.id: a.outcome for a in made.answers}["CONS-5"] is Outcome.OK


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        (
            "named_organisations",
            'named_organisations = ["Acme"] #',
            "named_organisations",
            "does not name Example Party",
        ),
        ("art14_told_on", "art14_told_on = 2026-04-02 #", "art14_told_on", "after the first call"),
        ("art14_told_on", "art14_told_on = 2026-04-02 #", "art14_told_on", "more than a month"),
        ("checks_done", "checks_done = false #", "checks_done", "none were made"),
    ],
)
def test_a_wrong_answer_is_said_and_asked_about(campaign, old, new, key, problem):
    (made,) = sheet.sheets(campaign(WHOLE.replace(old, new, 1)))
    (line,) = [line for line in made.lines if line.question.key == key]
    assert problem in line.problem
    assert line.ask in made.asks


def test_told_too_late_is_a_breach_that_the_rule_finds(campaign):
    (made,) = sheet.sheets(campaign(WHOLE.replace("art14_told_on = 2026-03-15", "art14_told_on = 2026-04-10")))
    assert {a.rule.id: a.outcome for a in made.answers}["GDPR-14"] is Outcome.BREACH


def test_the_rules_are_those_of_the_day(campaign):
    (made,) = sheet.sheets(campaign('kind = "bought"', "2009-06-01", "2009-06-04"))
    told = [rule.id for line in made.lines if line.question.key == "art14_told_on" for rule in line.rules]
    assert told == ["DPA98-SOURCE"]


def test_an_own_list_has_no_sheet_and_one_of_unknown_origin_has(campaign):
    assert not sheet.sheets(campaign('kind = "own"'))
    assert len(sheet.sheets(campaign(""))) == 1


def test_what_a_supplier_calls_itself_is_escaped_on_the_page(campaign):
    loaded = campaign(WHOLE)
    page = report.page(loaded, sheet.sheets(loaded), None, ())
    assert "Lists &lt;b&gt;" in page
    assert "<b>&amp;</b>" not in page


counts = st.fixed_dictionaries({name: st.integers(0, 10_000) for name in outcomes.OUTCOMES})


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_wilson_holds_the_share_and_stays_within_0_and_1(count, among):
    count = min(count, among)
    low, high = outcomes.wilson(count, among)
    assert 0 <= low <= count / among + 1e-12
    assert count / among - 1e-12 <= high <= 1


@pytest.mark.parametrize(  # Newcombe 1998, tables of worked examples: 56/70 against 48/80, and a share of 81/263
    ("interval", "expected"),
    [
        (outcomes.newcombe(56, 70, 48, 80, NormalDist().inv_cdf(0.975)), (0.0524, 0.3339)),
        (outcomes.wilson(81, 263), (0.2553, 0.3662)),
        (outcomes.wilson(0, 20), (0.0, 0.1611)),
    ],
)
def test_intervals_are_those_of_the_literature(interval, expected):
    assert interval == pytest.approx(expected, abs=5e-5)


@settings(deadline=None)
@given(counts, counts)
def test_of_two_sources_not_both_stand_out_for_the_same_thing(first, second):
    found = {each.name: set(each.stands_out) for each in outcomes.sources({"a": first, "b": second})}
    assert not found["a"] & found["b"]


@settings(deadline=None)
@given(counts)
def test_the_same_source_twice_does_not_stand_out(same):
    assert not any(each.stands_out for each in outcomes.sources({"a": same, "b": same, "c": same}))


def test_a_bad_source_comes_first(tmp_path):
    rows = [("good", "Completed", 900), ("good", "wrong number", 20), ("bad", "Completed", 80), ("bad", "Wrong No.", 0)]
    rows += [("bad", "Wrong Number", 60), ("bad", "DNC", 20), ("bad", "zonk", 3), ("", "no answer", 5)]
    lines = [f"{source},{word}\n" for source, word, count in rows for _ in range(count)]
    (tmp_path / "calls.csv").write_text("List,Disposition\n" + "".join(lines))
    calls = intake.read(tmp_path / "calls.csv")
    assert calls.unknown == {"zonk": 3}
    first, *rest = outcomes.sources(calls.by_source)
    assert (first.name, set(first.stands_out)) == ("bad", {"wrong", "objected"})
    assert not any(each.stands_out for each in rest)
    assert intake.read(tmp_path / "calls.csv", {"zonk": "complained"}).by_source["bad"]["complained"] == 3


def test_every_word_for_an_outcome_means_one_thing():
    words = [intake.plain(word) for each in intake.WORDS.values() for word in each]
    assert len(words) == len(set(words))
    assert set(intake.WORDS) == set(outcomes.OUTCOMES)
    assert set(intake.AAPOR.values()) <= set(outcomes.OUTCOMES)


@pytest.mark.parametrize(("source", "code"), [(WHOLE, 3), ('kind = "bought"', 3), ('kind = "own"', 0)])
def test_the_command(campaign, tmp_path, source, code, capsys):
    campaign(source)
    assert run(["list", "provenance", str(tmp_path), "--format", "json"]) == code
    told = json.loads(capsys.readouterr().out)
    assert told["campaign"] == "spring"
    assert run(["list", "provenance", str(tmp_path), "-o", str(tmp_path / "sheet.html")]) == code
    assert "Where the lists" in capsys.readouterr().out
    assert (tmp_path / "sheet.html").read_text().startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--outcomes", "none.csv"], "cannot be read"),
        (["-o", "sheet.pdf"], "ends in .html"),
        (["-o", "no/where.html"], "no folder"),
        (["--outcomes", "contacts.csv"], "no column of sources"),
        (["--outcomes", "contacts.csv", "--means", "NI"], "write WORD=OUTCOME"),
    ],
)
def test_what_cannot_be_used_is_said(campaign, tmp_path, words, said, capsys, monkeypatch):
    campaign(WHOLE)
    monkeypatch.chdir(tmp_path)
    assert run(["list", "provenance", ".", *words]) == 1
    assert said in capsys.readouterr().err
