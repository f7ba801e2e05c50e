"""Waivers: what a person may let stand, what that does to the decision, and what is never lost."""

import json
from datetime import date

import pytest

from ringfence.scripts import check
from ringfence.scripts.points import text_hash
from ringfence.scripts.report import as_html, as_json, as_lines, as_sarif, as_text
from ringfence.scripts.review import review
from ringfence.scripts.waivers import Waiver, WaiverUnusable, beside, load

ON = date(2026, 11, 21)
OPENING = "Hello, I'm Sam from Lorimer Research with a survey.\n\n"
CROSSING = OPENING + "How old are you?\n\nCan we count on your vote for Sandra?\n"  # error, and MRS-SEP broken
READ_BY_A_PERSON = OPENING + "This is a government awareness call about your debts.\n"
WAITS = OPENING + "If there were an election tomorrow, who would you vote for?\n"
NO_ADDRESS = "This is a message from the Harbour Party. Vote for Sandra Vale on Thursday. Goodbye."


def report(text, **facts):
    return check(text, facts={"mode": "live", **facts}, on=ON)


def waiver(code, text, **more):
    said = {"reason": "The sponsor's own name.", "by": "Sam Carter", "on": date(2026, 11, 1), **more}
    return Waiver(code=code, text=text, place="waivers.toml, line 1", **said)


def first(found, level):
    return next(finding for finding in found.findings if finding.level == level)


def test_a_waived_error_is_held_and_never_allowed():
    found = report(CROSSING)
    assert found.decision == "block"
    done = review(found, waivers=[waiver("DM101", "count on your vote")])
    assert {each.effect for each in done.waived} == {"contested"}
    assert done.decision == "hold"
    (duty,) = (each for each in done.told if each.point.duty)
    assert duty.contested  # MRS-SEP rests on nothing else


def test_a_duty_stays_broken_while_one_promoting_section_is_not_contested():
    found = report(CROSSING + "\nVote Harbour, vote for a better town.\n")
    done = review(found, waivers=[waiver("DM101", "count on your vote")])
    assert done.decision == "block"


def test_a_duty_that_rests_on_other_facts_has_no_waiver():
    found = report(NO_ADDRESS, mode="recorded")
    assert any(duty.rule.id.startswith("PECR-24") for duty in found.duties)
    every = [waiver(each.code, each.text) for each in found.findings if len(each.text.split()) > 1]
    assert review(found, waivers=every).decision != "allow"


def test_a_warning_that_asks_a_person_is_settled():
    found = report(READ_BY_A_PERSON)
    warnings = [each for each in found.findings if each.level == "warning"]
    assert found.decision == "hold"
    done = review(found, waivers=[waiver(each.code, each.text) for each in warnings])
    assert {each.effect for each in done.waived} == {"settled"}
    assert done.decision == "allow"


def test_a_warning_that_waits_for_a_fact_is_not_settled_by_anybody():
    found = report(WAITS)
    warning = first(found, "warning")
    done = review(found, waivers=[waiver(warning.code, warning.text)])
    assert [each.effect for each in done.waived] == ["waits"]
    assert done.decision == "hold"


def test_no_waiver_turns_block_into_allow():
    for text in (CROSSING, WAITS, READ_BY_A_PERSON, NO_ADDRESS):
        for mode in ("live", "recorded"):
            found = report(text, mode=mode)
            every = [
                Waiver(each.code, "r", "b", ON, "p", section=each.section, script=text_hash(text))
                for each in found.findings
            ]
            done = review(found, waivers=every)
            assert not (found.decision == "block" and done.decision == "allow")
            assert done.report.decision == found.decision


def test_a_waiver_says_nothing_of_other_words_checks_or_files():
    found = report(CROSSING)
    for other in (
        waiver("DM101", "lend us your vote"),
        waiver("DM102", "count on your vote"),
        waiver("DM101", "count on your vote", file="other.md"),
    ):
        assert review(found, "script.md", waivers=[other]).decision == "block"


def test_words_are_found_whatever_the_spacing_and_the_quotes():
    found = report(OPENING + "Can we count on your vote for Sandra’s team?\n")
    assert review(found, waivers=[waiver("DM101", "we count  on\nyour VOTE for Sandra's")]).decision == "hold"


def test_a_section_number_counts_in_one_text_only():
    found = report(CROSSING)
    section = first(found, "error").section
    bound = waiver("DM101", "", section=section, script=text_hash(CROSSING))
    assert review(found, waivers=[bound]).decision == "hold"
    later = report(CROSSING.replace("How old", "How very old"))
    assert review(later, waivers=[bound]).decision == "block"


def test_what_has_expired_or_matches_nothing_is_named():
    found = report(CROSSING)
    expired = waiver("DM101", "count on your vote", until=date(2026, 11, 20))
    lost = waiver("DM102", "no such words")
    done = review(found, waivers=[expired, lost])
    assert done.decision == "block"
    assert [each.reason for each in done.idle] == ["ended on 20 November 2026", "matches no finding"]
    assert review(found, waivers=[waiver("DM101", "count on your vote", until=ON)]).decision == "hold"


def test_every_report_shows_who_and_why():
    done = review(report(CROSSING), waivers=[waiver("DM101", "count on your vote"), waiver("DM102", "no words")])
    for said in (as_text("a.md", done), as_html("a.md", done), as_lines([("a.md", done)])):
        assert "Sam Carter" in said
        assert "1 November 2026" in said
        assert "matches no finding" in said
        assert "Without the waivers: BLOCK" in said
    (data,) = json.loads(as_json([("a.md", done)]))
    assert (data["decision"], data["decision_without_waivers"]) == ("hold", "block")
    (told,) = [f["waived"] for s in data["sections"] for f in s["findings"] if f["waived"]]
    assert (told["by"], told["effect"]) == ("Sam Carter", "contested")
    assert data["waivers_without_effect"][0]["why"] == "matches no finding"
    (run,) = json.loads(as_sarif([("a.md", done)]))["runs"]
    (suppression,) = [s for result in run["results"] for s in result.get("suppressions", [])]
    assert suppression["kind"] == "external"
    assert suppression["status"] == "underReview"  # the script is still held
    assert suppression["justification"] == "The sponsor's own name."


SOUND = """
[[waiver]]
code = "DM101"
text = "count on your vote"
reason = "It is the name of a radio show."
by = "Sam Carter"
on = 2026-11-01
until = "2026-12-01"
"""


def test_a_file_beside_the_script_is_read(tmp_path):
    assert beside(tmp_path / "script.md") is None
    (tmp_path / "waivers.toml").write_text("\n" + SOUND)
    (one,) = load(beside(tmp_path / "script.md"))
    assert (one.by, one.until) == ("Sam Carter", date(2026, 12, 1))
    assert one.place.endswith("waivers.toml, line 3")


UNUSABLE = [
    (SOUND.replace('by = "Sam Carter"', ""), "needs by"),
    (SOUND.replace('by = "Sam Carter"', 'by = " "'), "needs by"),
    (SOUND.replace('reason = "It is the name of a radio show."', ""), "needs reason"),
    (SOUND.replace("on = 2026-11-01", ""), "needs on"),
    (SOUND.replace("on = 2026-11-01", 'on = "yesterday"'), "no date"),
    (SOUND.replace("on = 2026-11-01", "on = 2026-11-01T10:00:00"), "no date"),
    (SOUND.replace("2026-12-01", "2026-10-01"), "before it begins"),
    (SOUND.replace("DM101", "DM1"), "no check"),
    (SOUND.replace("DM101", "MRS-SEP"), "rule of law has none"),
    (SOUND.replace('text = "count on your vote"', ""), "say which finding"),
    (SOUND.replace('text = "count on your vote"', 'section = "s3"'), "hash"),
    (SOUND.replace('text = "count on your vote"', 'section = "s3"\nscript = "sha256:12"'), "whole hash"),
    (SOUND.replace("count on your vote", "vote"), "too short"),
    (SOUND.replace('text = "count on your vote"', "text = 3"), "quotation marks"),
    (SOUND + 'codes = "DM102"\n', "no part of a waiver"),
    (SOUND.replace("[[waiver]]", "[waiver]"), "each waiver is"),
    (SOUND.replace("[[waiver]]", "[[waivers]]"), "waivers"),
    ("= no TOML", "cannot be read|can be read"),
]


@pytest.mark.parametrize(("text", "says"), UNUSABLE)
def test_a_waiver_that_cannot_count_is_refused(text, says, tmp_path):
    path = tmp_path / "waivers.toml"
    path.write_text(text)
    with pytest.raises(WaiverUnusable, match=says) as caught:
        load(path)
    assert str(path) in str(caught.value)
