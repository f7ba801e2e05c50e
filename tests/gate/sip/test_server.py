"""The door over real sockets: UDP, TCP, TLS, and peers that behave badly."""

import asyncio
import shutil
import ssl
import subprocess
from ipaddress import ip_network

import pytest

from ringfence.gate.sip.framing import Frames
from ringfence.gate.sip.message import Unclear
from ringfence.gate.sip.server import AddressUnusable, Listen, open_door, tls_context
from ringfence.gate.sip.trunks import Trunks

from .conftest import NOW, SaidGate, invite, trunk

LOOPBACK = (trunk(sources=(ip_network("127.0.0.0/8"),)),)


def with_door(journey, transport="udp", *, gate=None, tls=None, trunks=LOOPBACK):
    """Run `journey(host, port, door)` against an open door."""

    async def run():
        listen = [Listen(transport, "127.0.0.1", 0, tls)]
        door = await open_door(gate or SaidGate(), Trunks(trunks), listen, now=lambda: NOW)
        try:
            return await asyncio.wait_for(journey(*door.addresses[0][1:], door), 20)
        finally:
            await door.close()

    return asyncio.run(run())


class Client(asyncio.DatagramProtocol):
    def __init__(self):
        self.heard = asyncio.Queue()

    def datagram_received(self, data, addr):
        self.heard.put_nowait(data)


async def answer_to(stream, octets):
    reader, writer = stream
    writer.write(octets)
    return await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)


def test_over_udp():
    async def journey(host, port, _door):
        transport, client = await asyncio.get_running_loop().create_datagram_endpoint(Client, remote_addr=(host, port))
        transport.sendto(invite(Via="SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa;rport"))
        heard = await client.heard.get()
        transport.close()
        return heard

    assert with_door(journey).startswith(b"SIP/2.0 302")


def test_over_tcp_in_pieces_and_several_at_once():
    async def journey(host, port, _door):
        reader, writer = await asyncio.open_connection(host, port)
        messages = b"\r\n\r\n" + invite() + invite(branch="z9hG4bK2", call_id="c2", method="OPTIONS")
        for at in range(0, len(messages), 7):
            writer.write(messages[at : at + 7])
            await writer.drain()
        answers = [await reader.readuntil(b"\r\n\r\n") for _ in range(2)]
        writer.close()
        return sorted(answer[:11] for answer in answers)

    assert with_door(journey, "tcp") == [b"SIP/2.0 200", b"SIP/2.0 302"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed, and makes the certificate of this test")
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    make = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=gate -addext subjectAltName=IP:127.0.0.1"
    subprocess.run([*make.split(), "-keyout", key, "-out", cert], check=True, capture_output=True)
    return cert, key


def test_over_tls(certificate):
    async def journey(host, port, _door):
        stream = await asyncio.open_connection(host, port, ssl=ssl.create_default_context(cafile=certificate[0]))
        answer = await answer_to(stream, invite())
        stream[1].close()
        return answer

    assert with_door(journey, "tls", tls=tls_context(*certificate)).startswith(b"SIP/2.0 302")


def test_tls_with_certificates_on_both_sides(certificate):
    context = tls_context(*certificate, client_ca=certificate[0])

    async def journey(host, port, door):
        bare = ssl.create_default_context(cafile=certificate[0])
        stream = await asyncio.open_connection(host, port, ssl=bare)
        with pytest.raises((ssl.SSLError, asyncio.IncompleteReadError, ConnectionError)):
            await answer_to(stream, invite())
        stream[1].close()
        shown = ssl.create_default_context(cafile=certificate[0])
        shown.load_cert_chain(*certificate)
        stream = await asyncio.open_connection(host, port, ssl=shown)
        answer = await answer_to(stream, invite())
        stream[1].close()
        return answer

    assert with_door(journey, "tls", tls=context).startswith(b"SIP/2.0 302")


def test_a_stranger_on_tcp_is_hung_up_on():
    async def journey(host, port, _door):
        reader, writer = await asyncio.open_connection(host, port)
        heard = await reader.read()
        writer.close()
        return heard

    assert with_door(journey, "tcp", trunks=(trunk(),)) == b""


def test_a_stream_whose_boundary_is_lost_is_closed():
    async def journey(host, port, door):
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(invite(Content_Length=None))
        heard = await reader.read()
        writer.close()
        return heard, door.dialogue.counts["unreadable"]

    assert with_door(journey, "tcp") == (b"", 1)


def test_an_address_in_use_is_said():
    async def journey(host, port, _door):
        with pytest.raises(AddressUnusable, match="Name another with --sip"):
            await open_door(SaidGate(), Trunks(LOOPBACK), [Listen("udp", host, port)], now=lambda: NOW)

    with_door(journey)


def test_whoever_asked_and_left_harms_nobody():
    async def journey(host, port, _door):
        _, writer = await asyncio.open_connection(host, port)
        writer.write(invite())
        writer.transport.abort()
        await asyncio.sleep(0.1)
        stream = await asyncio.open_connection(host, port)
        answer = await answer_to(stream, invite(branch="z9hG4bK2", call_id="c2"))
        stream[1].close()
        return answer

    assert with_door(journey, "tcp", gate=SaidGate(takes=0.03)).startswith(b"SIP/2.0 302")


@pytest.mark.parametrize(
    "stream",
    [
        b"X: y\r\n" * 4000,
        invite(Content_Length="0, 5"),
        invite(Content_Length="-1"),
        invite(Content_Length="99999"),
        invite(Content_Length=None, l="0", L="0"),
    ],
)
def test_frames_that_cannot_be_cut(stream):
    with pytest.raises(Unclear):
        list(Frames(65_535).feed(stream))


def test_frames_wait_for_the_rest():
    frames = Frames(65_535)
    message = invite(Content_Length="4") + b"\r\n\r\n"
    assert [each for octet in message for each in frames.feed(bytes([octet]))] == [message]
    assert list(frames.feed(message * 3)) == [message] * 3
