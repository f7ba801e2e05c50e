"""The commands as a person meets them: receipts, refusals, files there and back, numbers never in clear."""

import csv
import json

import pytest

from ringfence.cli import run

PHONE = "07700 900123"
CLEAR = ("7700900123", "7700 900123")


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    monkeypatch.setenv("RINGFENCE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def ask(*words, code=0):
        assert run(words) == code, capsys.readouterr()
        return capsys.readouterr()

    return ask


def add(ask, *more, said="stop", number=PHONE):
    words = ("--channel", "phone", "--said", said, *more, "--format", "json")
    return json.loads(ask("objection", "add", number, *words).out)


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_receipt_says_what_is_stopped_and_from_when(ask):
    told = ask("objection", "add", PHONE, "--channel", "sms", "--said", "STOP", "--scope", "organisation:Example Party",
               "--recorded-by", "A. Khan", "--at", "2026-01-02").out  # fmt: skip
    for words in ("Receipt", "'STOP', by sms, 2 January 2026", "every call by or for Example Party", "by A. Khan"):
        assert words in told
    assert not any(clear in told for clear in CLEAR)


def test_check_knows_the_very_next_moment(ask):
    assert "No objection on file against this number" in ask("objection", "check", PHONE).out
    add(ask, "--scope", "organisation:Example Party")
    assert "do not call" in ask("objection", "check", PHONE, code=2).out
    ask("objection", "check", PHONE, "--organisation", "example party", code=2)
    ask("objection", "check", PHONE, "--organisation", "Other Party", "--campaign", "spring", code=0)


def test_lifting_needs_a_reason_and_keeps_it(ask, tmp_path):
    add(ask)
    ask("objection", "lift", PHONE, "--reason", " ", "--by", "Bob", code=1)
    ask("objection", "lift", PHONE, "--reason", "=asked, again", "--by", "Bob")
    ask("objection", "check", PHONE)
    assert "No objection stands" in ask("objection", "lift", PHONE, "--reason", "x", "--by", "Bob", code=1).err
    ask("objection", "export", "-o", "all.csv", "--all")
    (row,) = rows_of(tmp_path / "all.csv")
    assert (row["status"], row["lifted_because"], row["lifted_by"]) == ("lifted", "'=asked, again", "Bob")
    ask("objection", "export", "-o", "standing.csv")
    assert not rows_of(tmp_path / "standing.csv")


def test_lift_by_receipt_leaves_the_others(ask):
    (first,) = add(ask)
    add(ask, said="I said stop")
    ask("objection", "lift", first["id"], "--reason", "x", "--by", "Bob")
    assert "One objection stands" in ask("objection", "check", PHONE, code=2).out


def test_two_systems_keep_in_step_by_file(ask, monkeypatch, tmp_path):
    (mine,) = add(ask, "--scope", "campaign:spring")
    ask("objection", "export", "-o", "out.csv", "--all")
    other = ("--home", str(tmp_path / "other"))
    assert "1 objection new, 0 known" in ask("objection", "import", "out.csv", *other).out
    assert "0 objections new, 1 known" in ask("objection", "import", "out.csv", *other).out
    ask("objection", "lift", mine["id"], "--reason", "x", "--by", "Bob", *other)
    ask("objection", "export", "-o", "back.csv", "--all", *other)
    assert "1 lifting in the file taken over" in ask("objection", "import", "back.csv").out
    ask("objection", "check", PHONE)
    assert "lifted here and stay so" in ask("objection", "import", "out.csv").out, "an old file brings nothing back"
    ask("objection", "check", PHONE)


def test_rows_to_mend_are_written_out_and_the_exit_code_says_so(ask, tmp_path):
    (tmp_path / "dnc.csv").write_text("Mobile,Reason\n07700900123,=1+1\nrubbish,=1+1\n")
    told = ask("objection", "import", "dnc.csv", code=3).out
    assert "row 2" in told
    assert "dnc-unreadable.csv" in told
    (row,) = rows_of(tmp_path / "dnc-unreadable.csv")
    assert (row["Mobile"], row["Reason"], row["row"]) == ("rubbish", "'=1+1", "2")
    ask("objection", "check", PHONE, code=2)


def test_since_a_day(ask, tmp_path):
    add(ask)
    ask("objection", "export", "-o", "late.csv", "--since", "2999-01-01")
    assert len((tmp_path / "late.csv").read_text().splitlines()) == 1


def test_erasure_goes_on_stopping_calls_and_tells_nothing(ask):
    add(ask, said="I am Ann")
    assert (
        "1 record and 1 ledger entry said"
        in ask("objection", "erase", PHONE, "--reason", "request 7", "--by", "Bob").out
    )
    told = ask("objection", "check", PHONE, code=2).out
    assert "erased" in told
    assert "Ann" not in told
    assert "in keyed form only" in ask("objection", "export", "-o", "out.csv").out
    assert "nothing to erase" in ask("objection", "erase", PHONE, "--reason", "x", "--by", "Bob", code=1).err
    (receipt,) = json.loads(ask("objection", "list", "--format", "json").out)
    ask("objection", "lift", receipt["id"], "--reason", "asked again", "--by", "Bob")
    ask("objection", "check", PHONE)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["objection", "add", "0163", "--channel", "phone", "--said", "x"], "no telephone number"),
        (["objection", "add", PHONE, "--channel", "pigeon", "--said", "x"], "pigeon"),
        (["objection", "add", PHONE, "--channel", "phone", "--said", "x", "--scope", "me"], "is no scope"),
        (["objection", "add", PHONE, "--channel", "phone", "--said", "x", "--at", "2999-01-01"], "in the future"),
        (["objection", "add", PHONE, "--channel", "phone", "--said", "x", "--at", "then"], "is no time"),
        (["objection", "import", "none.csv"], "cannot be read"),
        (["objection", "export", "-o", "none/out.csv"], "no folder"),
        (["objection", "lift", "f" * 32, "--reason", "x", "--by", "y"], "No objection stands"),
        (["consent", "import", "none.csv"], "cannot be read"),
        (["consent", "import", "bare.csv"], 'no column "given_to"'),
        (["consent", "import", "bare.json"], "not JSON"),
        (["consent", "export", "-o", "out.pdf"], "must end in"),
        (["consent", "show", PHONE], "Nothing on file"),
    ],
)
def test_what_cannot_be_used_is_said_without_the_number(ask, tmp_path, words, said):
    (tmp_path / "bare.csv").write_text("phone\n07700900123\n")
    (tmp_path / "bare.json").write_text("{'no")
    err = ask(*words, code=1).err
    assert said in err
    assert "Traceback" not in err
    assert not any(clear in err for clear in CLEAR)


CONSENTS = """number,given_to,scope,given_on,wording,proof,indirect,withdrawn_on
07700 900123,Example Party,both,2026-01-01,You may phone me,proof.txt,no,
07700 900124,Example Party,live,01/02/2026,You may phone me,form,no,2026-03-01
07700 900125,Example Party,fax,2026-01-01,,,,
"""


def test_consents_come_in_with_the_hash_of_their_proof_and_go_out_as_records(ask, tmp_path):
    (tmp_path / "c.csv").write_text(CONSENTS)
    (tmp_path / "proof.txt").write_text("signed")
    assert "row 3" in ask("consent", "import", "c.csv", code=3).out
    assert "0 consents, 0 refusals" in ask("consent", "import", "c.csv", code=3).out
    assert "SHA-256" in ask("consent", "show", PHONE).out
    for name in ("out.jsonld", "out.ndjson", "out.csv"):
        ask("consent", "export", "-o", name)
        told = ask("consent", "import", name, "--home", str(tmp_path / name[4:]), "--format", "json").out
        assert json.loads(told)["new"] == {"consent": 2, "refusal": 0, "withdrawal": 1}
        assert json.loads(ask("consent", "import", name, "--format", "json").out)["known"] == 3


@pytest.mark.parametrize(
    ("number", "caller", "calls", "code"),
    [
        (PHONE, "example party", "automated", 0),
        (PHONE, "Example Party", "live", 0),
        (PHONE, "Other", "automated", 2),
        ("07700 900124", "Example Party", "live", 2),  # withdrawn
        ("07700 900199", "Example Party", "live", 2),  # nothing on file
    ],
)
def test_which_consent_counts_is_the_laws_answer(ask, tmp_path, number, caller, calls, code):
    (tmp_path / "c.csv").write_text(CONSENTS)
    ask("consent", "import", "c.csv", code=3)
    told = ask("consent", "check", number, "--caller", caller, "--calls", calls, "--on", "2026-06-01", code=code).out
    assert "PECR reg" in told


def test_withdrawal_is_a_receipt_and_ends_what_was_given(ask, tmp_path):
    (tmp_path / "c.csv").write_text(CONSENTS)
    ask("consent", "import", "c.csv", code=3)
    check = ("consent", "check", PHONE, "--caller", "Example Party", "--calls", "automated")
    ask(*check)
    assert "Receipt" in ask("consent", "withdraw", PHONE, "--said", "no more", "--from", "EXAMPLE PARTY").out
    ask(*check, code=2)
    assert "Consent given" in ask("consent", "show", PHONE).out, "what was given stays on record"


def test_exports_stand_in_a_campaign_card(ask, tmp_path):
    import duckdb

    from ringfence.preferences.consents import Consents, load_consents
    from ringfence.preferences.objections import load_objections
    from ringfence.tables import fastpath

    (tmp_path / "c.csv").write_text(CONSENTS)
    ask("consent", "import", "c.csv", code=3)
    ask("consent", "withdraw", PHONE, "--said", "no more")
    add(ask)
    ask("objection", "export", "-o", "objections.csv")
    ask("consent", "export", "-o", "consents.csv")
    con = duckdb.connect()
    fastpath.install(con)
    assert load_objections(con, tmp_path / "objections.csv", tmp_path) == 1
    assert load_consents(con, Consents(tmp_path / "consents.csv", ("Example Party",)), tmp_path) == 3
