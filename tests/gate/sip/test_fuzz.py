"""Whatever is put to the door: it does not fall over, answers once at most, and names no number that was not judged.

RINGFENCE_HEAVY=1 takes twenty times as many.
"""

import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.gate.sip.framing import Frames
from ringfence.gate.sip.message import Unclear

from .conftest import Desk, invite
from .test_torture import ALL

pytestmark = pytest.mark.deep
HEAVY = 20 if os.environ.get("RINGFENCE_HEAVY") else 1
SEEDS = [message for message, _ in ALL.values() if len(message) < 4000]
PIECES = [
    b"\r\n",
    b"\r\n ",
    b"<",
    b">",
    b'"',
    b"\\",
    b";",
    b",",
    b"%",
    b"%00",
    b":",
    b"@",
    b"=",
    b"141",
    b"\xd9\xa0",
    b"tag",
]
edit = st.tuples(st.floats(0, 1), st.integers(0, 12), st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)))


def edited(message, edits):
    for where, gone, new in edits:
        at = int(where * len(message))
        message = message[:at] + new + message[at + gone :]
    return message


@settings(max_examples=400 * HEAVY, deadline=None)
@given(st.sampled_from(SEEDS), st.lists(edit, max_size=6))
def test_messages_that_were_damaged(seed, edits):
    desk = Desk()
    answers = desk.put(edited(seed, edits))
    assert len(answers) <= 1
    for answer in answers:
        assert (answer.status == 302) == bool(desk.gate.asked)
        if answer.status == 302:
            (call,) = desk.gate.asked
            assert re.fullmatch(r"\+?[0-9]{9,15}", call.called)


@settings(max_examples=200 * HEAVY, deadline=None)
@given(st.binary(max_size=300))
def test_octets_of_any_kind(octets):
    assert Desk().put(octets) == []


@settings(max_examples=200 * HEAVY, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_no_response_has_a_line_that_its_request_brought(shown, subject):
    """Values come back in From and To: none may start a header of its own."""
    value = f'"{shown}" <sip:+441632960001@d.example>;tag=1'
    for answer in Desk().put(invite(From=value, Subject=subject)):
        names = {line.split(b":")[0] for line in answer.octets.split(b"\r\n")[1:] if line}
        assert names <= {b"Via", b"From", b"To", b"Call-ID", b"CSeq", b"Contact", b"Reason", b"Content-Length"}
        assert b"\n" not in answer.octets.replace(b"\r\n", b"")


@settings(max_examples=200 * HEAVY, deadline=None)
@given(st.lists(st.sampled_from(SEEDS), max_size=4), st.lists(edit, max_size=3), st.integers(1, 50))
def test_streams_cut_anywhere(messages, edits, size):
    octets, frames = edited(b"".join(messages), edits), Frames(65_535)
    try:
        found = [m for at in range(0, len(octets), size) for m in frames.feed(octets[at : at + size])]
    except Unclear:
        return
    assert sum(map(len, found)) <= len(octets)
    whole = Frames(65_535)
    assert list(whole.feed(octets)) == found


digits = st.text("0123456789", min_size=1, max_size=14)


@settings(max_examples=300 * HEAVY, deadline=None)
@given(st.sampled_from(["141", "1470", "*67", "1"]), digits)
def test_no_prefix_ever_reaches_the_gate(prefix, rest):
    desk = Desk()
    desk.put(invite(uri=f"sip:{prefix}{rest}@gate.example"))
    assert not desk.gate.asked
