"""`ringfence gate serve --sip`, in a process of its own: what it opens, and what it answers."""

import os
import re
import socket
import subprocess
import sys

import pytest

from .conftest import invite

TRUNKS = """
[[trunks]]
name = "a"
campaign = "spring"
sources = ["127.0.0.1"]
"""


@pytest.fixture
def served(tmp_path):
    """A function that starts the gate and gives the addresses that it says it listens on, and its process."""
    running = []

    def start(trunks=TRUNKS):
        (tmp_path / "trunks.toml").write_text(trunks)
        command = [sys.executable, "-m", "ringfence", "gate", "serve", "--sip", "127.0.0.1:0", "--home", str(tmp_path)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=os.environ, text=True)
        running.append(process)
        said = []
        for line in process.stdout:
            said.append(line.strip())
            if line.startswith(("No call", "Ready", "Error")):
                break
        return "\n".join(said), process

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()


def test_it_answers_over_udp_and_tcp_and_allows_nothing_where_nothing_is_signed(served):
    said, process = served()
    ports = dict(re.findall(r"sip +(udp|tcp) 127\.0\.0\.1:(\d+)", said))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.settimeout(10)
        udp.connect(("127.0.0.1", int(ports["udp"])))
        udp.send(invite(Via="SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKa;rport"))
        answer = udp.recv(4000).decode()
    assert answer.startswith("SIP/2.0 603")
    assert "no verdict: GATE_NOT_READY" in answer
    with socket.create_connection(("127.0.0.1", int(ports["tcp"])), 10) as tcp:
        tcp.send(invite(method="OPTIONS"))
        assert tcp.recv(4000).startswith(b"SIP/2.0 503")
    process.terminate()
    assert process.wait(10) == 0


def test_trunks_that_cannot_be_used_end_it_with_words(served):
    said, process = served(TRUNKS.replace("sources", "source"))
    assert "unknown field `source`" in said
    assert process.wait(10) == 1
