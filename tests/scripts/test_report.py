"""The same report as JSON, SARIF, text and HTML."""

import json
from datetime import date

from ringfence.scripts import CHECKS, check
from ringfence.scripts.report import as_html, as_json, as_sarif, as_text

ON = date(2026, 11, 21)
TEXT = (
    "# Survey\n\n1. Hello, I'm Sam from Lorimer Research with a survey.\n\n2. How old are you?\n\n"
    "3. Can we count on your vote for <b>Sandra</b>?\n\n"
    "4. If there were an election tomorrow, who would you vote for?\n"
)
REPORT = check(TEXT, facts={"mode": "live"}, on=ON)


def test_json_keeps_its_shape():
    (data,) = json.loads(as_json([("script.md", REPORT)]))
    assert (data["file"], data["overall"], data["decision"]) == ("script.md", "mixed", "block")
    for section in data["sections"]:
        assert {"id", "start", "end", "text", "class", "needs", "findings"} <= set(section)
        assert TEXT[section["start"] : section["end"]] == section["text"]
        for finding in section["findings"]:
            assert {"rule", "level", "start", "end", "text", "message", "cites", "fix"} <= set(finding)
            assert finding["level"] in ("error", "warning", "note")
    assert data["sections"][3]["class"] == "depends"
    assert "answers_linked" in data["sections"][3]["needs"]


def test_sarif_points_at_the_words():
    log = json.loads(as_sarif([("script.md", REPORT)]))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    duties = {duty.rule.id for duty in REPORT.duties}
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {each.code for each in CHECKS} | duties
    assert {result["ruleId"] for result in run["results"]} >= duties  # a block is never without its result
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert ("region" in place) is (result["ruleId"] not in duties)
    for result in (each for each in run["results"] if each["ruleId"] not in duties):
        region = result["locations"][0]["physicalLocation"]["region"]
        start, length = region["charOffset"], region["charLength"]
        line = TEXT.split("\n")[region["startLine"] - 1]
        assert TEXT[start : start + length] == region["snippet"]["text"]
        assert line[region["startColumn"] - 1 :].startswith(region["snippet"]["text"].split("\n")[0])


def test_text_begins_with_the_verdict_and_how_to_settle_the_rest():
    first, second, *_ = as_text("script.md", REPORT).splitlines()
    assert first == (
        "script.md: BLOCK - mixed: presented as research or service, but partly marketing"
        " (4 sections, 1 crossing into marketing, 1 waiting for the campaign card, 1 error)"
    )
    assert second == (
        "To settle s4: pass --campaign CARD, filled in at [answers] linked_to_person, reused_for_marketing;"
        " or take the words out."
    )


def test_nothing_is_said_of_a_card_when_nothing_waits():
    report = check("Hello, I'm Sam from Lorimer Research.\n\nHow old are you?", facts={"mode": "live"}, on=ON)
    assert as_text("a.md", report) == "a.md: ALLOW - research (2 sections, 0 crossing into marketing)\n"


def test_text_says_which_words_by_which_ruling_and_what_instead():
    text = as_text("script.md", REPORT)
    assert "«count on your vote»" in text
    assert "DM101 vote-asked-for" in text
    assert "ICO 23 Oct 2017 (Conservatives)" in text
    assert "Instead: " in text
    assert "answers_linked" in text


def test_html_marks_the_words_and_escapes_the_script():
    html = as_html("script.md", REPORT)
    assert "<mark>count on your vote</mark>" in html
    assert "&lt;b&gt;Sandra&lt;/b&gt;" in html
    assert "<b>Sandra" not in html
