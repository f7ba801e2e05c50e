"""What a person and a program are told of where a finding stands, and of what was kept apart."""

import json
from datetime import date

import pytest

from ringfence.cli import run
from ringfence.scripts import check
from ringfence.scripts.report import as_html, as_json, as_text

ON = date(2026, 11, 21)


@pytest.fixture
def calls(tmp_path, office):
    comment = f'<w:comment w:id="0">{office.p("Stronger, please.")}</w:comment>'
    body = [
        office.p("Hello, I'm Sam from Lorimer Research with a survey."),
        office.p("How old are you?", '<w:r><w:commentReference w:id="0"/></w:r>'),
        office.p("Can we count on your vote for the Harbour Party?"),
    ]
    path = tmp_path / "calls.docx"
    path.write_bytes(office.word("".join(body), comments=comment))
    return path


def test_json_says_where_in_the_source(calls, capsys):
    assert run(["script", "check", str(calls), "--mode", "live", "--format", "json"]) == 2
    (data,) = json.loads(capsys.readouterr().out)
    assert [section["source"] for section in data["sections"]] == ["paragraph 1", "paragraph 2", "paragraph 3"]
    assert data["sections"][2]["findings"][0]["source"] == "paragraph 3"
    assert data["apart"] == [{"kind": "comment", "source": "paragraph 2", "text": "Stronger, please."}]
    assert data["not_judged"] == []


def test_text_says_where_in_the_source(calls, capsys):
    assert run(["script", "check", str(calls), "--mode", "live"]) == 2
    said = capsys.readouterr().out
    assert "s3, paragraph 3: direct marketing" in said
    assert "Note: 1 comment is kept apart, not judged: paragraph 2, “Stronger, please.”." in said


def test_what_nobody_judged_is_said_everywhere():
    welsh = "Pwy fyddech chi'n pleidleisio drosto pe bai etholiad yfory?"
    text = f"Hello, I'm Siân from Lorimer Research with a survey.\n\n{welsh}"
    report = check(text, facts={"mode": "live"}, on=ON)
    assert "Not judged, so no allow: line 3: not in English" in as_text("calls.md", report)
    assert "Not judged, so no allow: line 3" in as_html("calls.md", report)
    (data,) = json.loads(as_json([("calls.md", report)]))
    assert data["decision"] == "hold"
    assert data["not_judged"][0]["source"] == "line 3"


def test_a_recording_is_an_error_with_a_way_out(tmp_path, capsys):
    (tmp_path / "call.wav").write_bytes(b"RIFF\x24\x00\x00\x00WAVEfmt ")
    assert run(["script", "check", str(tmp_path / "call.wav")]) == 1
    assert "ringfence.transcribers" in capsys.readouterr().err
