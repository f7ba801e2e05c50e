"""Another's dialler and carrier through the trunk: SIPp with its built-in scenarios, no code of ours on either side."""

import asyncio
import shutil

import pytest

from ..gate.sip.conftest import SaidGate  # noqa: TID252 - the made-up gate of both folders
from .conftest import set_up
from .test_trunk import judge

pytestmark = pytest.mark.skipif(
    shutil.which("sipp") is None, reason="SIPp is not installed: python3 run.py system gate"
)


async def sipp(folder, *words):
    """SIPp, running; its exit code is 0 if every call went as its scenario says."""
    return await asyncio.create_subprocess_exec(
        "sipp",
        *words,
        "-nostdin",
        cwd=folder,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )


def calls(site, folder, number, count):
    """SIPp's verdict on `count` calls to a number, and how many the carrier got (None: SIPp was the carrier)."""

    async def run():
        gate = SaidGate(judge)
        async with set_up(site, gate) as (dialler, carrier, _):
            dialler.close()
            carrier.close()
            await asyncio.sleep(0)
            uas = await sipp(folder, "-sn", "uas", "-i", site.host("carrier"), "-p", "5060", "-trace_stat", "-fd", "1")
            await asyncio.sleep(0.5)
            uac = await sipp(
                folder, "-sn", "uac", f"{site.host('trunk')}:5060", "-i", site.host("dialler"), "-p", "5060",
                "-s", number, "-m", str(count), "-r", "50", "-timeout", "20s",
            )  # fmt: skip
            code = await asyncio.wait_for(uac.wait(), 30)
            await asyncio.sleep(1.2)  # SIPp writes its figures once a second
            uas.terminate()
            await uas.wait()
            return code, len(gate.asked)

    code, asked = asyncio.run(run())
    head, *_, last = next(folder.glob("uas_*.csv")).read_text().splitlines()
    return code, asked, int(dict(zip(head.split(";"), last.split(";"), strict=False))["IncomingCall(C)"])


def test_allowed_calls_of_sipp_arrive(site, tmp_path):
    assert calls(site, tmp_path, "447700900123", 25) == (0, 25, 25)


def test_blocked_calls_of_sipp_do_not(site, tmp_path):
    code, asked, arrived = calls(site, tmp_path, "447700900124", 25)
    assert (code, asked, arrived) == (1, 25, 0)
