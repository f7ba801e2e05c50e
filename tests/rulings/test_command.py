"""ringfence law judge: what is printed, and the exit codes."""

import json
from pathlib import Path

import pytest

from ringfence.cli import run
from ringfence.rulings.loading import DATA

PUBLIC = str(DATA / "public.yaml")
FIRST_FIVE = ["id", "contravened", "at_risk", "needs", "reasons"]


def write(folder: Path, text: str) -> str:
    path = folder / "cases.yaml"
    path.write_text(text)
    return str(path)


def test_json_is_a_list_of_the_agreed_form(capsys):
    assert run(["law", "judge", PUBLIC, "--format", "json"]) == 2
    found = json.loads(capsys.readouterr().out)
    assert len(found) == 80
    for each in found:
        assert list(each)[:5] == FIRST_FIVE
        assert all({"rule", "cites", "because", "level"} <= set(reason) for reason in each["reasons"])
        assert all(reason["because"] for reason in each["reasons"])


def test_text_has_a_paragraph_for_each_case_and_a_line_for_all(capsys):
    assert run(["law", "judge", PUBLIC]) == 2
    out = capsys.readouterr().out
    assert "\nlabour-2010  (law of 1 June 2009)\n  Contravened  19 (PECR reg 19(1)" in out
    assert "80 cases judged:" in out.splitlines()[-1]
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ("{call_type: automated, promotes: x}", 2),
        ("{call_type: live, promotes: x}", 3),
        ("{call_type: live, promotes: nothing, purpose_claimed: research, follow_up_marketing_planned: false}", 0),
    ],
)
def test_exit_codes(tmp_path, facts, code):
    assert run(["law", "judge", write(tmp_path, f"- {{id: a, channel: phone, date: 2012, facts: {facts}}}")]) == code


def test_problems_go_to_standard_error_and_the_rest_is_judged(tmp_path, capsys):
    file = write(tmp_path, "- {id: a, channel: phone, date: 2019-13-45}\n- {id: b, channel: phone, date: 2012}\n")
    assert run(["law", "judge", file, "--format", "json"]) == 1
    captured = capsys.readouterr()
    assert [each["id"] for each in json.loads(captured.out)] == ["b"]
    assert captured.err.startswith("Error: a: date: ")


@pytest.mark.parametrize("data", [b"", b"\x00\xff\xfe", b"- a\n- b\n", b"- id: [\n"])
def test_what_is_no_file_of_cases(tmp_path, capsys, data):
    (tmp_path / "cases.yaml").write_bytes(data)
    assert run(["law", "judge", str(tmp_path / "cases.yaml")]) == 1
    assert "Error: " in capsys.readouterr().err


def test_on_is_for_cases_without_a_date(tmp_path, capsys):
    file = write(tmp_path, "- {id: a, channel: phone}\n- {id: b, channel: phone, date: 2012-01-01}\n")
    run(["law", "judge", file, "--on", "2009-06-01", "--format", "json"])
    assert [each["on"] for each in json.loads(capsys.readouterr().out)] == [["2009-06-01"], ["2012-01-01"]]


def test_strict(tmp_path):
    file = write(tmp_path, "- {id: a, channel: phone, facts: {call_type: live, tps_screend: true}}")
    assert run(["law", "judge", file]) != 1
    assert run(["law", "judge", file, "--strict"]) == 1


def test_the_score_is_printed_for_people_and_programs(capsys):
    assert run(["law", "judge", PUBLIC, "--score"]) == 0
    out = capsys.readouterr().out
    assert "yet accused 0 of 5" in out
    assert "breach apart from sanction" in out
    assert run(["law", "judge", PUBLIC, "--score", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["accused"] == {"got": 0, "of": 5}


def test_one_case_explained(capsys):
    assert run(["law", "judge", PUBLIC, "--explain", "labour-2010"]) == 2
    out = capsys.readouterr().out
    assert "by the law of 1 June 2009" in out
    assert "Any one of these would have made it lawful:" in out
    assert run(["law", "judge", PUBLIC, "--explain", "labour-2010", "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)[0]["explanation"]["cures"]
    assert run(["law", "judge", PUBLIC, "--explain", "labour-2011"]) == 1
    assert "Did you mean labour-2010?" in capsys.readouterr().err
