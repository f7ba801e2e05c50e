"""Somebody who is called: answers every call after a moment, keeps what is heard, and presses a key.

callee.py ADDRESS FOLDER [KEY]: for the n-th call writes FOLDER/n.pcm when it ends; prints "ready" first.
"""

import asyncio
import sys
from pathlib import Path

from baresip import Account, Config, Runtime, UserAgent

RUNNING = set()


async def take(call, file, key):
    await call.answer()
    await call.wait_established()
    heard, began = bytearray(), asyncio.get_running_loop().time()
    sent = not key
    while call.state.name not in ("CLOSED", "TERMINATED"):
        try:
            while piece := call.audio.read(3200):
                heard += piece
        except Exception:  # noqa: BLE001 - the line is gone
            if heard:
                break
        if not sent and asyncio.get_running_loop().time() - began > 1.0:
            sent = True
            await call.send_dtmf(key)
        await asyncio.sleep(0.02)
    file.with_suffix(".part").write_bytes(heard)
    file.with_suffix(".part").rename(file)


async def main(address, folder, key=""):
    runtime = Runtime()
    extra = f"sip_listen {address}\n"
    await runtime.start(Config(net_interface=address.split(":")[0], max_concurrent_calls=None, extra_config_text=extra))
    agent = await UserAgent.create(
        runtime, Account(user="callee", domain=address, password="", reg_interval=0, extra_params=("catchall=yes",))
    )
    count = 0

    def incoming(call):
        nonlocal count
        count += 1
        task = asyncio.create_task(take(call, Path(folder) / f"{count}.pcm", key))
        RUNNING.add(task)

    agent.on_incoming(incoming)
    print("ready", flush=True)
    await asyncio.Event().wait()


asyncio.run(main(*sys.argv[1:]))
