"""A complaint's fields: what forms and people write, what is refused with its place, and what its words ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.cases.complaint import NAMES, complaint, field_of
from ringfence.cases.events import CaseUnusable
from ringfence.cases.phrases import asks_about_data, asks_to_stop

from .made import NOW, NUMBER, told


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ({"called_at": "2009-06-02"}, {"called_at": "2009-06-02"}),
        ({"called_at": "2/6/2009"}, {"called_at": "2009-06-02"}),
        ({"called_at": "02/06/2009 9:30"}, {"called_at": "2009-06-02T08:30:00.000000Z"}),  # summer: London is UTC+1
        ({"called_at": "2009-12-02T18:30"}, {"called_at": "2009-12-02T18:30:00.000000Z"}),
        ({"channel": "Telephone (automated call)"}, {"channel": "recorded"}),
        ({"channel": "SMS"}, {"channel": "text"}),
        ({"channel": "don't know"}, {"channel": None}),
        ({"permission": "No"}, {"permission": False}),
        ({"permission": ""}, {"permission": None}),
        ({"asked_to_stop": "not known"}, {"asked_to_stop": None}),
        ({"subscriber": "business"}, {"subscriber": "corporate"}),
        ({"nation": "Northern Ireland"}, {"nation": "NIR"}),
        ({"nation": "sct"}, {"nation": "SCT"}),
        ({}, {"nation": "ENG", "number": None, "permission": None, "objects": None, "about_data": None}),
        ({"number": "+44 1632 960123"}, {"number": NUMBER}),
        ({"cli": "withheld"}, {"cli": None}),
    ],
)
def test_what_people_write(written, kept):
    found = told(**written)
    assert {name: getattr(found, name) for name in kept} == kept


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"number": "01632 9601"}, "number: .*is no telephone number"),
        ({"called_at": "yesterday"}, "called_at"),
        ({"called_at": "2026-12-24"}, "future"),
        ({"channel": "carrier pigeon"}, "Write one of: live, recorded"),
        ({"permission": "perhaps"}, "neither yes nor no"),
        ({"nation": "France"}, "England, Wales, Scotland or NI"),
    ],
)
def test_what_cannot_be_read_names_place_and_field(written, said):
    with pytest.raises(CaseUnusable, match=said) as refusal:
        told(**written)
    assert refusal.value.message.startswith("a test, ")


def test_signs_that_move_a_cursor_or_reorder_what_is_read_are_left_out():
    found = told(organisation="\x1b[2JParty\u202egnp.exe\x00", words="one\ntwo\x07", number="01632\u200b 960123")
    assert (found.organisation, found.words, found.number) == ("[2JPartygnp.exe", "one\ntwo", NUMBER)


def test_a_refused_number_is_not_told_in_clear():
    with pytest.raises(CaseUnusable) as refusal:
        told(number="07700 9001234567")
    assert "7700 9001" not in refusal.value.message
    assert "77009001" not in refusal.value.message


STOP = (
    "Please stop calling me.", "STOP RINGING THIS NUMBER", "Do not call again!", "don’t ever ring us again",
    "I want you never to phone me again", "Take me off your list", "remove my number from your database",
    "No more calls please", "I wish to opt out", "these calls must stop", "I object to being rung", "Leave me alone!",
    "I told them to stop phoning me last year and they did not.",
)  # fmt: skip
NOT_STOP = (
    "They called me at nine in the evening.", "I got a call, which stopped after a minute.", "Nobody said who it was.",
    "I did not call them back.", "The recording did not say who it was from.", "My phone rang twice.", "",
    "Who gave you the right to canvass?",
)  # fmt: skip


@pytest.mark.parametrize("words", STOP)
def test_words_that_ask_for_calls_to_stop(words):
    assert asks_to_stop(words)
    assert told(words=words).objects is True


@pytest.mark.parametrize("words", NOT_STOP)
def test_words_that_do_not(words):
    assert not asks_to_stop(words)
    assert told(words=words).objects is None, "silence is never a no"


def test_what_is_said_goes_before_what_the_words_seem_to_say():
    assert told(words="stop calling me", objects="no").objects is False
    assert told(words="where did you get my number", about_data="no").about_data is False


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("Where did you get my number?", True), ("How did they get hold of my details", True),
        ("you are misusing my personal data", True), ("under GDPR", True), ("this is a subject access request", True),
        ("They rang at night.", False), ("", False),
    ],
)  # fmt: skip
def test_words_about_data(words, about):
    assert asks_about_data(words) is about
    assert told(words=words).about_data is (True if about else None)


def test_every_field_is_found_by_each_of_its_names_and_no_name_stands_for_two():
    seen = {}
    for name, names in NAMES.items():
        for each in names:
            assert field_of(each.upper().replace("_", " ")) == name
            assert seen.setdefault(each, name) == name
    assert field_of("favourite colour") is None


@given(st.dictionaries(st.sampled_from(sorted(NAMES)), st.text(max_size=40)))
def test_any_text_is_a_complaint_or_a_refusal_with_a_way_out(fields):
    found = read(fields)
    if isinstance(found, str):
        assert found.startswith("x, ")
        assert ". " in found
    else:
        assert not set(found.details()) & {"name", "contact", "words"}, "what is personal stands apart"


def read(fields):
    """The complaint, or what is said of it."""
    try:
        return complaint(fields, via="form", now=NOW, place="x", received="2026-11-21")
    except CaseUnusable as error:
        return error.message
