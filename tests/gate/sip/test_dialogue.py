"""What an INVITE is answered, and that it is answered once."""

import asyncio
import base64
import hashlib
import hmac
import re

import pytest

from ringfence.gate.sip.fields import envelope
from ringfence.gate.sip.returning import Source, where_to
from ringfence.gate.sip.ticket import ticket

from .conftest import CALLED, DIALLER, KEY, SHOWN, Desk, SaidGate, decision, invite, read, trunk


def blocked(call):
    return decision(call, "block", reasons=("OBJECTION_ON_FILE", "TPS_LISTED_NO_NOTIFICATION"))


def held(call):
    return decision(call, "hold", reasons=("REGISTER_STALE",))


def nobody(call):
    return decision(call, "block", reasons=("GATE_NOT_READY",), verdict=False)


def broken(_call):
    raise OSError("disk full")


def test_an_allow_names_the_number_judged_until_when_and_for_whom(desk):
    answer = desk.one(invite("01632 960 002".replace(" ", "-")))
    assert answer.status == 302
    wanted = r'<sip:(\+\d+)@permitted\.invalid;user=phone>;until=(\d+);permit="\w+";decision="d1";ticket=([\w-]{43})'
    number, until, seal = re.fullmatch(wanted, answer.headers["Contact"]).groups()
    assert number == "+441632960002"
    assert seal == ticket(KEY, asked="z9hG4bKone", call_id="call-1", cseq=1, number="+441632960002", until=int(until))
    assert [word for word, seconds in desk.decided if 0 <= seconds < 1] == ["allow"]
    (call,) = desk.gate.asked
    assert (call.called, call.shown, call.withheld, call.network) == ("01632960002", SHOWN, False, None)
    assert (call.campaign, call.client, call.door, call.reference) == ("spring", "a", "sip", "call-1;f1;1")


@pytest.mark.parametrize(
    ("says", "status", "text"),
    [
        (blocked, 608, "block: OBJECTION_ON_FILE, TPS_LISTED_NO_NOTIFICATION"),
        (held, 608, "hold: REGISTER_STALE"),
        (nobody, 603, "no verdict: GATE_NOT_READY"),
        (broken, 603, "no verdict: OSError"),
        (lambda call: None, 603, "no verdict: AttributeError"),
        (lambda call: decision(call, reference="another call"), 603, "no verdict: ValueError"),
    ],
)
def test_anything_else_stops_the_call_and_says_why(says, status, text):
    answer = Desk(SaidGate(says)).one(invite())
    assert answer.status == status
    assert answer.headers["Reason"] == f'SIP;cause={status};text="{text}"'
    assert "Contact" not in answer.headers


def test_an_allow_without_a_permit_is_none():
    def says(call):
        told = decision(call, "block")
        object.__setattr__(told, "decision", "allow")
        return told

    assert Desk(SaidGate(says)).one(invite()).status == 608


def test_a_refusal_says_where_to_ask():
    desk = Desk(SaidGate(blocked), trunks=(trunk(call_info="https://example.org/why.jws"),))
    assert desk.one(invite()).headers["Call-Info"] == "<https://example.org/why.jws>;purpose=jwscard"


def test_the_ticket_is_what_kamailio_computes():
    """Anew here, with its parts in the order that deploy/kamailio/kamailio.cfg puts them in."""
    text = b"+447700900123|1795738479|nonce|1|call-1"
    made = base64.urlsafe_b64encode(hmac.new(KEY, text, hashlib.sha256).digest()).decode()
    found = ticket(KEY, asked="nonce", call_id="call-1", cseq=1, number=CALLED, until=1795738479)
    assert found + "=" == made


def test_a_nonce_goes_into_the_ticket_in_place_of_the_branch(desk):
    nonce = "0f8fad5b-d9cb-469f-a165-70867728950e"
    contact = desk.one(invite(X_Ringfence_Nonce=nonce)).headers["Contact"]
    until = int(re.search(r"until=(\d+)", contact)[1])
    assert ticket(KEY, asked=nonce, call_id="call-1", cseq=1, number=CALLED, until=until) in contact


def test_the_same_again_gets_the_same_answer_and_asks_once(desk):
    (first,) = desk.put(invite())
    assert [a.octets for a in desk.put(invite(), invite())] == [first.octets] * 2
    assert len(desk.gate.asked) == 1


def test_while_the_gate_thinks_a_repetition_is_absorbed():
    desk = Desk(SaidGate(takes=0.02))
    assert [a.status for a in desk.put(invite(), invite(), invite())] == [302]


@pytest.mark.parametrize(
    "other",
    [
        invite("+447700900124"),
        invite(call_id="call-2"),
        invite(From="<sip:anonymous@anonymous.invalid>;tag=f1"),
        invite(X_Ringfence_Nonce="a" * 20),
    ],
)
def test_another_request_under_the_same_branch_gets_no_verdict(desk, other):
    assert [a.status for a in desk.put(invite(), other, wait=0.01)] == [302, 603]
    assert len(desk.gate.asked) == 1


def test_the_same_request_by_two_ways_is_one_too_many(desk):
    first, second = desk.put(invite(), invite(branch="z9hG4bKtwo"), wait=0.01)
    assert {first.status, second.status} == {302, 603}
    assert len(desk.gate.asked) == 1


def test_an_answer_that_comes_late_is_not_sent():
    desk = Desk(SaidGate(takes=0.05), patience=0.01)
    (answer,) = desk.put(invite())
    assert (answer.status, answer.headers["Reason"]) == (
        603,
        'SIP;cause=603;text="no verdict: the gate took too long"',
    )
    assert desk.dialogue.counts["late"] == 1
    assert desk.one(invite()).octets == answer.octets


def test_a_gate_that_hangs_fills_up_and_then_says_no_at_once():
    desk = Desk(SaidGate(takes=0.1), patience=0.01, most_waiting=2)
    calls = [invite(branch=f"z9hG4bK{n}", call_id=f"call-{n}") for n in range(4)]
    answers = desk.put(*calls)
    assert [a.status for a in answers] == [603] * 4
    assert len(desk.gate.asked) == 2
    assert "too many calls are waiting" in answers[0].headers["Reason"]


def test_a_cancel_ends_the_wait():
    desk = Desk(SaidGate(takes=0.02))
    statuses = [(a.status, a.headers["CSeq"]) for a in desk.put(invite(), invite(method="CANCEL"))]
    assert statuses == [(200, "1 CANCEL"), (487, "1 INVITE")]
    assert desk.dialogue.counts["late"] == 1


def test_a_cancel_after_the_answer_changes_nothing(desk):
    desk.put(invite())
    assert [a.status for a in desk.put(invite(method="CANCEL"), invite())] == [200, 302]


@pytest.mark.parametrize("stray", [invite(method="CANCEL"), invite(method="CANCEL", branch="z9hG4bKnever")])
def test_a_cancel_of_nothing(desk, stray):
    assert desk.one(stray).status == 481


def test_a_cancel_of_somebody_elses_call(desk):
    desk.gate.takes = 0.01
    answers = desk.put(invite(), invite(method="CANCEL", call_id="call-2"))
    assert [a.status for a in answers] == [481, 302]


def test_an_ack_is_absorbed(desk):
    assert desk.put(invite(method="ACK")) == []


@pytest.mark.parametrize("method", ["REFER", "MESSAGE", "SUBSCRIBE", "REGISTER", "INFO", "UPDATE", "BYE", "invite"])
def test_what_the_door_does_not_do(desk, method):
    answer = desk.one(invite(method=method))
    assert answer.status == 405
    assert answer.headers["Allow"] == "INVITE, ACK, CANCEL, OPTIONS"
    assert desk.dialogue.counts == {"other 405": 1}
    assert not desk.gate.asked


def test_health_tells_the_truth(desk):
    answer, again = desk.put(invite(method="OPTIONS"), invite(method="OPTIONS", branch="z9hG4bK2"), wait=0.01)
    assert (answer.status, again.status) == (200, 200)
    ill = Desk(SaidGate(wrong="the disk is full"))
    answer = ill.one(invite(method="OPTIONS"), wait=0.01)
    assert (answer.status, answer.headers["Reason"]) == (503, 'SIP;cause=503;text="store: the disk is full"')


def test_a_gate_that_cannot_say_how_it_is_is_not_well(desk):
    desk.gate.ready = broken
    assert desk.one(invite(method="OPTIONS"), wait=0.01).status == 503


def test_a_gate_that_does_not_say_how_it_is_is_not_well():
    async def silent(_now):
        await asyncio.sleep(5)

    desk = Desk(patience=0.02)
    desk.gate.aready = silent
    answer = desk.one(invite(method="OPTIONS"), wait=0.1)
    assert (answer.status, answer.headers["Reason"]) == (503, 'SIP;cause=503;text="TimeoutError"')


@pytest.mark.parametrize(
    "stranger",
    [Source("192.0.2.11", 5060, "udp"), Source("2001:db8::1", 5060, "udp")],
)
def test_a_stranger_is_told_nothing_and_asks_nothing(desk, stranger):
    assert desk.one(invite(), source=stranger).status == 603
    assert desk.one(invite(method="OPTIONS"), source=stranger).status == 403
    assert not desk.gate.asked


def test_several_trunks_behind_one_proxy_are_told_apart_by_name():
    desk = Desk(trunks=(trunk(), trunk(name="b", campaign="autumn")))
    assert desk.one(invite()).status == 603
    assert desk.one(invite(branch="z9hG4bK2", call_id="c2", X_Ringfence_Trunk="c")).status == 603
    assert desk.one(invite(branch="z9hG4bK3", call_id="c3", X_Ringfence_Trunk="b")).status == 302
    assert [call.campaign for call in desk.gate.asked] == ["autumn"]


def test_a_required_extension_that_nobody_knows(desk):
    answer = desk.one(invite(Require="100rel, replaces"))
    assert (answer.status, answer.headers["Unsupported"]) == (603, "replaces")
    assert desk.one(invite(branch="z9hG4bK2", call_id="c2", Require="100rel")).status == 302


def test_a_call_under_way_is_no_business_of_the_gate(desk):
    answer = desk.one(invite(To=f"<sip:{CALLED}@gate.example>;tag=t"))
    assert (answer.status, answer.headers["Reason"][:13]) == (603, "SIP;cause=481")


@pytest.mark.parametrize(
    "noise", [b"\r\n\r\n", b"\0", b"", b"SIP/2.0 200 OK\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 40]
)
def test_noise_is_not_answered(desk, noise):
    assert desk.put(noise) == []


def test_no_answer_goes_anywhere_but_back():
    """What a Via claims is noted, and not believed."""
    desk = Desk()
    via = "SIP/2.0/UDP 198.51.100.7:9999;branch=z9hG4bKx;rport;maddr=203.0.113.9"
    answer = desk.one(invite(Via=via))
    assert answer.headers["Via"] == (
        "SIP/2.0/UDP 198.51.100.7:9999;branch=z9hG4bKx;rport=5060;maddr=203.0.113.9;received=192.0.2.10"
    )


@pytest.mark.parametrize(
    ("via", "port"),
    [
        ("SIP/2.0/UDP 198.51.100.7:9999;branch=z9hG4bKx;rport", 5060),
        ("SIP/2.0/UDP 198.51.100.7:9999;branch=z9hG4bKx", 9999),
        ("SIP/2.0/UDP 198.51.100.7;branch=z9hG4bKx", 5060),
        ("SIP/2.0/UDP 198.51.100.7;branch=z9hG4bKx;received=203.0.113.9;maddr=203.0.113.9", 5060),
    ],
)
def test_an_answer_goes_to_the_host_that_asked(via, port):
    """A request could else have the gate send datagrams to anybody (RFC 3261, 18.2.2)."""
    about = envelope(read(invite(Via=via)))
    assert where_to(about, DIALLER) == (DIALLER.host, port)
    assert where_to(None, DIALLER) == (DIALLER.host, DIALLER.port)


def test_calls_are_decided_together():
    """A hundred calls that take 20 ms each all have their answer long before two seconds have passed."""
    desk = Desk(SaidGate(takes=0.02), most_waiting=200, patience=1.0)
    calls = [invite(branch=f"z9hG4bK{n}", call_id=f"call-{n}") for n in range(100)]
    assert [a.status for a in desk.put(*calls)] == [302] * 100
