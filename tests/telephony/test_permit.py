"""A dialler that asked before it dialled shows its permit to the trunk: one decision, and no second use of it."""

import asyncio

import pytest

from ringfence.gate.desk import Desk
from ringfence.gate.verbs import redeem
from ringfence.store import open_store

from ..gate import world  # noqa: TID252 - homes with a signed campaign in them
from .campaigns import e164, may_run, then, trunk_at
from .conftest import set_up, stop

PEOPLE = [f"07700 900{n:03}" for n in range(100, 120)]
UNUSED = iter(PEOPLE[8:])
SHOWN = "+441632960100"


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("permits")
    site = trunk_at(folder / "kamailio", world.NOON)
    yield site, may_run(folder, PEOPLE)
    stop(site)


def decisions(home):
    with open_store(home) as store:
        return [each.told["id"] for each in store.book.of_kind("decision")]


def journey(signed, goes, **more):
    """What `goes(ask, call, carrier)` makes of a trunk with the gate of the home behind it."""
    site, home = signed

    async def run():
        with Desk(home) as gate:
            clock = then(world.NOON)

            async def ask(number):
                asked = world.call(e164(number), at=clock(), shown=SHOWN, client="dialling")
                made = await gate.aask(asked)
                assert made.allowed, made.reasons
                assert await gate.ause(redeem(made.permit.token, clock()))
                return made

            async with set_up(site, gate, clock=clock, patience=2.0, **more) as (dialler, carrier, _):

                async def call(number, *tokens, **headers):
                    shown = {"From": f"<sip:{SHOWN}@{dialler.address[0]}>;tag=f", **headers}
                    lines = [f"X-Ringfence-Permit: {token}" for token in tokens]
                    return await dialler.call(e164(number), *lines, **shown)

                return await goes(ask, call, carrier)

    return asyncio.run(run())


def test_a_call_with_its_permit_is_one_decision_and_the_carrier_sees_no_permit(signed):
    before = len(decisions(signed[1]))

    async def goes(ask, call, carrier):
        made = await ask(PEOPLE[0])
        return made, await call(PEOPLE[0], made.permit.token), carrier

    made, attempt, carrier = journey(signed, goes)
    assert attempt.status == 200
    assert carrier.dialled == [e164(PEOPLE[0])]
    assert not [name for name, _ in carrier.invites[0].headers if name.lower().startswith("x-ringfence")]
    assert decisions(signed[1])[before:] == [made.id]


def test_the_same_permit_again_is_refused(signed):
    async def goes(ask, call, carrier):
        made = await ask(PEOPLE[1])
        attempts = [await call(PEOPLE[1], made.permit.token) for _ in range(3)]
        together = await ask(PEOPLE[2])
        attempts += await asyncio.gather(*(call(PEOPLE[2], together.permit.token) for _ in range(5)))
        return attempts, carrier.dialled

    attempts, dialled = journey(signed, goes)
    assert [each.status for each in attempts[:3]] == [200, 608, 608]
    assert "PERMIT_REFUSED" in attempts[1].final.get("Reason")
    assert sorted(each.status for each in attempts[3:]) == [200, 608, 608, 608, 608]
    assert dialled == [e164(PEOPLE[1]), e164(PEOPLE[2])]


def altered(token):
    return token[:-4] + ("AAAA" if token[-4:] != "AAAA" else "BBBB")


@pytest.mark.parametrize(
    ("called", "tokens", "headers", "status"),
    [
        (PEOPLE[0], lambda token: [token], {}, 608),
        (None, lambda token: [altered(token)], {}, 608),
        (None, lambda token: [token, token], {}, 603),
        (None, lambda token: [f"{token}, {token}"], {}, 603),
        (None, lambda _token: [""], {}, 603),
        (None, lambda _token: ["rf1.a.b.c;x=y"], {}, 603),
        (None, lambda token: [token], {"From": "<sip:+441632960999@x.example>;tag=f"}, 608),
    ],
    ids=["another number", "altered", "two", "two in one", "empty", "no permit", "another number shown"],
)
def test_a_permit_that_does_not_fit_is_no_way_through(signed, called, tokens, headers, status):
    number = next(UNUSED)

    async def goes(ask, call, carrier):
        made = await ask(number)
        return await call(called or number, *tokens(made.permit.token), **headers), carrier.invites

    attempt, invites = journey(signed, goes)
    assert attempt.status == status
    assert invites == []
