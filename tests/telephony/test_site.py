"""What a site sets: the carrier's password, and how often the gate is asked how it is."""

import asyncio
import hashlib
import re

import pytest

from ..gate.sip.conftest import SaidGate  # noqa: TID252 - the made-up gate of both folders
from .conftest import running, set_up

YES = "+447700900123"
CREDENTIALS = """
#!define CARRIER_PASSWORD_ASKED
#!substdef "!CARRIER_USER!trunk-7!"
#!substdef "!CARRIER_PASSWORD!secret-of-the-trunk!"
#!substdef "!CARRIER_REALM!carrier.example!"
"""


@pytest.fixture(scope="module")
def with_password(tmp_path_factory):
    yield from running(tmp_path_factory, extra=CREDENTIALS)


@pytest.fixture(scope="module")
def pinging(tmp_path_factory):
    yield from running(tmp_path_factory, ping=1)


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()


def asks(realm="carrier.example", *, satisfied=True):
    """A carrier that wants a password."""

    def says(message):
        proof = message.get("Proxy-Authorization")
        if message.method == "INVITE" and not (proof and satisfied):
            return message.answer(407, f'Proxy-Authenticate: Digest realm="{realm}", nonce="abc"', tag="p")
        return None

    return says


def test_the_carriers_password_is_given_by_the_trunk_and_by_nobody_else(with_password):
    async def run():
        async with set_up(with_password, SaidGate(), says=asks()) as (dialler, carrier, _):
            attempt = await dialler.call(YES)
            return attempt, carrier.invites

    attempt, invites = asyncio.run(run())
    assert attempt.status == 200
    first, second = invites
    told = dict(re.findall(r'(\w+)="([^"]*)"', second.get("Proxy-Authorization")))
    secret = md5("trunk-7:carrier.example:secret-of-the-trunk")
    assert told["response"] == md5(f"{secret}:abc:{md5('INVITE:' + second.uri)}")
    assert first.uri == second.uri == f"sip:{YES}@carrier.example;user=phone"
    assert "secret" not in attempt.final.first + str(attempt.final.headers)


@pytest.mark.parametrize("says", [asks(satisfied=False), asks(realm="evil.example")])
def test_a_carrier_that_is_not_satisfied_is_asked_no_third_time(with_password, says):
    async def run():
        async with set_up(with_password, SaidGate(), says=says) as (dialler, carrier, _):
            attempt = await dialler.call(YES)
            return attempt.status, attempt.final.get("Proxy-Authenticate"), len(carrier.invites) <= 2

    assert asyncio.run(run()) == (603, "", True)


def test_a_gate_that_is_not_ready_is_not_asked_until_it_is(pinging):
    async def until(dialler, status):
        for _ in range(60):
            found = (await dialler.call(YES)).status
            if found == status:
                return found
            await asyncio.sleep(0.1)
        return found

    async def run():
        gate = SaidGate()
        async with set_up(pinging, gate) as (dialler, carrier, _):
            first = await until(dialler, 200)
            gate.wrong = "the disk is full"
            second = await until(dialler, 603)
            asked, arrived = len(gate.asked), len(carrier.invites)
            await dialler.call(YES)
            unasked = len(gate.asked) == asked and len(carrier.invites) == arrived
            gate.wrong = ""
            return first, second, unasked, await until(dialler, 200)

    assert asyncio.run(run()) == (200, 603, True, 200)


def test_a_302_that_is_passed_on_by_mistake_carries_no_number(tmp_path_factory):
    """A proxy that does nothing with its verdict, as one does that has no memory left."""
    asleep = ('if (t_check_status("302")) route(PERMITTED);', 'if (t_check_status("302")) exit;')

    async def run(site):
        async with set_up(site, SaidGate()) as (dialler, carrier, _):
            return (await dialler.call(YES)).final, len(carrier.requests)

    for site in running(tmp_path_factory, change=asleep):
        final, arrived = asyncio.run(run(site))
    assert (final.status, arrived) == (302, 0)
    assert not [value for _, value in final.headers if "permit" in value]
