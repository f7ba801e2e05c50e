"""The report on a whole script: its class, its decision, its facts, and how fast it comes."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.facts import FACTS
from ringfence.scripts import check

ON = date(2026, 11, 21)
OPENING = "Hello, I'm Sam from Lorimer Research with a short survey.\n\n"
PARTY = "Hello, I'm Sam calling for the Harbour Party.\n\n"
OFFICER = "Hello, this is the Returning Officer's office at Norwell. It's only about where you vote.\n\n"

OVERALL = [
    (OPENING + "How satisfied are you with the buses?", "research", "allow"),
    (OPENING + "How satisfied are you with the buses?\n\nCan we count on your vote?", "mixed", "block"),
    (PARTY + "Can we count on your vote on Thursday?", "direct_marketing", "allow"),
    (OFFICER + "Your polling station has moved to Mill Road.", "service", "allow"),
    (OPENING + "If there were an election tomorrow, who would you vote for?", "research", "hold"),
]


@pytest.mark.parametrize(("text", "overall", "decision"), OVERALL)
def test_overall(text, overall, decision):
    report = check(text, facts={"mode": "live"}, on=ON)
    assert (report.overall, report.decision) == (overall, decision)


def test_the_same_words_are_an_error_in_a_survey_and_a_note_in_a_canvass():
    ask = "Can we count on your vote on Thursday?"
    for opening, level, crossing in ((OPENING, "error", True), (PARTY, "note", False)):
        section = check(opening + ask, facts={"mode": "live"}, on=ON).sections[1]
        assert section.crossing is crossing
        assert {finding.level for finding in section.findings} == {level}


def test_a_finding_counts_against_a_survey_exactly_when_the_rules_say_so():
    """No list of marketing tags is kept here: what is open waits, what the rules settle is an error or a note."""
    ask = "If there were an election tomorrow, who would you vote for?"
    for linked, level, crossing in ((None, "warning", False), (True, "error", True), (False, "note", False)):
        facts = {"answers_linked": linked, "answers_reused": False}
        (finding,) = check(OPENING + ask, facts=facts, on=ON).sections[1].findings
        assert (finding.level, finding.crossing) == (level, crossing)


def test_what_is_open_no_longer_waits_once_the_section_markets():
    section = check(PARTY + "Please go out and vote on Thursday, and vote for us.", facts={}, on=ON).sections[1]
    assert section.kind == "direct_marketing"
    assert {finding.level for finding in section.findings} == {"note"}


def test_a_refusal_to_stop_is_an_error_anywhere():
    words = "Oh, we only stop calls for people on the register, so I can't take you off the list."
    section = check(PARTY + words, facts={}, on=ON).sections[1]
    assert {finding.level for finding in section.findings if finding.tag == "refuses_objection"} == {"error"}


def test_whether_the_script_markets_is_not_known_while_a_section_depends():
    ask = "If there were an election tomorrow, who would you vote for?"
    assert check(OPENING + ask, facts={}, on=ON).script_facts["script_markets"] is None
    unlinked = {"answers_linked": False, "answers_reused": False}
    assert check(OPENING + ask, facts=unlinked, on=ON).script_facts["script_markets"] is False


CONTACTS = [
    ("2 Sheep Street, Norwell", True, True),
    ("PO Box 12", True, True),
    ("Norwell NW1 4ZZ", True, True),
    ("0800 028 0000", True, True),
    ("0808 157 0000", True, True),
    ("0300 123 0000", True, False),
    ("0845 496 0000", True, False),
    ("0870 496 0000", True, False),
    ("01632 960 001", True, False),
    ("our website", False, False),
]


@pytest.mark.parametrize(("contact", "stated", "free"), CONTACTS)
def test_what_counts_as_an_address_or_a_free_number(contact, stated, free):
    facts = check(f"Hello, this is the Harbour Party. You can reach us: {contact}.", facts={}, on=ON).script_facts
    assert (facts["contact_stated"], facts["contact_free_or_address"]) == (stated, free)


def test_a_recorded_canvass_without_an_address_breaks_the_identity_duty():
    report = check("Hello, this is the Harbour Party. Vote for us on Thursday.", facts={"mode": "recorded"}, on=ON)
    assert "PECR-24" in {answer.rule.id[:7] for answer in report.duties}
    assert {finding.level for finding in report.findings if finding.code == "RM501"} == {"error"}


NAMED = [
    ("Hello, I'm Sam from Lorimer Research.", True),
    ("Hi, it's Sam. I'm calling on behalf of the Harbour Party.", True),
    ("Good evening, this is the Estuary Trust.", True),
    ("Hello, it's Sam from the polling team.", False),
    ("Hello, it's {agent_name} from the research team.", False),
    ("Hello, my name's Sam.", False),
]


@pytest.mark.parametrize(("opening", "named"), NAMED)
def test_who_is_calling(opening, named):
    assert check(opening + "\n\nHow old are you?", facts={}, on=ON).script_facts["identity_stated"] is named


def test_script_facts_are_facts_the_law_knows():
    for name in check(OPENING, facts={}, on=ON).script_facts:
        assert FACTS[name].level == "script"


def test_tags_are_facts_the_law_knows():
    text = OPENING + "Can we count on you?\n\nWho would you vote for?\n\nThank you."
    for section in check(text, facts={}, on=ON).sections:
        assert all(FACTS[tag].level == "section" for tag in section.tags)


WORDS = st.sampled_from(
    [
        "Hello, I'm Sam from Lorimer Research.",
        "Can we count on your vote?",
        "How old are you?",
        "[IF NO]",
        "1.",
        "| a | b |",
        "Given that they lied, are you slightly worried, quite worried or very worried?",
        "Thank you.",
        "Ring 0845 496 0000.",
        "(",
        "“",
    ]
)


@given(st.one_of(st.lists(WORDS, max_size=12).map("\n\n".join), st.text(max_size=200)))
def test_any_text_is_judged_and_every_finding_lies_in_its_section(text):
    for section in check(text, facts={}, on=ON).sections:
        assert text[section.start : section.end] == section.text
        for finding in section.findings:
            assert section.start <= finding.start < finding.end <= section.end
            assert text[finding.start : finding.end] == finding.text


def test_two_hundred_sections_take_well_under_a_second():
    text = OPENING + "\n\n".join(
        f"{n}. How satisfied are you with service number {n}, and why do you say so?" for n in range(200)
    )
    check(OPENING, facts={}, on=ON)  # patterns are compiled once
    start = time.perf_counter()
    assert len(check(text, facts={}, on=ON).sections) >= 200
    assert time.perf_counter() - start < 1.0


RUNS = [
    "- Yes (",
    "<!-- ",
    "a ",
    "would you ",
    "a",
    "1 for ",
    "Mr Smith ",
    "? ",
    "| ",
    "[",
    "not ",
    "some people say others ",
]


@pytest.mark.parametrize("run", RUNS)
def test_long_runs_take_time_in_proportion(run):
    """No pattern runs away: text that is four times as long takes nowhere near sixteen times as long."""

    def seconds(length):
        text = (run * length)[:length]
        start = time.perf_counter()
        check(text, facts={}, on=ON)
        return time.perf_counter() - start

    assert seconds(16_000) < 8 * seconds(4_000) + 0.5
