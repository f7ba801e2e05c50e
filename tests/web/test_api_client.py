"""The client against a server, with the example of the documentation; and what the documentation says."""

import contextlib
import io
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from ringfence.client import Client, Forbidden, NotThere, Refused, TooOften, Unreachable, Unwell, WhoAreYou, asked
from ringfence.rulebook import RULES
from ringfence.store import open_store
from ringfence.web import checking
from ringfence.web.api.scopes import Scope

from .live_api import Quiet, answering

DOCS = Path(__file__).parents[2] / "docs" / "api.md"


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_documentation_lists_every_route_as_it_is(web):
    from ringfence.web.api.table import routes

    told = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if re.match(r"\| `[A-Z]+ /api", line)]
    scopes = {each: f"`{each.scope}`" if each.scope else "nobody’s: open" for each in routes()}
    assert told == [f"| `{e.method} /api/v1/{e.path}` | {scope} | {e.says} |" for e, scope in scopes.items()]


def test_the_check_of_a_message_in_the_documentation_is_that_of_the_gate():
    from ringfence.gate.webhooks import signature

    names = {}
    exec(blocks("python")[2], names)
    secret, body = "whsec_c2VjcmV0", b'{"id": "m", "type": "test"}'
    headers = {"webhook-id": "m", "webhook-timestamp": "1", "webhook-signature": signature(secret, "m", "1", body)}
    assert names["genuine"](secret, headers, body)
    assert not names["genuine"](secret, headers, body + b" ")


def test_the_client_against_a_server(web, api, monkeypatch):
    secret = api(*(scope for scope in Scope if scope is not Scope.CASES)).key
    monkeypatch.setattr("ringfence.client.base.PAGE", 75)
    with answering() as url:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(blocks("python")[0], {"URL": url, "KEY": secret})
        assert "direct_marketing" in said.getvalue()
        assert "nothing-there" in said.getvalue()
        assert "PECR" in said.getvalue()
        with Client(url, secret) as asking:
            assert len([*asking.rules(every=True)]) == len(RULES) > 75
            first, again = (asking.object("01632 960123", "do not ring again", name="call-4711") for _ in range(2))
            assert first == again
            assert asking.receipt(first[0].id) == first[0]
            assert [*asking.objections()][-1].number == "+441632960123"
            assert asking.complain(asked.Complaint(words="the client's", organisation="Example Party")).new
            assert asking.proof(asking.checkpoint().size - 1).text
            assert asking.account("01632 960123").passages
            with open_store(web) as store:
                assert len([*asking.screens()]) == len([*store.book.of_kind("list-screened")])
            assert [*asking.webhooks()] == []
            for ask, kind in (
                (lambda: next(asking.cases()), Forbidden),
                (lambda: asking.campaign("a/b"), NotThere),
                (lambda: asking.decision("?#"), NotThere),
                (lambda: asking.object("12", "x"), Refused),
            ):
                with pytest.raises(kind):
                    ask()
            made = asking.add_webhook("a crm", "http://127.0.0.1:9/", request="once")
            assert asking.add_webhook("a crm", "http://127.0.0.1:9/", request="once") == made
            assert made.secret.startswith("whsec_")
            assert asking.try_webhook("a crm") is False
            asking.remove_webhook("a crm")
        with Client(url, "rfa_wrong") as stranger, pytest.raises(WhoAreYou):
            stranger.rule("PECR-21-TPS")
    assert "960123" not in "\n".join(Quiet.lines)
    with open_store(web) as store:
        assert sum(each.said == "do not ring again" for each in store.objections(441632960123)) == 1
    with Client(url, secret, tries=1) as gone, pytest.raises(Unreachable, match="Is it running"):
        gone.rule("PECR-21-TPS")


def test_the_campaign_of_the_documentation_is_signed(desk, api, monkeypatch):
    monkeypatch.chdir(DOCS.parents[1])
    secret = api(name="docs").key
    said = io.StringIO()
    with answering() as url, contextlib.redirect_stdout(said):
        exec(blocks("python")[1], {"URL": url, "KEY": secret})
    for each in checking._OURS:
        each.wait(60)
    assert said.getvalue() == "[]\n1 officer of the api\n"


@pytest.fixture
def broken():
    """A server that answers as it is told, then goes on; it notes the Idempotency-Key of each request."""
    answers, seen = [], []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            self.rfile.read(int(self.headers["content-length"]))
            seen.append(self.headers["idempotency-key"])
            status, body = answers.pop(0)
            if status is None:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("retry-after", "0" if status == 429 else "Fri, 27 Nov 2026 08:00:00 GMT")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    server.answers, server.seen = answers, seen
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


RECEIPTS = b'{"receipts": [{"id": "1", "number": "+44", "recorded_at": "x", "stops": "all"}]}'


def test_what_got_no_answer_is_sent_again_under_one_name(broken, monkeypatch):
    monkeypatch.setattr("ringfence.client.wire.sleep", lambda _seconds: None)
    broken.answers[:] = [(None, b""), (503, b"<html>"), (429, b"{}"), (201, RECEIPTS)]
    with Client(f"http://127.0.0.1:{broken.server_port}", "k") as api:
        assert api.object("01632 960123", "stop")[0].id == "1"
        assert len(broken.seen) == 4
        assert len(set(broken.seen)) == 1
        broken.answers[:] = [(500, b"")] * 4
        with pytest.raises(Unwell):
            api.object("01632 960123", "stop")
        broken.answers[:] = [(429, b"")] * 4
        with pytest.raises(TooOften):
            api.object("01632 960123", "stop")
        broken.answers[:] = [(500, b"")]
        with pytest.raises(Unwell):
            api.try_webhook("x")  # sent once: it is a message to somebody else


@pytest.mark.parametrize("url", ["ringfence.example", "ftp://x", "http://ringfence.example", "https://"])
def test_a_key_is_sent_nowhere_it_could_be_read(url):
    with pytest.raises(Unreachable):
        Client(url, "k")
