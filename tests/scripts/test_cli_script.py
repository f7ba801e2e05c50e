"""`ringfence script`: options and exit codes, as a shell sees them."""

import json
import re
from pathlib import Path

import pytest

from ringfence.cli import run

ROOT = Path(__file__).parent.parent.parent
OPENING = "Hello, I'm Sam from Lorimer Research with a survey.\n\n"
ALLOWED = OPENING + "How old are you?\n"
HELD = OPENING + "If there were an election tomorrow, who would you vote for?\n"
BLOCKED = OPENING + "Can we count on your vote for Sandra?\n"
WAIVER = """
[[waiver]]
code = "DM101"
text = "count on your vote"
reason = "It is the name of a radio show."
by = "Sam Carter"
on = 2026-11-01
"""


@pytest.fixture
def script(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(text, name="script.md"):
        Path(name).write_text(text, encoding="utf-8")
        return name

    return write


def check(*words):
    return run(["script", "check", "--mode", "live", "--on", "2026-11-21", *words])


@pytest.mark.parametrize("form", ["text", "json", "sarif", "html", "github", "lines"])
@pytest.mark.parametrize(("text", "code"), [(ALLOWED, 0), (HELD, 3), (BLOCKED, 2)])
def test_the_exit_code_is_the_decision_in_every_form(text, code, form, script, capsys):
    assert check(script(text), "--format", form) == code
    assert capsys.readouterr().out.strip()


def test_hidden_findings_change_neither_decision_nor_exit_code(script, capsys):
    name = script(HELD + "\nCan we count on your vote for Sandra?\n")
    assert check(name, "--ignore", "EL,dm101") == 2
    said = capsys.readouterr().out
    assert "DM101 vote-asked-for" in said  # an error is always shown
    assert "EL301 vote-intention-asked" not in said
    assert "Not shown, by --select or --ignore: EL301. They count all the same." in said
    assert check(script(HELD), "--ignore", "EL301") == 3
    assert check(script(HELD), "--select", "DM", "--format", "json") == 3
    capsys.readouterr()


SHOWN = [
    (["--select", "EL"], True),
    (["--select", "DM,EL301"], True),
    (["--select", "DM"], False),
    (["--ignore", "EL301"], False),
    (["--ignore", "EL", "--select", "EL301"], True),  # the longer code speaks
    (["--ignore", "EL301", "--select", "EL"], False),
]


@pytest.mark.parametrize(("options", "shown"), SHOWN)
def test_codes_may_be_cut_short(options, shown, script, capsys):
    check(script(HELD), *options, "--format", "json")
    (data,) = json.loads(capsys.readouterr().out)
    codes = {each["rule"] for section in data["sections"] for each in section["findings"]}
    assert ("EL301" in codes) is shown
    assert data["not_shown"] == ({} if shown else {"EL301": 1})


REFUSED = [
    ["--ignore", "XX1"],
    ["--approved", "sha256:12"],
    ["--baseline", "missing.json"],
    ["--waivers", "missing.toml"],
]


@pytest.mark.parametrize("options", REFUSED, ids=" ".join)
def test_what_cannot_be_used_is_exit_1(options, script, capsys):
    assert check(script(ALLOWED), *options) == 1
    assert "Error" in capsys.readouterr().err


def test_waivers_beside_the_script(script, capsys):
    name = script(BLOCKED)
    script(WAIVER, "waivers.toml")
    assert check(name) == 3
    said = capsys.readouterr().out
    assert said.startswith("script.md: HOLD")
    assert "Waived by Sam Carter, 1 November 2026: It is the name of a radio show." in said
    assert check(name, "--no-waivers") == 2
    assert (
        check(script(BLOCKED, "other.md"), "--waivers", script(WAIVER.replace("on your", "upon your"), "w.toml")) == 2
    )
    assert "w.toml, line 2 (DM101, Sam Carter): matches no finding" in capsys.readouterr().out


def test_a_baseline_lets_only_what_is_new_fail(script, capsys):
    name = script(BLOCKED)
    assert check(name, "--write-baseline", "known.json") == 2  # writing it down approves nothing
    assert "approves none" in capsys.readouterr().err
    assert check(name, "--baseline", "known.json") == 0
    said = capsys.readouterr().out
    assert said.startswith("script.md: BLOCK")
    assert "2 known, 0 new" in said
    assert check(script(BLOCKED + "\nWould you donate ten pounds?\n"), "--baseline", "known.json") == 2
    assert check(script(BLOCKED, "other.md"), "--baseline", "known.json") == 2


def test_a_baseline_names_scripts_by_the_way_from_its_folder(script, tmp_path, monkeypatch, capsys):
    Path("scripts").mkdir()
    name = script(BLOCKED, "scripts/a.md")
    check(name, "--write-baseline", "known.json")
    assert '"scripts/a.md"' in Path("known.json").read_text()
    monkeypatch.chdir("scripts")
    assert check("a.md", "--baseline", "../known.json") == 0
    capsys.readouterr()


def test_the_hash_that_was_approved(script, capsys):
    name = script(ALLOWED)
    assert check(name) == 0
    mark = re.search(r"The text as read: (sha256:[0-9a-f]{64})", capsys.readouterr().out)[1]
    assert check(name, "--approved", mark) == 0
    assert "is the one that was approved" in capsys.readouterr().out
    assert check(script(ALLOWED + "\nThank you.\n"), "--approved", mark) == 3
    assert "not the text that was approved" in capsys.readouterr().out
    assert check(name, name, "--approved", mark) == 1


def test_a_revision(script, capsys):
    old, new = script(BLOCKED, "old.md"), script(ALLOWED, "new.md")
    diff = ["script", "diff", "--mode", "live", "--on", "2026-11-21"]
    assert run([*diff, old, new]) == 0
    assert capsys.readouterr().out.startswith("old.md -> new.md: 0 added, 2 cured, 0 left, 0 moved\n")
    assert run([*diff, new, old]) == 2
    assert run([*diff, new, script(HELD, "held.md")]) == 3
    capsys.readouterr()
    assert run([*diff, old, new, "--format", "json"]) == 0
    assert {"added", "cured", "left", "moved", "approved"} <= set(json.loads(capsys.readouterr().out))
    assert run([*diff, old, "missing.md"]) == 1


def test_annotations_for_github(script, capsys):
    Path("a,b").mkdir()
    check(script(HELD + "\nCan we count on your vote for Sandra?\n", "a,b/100%.md"), "--format", "github")
    lines = capsys.readouterr().out.splitlines()
    pattern = (
        r"::(error|warning|notice) file=a%2Cb/100%25\.md,line=(\d+),endLine=\2,col=\d+,endColumn=\d+,title=[^,:]+::.+"
    )
    assert [re.fullmatch(pattern, line)[1] for line in lines[:-1] if "MRS-SEP" not in line] == ["error", "warning"]
    assert lines[-1].startswith("a,b/100%.md: BLOCK")


def matcher():
    """The problem matcher that docs/editors.md gives to Visual Studio Code."""
    text = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    block = next(each for each in re.findall(r"```json\n(.*?)```", text, re.DOTALL) if "problemMatcher" in each)
    return json.loads(block)["tasks"][0]["problemMatcher"]["pattern"]


def test_the_problem_matcher_of_the_docs_reads_the_lines(script, capsys):
    check(script(BLOCKED), "--format", "lines")
    pattern = matcher()
    found = [match for line in capsys.readouterr().out.splitlines() if (match := re.match(pattern["regexp"], line))]
    seen = [(each[pattern["line"]], each[pattern["severity"]], each[pattern["code"]]) for each in found]
    assert seen == [("1", "error", "MRS-SEP"), ("3", "error", "DM101")]


def test_the_hook_checks_scripts():
    import yaml

    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert hook["entry"] == "ringfence script check"
    for name, wanted in (
        ("script.md", True),
        ("calls/script-2.txt", True),
        ("scripts/poll.md", True),
        ("README.md", False),
    ):
        assert bool(re.search(hook["files"], name)) is wanted, name
