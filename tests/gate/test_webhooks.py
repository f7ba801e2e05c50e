"""Objections go out signed, in order, until they are taken; none is lost with the process, none is made twice."""

import asyncio
import base64
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import world
from world import ON_LIST, Desk

from ringfence.gate import webhooks
from ringfence.gate.metrics import Metrics
from ringfence.gate.webhooks import Sender, WebhookUnusable


@pytest.fixture
def crm():
    """Another system: remembers what it was sent, and answers as it is told to."""
    got, answers = [], []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            data = self.rfile.read(int(self.headers["content-length"]))
            got.append((dict(self.headers), data))
            self.send_response(answers.pop(0) if answers else 204)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    server.got, server.answers, server.url = got, answers, f"http://127.0.0.1:{server.server_port}/hook?x=1"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def rounds(home, count=1, metrics=None, sender=None):
    with Desk(home) as desk:
        sender = sender or Sender(home, desk, metrics or Metrics())

        async def go():
            taken = 0
            for _ in range(count):
                taken += await sender.round()
                sender._again_at.clear()
            return taken

        return asyncio.run(go())


def sent(crm):
    return [json.loads(data)["number"] for _, data in crm.got]


def test_an_objection_arrives_signed(home, crm):
    made = webhooks.add(home, "crm", crm.url)
    world.object_now(home, ON_LIST[1])
    assert rounds(home) == 1
    ((headers, data),) = crm.got
    told = json.loads(data)
    assert (told["number"], told["type"], told["channel"]) == ("+447700900101", "objection", "agent")
    lower = {name.lower(): value for name, value in headers.items()}
    signed = f"{lower['webhook-id']}.{lower['webhook-timestamp']}.".encode() + data
    key = base64.b64decode(made.secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert lower["webhook-signature"] == f"v1,{expected}"
    assert lower["webhook-id"] == told["id"]


def test_what_is_not_taken_is_sent_again_with_the_same_id_and_before_what_comes_after(home, crm):
    webhooks.add(home, "crm", crm.url)
    crm.answers[:] = [500, 302, 200]
    world.object_now(home, ON_LIST[1])
    world.object_now(home, ON_LIST[2])
    assert rounds(home, 3) == 2
    assert sent(crm) == ["+447700900101"] * 3 + ["+447700900102"]
    assert len({headers["webhook-id"] for headers, _ in crm.got[:3]}) == 1


def test_it_waits_longer_after_each_failure(home, crm):
    webhooks.add(home, "crm", crm.url)
    crm.answers[:] = [500] * 4
    world.object_now(home, ON_LIST[1])
    with Desk(home) as desk:
        sender = Sender(home, desk, Metrics())

        async def go():
            waits = []
            for _ in range(4):
                await sender.round()
                waits.append(sender._wait["crm"])
                assert await sender.round() == 0  # not before its time
                sender._again_at.clear()
            return waits

        assert asyncio.run(go()) == [1, 2, 4, 8]
    assert len(crm.got) == 4


def test_a_new_process_goes_on_where_the_old_one_was(home, crm):
    webhooks.add(home, "crm", crm.url)
    world.object_now(home, ON_LIST[1])
    assert rounds(home) == 1
    world.object_now(home, ON_LIST[2])
    assert rounds(home) == 1
    assert rounds(home) == 0
    assert sent(crm) == ["+447700900101", "+447700900102"]


def test_a_system_that_is_away_gets_everything_when_it_is_back(home, crm):
    webhooks.add(home, "crm", "http://127.0.0.1:1/")
    for each in ON_LIST[1:4]:
        world.object_now(home, each)
    metrics = Metrics()
    assert rounds(home, 1, metrics) == 0
    assert 'webhooks_waiting{webhook="crm"} 3.0' in metrics.text().decode()


def test_two_systems_do_not_wait_for_each_other(home, crm):
    webhooks.add(home, "away", "http://127.0.0.1:1/")
    webhooks.add(home, "crm", crm.url)
    world.object_now(home, ON_LIST[1])
    assert rounds(home) == 1


def test_only_what_comes_after_is_sent_unless_everything_is_wanted(home, crm):
    world.object_now(home, ON_LIST[1])
    webhooks.add(home, "crm", crm.url)
    assert rounds(home) == 0
    webhooks.add(home, "other", crm.url, everything=True)
    assert rounds(home) == 1


@pytest.mark.parametrize("url", ["http://crm.example.org/", "ftp://127.0.0.1/", "crm", ""])
def test_numbers_go_nowhere_in_clear(home, url):
    with pytest.raises(WebhookUnusable, match="https"):
        webhooks.add(home, "crm", url)


def test_a_name_is_given_once(home, crm):
    webhooks.add(home, "crm", crm.url)
    with pytest.raises(WebhookUnusable, match="taken"):
        webhooks.add(home, "crm", crm.url)
    assert (home / webhooks.NAME).stat().st_mode & 0o777 == 0o600
