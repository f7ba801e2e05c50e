"""A gate in a process of its own, to be killed and frozen: HOST TRUNK PERMITS [SECONDS].

It notes each permit in the file PERMITS, one reference a line, before it answers; `SECONDS` is how long it thinks.
"""

import asyncio
import os
import sys
from collections import deque
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from ringfence.gate.sip.server import Listen, open_door  # noqa: I001
from ringfence.gate.sip.trunks import Trunk, Trunks
from tests.gate.sip.conftest import SaidGate, decision

KEY = b"0123456789abcdef" * 4


async def main(host, trunk, permits, takes):
    file = os.open(permits, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def judge(call):
        if call.called[-1] not in "13579":
            return decision(call, "block", reasons=("OBJECTION_ON_FILE",))
        os.write(file, f"{call.reference.partition(';')[0]}\n".encode())
        return decision(call)

    trunks = Trunks([Trunk(name="a", campaign="spring", sources=(ip_network(trunk),), key=KEY)])
    listen = [Listen("udp", host, 5070)]
    gate = SaidGate(judge, takes, asked=deque(maxlen=0))  # it remembers nothing: its memory is watched
    await open_door(gate, trunks, listen, now=lambda: datetime.now(UTC), patience=30)
    print("open", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4], float(sys.argv[4]) if len(sys.argv) > 4 else 0))
