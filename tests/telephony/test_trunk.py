"""Calls through Kamailio: what is allowed arrives at the number judged, and nothing else does."""

import asyncio

from ..gate.sip.conftest import SaidGate, decision
from .conftest import set_up

ALLOWED = "+447700900123"


def judge(call):
    """Numbers that end in an odd digit may be called."""
    if int(call.called[-1]) % 2:
        return decision(call)
    return decision(call, "block", reasons=("OBJECTION_ON_FILE",))


def test_first(site):
    async def journey():
        async with set_up(site, SaidGate(judge)) as (dialler, carrier, door):
            one = await dialler.call("07700900123")
            two = await dialler.call("07700900124")
            print(one.final, two.final, carrier.requests, door.dialogue.counts)
            return carrier.dialled

    print(asyncio.run(journey()))
    print((site.folder / "log").read_text()[-3000:])
    assert 0
