"""The ledger's commands as a person types them."""

import json
from pathlib import Path

import pytest

from ringfence import ledger
from ringfence.cli import run
from ringfence.store import open_store

from .conftest import PHONE, filled

CARD = Path(__file__).parents[2] / "examples" / "neath-2017" / "campaign.toml"


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    monkeypatch.setenv("RINGFENCE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def asked(*words, code=0):
        assert run(["ledger", *words]) == code
        return capsys.readouterr()

    return asked


@pytest.fixture
def home(ask, tmp_path):
    with open_store(tmp_path / "home") as store:
        filled(store)
    return tmp_path / "home"


def test_an_empty_ledger_says_so(ask):
    assert "empty" in ask("verify").out
    assert "nothing to sign" in ask("checkpoint", code=1).err
    assert "has 0" in ask("prove", "0", code=1).err
    assert "No such entry" in ask("show").out


def test_a_ledger_is_verified_against_a_checkpoint_that_was_kept(ask, home):
    ask("checkpoint", "-o", "kept.txt")
    out = ask("verify", "--checkpoint", "kept.txt").out
    assert "Holds: 10 entries, 0 of them erased; 8 signed roots agree and with 1 kept checkpoint." in out
    with open_store(home) as store, store.book.transaction():
        store._database.write("UPDATE ringfence_ledger SET salt = ? WHERE seq = ?", [(b"x" * 16, 4)])
    told = ask("verify", code=2).out
    assert told.startswith("DOES NOT HOLD: entry 4 (decision) is not what was entered")
    assert json.loads(ask("verify", "--format", "json", code=2).out)["first_bad_entry"] == 4


def test_an_objection_changed_on_file_is_told(ask, home):
    with open_store(home) as store, store.book.transaction():
        store._database.write("UPDATE ringfence_event SET scope_key = 'campaign:x', scope = 'campaign:x'", [()])
    assert "differs now in scope" in ask("verify", code=2).out


def test_a_proof_is_checked_by_itself(ask, home):
    ask("prove", "4", "-o", "four.tlog-proof")
    key = ask("key").out.strip()
    assert "Holds: entry 4 is among the 10" in ask("check", "four.tlog-proof", "--key", key).out
    ask("rotate", "--reason", "yearly", "--by", "A. Khan")
    other = ask("key").out.strip()
    assert other != key
    assert "Does not hold" in ask("check", "four.tlog-proof", "--key", other, code=2).out
    ask("verify")


def test_entries_are_shown_with_their_numbers_masked(ask, home):
    out = ask("show", "--kind", "decision", "--limit", "2").out
    assert len(out.splitlines()) == 2
    assert str(PHONE)[2:] not in out
    assert "OBJECTION_ON_FILE" in out
    about = json.loads(ask("show", "--number", "07700 900123", "--format", "json").out)
    assert [each["kind"] for each in about] == ["decision", "objection"]
    assert str(PHONE) not in json.dumps(about)


def test_whoever_writes_meanwhile_does_not_disturb_a_verification(ask, home, monkeypatch):
    from ringfence.ledger import verify

    from .conftest import decided

    real = verify.verify

    def with_another(rows, *rest, **more):
        with open_store(home) as other:
            ledger.append(other, [decided(77)])
        return real(rows, *rest, **more)

    monkeypatch.setattr("ringfence.ledger.verify.verify", with_another)
    assert "Holds: 10 entries" in ask("verify").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["verify", "--checkpoint", "no.txt"], "No such file"),
        (["verify", "--key", "x"], "ledger key"),
        (["check", "no.txt", "--key", "x"], "No such file"),
        (["prove", "999"], "There is no entry 999"),
        (["show", "--number", "12"], "no telephone number"),
    ],
)
def test_what_cannot_be_used_is_told_with_the_way_out(ask, home, words, said):
    assert said in ask(*words, code=1).err


def test_a_screening_is_entered_and_one_row_proved_without_the_others(ask, tmp_path, capsys):
    contacts = tmp_path / "contacts.csv"
    contacts.write_text("phone\n" + "".join(f"07700 900{n:03}\n" for n in range(300)))
    words = ["list", "screen", str(contacts), "--campaign", str(CARD), "-o", "verdicts.parquet"]
    assert run([*words, "--summary", "summary.json"]) in {0, 2, 3}
    capsys.readouterr()
    enter = ("screened", "verdicts.parquet", "--list", "contacts.csv", "--campaign", "neath", "--by", "A. Khan")
    out = ask(*enter, "--summary", "summary.json").out
    assert "300 rows under the root" in out
    root = out.split("root ")[1].split(".")[0]
    ask("prove-row", "verdicts.parquet", "07700 900123", "-o", "row.json")
    assert "Holds: row 124, +447700900123, is one of the 300 rows" in ask("check-row", "row.json", "--root", root).out
    told = (tmp_path / "row.json").read_text()
    assert told.count("+44") == 1
    assert "Does not hold" in ask("check-row", "row.json", "--root", "0" * 64, code=2).out
    assert "no row" in ask("prove-row", "verdicts.parquet", "01632 960001", code=1).err
    (tmp_path / "home" / "screens" / f"{root}.json").unlink()
    assert "no row of this screening can be proved" in ask("prove-row", "verdicts.parquet", "07700 900123", code=1).err
    (tmp_path / "verdicts.parquet").write_bytes(b"other")
    assert "was not entered" in ask("prove-row", "verdicts.parquet", "07700 900123", code=1).err
    assert "no summary" in ask(*enter, "--summary", "contacts.csv", code=1).err
