"""A mixed bundle: what each file is taken for, what the caller's side said, and a sheet that says what is missing."""

import json
import shutil
from pathlib import Path

import pytest

from ringfence.cases.bundle.sorting import sort
from ringfence.cases.bundle.transcript import is_transcript, read
from ringfence.cases.events import CaseUnusable
from ringfence.cli import run

from .test_commands import CARD, CDRS, SCRIPT

EXAMPLES = Path(__file__).parents[2] / "examples"
SUBTITLES = """WEBVTT

1
00:00:01.000 --> 00:00:03.000
<v Agent>Can we count on your vote for Labour?</v>

2
00:00:03.000 --> 00:00:04.000
<v Voter>Vote Green, please.</v>
"""
SPOKEN = """[00:01] Agent: Good evening.
Will you vote for our candidate?
[00:09] Respondent: Please vote Green.
Agent: Bye.
"""


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("campaign.toml", CARD, "card"),
        ("other.toml", "[tool]\nx = 1\n", "not read"),
        ("call.vtt", SUBTITLES, "transcript"),
        ("call.txt", SPOKEN, "transcript"),
        ("notes.txt", SCRIPT, "script"),
        ("survey.md", "# Survey\n\n1. Do you own a car?\n", "script"),
        ("cdr.csv", CDRS, "records"),
        ("numbers.csv", "name,phone\nA,01632 960001\n", "list"),
        ("complaints.csv", "number,words\n01632 960001,stop\n", "complaints"),
        ("mail.eml", "From: a@example.org\n\nx\n", "complaints"),
        ("tps-2009-05-28.csv", "number\n01632960001\n", "register"),
        ("call.mp3", "ID3", "recording"),
        ("photo.png", b"\x89PNG\r\n\x1a\n", "not read"),
        ("empty.txt", "", "not read"),
        ("README.md", "What this is.\n", "not read"),
        ("strange.bin", b"\x00\xff", "not read"),
    ],
)
def test_what_a_file_is_taken_for_and_why(tmp_path, name, data, kind):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    (found,) = sort(tmp_path / "b")
    assert (found.kind, found.name) == (kind, name)
    assert found.why
    assert len(found.sha256) == 64


def test_what_a_card_names_is_read_with_the_card(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "campaign.toml").write_text(CARD)
    (tmp_path / "a" / "script.md").write_text(SCRIPT)
    (tmp_path / "script.md").write_text(SCRIPT)
    (tmp_path / ".hidden.md").write_text(SCRIPT)
    found = {each.name: each.kind for each in sort(tmp_path)}
    assert found == {"a/campaign.toml": "card", "a/script.md": "named", "script.md": "script"}


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(CaseUnusable, match="0 files"):
        sort(tmp_path)
    with pytest.raises(CaseUnusable, match="no folder"):
        sort(tmp_path / "missing")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SUBTITLES, ["Can we count on your vote for Labour?"]),
        (SPOKEN, ["Good evening. Will you vote for our candidate?", "Bye."]),
        ("Anna: Hello there.\nBea: Hi.\nAnna: Vote.\n", ["Hello there.", "Hi.", "Vote."]),  # who calls nobody knows
        ("Anna: Hello.\nCustomer: Hi.\nAnna: Vote.\n", ["Hello.", "Vote."]),
        ("1\n00:00:01,000 --> 00:00:02,000\nHello\n", ["Hello"]),
    ],
)
def test_what_the_callers_side_said(text, said):
    assert read(text).said.split("\n\n") == said


@pytest.mark.parametrize(
    "text",
    [SCRIPT, "Time: 20:30\nPlace: here\nDate: 2 June\n", "Question 1: Who?\nQuestion 2: Why?\nQuestion 3: How?\n"],
)
def test_a_script_is_no_transcript(text):
    assert not is_transcript(text)


@pytest.fixture
def bundle(tmp_path):
    folder = tmp_path / "bundle"
    folder.mkdir()
    for name, data in (("campaign.toml", CARD), ("script.md", SCRIPT), ("cdrs.csv", CDRS), ("call.txt", SPOKEN),
                       ("numbers.csv", "name,phone\nA,01632 960001\nB,x\n"),
                       ("mail.eml", "From: a@example.org\nMessage-ID: <1>\n\nstop calling me\n")):  # fmt: skip
        (folder / name).write_text(data)
    return folder


def test_a_bundle_is_worked_through_to_one_sheet(bundle, tmp_path, capsys):
    out = tmp_path / "sheet"
    assert run(["case", "bundle", str(bundle), "-o", str(out)]) == 2
    made = json.loads((out / "sheet.json").read_text())
    broken = {each["rule"] for each in made["findings"] if each["level"] == "breach"}
    assert "PECR-19" in broken
    assert any(each["file"] == "call.txt" and "It is direct marketing" in each["words"] for each in made["findings"])
    assert made["audit"]["records"] == 2
    assert made["audit"]["broke_the_law"] == 2
    assert [each["verdict"] for each in made["campaigns"]] == ["stop"]
    assert (out / made["campaigns"][0]["report"]).is_file()
    (heard,) = made["scripts"]
    assert (heard["kind"], heard["read"]) == ("transcript", "the lines of the caller's side, by their labels")
    assert "Green" not in json.dumps(heard["sections"]), "what the person called said is not held against the caller"
    (listed,) = made["lists"]
    assert listed["numbers"] == 1
    assert listed["screened"]["decisions"] == {"block": 2}, "nobody consented to recorded calls; one is no number"
    assert any(each["file"] == "numbers.csv" and "2 of 2 numbers" in each["words"] for each in made["findings"])
    assert (out / listed["screened"]["verdicts"]).is_file()
    assert made["complaints"]["ask_for_calls_to_stop"] == 1
    missing = "\n".join(made["missing"])
    for words in ("the TPS and CTPS", "No card names numbers.csv: they were judged as if", "case open --from"):
        assert words in missing
    assert run(["case", "bundle", str(bundle), "-o", str(out)]) == 2
    assert json.loads((out / "sheet.json").read_text())["audit"] == made["audit"], "made again, it says the same"
    page = (out / "sheet.html").read_text()
    assert "DM101" in page
    assert "1632960" not in page.replace(" ", ""), "no number in clear"
    assert "Next: read" in capsys.readouterr().out


def test_what_cannot_be_used_is_told_and_the_rest_goes_on(bundle, tmp_path):
    (bundle / "campaign.toml").write_text(CARD.replace('mode = "recorded"', 'mode = "loud"'))
    out = tmp_path / "sheet"
    assert run(["case", "bundle", str(bundle), "-o", str(out)]) == 3
    made = json.loads((out / "sheet.json").read_text())
    missing = "\n".join(made["missing"])
    assert "campaign.toml: the campaign could not be looked at" in missing
    assert "call records were not judged: no campaign card" in missing
    assert made["scripts"], "the transcript was looked at all the same"


def test_calls_of_a_campaign_without_a_card_are_told(bundle, tmp_path):
    (bundle / "cdrs.csv").write_text(CDRS.replace("labour-2009", "other", 1))
    out = tmp_path / "sheet"
    run(["case", "bundle", str(bundle), "-o", str(out)])
    made = json.loads((out / "sheet.json").read_text())
    assert any("campaign “other”, of which there is no card" in each for each in made["missing"])


def test_the_sheet_is_not_written_into_the_bundle(bundle):
    assert run(["case", "bundle", str(bundle), "-o", str(bundle / "out")]) == 1


def test_a_clean_survey_alone_is_open_for_what_is_missing(tmp_path):
    folder = tmp_path / "b"
    folder.mkdir()
    shutil.copy(EXAMPLES / "neath-2017" / "script-cleaned.md", folder)
    out = tmp_path / "sheet"
    assert run(["case", "bundle", str(folder), "-o", str(out)]) == 3
    made = json.loads((out / "sheet.json").read_text())
    assert not [each for each in made["findings"] if each["level"] == "breach"]
    assert any("a campaign card" in each for each in made["missing"])
