"""The real gate behind the SIP door, in a process of its own: HOME HOST TRUNK. For it, it is noon of its day."""

import asyncio
import sys
from ipaddress import ip_network
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from ringfence.gate.desk import Desk  # noqa: I001
from ringfence.gate.sip.server import Listen, open_door
from ringfence.gate.sip.trunks import Trunk, Trunks
from tests.gate import world
from tests.telephony.campaigns import then

KEY = b"0123456789abcdef" * 4


async def main(home, host, trunk):
    clock = then(world.NOON)
    with Desk(Path(home)) as gate:
        assert (await gate.aask(world.call("07700 900000", at=clock()))).verdict  # the campaign is loaded
        trunks = Trunks([Trunk(name="a", campaign="spring", sources=(ip_network(trunk),), key=KEY)])
        await open_door(gate, trunks, [Listen("udp", host, 5070)], now=clock, patience=0.5)
        print("open", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
