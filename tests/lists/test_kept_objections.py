"""Screening against the objections that are kept: by scope, erased ones too, and never against an empty store."""

import json

import pytest

from ringfence.cli import run
from ringfence.home import default_home

CARD = """
[campaign]
id = "spring"
name = "Spring appeal"
purpose = "persuasion"
mode = "live"
script = "script.md"
field_from = 2026-11-23
field_until = 2026-11-30

[instigator]
name = "Example Party"
kind = "party"

[caller]
name = "Example Calls"
kind = "company"
"""
LIST = "phone\n01632 960001\n01632 960002\n01632 960003\n01632 960004\n01632 960005\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("RINGFENCE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    (tmp_path / "campaign.toml").write_text(CARD, encoding="utf-8")
    (tmp_path / "script.md").write_text("Hello, I am Ann for Example Party. Will you vote for us?\n", encoding="utf-8")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


def object_(number, *more):
    assert run(["objection", "add", number, "--channel", "phone", "--said", "no more", *more]) == 0


def screened(folder, *more):
    return run([
        "list", "screen", str(folder / "list.csv"), "--campaign", str(folder / "campaign.toml"), "--kept-objections",
        "-o", str(folder / "v.csv"), "--summary", str(folder / "s.json"), *more,
    ])  # fmt: skip


def objected(folder):
    rows = (folder / "v.csv").read_text(encoding="utf-8").splitlines()[1:]
    return [row.split(",")[1] for row in rows if "OBJECTION_ON_FILE" in row]


def test_what_reaches_this_campaign_blocks_and_what_does_not_does_not(folder):
    object_("01632 960001")
    object_("01632 960002", "--scope", "organisation:example party")
    object_("01632 960003", "--scope", "call-centre:Example Calls")
    object_("01632 960004", "--scope", "campaign:autumn")
    assert screened(folder) in (2, 3)
    assert objected(folder) == ["01632 960001", "01632 960002", "01632 960003"]
    assert json.loads((folder / "s.json").read_text(encoding="utf-8"))["objections"]["rows"] == 3


def test_an_erased_number_still_blocks(folder):
    object_("01632 960005")
    assert run(["objection", "erase", "01632 960005", "--reason", "asked for erasure", "--by", "A. Khan"]) == 0
    screened(folder)
    assert objected(folder) == ["01632 960005"]


def test_a_lifted_objection_no_longer_does(folder):
    object_("01632 960001")
    object_("01632 960002")
    assert run(["objection", "lift", "01632 960001", "--reason", "asked to be called again", "--by", "A. Khan"]) == 0
    screened(folder)
    assert objected(folder) == ["01632 960002"]


def test_a_store_that_never_held_anything_is_refused(folder, capsys):
    assert screened(folder) == 1
    assert "nothing was ever recorded there" in capsys.readouterr().err
    assert not (folder / "v.csv").exists()


def test_a_card_with_a_file_of_its_own_is_refused(folder, capsys):
    object_("01632 960001")
    (folder / "said.csv").write_text("number\n01632 960002\n", encoding="utf-8")
    (folder / "campaign.toml").write_text(CARD + '\n[objections]\nfile = "said.csv"\n', encoding="utf-8")
    assert screened(folder) == 1
    assert "Import it" in capsys.readouterr().err
    assert default_home().exists()
