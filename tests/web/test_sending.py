"""How a code reaches its number: each way for real on loopback, and what happens where it does not work."""

import hashlib
import hmac
import json
import socketserver
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from ringfence.web import own as settings_
from ringfence.web import sending
from ringfence.web.own import Codes, WebSettingsUnusable, own
from ringfence.web.pages import public_asking as asking

NUMBER, NOW = 441632960701, datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_once(web, monkeypatch):
    """Codes are sent before `ask` returns; questions and counts of other tests are gone."""
    from ringfence.web.accounts.models import Use

    Use.objects.all().delete()
    for file in (web / asking.FOLDER).glob("*"):
        file.unlink()
    monkeypatch.setattr(sending, "later", lambda work: work())


@pytest.fixture
def served():
    """A server on loopback in a thread."""
    running = []

    def serve(server):
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        running.append(server)
        return server.server_address[1]

    yield serve
    for each in running:
        each.shutdown()
        each.server_close()


def ask(web, **told):
    return asking.ask(web, NUMBER, "x", NOW, sending.sender(Codes(**told)))


def passed(web):
    return [each.passed_by for each in asking.every(web, NOW)]


def test_the_office_by_default(web):
    assert sending.sender(Codes()) is None
    ask(web)
    assert passed(web) == [""]


def test_a_file(web, tmp_path):
    made = ask(web, by="file", file=str(tmp_path / "codes"))
    (line,) = (tmp_path / "codes").read_text().splitlines()
    assert json.loads(line)["number"] == f"+{NUMBER}"
    assert json.loads(line)["code"] == asking.code(made)
    assert (tmp_path / "codes").stat().st_mode & 0o077 == 0
    assert asking.proved(web, made.reference, asking.code(made), NOW)


def test_the_console_shows_no_whole_number(web, capsys):
    made = ask(web, by="console")
    said = capsys.readouterr().err
    assert asking.code(made) in said
    assert str(NUMBER) not in said


def test_a_webhook_is_signed(web, served, monkeypatch):
    got = []

    class Door(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append((self.rfile.read(int(self.headers["Content-Length"])), self.headers["Ringfence-Signature"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    monkeypatch.setenv(settings_.WEBHOOK_SECRET, "s3cret")
    made = ask(web, by="webhook", url=f"http://127.0.0.1:{served(HTTPServer(('127.0.0.1', 0), Door))}/")
    ((body, signature),) = got
    assert json.loads(body)["code"] == asking.code(made)
    assert signature == f"sha256={hmac.new(b's3cret', body, hashlib.sha256).hexdigest()}"
    assert passed(web) == ["a program"]


def test_mail_to_text(web, served):
    got = []

    class Post(socketserver.StreamRequestHandler):
        def handle(self):
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper().strip()
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    while (line := self.rfile.readline()) != b".\r\n":
                        got.append(line.decode().strip())
                elif word == b"RCPT":
                    got.append(line.decode().strip())
                self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")
                if word == b"QUIT":
                    return

    port = served(socketserver.TCPServer(("127.0.0.1", 0), Post))
    made = ask(
        web, by="smtp", host="127.0.0.1", port=port, starttls=False, sender="a@example.org", to="{number}@example.org"
    )
    code = asking.code(made)
    assert f"RCPT TO:<{NUMBER}@example.org>".upper() in got[0].upper()
    assert f"{code[:4]} {code[4:]}" in " ".join(got)


def test_what_cannot_be_sent_waits_for_the_office(web, caplog):
    ask(web, by="webhook", url="http://127.0.0.1:1/")
    assert passed(web) == [""]
    assert len(asking.waiting(web, NOW)) == 1
    assert str(NUMBER) not in caplog.text


def test_nobody_can_have_messages_sent_to_a_number_without_end(web, tmp_path):
    made = [ask(web, by="file", file=str(tmp_path / "codes")) for _ in range(asking.SENT + 3)]
    lines = (tmp_path / "codes").read_text().splitlines()
    assert len(lines) == asking.SENT
    assert len(set(lines)) == 1, "the same code again, so that each message opens every question"
    assert asking.proved(web, made[-1].reference, asking.code(made[0]), NOW)


def test_it_takes_no_longer_for_who_is_known(web, monkeypatch):
    """Whether a message is sent, and how long that takes, is after the answer."""
    kept = []
    monkeypatch.setattr(sending, "later", kept.append)
    ask(web, by="file", file="/nowhere/at/all")
    assert len(kept) == 1
    assert passed(web) == [""]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[codes]\nby = "pigeon"', "pigeon"),
        ('[codes]\nby = "file"', "codes.file"),
        ('[codes]\nby = "webhook"\nurl = "http://example.org/"', "https"),
        ('[codes]\nby = "webhook"\nurl = "https://example.org/"', settings_.WEBHOOK_SECRET),
        ('[codes]\nby = "smtp"\nhost = "h"\nsender = "a@b"\nto = "a@b"', "{number}"),
        ('[codes]\nby = "smtp"\nhost = "h"\nsender = "a@b"\nto = "{number}@b"\nstarttls = false', "this machine"),
        ("[codes]\nmany = 1", "many"),
        ("[codes", "web.toml"),
        ('[sign_on]\nissuer = "http://example.org"\nclient_id = "x"\n[sign_on.roles]\na = "agent"', "https"),
        ('[sign_on]\nissuer = "https://example.org"\nclient_id = "x"\n[sign_on.roles]', "nobody could get in"),
        ('[sign_on]\nissuer = "https://example.org"\nclient_id = "x"\n[sign_on.roles]\na = "king"', "king"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(tmp_path, text, said, monkeypatch):
    monkeypatch.delenv(settings_.WEBHOOK_SECRET, raising=False)
    (tmp_path / settings_.FILE).write_text(text)
    with pytest.raises(WebSettingsUnusable, match=said):
        own(tmp_path)
