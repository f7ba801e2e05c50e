"""ringfence law: what a person sees, what a program gets, exit codes."""

import json
from datetime import date

import pytest

from ringfence.cli import run
from ringfence.rulebook import RULES


@pytest.fixture
def said(capsys, monkeypatch):
    """What a command prints at 80 columns, after its exit code."""
    monkeypatch.setenv("COLUMNS", "80")

    def ask(*words: str, code: int = 0) -> str:
        assert run(["law", *words]) == code
        out = capsys.readouterr()
        assert "Traceback" not in out.err
        return out.err if code == 1 else out.out

    return ask


def test_list_by_instrument(said):
    text = said("list", "--on", "2009-06-01")
    assert "PECR-19  law: PECR reg 19" in text
    assert "PECR-19-CLI" not in text
    assert "in force on 1 June 2009" in text
    assert all(len(line) <= 80 or "://" in line for line in text.splitlines())


def test_list_narrowed(said):
    found = json.loads(said("list", "--on", "2026-11-21", "--force", "product", "--format", "json"))
    assert {each["force"] for each in found} == {"PRODUCT"}
    assert all(each["in_force_from"] <= "2026-11-21" for each in found)
    assert json.loads(said("list", "--instrument", "RINGFENCE", "--format", "json"))


def test_list_all_has_every_version(said):
    assert len(json.loads(said("list", "--all", "--format", "json"))) == len(RULES)
    assert "versions" in said("list", "--all")
    assert "choose one" in said("list", "--all", "--on", "2020-01-01", code=1)


def test_show_says_what_a_lawyer_needs(said):
    text = said("show", "pecr-21-tps", "--on", "2017-05-05")
    for words in (
        "https://www.legislation.gov.uk/uksi/2003/2426",
        "2017-05-05",
        "Applies when all of these hold:",
        "Broken when it applies and",
        "Unless",
        "For a person to decide",
        "could follow",
        "£500,000",
        "evidence",
        "cure",
        "TPS_LISTED_NO_NOTIFICATION",
        "Examples",
        "listed for 29 days",
        "a person decides",
    ):
        assert words in text
    assert "17.5 million" not in text


@pytest.mark.parametrize("id_", sorted({rule.id for rule in RULES}))
def test_every_rule_can_be_shown_as_text_and_data(said, id_):
    assert said("show", id_).startswith(id_)
    found = json.loads(said("show", id_, "--format", "json"))
    assert found["id"] == id_
    assert len(found["examples"]) >= 3


def test_show_as_data(said):
    found = json.loads(said("show", "PECR-2-CALL", "--on", "2026-02-04", "--format", "json"))
    assert found["until"] == "2026-02-04"
    assert found["address"].endswith("/2026-02-04")
    assert [each["in_force_from"] for each in found["versions"]][-1] == "2026-02-05"
    assert found["broken"] == {
        "words": "the call connected",
        "outline": {"fact": "call_connected", "words": "the call connected"},
    }
    assert {each["outcome"] for each in found["examples"]} == {True, False, None}


@pytest.mark.parametrize(
    ("words", "way_out"),
    [
        (("show", "PECR-19X"), "ringfence law list"),
        (("show", "PECR-19-CLI", "--on", "2009-06-01"), "leave out --on"),
        (("show", "PECR-19", "--on", "1990-01-01"), "Choose a later date"),
        (("list", "--on", "1990-01-01"), "Choose a later date"),
        (("list", "--instrument", "Magna Carta"), "They are:"),
        (("diff", "--from", "1990-01-01"), "Choose a later date"),
        (("diff", "--from", "2020-01-02", "--to", "2020-01-01"), "change them over"),
        (("diff", "--from", "yesterday"), "2026-11-21"),
        (("stale", "--after", "soon"), "180d"),
        (("clock", "sundial", "--from", "2026-01-01"), "appeal"),
        (("clock", "appeal"), "--from is missing"),
    ],
)
def test_what_cannot_be_answered_says_the_way_out(said, words, way_out):
    assert way_out in said(*words, code=1)


def test_diff_of_the_years_between_two_campaigns(said):
    text = said("diff", "--from", "2009-06-01", "--to", "2017-05-05")
    assert text.index("26 May 2011") < text.index("16 May 2016")
    assert "PECR-19-CLI begins" in text
    found = json.loads(said("diff", "--from", "2009-06-01", "--to", "2026-11-21", "--format", "json"))
    days = [date.fromisoformat(each["day"]) for each in found]
    assert days == sorted(days)
    changed = next(each for each in found if each["id"] == "PECR-2-CALL")
    sentence = next(part for part in changed["parts"] if part["part"] == "sentence")
    assert "does not count" in sentence["before"][0]
    assert "counts" in sentence["after"][0]


def test_diff_of_a_day_with_itself_is_nothing(said):
    assert "Nothing on file changed" in said("diff", "--from", "2017-05-05", "--to", "2017-05-05")
    assert json.loads(said("diff", "--from", "2017-05-05", "--to", "2017-05-05", "--format", "json")) == []


def test_stale_holds_when_something_is_old(said):
    assert "Every text was read" in said("stale", "--after", "180d", "--on", "2026-11-22")
    assert "Read them again" in said("stale", "--after", "180d", "--on", "2028-01-01", code=3)
    found = json.loads(said("stale", "--after", "6m", "--on", "2028-01-01", "--format", "json", code=3))
    assert {id_ for each in found["instruments"] for id_ in each["rules"]} == {rule.id for rule in RULES}
    assert found["never_verified"] == len({(rule.id, words) for rule in RULES for words in rule.unsure})


def test_pages_are_written_and_checked(said, tmp_path, capsys):
    folder = str(tmp_path / "law")
    assert run(["law", "pages", "-o", folder, "--check"]) == 1
    assert "index.md" in capsys.readouterr().out
    said("pages", "-o", folder)
    assert "as the rules have them" in said("pages", "-o", folder, "--check")
    (tmp_path / "law" / "PECR-19.md").write_text("<!-- Written by `ringfence law pages`. -->", encoding="utf-8")
    assert run(["law", "pages", "-o", folder, "--check", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["changed"] == ["PECR-19.md"]


def test_clocks(said):
    assert "appeal" in said("clock")
    text = said("clock", "appeal", "--from", "2026-12-01", "--nation", "scotland")
    assert "29 December 2026" in text
    found = json.loads(said("clock", "APPEAL", "--from", "2026-12-01", "--format", "json"))
    assert found["nation"] == "england"
    assert found["deadlines"][0]["last_day"] == "2026-12-29"
    assert "no clock" in said("clock", "complaint", "--from", "2020-01-01")


def test_lines_keep_to_the_width_of_the_terminal(said, monkeypatch):
    for columns in ("60", "80", "120"):
        monkeypatch.setenv("COLUMNS", columns)
        for words in (
            ("show", "RPA-111"),
            ("list",),
            ("diff", "--from", "2025-01-01"),
            ("stale", "--after", "9y"),
            ("clock",),
        ):
            for line in said(*words).splitlines():
                assert len(line) <= int(columns) or "://" in line or " " not in line.strip()
