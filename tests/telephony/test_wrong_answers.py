"""A gate that answers wrongly: whatever it says, a call leaves on the right 302 to its own question only."""

import asyncio
import base64
import hashlib
import hmac
import time

import pytest

from .conftest import KEY, set_up
from .peers import Peer

YES, NO = "+447700900123", "+447700900124"


def seal(text, key=KEY):
    return (
        base64.urlsafe_b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).rstrip(b"=").decode()
    )


def contact(request, *, number=YES, says=None, until=None, key=KEY, nonce=None, call_id=None, cseq=None):
    """The Contact of a right 302, made here anew; each argument makes it wrong. `says`: the number it shows."""
    until = int(time.time()) + 30 if until is None else until
    parts = (
        number,
        str(until),
        nonce or request.get("X-Ringfence-Nonce"),
        cseq or request.get("CSeq").split()[0],
        call_id or request.get("Call-ID"),
    )
    ticket = seal("|".join(parts), key)
    shown = f"<sip:{says or number}@permitted.invalid;user=phone>"
    return f'{shown};until={until};permit="p";decision="d";ticket={ticket}'


def moved(request, *contacts, status=302):
    return request.answer(status, *(f"Contact: {each}" for each in contacts), tag="g")


class Liar(Peer):
    """A gate that says what it is told to: request -> octets, a list of them, or None."""

    def __init__(self, says):
        super().__init__()
        self.says = says

    def asked(self, message, address):
        if message.method == "OPTIONS":
            self.transport.sendto(message.answer(200, tag="g"), address)
        elif message.method == "INVITE":
            told = self.says(message)
            for octets in told if isinstance(told, list) else [told]:
                if octets is not None:
                    self.transport.sendto(octets, address)


def answered(site, says, numbers=(YES,)):
    """The statuses of calls through a gate that says this, and what the carrier was asked to dial."""

    async def run():
        liar = await Liar.open(site.host("gate"), 5070, says=says)
        try:
            async with set_up(site) as (dialler, carrier, _):
                statuses = [(await dialler.call(number)).status for number in numbers]
                await asyncio.sleep(0.05)
                return statuses, carrier.dialled
        finally:
            liar.close()

    return asyncio.run(run())


def test_the_right_answer_is_right(site):
    """The control: what is made wrong below is right before."""
    assert answered(site, lambda r: moved(r, contact(r))) == ([200], [YES])


def test_a_right_answer_for_another_number_is_still_the_gates_word(site):
    """The number that is dialled is the one judged, not the one asked for."""
    assert answered(site, lambda r: moved(r, contact(r, number="+441632960123"))) == ([200], ["+441632960123"])


WRONG = {
    "nothing": lambda r: None,
    "octets of no meaning": lambda r: b"\x00\xff\x00\xff" * 20,
    "a half answer": lambda r: moved(r, contact(r))[:60],
    "200": lambda r: r.answer(200, f"Contact: <sip:gate@{r.get('Via')}>", tag="g"),
    "200 with a ticket": lambda r: moved(r, contact(r), status=200),
    "202": lambda r: r.answer(202, tag="g"),
    "100 and no more": lambda r: r.answer(100),
    "180 and no more": lambda r: r.answer(180, tag="g"),
    "183, then 200": lambda r: [r.answer(183, tag="g"), r.answer(200, tag="g")],
    "300": lambda r: moved(r, contact(r), status=300),
    "301": lambda r: moved(r, contact(r), status=301),
    "305": lambda r: moved(r, contact(r), status=305),
    "380": lambda r: moved(r, contact(r), status=380),
    "404": lambda r: r.answer(404, tag="g"),
    "408": lambda r: r.answer(408, tag="g"),
    "486": lambda r: r.answer(486, tag="g"),
    "500": lambda r: r.answer(500, tag="g"),
    "503": lambda r: r.answer(503, "Retry-After: 1", tag="g"),
    "600": lambda r: r.answer(600, tag="g"),
    "a 302 without Contact": moved,
    "a 302 without ticket": lambda r: moved(r, f"<sip:{YES}@permitted.invalid;user=phone>"),
    "an empty ticket": lambda r: moved(r, contact(r).rpartition("=")[0] + "="),
    "a ticket of another key": lambda r: moved(r, contact(r, key="f" * 64)),
    "a ticket of no key": lambda r: moved(r, contact(r, key="")),
    "a ticket for another number": lambda r: moved(r, contact(r, says=NO)),
    "a ticket for another question": lambda r: moved(r, contact(r, nonce="00000000-0000-0000-0000-000000000000")),
    "a ticket for another call": lambda r: moved(r, contact(r, call_id="another")),
    "a ticket for another request of the call": lambda r: moved(r, contact(r, cseq="7")),
    "a ticket that has run out": lambda r: moved(r, contact(r, until=int(time.time()) - 1)),
    "a ticket whose end was moved": lambda r: moved(r, contact(r, until=1_000_000_000).replace("until=1", "until=9")),
    "two Contacts": lambda r: moved(r, contact(r), contact(r)),
    "two in one Contact": lambda r: moved(r, contact(r) + ", " + contact(r, number=NO)),
    "a second one first": lambda r: moved(r, f"<sip:{NO}@x>, " + contact(r)),
    "something after the ticket": lambda r: moved(r, contact(r) + ";q=1"),
    "a tel Contact": lambda r: moved(r, contact(r).replace("sip:", "tel:")),
    "a number that is none": lambda r: moved(r, contact(r, number="07700900123")),
    "a number with a prefix": lambda r: moved(r, contact(r, number="141+447700900123")),
    "a number and a parameter": lambda r: moved(r, contact(r, number=YES, says=YES + ";rn=+441632960001")),
    "a number that is an address": lambda r: moved(r, contact(r, number=YES + "@evil")),
    "an answer to another transaction": lambda r: moved(r, contact(r)).replace(
        b"branch=z9hG4bK", b"branch=z9hG4bKx", 1
    ),
    "an answer to another CSeq": lambda r: moved(r, contact(r)).replace(b"CSeq: 1", b"CSeq: 2"),
}


@pytest.mark.parametrize("says", WRONG.values(), ids=WRONG)
def test_a_wrong_answer_is_no_permission(site, says):
    statuses, dialled = answered(site, says)
    assert (statuses, dialled) == ([603], [])


def test_a_refusal_with_a_ticket_is_a_refusal(site):
    assert answered(site, lambda r: moved(r, contact(r), status=608)) == ([608], [])
    assert answered(site, lambda r: moved(r, contact(r), status=603)) == ([603], [])


def test_a_302_of_one_call_is_worth_nothing_in_the_next(site):
    kept = []

    def says(request):
        kept.append(contact(request))
        return moved(request, kept[0])

    assert answered(site, says, [YES, YES, YES]) == ([200, 603, 603], [YES])


def test_a_302_that_comes_twice_is_one_call(site):
    assert answered(site, lambda r: [moved(r, contact(r))] * 3) == ([200], [YES])


def test_after_a_refusal_no_302_counts(site):
    assert answered(site, lambda r: [r.answer(608, tag="g"), moved(r, contact(r))]) == ([608], [])


def test_a_302_that_comes_late_is_ignored(site):
    async def run():
        kept = []
        liar = await Liar.open(site.host("gate"), 5070, says=kept.append)
        async with set_up(site) as (dialler, carrier, _):
            status = (await dialler.call(YES)).status
            for request in kept:
                liar.transport.sendto(moved(request, contact(request)), site.trunk)
            await asyncio.sleep(0.3)
            liar.close()
            return status, len(kept) > 0, carrier.dialled

    assert asyncio.run(run()) == (603, True, [])


@pytest.mark.parametrize("who", ["stranger", "dialler"])
def test_a_302_with_a_right_ticket_from_somebody_else(site, who):
    """Not even the key helps a stranger; a dialler that had the key would be the gate, so it is tried without."""

    async def run():
        kept = []
        liar = await Liar.open(site.host("gate"), 5070, says=kept.append)
        async with set_up(site) as (dialler, carrier, _):
            forger = await Peer.open(site.host("stranger")) if who == "stranger" else dialler
            call = asyncio.create_task(dialler.call(YES))
            while not kept:  # noqa: ASYNC110 - a list tells nobody that it grew
                await asyncio.sleep(0.01)
            key = KEY if who == "stranger" else "f" * 64
            forger.transport.sendto(moved(kept[0], contact(kept[0], key=key)), site.trunk)
            status = (await call).status
            liar.close()
            if forger is not dialler:
                forger.close()
            return status, carrier.dialled

    assert asyncio.run(run()) == (603, [])
