"""From a script to interviews to a weighted table, as a person types it; and what keeps interviews from starting."""

import csv
import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from ringfence.answers.interview.questionnaire import dumps, load
from ringfence.answers.kept import Plan, open_answers
from ringfence.cli import run
from ringfence.store import open_store

from ..made_up import SCRIPT  # noqa: TID252 - one made-up campaign for all folders

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="answers wait in Linux's memory folder")
NEATH = Path(__file__).parents[2] / "examples" / "neath-2017"
CARD = """
[campaign]
id = "{name}"
name = "Survey of residents"
purpose = "research"
mode = "live"
script = "script.md"
field_from = 2026-11-02
field_until = 2026-11-27
[instigator]
name = "Example Council"
kind = "public_body"
[caller]
name = "Example Research"
kind = "research_agency"
[sample]
design = "random"
[answers]
linked_to_person = false
reused_for_marketing = false
analysed_as_research = true
"""


@pytest.fixture
def folder(tmp_path, home, monkeypatch):
    monkeypatch.setenv("RINGFENCE_HOME", str(home))
    found = tmp_path / "residents"
    found.mkdir()
    (found / "campaign.toml").write_text(CARD.format(name=f"residents-{tmp_path.name}"))
    (found / "script.md").write_text(SCRIPT)
    return found


def typed(monkeypatch, *lines):
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def call(number, bus, age):
    """One complete interview as it is typed: reference, number, begin, then each answer."""
    return [f"c{number}", f"01632 960{number:03}", "", "", "", "1", str(bus), str(age), "", ""]


def test_from_interviews_to_a_weighted_table_in_three_commands(folder, monkeypatch, capsys):
    assert run(["interview", "make", str(folder)]) == 0
    assert run(["interview", "check", str(folder)]) == 0
    home = folder.parent / "home"
    name = load(folder / "questionnaire.yaml").campaign
    with open_answers(home, name, Plan(k=10, interviewers=2, others=2, simulated=True)):
        pass  # a rehearsal: so few would not hide each other in a real campaign
    for who, first in (("Ann", 0), ("Bob", 30), ("Cas", 60)):
        lines = [line for number in range(first, first + 30) for line in call(number, 1 + number % 3, 1 + number % 2)]
        typed(monkeypatch, *lines, "")
        assert run(["interview", str(folder), "--interviewer", who]) == 0
    told = capsys.readouterr().out
    assert "no better than by guessing" in told
    assert "30 interviews complete" in told

    weights = folder / "weights.toml"
    weights.write_text('source = "Census 2021"\n[q3]\n18_to_34 = 30\n35_to_54 = 70\n55_or_over = 0\n')
    assert run(["answers", "release", str(folder), "--rest"]) == 0
    assert (
        run(["answers", "table", str(folder), "q2", "--by", "q3", "--weights", str(weights), "--format", "json"]) == 0
    )
    made = json.loads(capsys.readouterr().out.partition("{")[2].join(["{", ""]))
    assert made["interviews"] == 90
    (table,) = made["tables"]
    assert table["columns"] == ["18 to 34", "35 to 54", "55 or over", "Total"]
    assert sum(row["shares"][-1] for row in table["rows"]) == pytest.approx(1, abs=1e-5)
    assert made["effective"] == pytest.approx(90**2 / (45 * 0.6**2 + 45 * 1.4**2), abs=0.1)

    assert run(["answers", "table", str(folder), "q2", "--epsilon", "1", "--weights", str(weights)]) == 1
    assert run(["answers", "table", str(folder), "q2", "--epsilon", "1"]) == 0
    told = capsys.readouterr().out
    assert "Counts with noise: epsilon 1 each, 1 together" in told
    assert "%" not in told, "nothing exact beside the noise"

    assert run(["answers", "export", str(folder), "-o", str(folder / "out.csv"), "--weights", str(weights)]) == 0
    rows = list(csv.DictReader(io.StringIO((folder / "out.csv").read_text())))
    assert len(rows) == 90
    assert rows == sorted(rows, key=lambda row: (row["q1"], row["q2"], row["q3"]))
    package = json.loads((folder / "out-datapackage.json").read_text())
    assert [each["path"] for each in package["resources"]] == ["out.csv", "out-texts.csv"]

    for name in ("out.parquet", "out.sav"):
        assert run(["answers", "export", str(folder), "-o", str(folder / name)]) == 0
        assert (folder / name).stat().st_size > 500
    assert run(["answers", "export", str(folder), "-o", str(folder / "out.xls")]) == 1
    assert not list(folder.glob(".*partial"))

    page = folder / "report.html"
    assert run(["answers", "report", str(folder), "--by", "q3", "-o", str(page), "--made-on", "2026-11-30"]) == 0
    text = page.read_text()
    for words in (
        "Example Council",
        "random sample",
        "Response (RR)",
        "How satisfied are you",
        "<svg",
        "Unweighted base",
        "90 interviews",
    ):
        assert words in text, words
    assert "(--universe)" in text, "what nobody told is said to be missing"
    assert "Dates of interviewing" in text
    assert "planned:" not in text
    assert "01632" not in text


def test_an_objection_a_complaint_and_outcomes_at_the_keyboard(folder, monkeypatch, capsys):
    run(["interview", "make", str(folder)])
    typed(
        monkeypatch,
        "c1", "01632 960001", "", "", "", "help", "complain you rang at seven", "object take me off your list", "n",
        "c2", "nonsense", "01632 960002", "no_answer",
        "c3", "", "hung up", "c3", "", "", "", "", "9", "back", "", "object", "end refused_respondent",
        "c1", "01632 960001",
        "",
    )  # fmt: skip
    assert run(["interview", str(folder), "--interviewer", "Ann"]) == 0
    told = capsys.readouterr().out
    assert "The objection is on file" in told
    assert "is no telephone number" in told
    assert "is no outcome" in told
    assert "An objection stands against calls to this number" in told
    assert "has an outcome already" in told
    with open_store(folder.parent / "home") as store:
        assert [each.said for each in store.objections(441632960001)] == ["take me off your list"]
        assert [each.said for each in store.call_records("complaint")] == ["you rang at seven"]
        assert sorted((each.call, each.code) for each in store.call_records("outcome")) == [
            ("c1", "2.112"), ("c2", "3.13"), ("c3", "2.112"),
        ]  # fmt: skip


def test_a_pipe_that_runs_dry_loses_the_interview_under_way_and_says_so(folder, monkeypatch, capsys):
    run(["interview", "make", str(folder)])
    typed(monkeypatch, *call(1, 1, 1), "c2", "", "", "")
    assert run(["interview", str(folder), "--interviewer", "Ann"]) == 0
    told = capsys.readouterr().out
    assert "The input ended" in told
    assert "1 interviews complete. 1 wait" in told


def test_declared_bands_come_from_the_contact_list(folder, home, monkeypatch, capsys):
    run(["interview", "make", str(folder)])
    sheet = folder / "questionnaire.yaml"
    sheet.write_text(sheet.read_text() + "bands:\n  area: [North, South, Isles]\n")
    rows = [
        f"01632 960{number:03},{'North' if number < 60 else 'South' if number < 130 else 'Isles'}"
        for number in range(140)
    ]
    (folder / "list.csv").write_text("phone,area\n" + "\n".join(rows) + "\n")
    card = folder / "campaign.toml"
    card.write_text(card.read_text() + '[[lists]]\nfile = "list.csv"\n')
    typed(monkeypatch, *call(1, 1, 1), *call(135, 2, 2), "")
    assert run(["interview", str(folder), "--interviewer", "Ann"]) == 0
    with open_answers(home, load(sheet).campaign) as kept, kept._spool.locked():
        assert kept.plan.bands.dimensions == ("area",)
        told = {value for each in kept._spool.entries() for value in each.cell}
    assert told >= {"North", "South or Isles"}


@pytest.mark.parametrize(("minutes", "flag"), [(5, "yes"), (1e-9, "no"), (0, "*")])
def test_a_hurried_interview_is_flagged_without_a_time(folder, home, monkeypatch, minutes, flag):
    run(["interview", "make", str(folder)])
    sheet = folder / "questionnaire.yaml"
    sheet.write_text(sheet.read_text() + f"hurried_under: {minutes:.12f}\n")
    typed(monkeypatch, *call(1, 1, 1), "")
    assert run(["interview", str(folder), "--interviewer", "Ann"]) == 0
    with open_answers(home, load(sheet).campaign) as kept, kept._spool.locked():
        (waiting,) = kept._spool.entries()
    assert waiting.cell[-1] == flag


def test_practice_keeps_nothing_and_needs_no_allowance(folder, monkeypatch, capsys):
    run(["interview", "make", str(folder)])
    (folder / "script.md").write_text(SCRIPT + "\nPlease vote for Alex Smith on Thursday.\n")
    assert run(["interview", str(folder), "--interviewer", "Ann"]) == 2
    typed(monkeypatch, "", "", "1", "object stop", "back", "1", "1", "1", "", "")
    assert run(["interview", str(folder), "--interviewer", "Ann", "--practice"]) == 0
    assert "Complete interview. Nothing was kept." in capsys.readouterr().out
    assert not (folder.parent / "home").exists()


def test_without_a_questionnaire_the_script_is_read_as_it_stands(folder, monkeypatch, capsys):
    assert run(["interview", "check", str(folder)]) == 0
    assert "There is no questionnaire.yaml" in capsys.readouterr().out
    typed(monkeypatch, *call(1, 1, 1), "")
    assert run(["interview", str(folder)]) == 0
    assert "1 interviews complete" in capsys.readouterr().out
    (folder / "script.md").write_text(SCRIPT.replace("   Satisfied / Neither / Dissatisfied / Don't know\n", ""))
    assert run(["interview", str(folder)]) == 3
    assert "ringfence interview make" in capsys.readouterr().out


def test_another_script_than_the_one_that_was_read_holds_the_interviews(folder, capsys):
    run(["interview", "make", str(folder)])
    (folder / "script.md").write_text(SCRIPT.replace("buses", "trams"))
    assert run(["interview", "check", str(folder)]) == 3
    assert "another text than the script" in capsys.readouterr().out


def test_a_card_that_does_not_say_where_answers_go_holds_the_interviews(folder, capsys):
    run(["interview", "make", str(folder)])
    card = folder / "campaign.toml"
    card.write_text(card.read_text().replace("linked_to_person = false\n", ""))
    assert run(["interview", "check", str(folder), "--format", "json"]) == 3
    assert json.loads(capsys.readouterr().out.partition("\n{")[2].join(["{", ""]))["answers_kept"] == "not known"


@pytest.mark.parametrize("how", ["card", "script"])
def test_voter_identification_says_so_and_keeps_nothing_here(tmp_path, monkeypatch, capsys, how):
    monkeypatch.setenv("RINGFENCE_HOME", str(tmp_path / "home"))
    folder = tmp_path / "canvass"
    shutil.copytree(NEATH, folder, ignore=shutil.ignore_patterns("out"))
    shutil.copy(folder / "script-cleaned.md", folder / "script.md")
    if how == "card":
        card = folder / "campaign.toml"
        card.write_text(card.read_text().replace("linked_to_person = false", "linked_to_person = true"))
    else:
        script = folder / "script.md"
        script.write_text(
            script.read_text() + "\n14. Which party do you usually support? [ENTER 1-5 AGAINST THEIR NAME]\n"
        )
    run(["interview", "make", str(folder), "--force"])
    capsys.readouterr()
    assert run(["interview", str(folder), "--interviewer", "Ann", "--on", "2026-11-21"]) in (2, 3)
    told = capsys.readouterr().out
    assert "This is voter identification, not research" in told
    assert "Are the calls direct marketing? yes" in told
    for rule in ("GDPR-9", "PECR-21-TPS", "REG-ELEC"):
        assert rule in told or (how == "script" and rule.startswith("PECR"))
    assert "keeps no answers by name" in told
    assert not (tmp_path / "home").exists()


def test_a_questionnaire_that_somebody_corrected_is_not_written_over(folder, capsys):
    assert run(["interview", "make", str(folder)]) == 0
    made = folder / "questionnaire.yaml"
    made.write_text(dumps(load(made)) + "# mine\n")
    assert run(["interview", "make", str(folder)]) == 1
    assert "--force" in capsys.readouterr().err
    assert "# mine" in made.read_text()


def test_tables_before_a_release_say_what_to_do(folder, capsys):
    run(["interview", "make", str(folder)])
    assert run(["answers", "table", str(folder)]) == 1
    assert "ringfence answers release" in capsys.readouterr().err
