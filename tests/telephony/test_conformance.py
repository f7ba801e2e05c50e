"""The trunk of deploy/kamailio before a sandbox's gate, tried from both ends as an integrator would try it."""

import asyncio
import os
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time
from ipaddress import ip_network

import pytest

from ringfence.gate.conformance import sandbox, sheet
from ringfence.gate.conformance.run import NAMES, run
from ringfence.gate.conformance.ways import Asked
from ringfence.gate.desk import Desk
from ringfence.gate.sip.server import Listen, open_door
from ringfence.gate.sip.trunks import Trunk, Trunks

from .campaigns import then, trunk_at
from .conftest import KEY, stop

SOME = ("allowed-leaves", "number-judged", "block-listed", "hold-unsure", "withheld", "sent-again", "objection-next",
        "changed-card", "answer-silent", "answer-no-verdict", "answer-cut-off", "other-number")  # fmt: skip
TRIED = () if os.environ.get("RINGFENCE_HEAVY") else SOME


@pytest.fixture
def noon():
    return datetime.combine(datetime.now(UTC).date(), time(12), UTC)


@pytest.fixture
def trunk(tmp_path, noon):
    found = trunk_at(tmp_path / "kamailio", noon)
    yield found
    stop(found)


@asynccontextmanager
async def gate(trunk, home, clock):
    trunks = Trunks([Trunk(name="a", campaign="sandbox", sources=(ip_network(trunk.host("trunk")),), key=KEY.encode())])
    with Desk(home) as desk:
        yield await open_door(desk, trunks, [Listen("udp", trunk.host("gate"), 5070)], now=clock, patience=0.5)


def test_kamailio_as_it_is_deployed_keeps_to_the_gate(trunk, tmp_path, noon):
    made = sandbox.make(tmp_path / "sandbox", noon)
    clock = then(noon)

    async def go():
        async with gate(trunk, made.home, clock) as door:
            asked = Asked(
                sip="{}:{}".format(*trunk.trunk), source=trunk.host("dialler"),
                carrier=f"sip:{trunk.host('carrier')}:5060", stand_in=f"sip:{trunk.host('gate')}:5070", sandbox=made,
                settle=0.1, only=TRIED,
            )  # fmt: skip

            async def stops():
                await door.close()
                return True

            return await run(asked, clock, stops, lambda _: None)

    found = asyncio.run(go())
    assert {each.check.id for each in found.lines} == set(TRIED or NAMES)
    assert [each.check.id for each in found.lines if not each.seen.ok and each.seen.applies] == [], sheet.text(found)
