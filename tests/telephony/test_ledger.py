"""The gate itself killed in the middle of a campaign: what reached the carrier stands in the ledger, each call once."""

import asyncio
import subprocess
import sys

from ringfence.store import open_store

from ..gate import world  # noqa: TID252 - homes with a signed campaign in them
from .campaigns import PEOPLE, e164, may_run, trunk_at
from .conftest import HERE, set_up, stop

KILLED_AT, CALLS, RATE = 2.0, 300, 75


def permitted(home):
    """Call-ID and number of each call that the ledger says was allowed."""
    with open_store(home) as store:
        told = [entry.told for entry in store.book.of_kind("decision")]
    return {(each["reference"].split(";")[0], f"+{each['number']}") for each in told if each["decision"] == "allow"}


async def dialled(dialler, gate):
    loop = asyncio.get_running_loop()
    start, calls = loop.time(), []

    async def one(number):
        began = loop.time() - start
        shown = f"<sip:{e164(world.SHOWN)}@{dialler.address[0]}>;tag=f"
        return began, (await dialler.call(e164(number), From=shown, patience=4)).status

    for serial in range(CALLS):
        await asyncio.sleep(max(0, start + serial / RATE - loop.time()))
        calls.append(asyncio.create_task(one(PEOPLE[1000 + serial])))
        if serial == int(KILLED_AT * RATE):
            gate.kill()
    return await asyncio.gather(*calls)


def test_what_arrived_was_on_the_disk_before(tmp_path):
    home = may_run(tmp_path, PEOPLE[::2])
    site = trunk_at(tmp_path / "kamailio", world.NOON)
    command = [sys.executable, HERE / "desk_process.py", home, site.host("gate"), site.host("trunk")]
    gate = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        assert gate.stdout.readline() == b"open\n"

        async def run():
            async with set_up(site) as (dialler, carrier, _):
                calls = await dialled(dialler, gate)
                return calls, [(invite.get("Call-ID"), invite.uri[4:].split("@")[0]) for invite in carrier.invites]

        calls, arrived = asyncio.run(run())
    finally:
        gate.kill()
        gate.wait()
        gate.stdout.close()
        stop(site)
    assert len(arrived) == len(set(arrived)) == sum(status == 200 for _, status in calls) > 20
    assert set(arrived) <= permitted(home)
    assert {number for _, number in arrived} <= {e164(each) for each in PEOPLE[::2]}
    assert {status for began, status in calls if began > KILLED_AT + 0.2} == {603}
