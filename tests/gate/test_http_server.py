"""The server under the HTTP door, over a socket: what is no request is refused, what has no end is ended."""

import asyncio
import socket
import time

import pytest

from ringfence.gate.http_server import MOST_HEAD, Server, listen

ANSWER = [
    {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]},
    {"type": "http.response.body", "body": b"block"},
]


async def app(scope, receive, send):
    await receive()
    for part in ANSWER:
        await send(part)


def exchanged(*parts, listening=None):
    """What the server answers to octets that come in these parts, until it closes or is silent."""

    async def go():
        server = Server(app)
        bound = listening or listen(("127.0.0.1", 0))
        task = asyncio.create_task(server.serve(sockets=[bound]))
        reader, writer = await asyncio.open_connection(*bound.getsockname())
        answered = b""
        try:
            for part in parts:
                writer.write(part)
                await writer.drain()
            async with asyncio.timeout(1):
                while more := await reader.read(65_536):
                    answered += more
        except (TimeoutError, ConnectionError):
            pass
        writer.close()
        server.should_exit = True
        await task
        return answered

    return asyncio.run(go())


@pytest.mark.parametrize(
    "octets",
    [
        b"\x00\xff" * 50,
        b"GET / HTTP/9.9\r\n\r\n",
        b"INVITE sip:+447700900100@gate SIP/2.0\r\n\r\n",
        b"GET /v1/decide HTTP/1.1\r\nhost gate\r\n\r\n",
        b"POST /v1/decisions HTTP/1.1\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n{}",
        b"POST /v1/decisions HTTP/1.1\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /v1/decisions HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_no_request_is_refused(octets):
    answered = exchanged(octets)
    assert b"allow" not in answered
    assert not answered or answered.startswith(b"HTTP/1.1 400 ")


def test_a_head_without_an_end_is_ended():
    line = b"x-more: " + b"y" * 1000 + b"\r\n"
    answered = exchanged(b"GET / HTTP/1.1\r\n", *[line] * (MOST_HEAD // 1000 + 5))
    assert answered.startswith(b"HTTP/1.1 400 ")


def test_a_long_body_is_no_long_head():
    body = b"x" * (2 * MOST_HEAD)
    head = b"POST / HTTP/1.1\r\nconnection: close\r\ncontent-length: %d\r\n\r\n" % len(body)
    assert exchanged(head, body[:MOST_HEAD], body[MOST_HEAD:]).endswith(b"block")


def test_an_answer_in_two_parts_does_not_wait_for_an_acknowledgement():
    """With Nagle's algorithm on, each of these waits some 40 ms: a fifth of them at once would be luck."""

    async def go():
        server, bound = Server(app), listen(("127.0.0.1", 0))
        task = asyncio.create_task(server.serve(sockets=[bound]))
        reader, writer = await asyncio.open_connection(*bound.getsockname())
        assert writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        took = []
        for _ in range(20):
            began = time.perf_counter()
            writer.write(b"GET / HTTP/1.1\r\nhost: gate\r\n\r\n")
            await reader.readuntil(b"block")
            took.append(time.perf_counter() - began)
        writer.close()
        server.should_exit = True
        await task
        return sorted(took)

    assert asyncio.run(go())[4] < 0.03
