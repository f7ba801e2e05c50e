"""A number explained gets the verdict that its row gets in the bulk; its sources are the rows that are there."""

import csv
import json
import random
from datetime import date

import pytest

from ringfence.campaigns import card, explained
from ringfence.campaigns.explaining import NoNumber, explain
from ringfence.campaigns.other_facts import changes
from ringfence.campaigns.preflight import stand
from ringfence.campaigns.run import asked_of, screen_file
from ringfence.cli import run
from ringfence.numbers import read_all

ON = date(2026, 11, 21)
SHAPES = ("0{}", "+44{}", "44{}.0", "0{} ", "+44 (0){}", "'0{}", "{}", "0{} ext 12", "0{}0")
CARD = """
[campaign]
id = "c"
name = "A campaign"
purpose = "persuasion"
mode = "live"
script = "script.md"
field_from = 2026-11-20
field_until = 2026-11-30
[instigator]
name = "Meadow Party"
kind = "party"
[[lists]]
file = "contacts.csv"
kind = "own"
[[registers]]
kind = "tps"
file = "tps.csv"
as_of = 2026-11-10
[[registers]]
kind = "ctps"
file = "ctps.txt"
as_of = 2026-11-12
[objections]
file = "objections.csv"
[consents]
file = "consents.csv"
[history]
file = "calls.csv"
cap = 2
"""


def numbers(count):
    return [f"1632960{n:03d}" if n % 2 else f"7700900{n:03d}" for n in range(count)]


def written(file, rows):
    with file.open("w", newline="") as out:
        csv.writer(out).writerows(rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder, rng = tmp_path_factory.mktemp("campaign"), random.Random(5)
    (folder / "campaign.toml").write_text(CARD)
    (folder / "script.md").write_text("Will you vote for Meadow Party on Thursday?\n")
    pool = numbers(60)
    cells = [rng.choice(SHAPES).format(rng.choice(pool)) for _ in range(80)]
    cells += ["", "none", "7.7E+09", "+1 202 555 0143", "01632 960001 / 07700 900002", "0909 879 0001"]
    written(folder / "contacts.csv", [["id", "phone"], *enumerate(cells)])
    days = ["2020-01-02", "2026-11-01", "2026-10-23", ""]
    written(folder / "tps.csv", [["number", "listed_on"], *([f"0{n}", rng.choice(days)] for n in rng.sample(pool, 20))])
    (folder / "ctps.txt").write_text("".join(f"0{n}\n" for n in rng.sample(pool, 6)))
    objected = rng.sample(pool, 8)
    written(
        folder / "objections.csv",
        [["number", "received_on"], *([rng.choice(SHAPES[:5]).format(n), "2026-01-02"] for n in objected)],
    )
    rows = [
        [f"0{n}", rng.choice(["Meadow Party", "Other"]), rng.choice(["live", "both"]), "2026-09-01", "form 7",
         rng.choice(["", "2026-10-01"])]
        for n in rng.choices(pool, k=25)
    ]  # fmt: skip
    written(folder / "consents.csv", [["number", "given_to", "scope", "given_on", "proof", "withdrawn_on"], *rows])
    calls = [[f"0{n}", "2026-11-15"] for n in rng.choices(pool, k=40)]
    written(folder / "calls.csv", [["number", "called_on"], *calls])
    return folder


@pytest.fixture(scope="module")
def standing(folder):
    return stand(card.load(folder), ON)


def told(standing, asked, **given):
    lists, evidence = asked_of(standing, None, None, None)
    return explain(standing, asked, given.get("lists", lists), evidence)


def test_explained_is_what_the_bulk_says_of_that_row(folder, standing):
    out = folder / "verdicts.csv"
    screen_file(
        standing, folder / "contacts.csv", registers=None, phone_column=None, output=out, progress=lambda *_: None
    )
    with out.open(newline="") as lines:
        bulk = list(csv.DictReader(lines))
    asked = {row["e164"] or row["written"]: row for row in bulk if row["kind"] != "missing"}
    assert len(asked) > 45
    seen = 0
    for number in asked:
        for explanation in told(standing, number.removeprefix("'") if number.startswith("'+") else number):
            for place in explanation.places:
                same = [
                    row
                    for row in bulk
                    if row["row"] == str(place.row) and row["e164"] == (explanation.number.e164 or "")
                ]
                assert (place.situation.decision, ";".join(place.situation.reasons), place.situation.id) in {
                    (row["decision"], row["reasons"], row["situation"]) for row in same
                }
                seen += 1
    readable = sum(row["kind"] != "missing" for row in bulk)
    assert seen >= readable - 2  # a cell of two numbers that is no number itself may be told at its parts
    assert len({row["decision"] for row in bulk}) > 1
    assert len({row["situation"] for row in bulk}) > 8


def test_the_sources_are_the_rows_on_file(folder, standing):
    with (folder / "objections.csv").open(newline="") as lines:
        objections = list(csv.DictReader(lines))
    for place, row in enumerate(objections, 1):
        (explanation,) = told(standing, row["number"])
        looked = {each.kind: each for each in explanation.looked_at}
        assert place in [record.row for record in looked["objections"].records]
        assert looked["objections"].records[0].says == {"received_on": "2026-01-02"}
        assert set(looked) == {"tps", "ctps", "objections", "consents", "history"}
        for each in explanation.places:
            assert each.facts["objected"] is True
            assert each.facts["listed"] is bool(looked["tps"].records or looked["ctps"].records)
            assert each.facts["consent_on_file"] in (bool(looked["consents"].records), None)


def test_what_would_change_it_does(standing):
    def decide(facts):
        return standing.of_number(facts).decision

    (explanation,) = told(standing, numbers(60)[7])
    facts = explanation.places[0].facts
    found = changes({**facts, "objected": True, "listed": True, "listed_on_register": "tps", "listed_days": 40}, decide)
    allowed = [each for each in found if each.decision == "allow"]
    assert allowed
    assert all(any("objected" in words for words in each.words) for each in allowed)


def test_a_number_in_no_list_is_judged_by_itself_and_said(standing):
    (explanation,) = told(standing, "07700 900999")
    assert [(each.list, each.row) for each in explanation.places] == [(None, None)]
    assert "In no list that was named; judged by itself" in explained.text(explanation, standing)


def test_several_numbers_in_one_question_are_told_apart(standing):
    found = told(standing, "01632 960001 / 07700 900002")
    assert [each.number.e164 for each in found] == ["+441632960001", "+447700900002"]


def test_no_number_is_an_error_and_an_unreadable_one_an_answer(standing):
    with pytest.raises(NoNumber):
        told(standing, "nobody")
    (explanation,) = told(standing, "0770")
    assert explanation.places[0].situation.reasons == ("INVALID_NUMBER",)


def test_the_command(folder, capsys):
    pool = numbers(60)
    code = run(["list", "explain", f"0{pool[3]}", "--campaign", str(folder), "--format", "json"])
    (told,) = json.loads(capsys.readouterr().out)
    assert read_all(f"0{pool[3]}")[0].e164 == told["e164"]
    worst = max((place["decision"] for place in told["places"]), key=["allow", "hold", "block"].index)
    assert code == {"allow": 0, "hold": 3, "block": 2}[worst]
    assert run(["list", "explain", "x", "--campaign", str(folder)]) == 1
    assert "no digit" in capsys.readouterr().err
