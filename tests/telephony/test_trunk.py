"""Calls through Kamailio: what is allowed arrives at the number judged; each way round that we know is shut."""

import asyncio

import pytest

from ..gate.sip.conftest import SaidGate, decision  # noqa: TID252 - the made-up gate of both folders
from .conftest import set_up
from .peers import Message

YES, NO = "+447700900123", "+447700900124"


def judge(call):
    """Numbers that end in an odd digit may be called."""
    if call.called[-1] in "13579":
        return decision(call)
    return decision(call, "block", reasons=("OBJECTION_ON_FILE",))


def play(site, journey, *, gate=None, says=None):
    """Run `journey(dialler, carrier, gate)` and give what it returns, with the numbers that the carrier got."""

    async def run():
        judging = gate or SaidGate(judge)
        async with set_up(site, judging, says=says) as (dialler, carrier, _door):
            found = await journey(dialler, carrier, judging)
            await asyncio.sleep(0.05)  # anything on its way to the carrier gets there
            return found, carrier.dialled

    return asyncio.run(run())


def calling(site, number, *more, **headers):
    """The status of one call, and what arrived of it."""

    async def journey(dialler, _carrier, _gate):
        return (await dialler.call(number, *more, **headers)).status

    return play(site, journey)


# What should work, works.


def test_an_allowed_call_arrives_and_its_number_is_the_one_judged(site):
    async def journey(dialler, carrier, gate):
        attempt = await dialler.call("07700900123", P_Asserted_Identity="<sip:+441632960002@d.example>")
        return attempt.status, carrier.invites[0], [m.method for m in carrier.requests], gate.asked[0]

    (status, arrived, methods, asked), dialled = play(site, journey)
    assert (status, dialled, methods[0]) == (200, [YES], "INVITE")
    assert sorted(methods[1:]) == ["ACK", "BYE"]  # the trunk's processes may overtake each other: UDP keeps no order
    assert arrived.uri == f"sip:{YES}@carrier.example;user=phone"
    assert (asked.client, asked.network, asked.called) == ("a", "+441632960002", "07700900123")
    assert not [name for name, _ in arrived.headers if name.lower().startswith("x-ringfence")]


def test_a_blocked_call_is_told_why(site):
    async def journey(dialler, _carrier, _gate):
        return (await dialler.call(NO)).final

    final, dialled = play(site, journey)
    assert (final.status, final.get("Reason")) == (608, 'SIP;cause=608;text="block: OBJECTION_ON_FILE"')
    assert dialled == []


def test_a_repeated_invite_is_one_call(site):
    async def journey(dialler, _carrier, gate):
        text = dialler.message("INVITE", f"sip:{YES}@trunk", call_id="again", tag="1", branch="again")
        for _ in range(3):
            dialler.transport.sendto(text.encode(), dialler.trunk)
        await asyncio.sleep(0.2)
        return len(gate.asked)

    assert play(site, journey) == (1, [YES])


def test_a_call_is_put_on_hold_by_an_invite_of_its_own(site):
    """The control for the tricks below: an honest re-INVITE goes to the carrier."""

    async def journey(dialler, carrier, _gate):
        attempt = await dialler.call(YES, hang_up=False)
        again = await dialler.within(attempt, "INVITE")
        return again.status, len(carrier.methods("INVITE"))

    assert play(site, journey)[0] == (200, 2)


def test_the_carrier_may_hang_up(site):
    async def journey(dialler, carrier, _gate):
        attempt = await dialler.call(YES, hang_up=False)
        bye = "\r\n".join(
            [
                f"BYE sip:dialler@{dialler.address[0]}:5060 SIP/2.0",
                f"Via: SIP/2.0/UDP {carrier.address[0]}:5060;branch=z9hG4bKbye",
                f"From: {attempt.final.get('To')}",
                f"To: {attempt.final.get('From')}",
                f"Call-ID: {attempt.call_id}",
                "CSeq: 7 BYE",
                "Max-Forwards: 70",
                "Content-Length: 0",
                "",
                "",
            ]
        )
        carrier.transport.sendto(bye.encode(), dialler.trunk)
        await asyncio.sleep(0.1)
        return [m.method for m in dialler.requests]

    assert play(site, journey)[0] == ["BYE"]


def test_a_call_that_is_cancelled_while_it_rings(site):
    def rings(message):
        return message.answer(180, tag="r") if message.method == "INVITE" else message.answer(200, tag="r")

    async def journey(dialler, carrier, _gate):
        call = asyncio.create_task(dialler.call(YES, call_id="ringing", branch="ringing", patience=2))
        await asyncio.sleep(0.2)
        text = dialler.message("CANCEL", f"sip:{YES}@{dialler.trunk[0]}", call_id="ringing", tag="x", branch="ringing")
        dialler.transport.sendto(text.encode(), dialler.trunk)
        await asyncio.sleep(0.2)
        call.cancel()
        return [m.method for m in carrier.requests]

    assert play(site, journey, says=rings)[0] == ["INVITE", "CANCEL"]


# The ways round.

ANOTHER_WAY = [  # how else to write a number that must not be called, or hide it
    "sip:07700900124@{trunk}",
    "sip:%2B447700900124@{trunk}",
    "sip:+44%37700900124@{trunk}",
    "sip:+44-7700-900124@{trunk}",
    "SIP:+447700900124@{trunk}",
    "sip:+447700900124@{carrier}",
    "sip:+447700900124@{carrier}:5060;lr",
    "sip:+447700900124@{trunk};maddr={carrier}",
    "sip:+447700900124@{trunk};transport=tcp",
    "sip:14107700900123@{trunk}",
    "sip:147007700900123@{trunk}",
    "sip:141+447700900123@{trunk}",
    "sip:٠٧٧٠٠٩٠٠١٢٣@{trunk}",
    "sip:%D9%A0%D9%A77700900123@{trunk}",
    "sip:+447700900123;rn=+447700900124@{trunk}",
    "sip:+447700900124;npdi;rn=+447700900123@{trunk}",
    "sip:+447700900123,+447700900124@{trunk}",
    "sip:+447700900123%40{carrier}@{trunk}",
    "sip:+447700900123@{trunk}?Route=%3Csip:{carrier}%3E",
    "tel:+447700900124",
    "tel:+44-7700-900124;isub=1",
    "tel:07700900124",
    "sips:+447700900124@{trunk}",
    "sip:{trunk}",
]


@pytest.mark.parametrize("uri", ANOTHER_WAY)
def test_no_way_to_write_a_number_gets_it_past(site, uri):
    uri = uri.format(trunk=site.host("trunk"), carrier=site.host("carrier"))
    status, dialled = calling(site, NO, uri=uri)
    assert (status >= 400, dialled) == (True, [])


@pytest.mark.parametrize("written", ["sip:07700900123@{}", "tel:+44-7700-900123", "SIP:%2B447700900123@{};user=PHONE"])
def test_however_an_allowed_number_is_written_its_canonical_form_is_dialled(site, written):
    assert calling(site, YES, uri=written.format(site.host("trunk"))) == (200, [YES])


SMUGGLED = [
    ("Route: <sip:{carrier}:5060;lr>",),
    ("Route: <sip:{trunk};lr>, <sip:{carrier}:5060;lr>",),
    ("Route: <sip:+447700900124@{carrier}:5060>",),
    ("Record-Route: <sip:{carrier};lr>",),
    ("Via: SIP/2.0/UDP {carrier}:5060;branch=z9hG4bKother",),
    ("X-Ringfence-Trunk: b",),
    ("x-ringfence-nonce: 00000000-0000-0000-0000-000000000000",),
    ("X-Ringfence-Permit: rf1.another.permit.abc",),
    ("Authorization: Digest username=a",),
    ("Refer-To: <sip:+447700900123@{carrier}>",),
    ("Alert-Info: <sip:{carrier}>", "Call-Info: <sip:{carrier}>;purpose=info"),
]


@pytest.mark.parametrize("lines", SMUGGLED, ids=lambda lines: lines[0][:40])
def test_no_header_leads_a_blocked_call_out(site, lines):
    lines = [line.format(trunk=site.host("trunk"), carrier=site.host("carrier")) for line in lines]
    assert calling(site, NO, *lines) == (608, [])


@pytest.mark.parametrize(
    "header", ["Replaces: a;to-tag=b;from-tag=c", "Join: a;to-tag=b;from-tag=c", "Target-Dialog: a"]
)
def test_a_call_that_would_take_over_another_is_refused(site, header):
    assert calling(site, YES, header) == (603, [])


def test_a_carrier_sees_nothing_that_it_could_route_by(site):
    async def journey(dialler, carrier, _gate):
        await dialler.call(
            "07700900123",
            "Diversion: <sip:+447700900124@x>",
            "P-Called-Party-ID: <sip:+447700900124@x>",
            "History-Info: <sip:+447700900124@x>;index=1",
            "Route: <sip:+447700900124@x>",
            "Request-Disposition: fork",
            "X-Number: +447700900124",
            "P-Preferred-Identity: <sip:+447700900124@x>",
            "Remote-Party-ID: <sip:+441632960001@x>",
        )
        return [
            name for name, value in carrier.invites[0].headers if "900124" in value or name == "Request-Disposition"
        ]

    assert play(site, journey) == ([], [YES])


def test_to_must_name_the_number_that_is_judged(site):
    assert calling(site, YES, to=f"<sip:{NO}@{site.host('trunk')}>") == (603, [])


@pytest.mark.parametrize(
    "method", ["REFER", "MESSAGE", "SUBSCRIBE", "NOTIFY", "PUBLISH", "REGISTER", "UPDATE", "INFO", "PRACK", "FOO"]
)
def test_nothing_but_an_invite_begins_a_call(site, method):
    async def journey(dialler, carrier, gate):
        text = dialler.message(method, f"sip:{YES}@{dialler.trunk[0]}", f"Refer-To: <sip:{NO}@x>", call_id="m", tag="1")
        answers = await dialler.ask(text, patience=1)
        return [a.status for a in answers], len(carrier.requests), len(gate.asked)

    assert play(site, journey)[0] == ([405], 0, 0)


@pytest.mark.parametrize("method", ["INVITE", "BYE", "UPDATE", "INFO", "OPTIONS", "REFER"])
def test_a_call_that_was_never_set_up_has_no_inside(site, method):
    async def journey(dialler, carrier, _gate):
        text = dialler.message(
            method,
            f"sip:{YES}@{site.host('carrier')}",
            f"Route: <sip:{site.host('trunk')};lr>, <sip:{site.host('carrier')};lr>",
            call_id="inside",
            tag="1",
            to=f"<sip:{YES}@x>;tag=forged",
        )
        answers = await dialler.ask(text, patience=1)
        return answers[-1].status in (481, 405), len(carrier.requests)

    assert play(site, journey)[0] == (True, 0)


def test_an_ack_of_nothing_goes_nowhere(site):
    async def journey(dialler, carrier, _gate):
        for to in (f"<sip:{YES}@x>;tag=forged", f"<sip:{YES}@x>"):
            text = dialler.message("ACK", f"sip:{YES}@{site.host('carrier')}", call_id="ack", tag="1", to=to)
            dialler.transport.sendto(text.encode(), dialler.trunk)
        await asyncio.sleep(0.1)
        return len(carrier.requests)

    assert play(site, journey)[0] == 0


@pytest.mark.parametrize("method", ["INVITE", "UPDATE", "INFO", "OPTIONS"])
@pytest.mark.parametrize(
    "target", ["sip:{no}@{carrier}:5060", "sip:carrier@{stranger}:5060", "tel:{no}", "sip:{no}@carrier.example"]
)
def test_inside_a_call_no_other_number_is_reached(site, method, target):
    async def journey(dialler, carrier, _gate):
        attempt = await dialler.call(YES, hang_up=False)
        before = carrier.asked_for()
        uri = target.format(no=NO, carrier=site.host("carrier"), stranger=site.host("stranger"))
        answer = await dialler.within(attempt, method, f"Route: <{uri};lr>", uri=uri)
        return answer.status, carrier.asked_for() - before

    assert play(site, journey) == ((403, 0), [YES])


def test_bye_and_ack_go_to_the_carrier_whatever_they_name(site):
    """They end and confirm a call and cannot make one, so a wrong address in them is put right, not refused."""

    async def journey(dialler, carrier, _gate):
        attempt = await dialler.call(YES, hang_up=False)
        answer = await dialler.within(attempt, "BYE", uri=f"sip:{NO}@{site.host('stranger')}")
        return answer.status, carrier.methods("BYE")[0].uri

    assert play(site, journey)[0] == (200, f"sip:carrier@{site.host('carrier')}:5060")


@pytest.mark.parametrize("method", ["REFER", "MESSAGE", "NOTIFY", "SUBSCRIBE"])
def test_inside_a_call_nobody_is_told_to_call_somebody_else(site, method):
    async def journey(dialler, carrier, _gate):
        attempt = await dialler.call(YES, hang_up=False)
        answer = await dialler.within(attempt, method, f"Refer-To: <sip:{NO}@x>", f"r: <sip:{NO}@x>")
        return answer.status, carrier.methods(method)

    assert play(site, journey)[0] == (405, [])


@pytest.mark.parametrize(
    "change", [{"call_id": "another"}, {"to": "<sip:+447700900123@x>;tag=another"}, {"tag": "another"}]
)
def test_the_names_of_one_call_open_no_other(site, change):
    async def journey(dialler, carrier, _gate):
        attempt = await dialler.call(YES, hang_up=False)
        before = carrier.asked_for()
        told = {"call_id": attempt.call_id, "tag": attempt.tag, "to": attempt.final.get("To")} | change
        text = dialler.message("INVITE", f"sip:carrier@{site.host('carrier')}:5060", cseq=2, **told)
        answers = await dialler.ask(text, patience=1)
        return answers[-1].status, carrier.asked_for() - before

    assert play(site, journey)[0] == (481, 0)


def test_another_number_under_the_branch_of_an_allowed_call_is_not_called(site):
    async def journey(dialler, _carrier, _gate):
        await dialler.call(YES, call_id="one", branch="same")
        text = dialler.message("INVITE", f"sip:{NO}@{dialler.trunk[0]}", call_id="one", tag="2", branch="same")
        dialler.transport.sendto(text.encode(), dialler.trunk)
        await asyncio.sleep(0.2)

    assert play(site, journey)[1] == [YES]


def test_one_request_sent_twice_at_once_is_not_two_calls(site):
    async def journey(dialler, _carrier, gate):
        gate.takes = 0.05
        for branch in ("left", "right"):
            text = dialler.message("INVITE", f"sip:{YES}@{dialler.trunk[0]}", call_id="twin", tag="t", branch=branch)
            dialler.transport.sendto(text.encode(), dialler.trunk)
        await asyncio.sleep(0.4)
        return len(gate.asked)

    assert play(site, journey) == (1, [YES])


def test_a_cancel_while_the_gate_thinks(site):
    async def journey(dialler, carrier, gate):
        gate.takes = 0.2
        call = asyncio.create_task(dialler.call(YES, call_id="cancelled", branch="c"))
        await asyncio.sleep(0.05)
        cancel = dialler.message("CANCEL", f"sip:{YES}@{dialler.trunk[0]}", call_id="cancelled", tag="t", branch="c")
        dialler.transport.sendto(cancel.encode(), dialler.trunk)
        status = (await call).status
        await asyncio.sleep(0.3)
        return status, len(carrier.requests)

    assert play(site, journey)[0] == (487, 0)


def test_a_stranger_is_refused(site):
    async def journey(dialler, _carrier, gate):
        from .peers import Dialler

        stranger = await Dialler.open(site.host("stranger"), trunk=dialler.trunk)
        status = (await stranger.call(YES)).status
        stranger.close()
        return status, len(gate.asked)

    assert play(site, journey) == ((403, 0), [])


def test_the_carrier_calls_nobody_through_us(site):
    async def journey(_dialler, carrier, gate):
        text = f"INVITE sip:{YES}@x SIP/2.0\r\nVia: SIP/2.0/UDP {carrier.address[0]};branch=z9hG4bKin\r\n"
        text += (
            f"Max-Forwards: 9\r\nFrom: <sip:a@x>;tag=1\r\nTo: <sip:{YES}@x>\r\nCall-ID: in\r\nCSeq: 1 INVITE\r\n\r\n"
        )
        queue = carrier.waiting["in", "1 INVITE"] = asyncio.Queue()
        carrier.transport.sendto(text.encode(), site.trunk)
        return (await asyncio.wait_for(queue.get(), 2)).status, len(gate.asked)

    assert play(site, journey)[0] == (403, 0)


def test_a_carrier_that_sends_the_call_elsewhere_is_not_followed(site):
    def elsewhere(message):
        return message.answer(302, f"Contact: <sip:{NO}@{site.host('carrier')}:5060>", tag="e")

    async def journey(dialler, _carrier, _gate):
        return (await dialler.call(YES)).status

    assert play(site, journey, says=elsewhere) == (603, [YES])


def test_a_carrier_that_is_busy_says_so(site):
    async def journey(dialler, _carrier, _gate):
        return (await dialler.call(YES)).status

    assert play(site, journey, says=lambda m: m.answer(486, tag="b")) == (486, [YES])


def test_a_carrier_that_asks_for_a_password_gets_none_that_it_should_not(site):
    """Credentials stand in site.cfg alone; here none do, so a challenge ends the call and never reaches the dialler."""

    async def journey(dialler, _carrier, _gate):
        return (await dialler.call(YES)).final

    challenge = 'Proxy-Authenticate: Digest realm="carrier.example", nonce="n"'
    final, dialled = play(site, journey, says=lambda m: m.answer(407, challenge, tag="p"))
    assert (final.status, final.get("Proxy-Authenticate"), dialled) == (603, "", [YES])


def test_messages_are_read_the_same_way_on_both_sides():
    """The peers of these tests have a reader of their own; it must at least read what it writes."""
    message = Message.of(b"INVITE sip:a@b SIP/2.0\r\nVia: x;branch=z9\r\nTo: <sip:a@b>\r\n\r\n")
    assert (message.method, message.uri, message.parameter("Via", "branch")) == ("INVITE", "sip:a@b", "z9")
