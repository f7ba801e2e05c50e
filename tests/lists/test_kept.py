"""What is kept stands beside a card's files, by scope, erased numbers too; the same in screen, preflight, explain."""

import csv
import json

import pytest

from ringfence.cli import run

CARD = """
[campaign]
id = "spring"
name = "Spring appeal"
purpose = "persuasion"
mode = "live"
script = "script.md"
field_from = 2026-11-23
field_until = 2026-12-30

[instigator]
name = "Example Party"
kind = "party"

[caller]
name = "Example Calls"
kind = "company"
paid = true
introduces_itself_as = "Example Party"

[cli]
number = "01632 960900"
withheld = false
contactable = true

[dialler]
auto_sequence = false
plays_recordings = false

[[lists]]
file = "list.csv"
kind = "own"
collection_wording = "We may ring you about Example Party."
"""
SCRIPT = """Hello, I am Ann calling for Example Party, 1 High Street, Exampleton, telephone 0808 157 0000.

Will you vote for us?

You can tell me now that you do not want to be called again.
"""
WHERE = {"1": {"tps", "consents"}, "2": {"objections"}, "3": {"objections"}, "4": {"objections"}}
LIST = "phone\n" + "".join(f"01632 96000{n}\n" for n in range(1, 10))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("RINGFENCE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    (tmp_path / "campaign.toml").write_text(CARD, encoding="utf-8")
    (tmp_path / "script.md").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


def card_names(folder, more):
    (folder / "campaign.toml").write_text(CARD + more, encoding="utf-8")


def object_(number, *more):
    assert run(["objection", "add", number, "--channel", "phone", "--said", "no more", *more]) == 0


def erase(number):
    assert run(["objection", "erase", number, "--reason", "asked for erasure", "--by", "A. Khan"]) == 0


def load(folder, kind, numbers, as_of="2026-11-20"):
    file = folder / f"{kind}-file.csv"
    file.write_text("number,listed_on\n" + "".join(f"{number},2026-01-05\n" for number in numbers), encoding="utf-8")
    assert run(["register", "load", kind, str(file), "--as-of", as_of]) == 0


def consent(folder, *rows):
    file = folder / "gave.csv"
    header = "number,given_to,scope,given_on,proof,conditional,valid_until,indirect,in_call,given_by\n"
    file.write_text(header + "".join(f"{row},no,no,subscriber\n" for row in rows), encoding="utf-8")
    assert run(["consent", "import", str(file)]) == 0


def screened(folder, *more):
    return run([
        "list", "screen", str(folder / "list.csv"), "--campaign", str(folder / "campaign.toml"),
        "-o", str(folder / "v.csv"), "--summary", str(folder / "s.json"), *more,
    ])  # fmt: skip


def verdicts(file):
    with file.open(encoding="utf-8", newline="") as lines:
        return {row["e164"]: (row["decision"], row["reasons"], row["situation"]) for row in csv.DictReader(lines)}


def with_reason(folder, reason):
    return [e164[-1] for e164, (_, reasons, _) in verdicts(folder / "v.csv").items() if reason in reasons.split(";")]


def objected(folder):
    return with_reason(folder, "OBJECTION_ON_FILE")


def summary(folder):
    return json.loads((folder / "s.json").read_text(encoding="utf-8"))


def test_what_reaches_this_campaign_blocks_and_what_does_not_does_not(folder):
    object_("01632 960001")
    object_("01632 960002", "--scope", "organisation:example party")
    object_("01632 960003", "--scope", "call-centre:Example Calls")
    object_("01632 960004", "--scope", "campaign:autumn")
    assert screened(folder, "--kept-objections") in (2, 3)
    assert objected(folder) == ["1", "2", "3"]
    told = summary(folder)["objections"]
    assert (told["rows"], told["kept"], told["version"], told["erased"]) == (3, True, 4, 0)


def test_an_erased_number_still_blocks_and_is_counted(folder):
    object_("01632 960005")
    erase("01632 960005")
    screened(folder, "--kept-objections")
    assert objected(folder) == ["5"]
    assert (summary(folder)["objections"]["rows"], summary(folder)["objections"]["erased"]) == (1, 1)


def test_a_lifted_objection_no_longer_does(folder):
    object_("01632 960001")
    object_("01632 960002")
    assert run(["objection", "lift", "01632 960001", "--reason", "asked to be called again", "--by", "A. Khan"]) == 0
    screened(folder, "--kept-objections")
    assert objected(folder) == ["2"]


@pytest.mark.parametrize("engine", ["stream", "duckdb"])
def test_a_cards_own_file_counts_beside_the_store(folder, monkeypatch, engine):
    monkeypatch.setenv("RINGFENCE_ENGINE", engine)
    object_("01632 960001")
    object_("01632 960003")
    erase("01632 960003")
    (folder / "said.csv").write_text("number\n01632 960002\n01632 960001\n", encoding="utf-8")
    card_names(folder, '\n[objections]\nfile = "said.csv"\n')
    screened(folder, "--kept-objections")
    assert objected(folder) == ["1", "2", "3"]
    told = summary(folder)["objections"]
    assert (told["file"], told["rows"]) == ("said.csv and store.sqlite3", 4)
    assert [(each["file"], each["rows"]) for each in told["sources"]] == [("said.csv", 2), ("store.sqlite3", 2)]
    screened(folder)
    assert objected(folder) == ["1", "2"]


def test_a_store_that_never_held_anything_says_so_and_shows_nothing(folder, capsys):
    """Nobody asked it anything yet, or it is the wrong one: then nothing is known of objections, and no call passes."""
    assert screened(folder, "--kept") == 3
    told = capsys.readouterr().out
    assert "Nothing was ever recorded in" in told
    assert "No register is kept in" in told
    assert len(with_reason(folder, "OBJECTIONS_NOT_CHECKED")) == 9
    assert "objections" not in summary(folder)
    assert any("Nothing was ever recorded" in note for note in summary(folder)["notes"])


def test_consents_that_are_kept_allow_and_end(folder):
    load(folder, "tps", [f"01632 96000{n}" for n in range(1, 8)])
    load(folder, "ctps", ["01632 960008"])
    object_("01632 960001")
    consent(
        folder,
        "01632 960001,Example Party,live,2026-09-01,form 1,no,",
        "01632 960002,Example Party,live,2026-09-01,form 2,no,",
        "01632 960003,Somebody else,live,2026-09-01,form 3,no,",
        "01632 960004,Example Party,live,2026-09-01,form 4,no,2026-11-22",
        "01632 960005,Example Party,live,2026-09-01,form 5,no,2026-11-23",
        "01632 960006,Example Party,live,2026-09-01,form 6,yes,",
    )
    assert run(["consent", "withdraw", "01632 960002", "--said", "no", "--from", "Example Party"]) == 0
    screened(folder, "--kept")
    against = set(with_reason(folder, "TPS_LISTED_NO_NOTIFICATION")) | set(objected(folder))
    assert against == {"1", "2", "3", "4", "6", "7", "8"}  # 6 was a condition of something else
    assert [e164[-1] for e164, said in verdicts(folder / "v.csv").items() if said[0] == "allow"] == ["5", "9"]
    assert [(each["kind"], each["version"]) for each in summary(folder)["registers"]] == [("tps", 1), ("ctps", 1)]
    assert summary(folder)["consents"]["rows"] == 7  # a withdrawal stands by itself


def preflighted(folder, *more):
    code = run(["preflight", str(folder), "-o", str(folder / "out"), "--format", "json", *more])
    report = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
    return code, report


def test_preflight_takes_what_screen_takes(folder, capsys):
    load(folder, "tps", ["01632 960001", "01632 960002"], "2026-11-22")
    load(folder, "ctps", ["01632 960003"], "2026-11-22")
    object_("01632 960004")
    object_("01632 960005")
    erase("01632 960005")
    consent(folder, "01632 960002,Example Party,live,2026-09-01,form 2,no,")
    screened(folder, "--kept")
    code, report = preflighted(folder, "--kept")
    one_by_one = {**verdicts(folder / "out" / "callable.csv"), **verdicts(folder / "out" / "excluded.csv")}
    screen = verdicts(folder / "v.csv")
    assert {e164: said[1:] for e164, said in one_by_one.items() if screen[e164][0] != "allow"} == {
        e164: said[1:] for e164, said in screen.items() if said[0] != "allow"
    }
    assert [e164[-1] for e164, said in screen.items() if said[0] != "allow"] == ["1", "3", "4", "5"]
    assert code == {"go": 0, "hold": 3, "stop": 2}[report["verdict"]]
    assert [(each["file"], each["good_until"]) for each in report["list"]["registers"]] == [
        ("tps-file.csv (kept, version 1)", "2026-12-19"), ("ctps-file.csv (kept, version 1)", "2026-12-19"),
    ]  # fmt: skip
    assert [(each["what"], each["source"], each["rows"]) for each in report["list"]["on_file"]] == [
        ("Objections", "store.sqlite3 (kept, version 4)", 2), ("Consents", "store.sqlite3 (kept, version 4)", 1),
    ]  # fmt: skip
    assert not [each for each in report["not_checked"] if each.startswith(("No TPS", "No CTPS", "No obj", "No cons"))]
    assert "kept, version 4" in (folder / "out" / "report.html").read_text(encoding="utf-8")


def test_listings_are_as_old_as_they_get_while_the_kept_register_is_good(folder):
    """Listed on 5 November: 28 days are over on 3 December, which a register of 22 November still clears."""
    file = folder / "tps-file.csv"
    file.write_text("number,listed_on\n01632 960001,2026-11-05\n", encoding="utf-8")
    assert run(["register", "load", "tps", str(file), "--as-of", "2026-11-22"]) == 0
    preflighted(folder, "--kept-registers")
    assert "TPS_LISTED_NO_NOTIFICATION" in verdicts(folder / "out" / "excluded.csv")["+441632960001"][1]


def test_an_empty_store_is_said_in_the_report(folder, capsys):
    code, report = preflighted(folder, "--kept")
    assert code in (2, 3)
    assert any("Nothing was ever recorded" in each for each in report["not_checked"])
    assert "No objections file was given." in report["not_checked"]
    capsys.readouterr()
    run(["preflight", str(folder), "-o", str(folder / "out"), "--kept"])
    assert "note     Nothing was ever recorded in" in capsys.readouterr().out


def test_a_kept_register_stands_in_place_of_its_kind_alone(folder):
    (folder / "tps.csv").write_text("number,listed_on\n01632 960001,2020-01-02\n", encoding="utf-8")
    (folder / "ctps.csv").write_text("number,listed_on\n01632 960002,2020-01-02\n", encoding="utf-8")
    card_names(
        folder,
        '\n[[registers]]\nkind = "tps"\nfile = "tps.csv"\nas_of = 2026-11-20\n'
        '\n[[registers]]\nkind = "ctps"\nfile = "ctps.csv"\nas_of = 2026-11-20\n',
    )
    load(folder, "tps", ["01632 960003"])
    screened(folder, "--kept-registers")
    assert with_reason(folder, "TPS_LISTED_NO_NOTIFICATION") == ["2", "3"]
    assert [each["file"] for each in summary(folder)["registers"]] == ["tps-file.csv", "ctps.csv"]


def test_explained_is_what_the_screen_says_and_says_where_it_stands(folder, capsys):
    load(folder, "tps", ["01632 960001"])
    object_("01632 960002")
    object_("01632 960003")
    erase("01632 960003")
    consent(folder, "01632 960001,Example Party,live,2026-09-01,form 7,no,")
    (folder / "said.csv").write_text("number\n01632 960004\n", encoding="utf-8")
    card_names(folder, '\n[objections]\nfile = "said.csv"\n')
    for more in ((), ("--prepared", str(folder / "ready"))):
        screened(folder, "--kept", *more)
        bulk = verdicts(folder / "v.csv")
        for e164, said in bulk.items():
            capsys.readouterr()
            run(["list", "explain", e164, "--campaign", str(folder), "--kept", "--format", "json", *more])
            (told,) = json.loads(capsys.readouterr().out)
            (place,) = told["places"]
            assert (place["decision"], ";".join(each["code"] for each in place["reasons"]), place["situation"]) == said
            looked = {(each["kind"], each["file"]): each["records"] for each in told["looked_at"]}
            assert set(looked) == {
                ("tps", "tps-file.csv, version 1 of those that are kept"), ("objections", "said.csv"),
                ("objections", "store.sqlite3"), ("consents", "store.sqlite3"),
            }  # fmt: skip
            found = {kind for (kind, _), records in looked.items() if records}
            assert found == WHERE.get(e164[-1], set())
    run(["list", "explain", "01632 960003", "--campaign", str(folder), "--kept"])
    assert "the number was erased; the objection stands" in capsys.readouterr().out


def test_what_is_prepared_is_made_anew_when_the_store_has_moved_on(folder):
    ready = folder / "ready"
    object_("01632 960001")
    made = []
    for number in (None, None, "01632 960002"):
        if number:
            object_(number)
        screened(folder, "--kept-objections", "--prepared", str(ready))
        made.append(({each.name for each in ready.glob("on-file-*")}, objected(folder)))
    assert made[0] == made[1]
    assert made[2] == (made[2][0] | made[0][0], ["1", "2"])
    assert len(made[2][0]) == 2


def test_a_preview_takes_them_too(folder, capsys):
    object_("01632 960001")
    capsys.readouterr()
    asked = ["--campaign", str(folder / "campaign.toml"), "--preview", "--kept-objections", "--format", "json"]
    assert run(["list", "screen", str(folder / "list.csv"), *asked]) == 0
    told = json.loads(capsys.readouterr().out)
    assert any("OBJECTION_ON_FILE" in each["reasons"] for each in told["estimates"])


def test_a_folder_of_registers_beside_the_kept_ones_is_refused(folder, capsys):
    assert screened(folder, "--kept", "--registers", str(folder)) == 1
    assert "does not go with --registers" in capsys.readouterr().err
