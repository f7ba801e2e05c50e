import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.answers.record import AnswerRefused, checked, closed_body, token

REFUSED = {
    "token short": ({"once": "1234"}, "token is shorter"),
    "no interviewer": ({"interviewer": "  "}, "interviewer is not named"),
    "wave a day": ({"wave": "2026-11-21"}, "looks like a day"),
    "wave a british day": ({"wave": "21/11/2026"}, "looks like a day"),
    "wave a time": ({"wave": "evening 19:30"}, "looks like a day"),
    "no wave": ({"wave": ""}, "wave must have"),
    "code empty": ({"closed": {"q1": ""}}, "code of q1"),
    "code long": ({"closed": {"q1": "x" * 61}}, "code of q1"),
    "code no text": ({"closed": {"q1": (3,)}}, "code of q1"),
    "question empty": ({"closed": {"": "1"}}, "question must have"),
    "too much": ({"closed": {f"question {each}": "x" * 50 for each in range(150)}}, "take more than"),
    "text long": ({"texts": {"q9": "words " * 400}}, "text of q9"),
    "band long": ({"bands": {"area": "n" * 99}}, "band area"),
}


@pytest.mark.parametrize(("more", "why"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_kept_is_refused_with_the_reason(record, more, why):
    with pytest.raises(AnswerRefused, match=why):
        checked(record(**more))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  more   buses\n please ", "more buses please"),
        ("ring me on 07700 900123 after six", "ring me on [number] after six"),
        ("+44 7700 900123", "[number]"),
        ("mail jo.bloggs@example.org now", "mail [address] now"),
        ("I live at SW1A 1AA", "I live at [postcode]"),
        ("we have 2 cars, 10 years old, since 2019", "we have 2 cars, 10 years old, since 2019"),
        ("cafe\u0301", "café"),
    ],
)
def test_texts_lose_what_names_somebody(record, said, kept):
    assert checked(record(texts={"q9": said})).texts == {"q9": kept}


def test_an_empty_text_is_no_text(record):
    assert checked(record(texts={"q9": " \n"})).texts == {}


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("123"), min_size=2), st.randoms())
def test_the_order_of_answering_leaves_no_trace(closed, chance):
    mixed = list(closed.items())
    chance.shuffle(mixed)
    assert closed_body(dict(mixed)) == closed_body(closed)


def test_the_order_of_ticking_leaves_no_trace(record):
    assert checked(record(closed={"q": ("b", "a", "b")})).closed == checked(record(closed={"q": ("a", "b")})).closed


def test_what_stands_for_an_interview_is_not_its_token():
    assert token("a" * 32) != "a" * 32
    assert token("a" * 32) != token("a" * 32, "text q9")
