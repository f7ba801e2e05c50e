"""The server under the HTTP door, over a socket: what is no request is refused, what has no end is ended."""

import asyncio
import socket
import time

import pytest
from uvicorn.server import ServerState

from ringfence.gate.http_server import MOST_HEAD, Bounded, Server, listen

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


async def bodiless(scope, receive, send):
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body"})


def sent(application, octets):
    """The pieces that the server hands to its socket for these octets."""
    pieces = []

    class Below(asyncio.Transport):
        def write(self, data):
            pieces.append(bytes(data))

        def close(self):
            pieces.append(None)

        def is_closing(self):
            return None in pieces

        def get_extra_info(self, name, default=None):
            return default

        def resume_reading(self):
            pass

        def pause_reading(self):
            pass

    async def go():
        config = Server(application).config
        config.load()
        protocol = Bounded(config, ServerState(), {})
        protocol.connection_made(Below())
        protocol.data_received(octets)
        for _ in range(20):
            await asyncio.sleep(0)
        handed = list(pieces)
        protocol.connection_lost(None)
        return handed

    return asyncio.run(go())


POST = b"POST /v1/decisions HTTP/1.1\r\nhost: gate\r\ncontent-length: 2\r\n"


def test_a_head_goes_out_with_its_body():
    (piece,) = sent(app, POST + b"\r\n{}")
    assert piece.startswith(b"HTTP/1.1 200")
    assert piece.endswith(b"\r\n\r\nblock")


def test_each_of_several_answers_is_whole():
    assert [each.endswith(b"\r\n\r\nblock") for each in sent(app, (POST + b"\r\n{}") * 3)] == [True] * 3


@pytest.mark.parametrize("octets", [b"HEAD / HTTP/1.1\r\nhost: gate\r\n\r\n", b"GET / HTTP/1.1\r\nhost: gate\r\n\r\n"])
def test_a_head_without_a_body_goes_out_alone(octets):
    (piece,) = sent(bodiless, octets)
    assert piece.startswith(b"HTTP/1.1 204")
    assert piece.endswith(b"\r\n\r\n")


def test_who_waits_for_leave_to_send_a_body_has_it_at_once():
    pieces = sent(app, POST + b"expect: 100-continue\r\n\r\n")
    assert pieces == [b"HTTP/1.1 100 Continue\r\n\r\n"]


def test_a_last_answer_is_sent_before_the_line_is_closed():
    piece, end = sent(app, POST + b"connection: close\r\n\r\n{}")
    assert piece.endswith(b"block")
    assert end is None
