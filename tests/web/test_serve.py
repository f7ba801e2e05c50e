"""`ringfence serve` for real, two workers, on SQLite and on PostgreSQL: objections, limits, logs, sizes."""

import base64
import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ringfence.store import open_store
from ringfence.store.place import URL

from .conftest import PASSWORD, made_database
from .live import Visitor, free_port
from .live import served as serving

MIB = 1 << 20
CANARY = "01632 960 987"


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def served(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(URL, raising=False)
        if request.param == "postgres":
            patch.setenv(URL, made_database(request.getfixturevalue("cluster"), "served"))
        with serving(folder / "home", folder, "--workers", "2") as found:
            yield found


def test_it_is_well_and_where_it_was_told_to_be(served):
    answer, told = served.get("/healthz")
    assert answer.status == 200, told
    assert json.loads(told)["status"] == "ok"
    for file in ("store.sqlite3", "web.sqlite3"):
        assert (served.home / file).exists() is (URL not in os.environ)
        if URL not in os.environ:
            assert (served.home / file).stat().st_mode & 0o077 == 0


def test_an_objection_over_the_wire_is_on_file(served):
    visitor = Visitor(served)
    answer, _ = visitor.send("/object/", number="01632 960801")
    assert (answer.status, answer.getheader("Location")) == (302, "/receipt/")
    with open_store(served.home) as store:
        (found,) = store.objections(441632960801)
    assert found.id[:12] in visitor.ask("GET", "/receipt/")[1]


def test_a_limit_holds_over_both_workers(served):
    told = [Visitor(served).send("/ask/", number="01632 960802", about="Tuesday")[0].status for _ in range(9)]
    assert sorted(told) == [302] * 5 + [429] * 4


def test_no_number_is_in_what_it_writes(served):
    headers = {"User-Agent": CANARY, "Referer": f"http://x/?n={CANARY}", "X-Forwarded-For": CANARY}
    for path in (f"/object/?number={CANARY.replace(' ', '')}", f"/{CANARY.replace(' ', '')}/", "/receipt/"):
        served.ask("GET", path, headers=headers)
        served.ask("POST", path, f"number={CANARY}", headers)
    served.ask("GET", "/", headers={"Host": CANARY.replace(" ", "")})
    Visitor(served).send("/object/", number=CANARY, words=CANARY)
    written = served.log()
    lines = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
    assert {"request"} <= {each["said"] for each in lines}
    assert "960987" not in written.replace(" ", "")
    outside = [line for line in written.splitlines() if not line.startswith("{")]
    assert all("account" in line or "Sign in" in line for line in outside), outside


def test_it_goes_on_beside_a_newer_one_that_took_a_step(served):
    """Processes are exchanged one by one: a step that only adds is taken under this one while it runs."""
    with open_store(served.home) as store, store._database.transaction():
        told = ("ringfence_store", "9999_adds_something", "2026-11-27")
        store._database.write("INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)", [told])
        store._database.write("ALTER TABLE ringfence_event ADD COLUMN later VARCHAR(9) NOT NULL DEFAULT ''", [()])
    answer, _ = Visitor(served).send("/object/", number="01632 960803")
    assert answer.status == 302
    with open_store(served.home) as store:
        assert store.objections(441632960803)


def raw(served, head, body=b"", patience=20):
    """What is answered to these very bytes."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=patience) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode() + body)
        try:
            return connection.recv(65536).decode(errors="replace")
        except ConnectionResetError:
            return ""


def head_of(path, size):
    kind = "Content-Type: multipart/form-data; boundary=x"
    return f"POST {path} HTTP/1.1\nHost: 127.0.0.1\n{kind}\nContent-Length: {size}\n\n"


@pytest.mark.parametrize("path", ["/object/", "/sign-in/", "/ask/"])
def test_two_gigabytes_from_anybody_are_refused_before_they_are_read(served, path):
    began = time.monotonic()
    answer = raw(served, head_of(path, 2 << 30), b"--x\r\n" + b"0" * MIB)
    assert "413" in answer.split("\r\n", 1)[0]
    assert time.monotonic() - began < 10
    assert not list((served.home / "uploads").iterdir())


def test_what_somebody_unknown_sends_to_the_desk_is_not_read_either(served):
    answer = raw(served, head_of("/campaigns/new/", 900 * MIB), b"--x\r\n" + b"0" * MIB)
    assert "302" in answer.split("\r\n", 1)[0]
    assert not list((served.home / "uploads").iterdir())


def test_a_body_without_a_length_is_read_as_empty(served):
    head = "POST /sign-in/ HTTP/1.1\nHost: 127.0.0.1\nTransfer-Encoding: chunked\n\n"
    answer = raw(served, head, b"5\r\nname=\r\n0\r\n\r\n")
    assert "403" in answer.split("\r\n", 1)[0]


def test_the_first_account_and_signing_in_over_the_wire(served):
    visitor = Visitor(served)
    token = (served.home / "set-up.token").read_text()
    visitor.send(f"/set-up/?token={token}", name="ann", password=PASSWORD)
    answer, _ = visitor.send("/sign-in/", name="ann", password=PASSWORD)
    assert answer.status == 302
    assert visitor.ask("GET", "/people/")[0].getheader("Location") == "/second-factor/"


def test_a_session_that_is_ended_is_over_in_every_worker(served):
    """Of the account that the test before made: the second factor is given in one window, and not yet in the other."""
    here, other = Visitor(served), Visitor(served)
    for each in (here, other):
        each.send("/sign-in/", name="ann", password=PASSWORD)
        secret = re.search(r"secret=(\w+)", each.ask("GET", "/second-factor/")[1])[1]
    here.send("/second-factor/", code=code_of(secret))
    assert [other.ask("GET", "/account/")[0].getheader("Location") for _ in range(8)] == ["/second-factor/"] * 8
    assert here.send("/account/", what="others", proof=PASSWORD)[0].status == 302
    said = {other.ask("GET", "/second-factor/")[0].getheader("Location") for _ in range(8)}
    assert said == {"/sign-in/?next=/second-factor/"}
    assert here.ask("GET", "/people/")[0].status == 200


def code_of(secret):
    from django_otp.oath import TOTP

    totp = TOTP(base64.b32decode(secret))
    totp.time = time.time()
    return f"{totp.token():06d}"


def test_settings_that_cannot_be_used_are_refused_at_the_start(tmp_path, monkeypatch):
    monkeypatch.delenv(URL, raising=False)
    (tmp_path / "web.toml").write_text('[codes]\nby = "pigeon"\n')
    command = [sys.executable, "-m", "ringfence", "serve", "--home", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert "web.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_health_check_of_the_compose_file_works_behind_https(tmp_path, monkeypatch):
    """That very command, against the application as the compose file starts it."""
    import yaml

    monkeypatch.delenv(URL, raising=False)
    service = yaml.safe_load((Path(__file__).parents[2] / "deploy" / "compose.yaml").read_text())["services"]["web"]
    more = [each for each in service["command"] if each not in {"serve", "--host", "0.0.0.0", "--port", "8000"}]
    with serving(tmp_path / "home", tmp_path, *more) as found:
        code = service["healthcheck"]["test"][-1].replace(":8000", f":{found.port}")
        tries = (subprocess.run([sys.executable, "-c", code], check=False, stderr=subprocess.DEVNULL) for _ in range(6))
        assert any(each.returncode == 0 for each in tries), "a machine under load may need some, as it may in earnest"
        assert found.get("/healthz")[0].status == 400, "by no other name"
        private = {"Host": "ringfence.example.org", "X-Forwarded-Proto": "https"}
        answer, _ = found.get("/object/", **private)
        assert answer.getheader("Strict-Transport-Security") == "max-age=31536000; includeSubDomains; preload"
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert answer.getheader("Cross-Origin-Opener-Policy") == "same-origin"
        cookie = answer.getheader("Set-Cookie")
        assert cookie.startswith("__Host-ringfence=")
        assert all(each in cookie for each in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
        assert found.ask("TRACE", "/object/", headers=private)[0].status == 405
        answer, _ = found.get("/object/", Host="ringfence.example.org")
        assert (answer.status, answer.getheader("Location")) == (301, "https://ringfence.example.org/object/")
        assert found.get("/healthz", Host="ringfence.example.org")[0].status == 200, "programs are not sent elsewhere"
        answer, said = found.get("/api/v1/rules", Host="ringfence.example.org")
        assert (answer.status, json.loads(said)["type"]) == (403, "urn:ringfence:in-clear")
        assert found.get("/api/v1/rules", **private)[0].status == 401


def listens(port):
    """Whether some process still answers there: the server and its workers share the door."""
    with socket.socket() as asks:
        asks.settimeout(5)
        return asks.connect_ex(("127.0.0.1", port)) == 0


def gone_within(port, seconds):
    until = time.monotonic() + seconds
    while listens(port) and time.monotonic() < until:
        time.sleep(0.05)
    return not listens(port)


def test_no_worker_outlives_a_server_that_was_killed(tmp_path, monkeypatch):
    """Also while somebody sends something that never comes whole."""
    monkeypatch.delenv(URL, raising=False)
    with (
        serving(tmp_path / "home", tmp_path, "--workers", "2") as found,
        socket.create_connection(("127.0.0.1", found.port)) as slow,
    ):
        slow.sendall(b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\nname=")
        found.process.kill()
        found.process.wait()
        assert gone_within(found.port, 20)


def test_a_worker_that_is_told_to_end_while_it_begins_ends(tmp_path, monkeypatch):
    """It has its server's answer to the signal then, for it was forked from it, and would miss it."""
    monkeypatch.delenv(URL, raising=False)
    command = [sys.executable, "-m", "ringfence", "serve", "--port", str(free_port()), "--home", str(tmp_path / "home")]
    with subprocess.Popen([*command, "--workers", "2"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        for line in process.stderr:
            if b"Spawning worker-2" in line:
                break
        time.sleep(0.1)
        began = time.monotonic()
        process.terminate()
        said = process.stderr.read()
        assert process.wait(30) == 0
        assert b"refused to gracefully stop" not in said
        assert time.monotonic() - began < 9, "it would be killed after ten seconds"
