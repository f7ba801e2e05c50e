"""An offer to be called no more needs an offer: words about contact, data or taking part are none by themselves."""

from datetime import date

import pytest

from ringfence.scripts import check

ON = date(2026, 11, 21)
OPENING = "Hello, I'm Sam from Lorimer Research with a short survey.\n\nHow old are you?\n\n"
OFFERS = [
    "If you would rather not be called again, tell me now and I will put your number on our do-not-call list.",
    "If you'd prefer that we didn't ring, just say so.",
    "To stop these calls, press 9.",
    "I'm sorry, I'll make sure nobody rings you again.",
    "You can ask us at any time to take your number off our list.",
    "Would you like us to stop ringing?",
    "If you don't want any more texts from us, reply STOP.",
    "Shall I remove your details?",
    "You have the right to object to our calls.",
    "If this is a bad number to reach you on, we can stop phoning it.",
]
NO_OFFERS = [
    ("what becomes of answers", "Your answers will not be kept with your name or your telephone number."),
    ("kept apart", "Your number is stored apart from your answers, and the two are never put in touch."),
    ("not passed on", "We never pass your phone number or e-mail address to anyone."),
    ("no use for selling", "Your number will not be used to contact you about anything else."),
    ("nobody will follow up", "Nobody will phone to sell you anything as a result of this survey."),
    ("no sales call", "This is not a sales call."),
    ("recorded", "Calls may be recorded for training and are not kept for longer than a month."),
    ("not recorded", "We don't record calls."),
    ("may stop", "You can stop at any time, and you don't have to answer any question."),
    ("up to you", "Taking part is voluntary and does not affect your calls to the helpline."),
    ("no bill", "It won't add a penny to your phone bill."),
    ("interrupted", "Please don't put the phone down while I transfer you."),
    ("registers", "We check every number against the Telephone Preference Service."),
    ("chosen by machine", "No one chose your telephone number, a computer did."),
]


@pytest.mark.parametrize("words", OFFERS)
def test_an_offer_to_stop_is_an_opt_out(words):
    section = check(OPENING + words, facts={}, on=ON).sections[2]
    assert section.kind == "opt_out"
    assert "objection_offer" in section.tags


@pytest.mark.parametrize("words", [case[1] for case in NO_OFFERS], ids=[case[0] for case in NO_OFFERS])
def test_words_about_contact_offer_nothing(words):
    section = check(OPENING + words, facts={}, on=ON).sections[2]
    assert section.kind == "administrative"
    assert "objection_offer" not in section.tags


@pytest.mark.parametrize("words", [case[1] for case in NO_OFFERS[:4]])
def test_what_becomes_of_answers_is_noted(words):
    assert "data_use_statement" in check(OPENING + words, facts={}, on=ON).sections[2].tags
