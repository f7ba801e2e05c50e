"""The commands: what they say, in what form, with which exit code."""

import json
from pathlib import Path

import pytest

from ringfence.answers import memory
from ringfence.answers.attack.attackers import ATTACKERS
from ringfence.answers.claim import claim
from ringfence.answers.kept import Plan, open_answers
from ringfence.answers.plan import Bands
from ringfence.cli import run
from ringfence.store import open_store

KEYS = {"attacker", "calls", "hits", "expected_by_guessing", "passed", "control_hits"}


def told(capsys, *words):
    code = run(["answers", *map(str, words)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def some(home, record):
    with open_answers(home, "spring", Plan()) as keeping:
        for each in range(130):
            keeping.keep(record(each, texts={"q9": "more buses"} if each % 2 else {}))
    return home


def test_the_claim_is_shown_before_anything_is_kept(home, capsys):
    code, out, _ = told(capsys, "claim", "spring", "--home", home)
    assert code == 0
    assert "among at least 50 completed calls" in " ".join(out.split())
    assert "What is outside it" in out
    assert "No answers of spring are kept yet" in out
    assert not (home / "answers").exists()


def test_the_claim_says_the_terms_that_are_kept_to(home, capsys):
    bands = Bands(("area",), ((("n",), ("north",)), (("s",), ("south",))))
    open_answers(home, "spring", Plan(k=80, bands=bands, sensitive=("vote",))).close()
    code, out, _ = told(capsys, "claim", "spring", "--home", home, "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert (found["settled"], found["k"], found["bands"], found["cells"]) == (True, 80, ["area"], 2)
    assert "same answer to vote" in found["claim"]


def test_on_a_server_the_claim_says_what_the_officer_must_do():
    assert "write-ahead log" not in claim(Plan())
    assert "write-ahead log" in claim(Plan(), postgres=True)


def test_a_folder_with_a_card_names_its_campaign(home, capsys):
    code, out, _ = told(capsys, "claim", "examples/neath-2017", "--home", home)
    assert (code, "No answers of neath-2017" in out) == (0, True)


@pytest.mark.parametrize("verb", ["status", "release"])
def test_a_campaign_without_answers_is_refused_with_the_way_out(home, capsys, verb):
    code, _, err = told(capsys, verb, "spring", "--home", home)
    assert code == 1
    assert "no answers of a campaign spring" in err


def test_status_says_what_waits_and_why(some, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(memory, "SWAPS", tmp_path / "none")
    code, out, _ = told(capsys, "status", "spring", "--home", some)
    assert code == 0
    assert "50 interviews released" in out
    assert "80 interviews wait" in out
    assert "does not say whether it swaps" in out


def test_swap_is_a_hold(some, capsys, monkeypatch, tmp_path):
    swaps = tmp_path / "swaps"
    swaps.write_text("Filename\n/dev/sda2\n")
    monkeypatch.setattr(memory, "SWAPS", swaps)
    code, out, _ = told(capsys, "status", "spring", "--home", some, "--format", "json")
    assert code == 3
    assert json.loads(out)["swap"] is True
    assert "swap is on" in told(capsys, "status", "spring", "--home", some)[1]


def test_a_server_that_logs_statements_is_a_hold(answers_server, some, capsys):
    import psycopg

    assert told(capsys, "status", "spring", "--home", some)[0] == 0
    with psycopg.connect(answers_server, autocommit=True) as connection:
        try:
            connection.execute("ALTER ROLE ringfence SET log_statement = 'all'")
            code, out, _ = told(capsys, "status", "spring", "--home", some)
        finally:
            connection.execute("ALTER ROLE ringfence RESET log_statement")
    assert code == 3
    assert "log_statement" in out


def test_release_says_what_left_and_notes_it_in_the_ledger(some, capsys):
    code, out, _ = told(capsys, "release", "spring", "--rest", "--home", some)
    assert (code, out.splitlines()[0]) == (0, "80 interviews left in 1 batch; 0 wait.")
    with open_store(some) as store:
        noted = [dict(each.told) for each in store.book.of_kind("answers-released")]
    assert sorted((each["what"], each["answers"]) for each in noted) == [("closed", 80), ("text", 65)]
    assert {each["campaign"] for each in noted} == {"spring"}


def test_release_in_json(some, capsys):
    _, out, _ = told(capsys, "release", "spring", "--home", some, "--format", "json")
    found = json.loads(out)
    assert {"kind": "closed", "wave": "wave 1", "interviews": 80} in found["left"]
    assert (found["waiting"], found["why"]) == (0, {})


def test_attack_in_json(home, capsys):
    words = ["--simulate", 200, "--k", 10, "--seed", 7, "--home", home]
    code, out, err = told(capsys, "attack", *words, "--format", "json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert all(set(each) == KEYS and each["passed"] for each in found)


def test_attack_in_words(home, capsys):
    code, out, _ = told(capsys, "attack", "--simulate", 200, "--k", 10, "--seed", 7, "--home", home)
    assert code == 0
    assert "No attacker did better than luck" in out


def test_a_stranger_among_the_answers_fails_the_attack(home, capsys):
    (home / "answers" / "spring").mkdir(parents=True)
    (home / "answers" / "spring" / "copy.csv").touch()
    code, _, err = told(capsys, "attack", "--simulate", 100, "--k", 10, "--home", home)
    assert code == 2
    assert "answers/spring/copy.csv: a file that is none of Ringfence's" in err


def test_attack_with_too_few_calls_is_refused(home, capsys):
    code, _, err = told(capsys, "attack", "--simulate", 100, "--k", 80, "--home", home)
    assert code == 1
    assert "Simulate 160 or more" in err


def test_the_page_shows_the_claim_as_it_is():
    page = (Path(__file__).parents[2] / "docs" / "answers.md").read_text(encoding="utf-8")
    assert f"```text\n{claim(Plan())}\n```" in page


def test_the_page_names_every_attacker():
    page = (Path(__file__).parents[2] / "docs" / "answers.md").read_text(encoding="utf-8")
    assert not [each.name for each in ATTACKERS if each.name not in page and not each.server]
