"""The dialplans of deploy/snippets inside a real Asterisk, tried from both ends: a dialler calls in, a carrier listens.

In the lane of its own: python3 run.py system asterisk, then python3 run.py asterisk.
"""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from ringfence.gate.conformance import sandbox, sheet
from ringfence.gate.conformance.run import run
from ringfence.gate.conformance.ways import Asked
from ringfence.gate.desk import Desk

from ..gate import setups  # noqa: TID252 - a gate's doors

ROOT = Path(__file__).parents[2]
SNIPPETS = ROOT / "deploy" / "snippets"
PLACE = Path(os.environ.get("RINGFENCE_ASTERISK") or ROOT / ".asterisk")
WHY_NOT = "a lane of its own: python3 run.py system asterisk, then python3 run.py asterisk"
MODULES = """codec_ulaw codec_alaw pbx_config app_dial app_verbose func_callerid func_channel func_curl func_logic
func_strings func_uri res_curl res_agi res_speech res_timing_timerfd res_rtp_asterisk res_sorcery_config
res_sorcery_memory res_sorcery_astdb res_pjproject res_pjsip res_pjsip_session res_pjsip_pubsub res_pjsip_sdp_rtp
res_pjsip_caller_id bridge_simple res_pjsip_endpoint_identifier_ip chan_pjsip""".split()
EMPTY = "acl ccss cel cdr features indications logger manager pjproject stasis udptl curl".split()
MAIN = """[directories]
astetcdir => {folder}/etc
astmoddir => {modules}
astdatadir => {root}/usr/share/asterisk
astvarlibdir => {folder}
astdbdir => {folder}
astkeydir => {folder}
astagidir => {folder}
astspooldir => {folder}
astrundir => {folder}
astlogdir => {folder}
"""
PJSIP = """[udp]
type = transport
protocol = udp
bind = 127.0.0.1:{port}

[dialler]
type = endpoint
transport = udp
context = {context}
disallow = all
allow = alaw

[dialler]
type = identify
endpoint = dialler
match = 127.0.0.1

[carrier]
type = endpoint
transport = udp
aors = carrier
disallow = all
allow = alaw

[carrier]
type = aor
contact = sip:127.0.0.1:{carrier}
"""


def udp_port():
    return setups.free(socket.SOCK_DGRAM)


class Asterisk:
    """An Asterisk with one dialplan between a dialler and a carrier, both on this machine."""

    def __init__(self, folder, dialplan, context):
        from . import debian

        self.port, self.carrier = udp_port(), udp_port()
        etc, root = folder / "etc", PLACE / "root"
        etc.mkdir(parents=True)
        modules = next(root.rglob("asterisk/modules"))
        (etc / "asterisk.conf").write_text(MAIN.format(folder=folder, root=root, modules=modules))
        there = [f"load = {name}.so" for name in MODULES if (modules / f"{name}.so").exists()]
        (etc / "modules.conf").write_text("\n".join(["[modules]", "autoload = no", *there, ""]))
        for name in EMPTY:
            (etc / f"{name}.conf").write_text("")
        (etc / "pjsip.conf").write_text(PJSIP.format(port=self.port, carrier=self.carrier, context=context))
        (etc / "extensions.conf").write_text(dialplan)
        self.out = folder / "out"
        with self.out.open("wb") as out:
            self.process = subprocess.Popen(
                [*debian.command(PLACE), "-f", "-C", etc / "asterisk.conf"], cwd=folder, stdin=subprocess.DEVNULL,
                stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip
        self._wait()

    def _wait(self):
        for _ in range(200):
            assert self.process.poll() is None, self.out.read_text()[-2000:]
            if "Asterisk Ready" in self.out.read_text(errors="replace") or self._answers():
                return
            time.sleep(0.1)
        raise AssertionError(self.out.read_text()[-2000:])

    def _answers(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asks:
            asks.settimeout(0.2)
            asks.connect(("127.0.0.1", self.port))
            try:
                asks.send(
                    b"OPTIONS sip:a@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bKup;rport\r\n"
                    b"From: <sip:up@127.0.0.1>;tag=u\r\nTo: <sip:a@127.0.0.1>\r\nCall-ID: up\r\nCSeq: 1 OPTIONS\r\n"
                    b"Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n" % asks.getsockname()[1]
                )
                return asks.recv(2000).startswith(b"SIP/2.0")
            except OSError:
                return False

    def close(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


@pytest.fixture
def made(tmp_path):
    return sandbox.make(tmp_path / "sandbox", setups.clock())


def tried(tmp_path, made, name, context, door, *, only=(), planted=("", "")):
    """The sheet of one dialplan: what a dialler asks goes in, what Asterisk dials arrives at the carrier."""

    async def go(desk):
        async with setups.doors(desk) as doors:
            text = (SNIPPETS / name).read_text().replace("campaign=spring", "campaign=sandbox")
            assert planted[0] in text
            text = text.replace(*planted) if planted[0] else text
            text = text if f"[{context}]" in text else f"[{context}]\n{text}"  # an entry in a context of VICIdial's
            text = text.replace("127.0.0.1:4573", doors.agi).replace("http://127.0.0.1:8700", doors.http)
            asterisk = await asyncio.to_thread(Asterisk, tmp_path / "asterisk", text, context)
            try:
                stand_in = doors.http if door == "http" else f"agi://{doors.agi}"
                asked = Asked(
                    sip=f"127.0.0.1:{asterisk.port}", carrier=f"sip:127.0.0.1:{asterisk.carrier}", stand_in=stand_in,
                    sandbox=made, settle=0.1, patience=8, only=only,
                    prefix="9" if context == "vicidial" else "",
                )  # fmt: skip
                return await run(asked, setups.clock, doors.stop, lambda _: None)
            finally:
                asterisk.close()

    with Desk(made.home) as desk:
        return asyncio.run(go(desk))


@pytest.fixture(autouse=True)
def in_its_lane():
    if not os.environ.get("RINGFENCE_ASTERISK_LANE") or not (PLACE / "root").is_dir():
        pytest.skip(WHY_NOT)


def test_a_careless_dialplan_is_named(tmp_path, made):
    planted = ("PJSIP/${RINGFENCE_NUMBER}@", "PJSIP/${EXTEN}@")
    only = ("number-judged", "answer-silent", "answer-cut-off", "other-number")
    found = tried(tmp_path, made, "asterisk-agi.conf", "ringfence-agi", "agi", only=only, planted=planted)
    named = {each.check.id for each in found.lines if not each.seen.ok}
    assert named == {"number-judged", "other-number"}, sheet.text(found)


@pytest.mark.parametrize(
    ("name", "context", "door"),
    [
        ("asterisk-agi.conf", "ringfence-agi", "agi"),
        ("asterisk-curl.conf", "ringfence-curl", "http"),
        ("vicidial-carrier.conf", "vicidial", "agi"),
    ],
)
def test_a_dialplan_keeps_to_the_gate(tmp_path, made, name, context, door):
    found = tried(tmp_path, made, name, context, door)
    shutil.rmtree(tmp_path / "asterisk")
    open_ = {each.check.id for each in found.lines if not each.seen.ok and each.seen.applies}
    assert open_ == set(), sheet.text(found)
