"""The gate as a process: what is in it, how it starts and stops, and two of them on one store."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import world
from world import ON_LIST, SHOWN

HERE = Path(__file__).parent
FREE = ON_LIST[1]


def python(code, *words, **more):
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, words)], capture_output=True, text=True, timeout=120, check=False, **more
    )


def test_django_is_never_in_the_process(home):
    code = """
import sys, asyncio, pathlib
sys.path.insert(0, sys.argv[2])
import world, doors
from ringfence.gate import serve, webhooks
from ringfence.gate.sip import opening
home = pathlib.Path(sys.argv[1])
serve._prepare(home)
with world.Desk(home) as desk:
    for number, ask in zip(world.ON_LIST[1:], doors.DOORS.values()):
        assert ask(desk, home, world.call(number)) == "allow"
    assert desk.ready(world.NOON).ready
print([name for name in sys.modules if name.split(".")[0] in ("django", "sqlalchemy")])
"""
    done = python(code, home, HERE)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_new_store_is_made_in_a_process_of_its_own(tmp_path):
    code = """
import sys, pathlib
from ringfence.gate import serve
from ringfence.store import is_up_to_date
home = pathlib.Path(sys.argv[1])
serve._prepare(home)
print(is_up_to_date(home), "django" in sys.modules)
"""
    assert python(code, tmp_path / "home").stdout.split() == ["True", "False"]


@pytest.fixture
def serving(tmp_path):
    """`ringfence gate serve` over a campaign whose field is now; stopped at the end."""
    now = datetime.now(UTC)
    days = {"2026-11-01": -20, "2026-12-15": 60, "2026-10-20": -30, "as_of = 2026-11-05": -5}
    card = world.CARD
    for written, days_on in days.items():
        day = (now + timedelta(days=days_on)).date().isoformat()
        card = card.replace(written, f"as_of = {day}" if "as_of" in written else day)
    home = tmp_path / "home"
    world.sign(home, world.folder(tmp_path / "spring", card=card), today=now.date())
    running = []

    def serve(*options):
        command = [sys.executable, "-m", "ringfence", "gate", "serve", "--home", str(home), *options]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        running.append(process)
        told = []
        while not told or not re.match(r"Ready|No call|Error", told[-1]):
            line = process.stdout.readline()
            assert line, told
            told.append(line)
        process.told = "".join(told)
        found = re.search(r"http://([\d.]+:\d+)", process.told)
        process.address = f"http://{found[1]}" if found else ""
        return process

    yield serve, home
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()


def get(address, path, data=None):
    headers = {"content-type": "application/json"} if data else {}
    request = urllib.request.Request(address + path, json.dumps(data).encode() if data else None, headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read().decode()


def line(reference):
    # Whatever the hour is when the tests run: the person asked for this time.
    called, shown = FREE.replace(" ", ""), SHOWN.replace(" ", "")
    return f"/v1/decide?campaign=spring&called={called}&shown={shown}&appointment=true&reference={reference}"


def test_two_processes_on_one_store_and_an_objection_to_one_stops_the_other(serving):
    serve, _ = serving
    one, two = serve("--http", "127.0.0.1:0"), serve("--http", "127.0.0.1:0")
    assert get(two.address, line("a")) == "allow +447700900101\n"
    get(one.address, "/v1/objections", {"number": FREE, "channel": "agent", "said": "no more"})
    assert get(two.address, line("b")) == "block OBJECTION_ON_FILE\n"
    assert get(two.address, line("a")) == "block OBJECTION_ON_FILE\n"
    assert json.loads(get(one.address, "/readyz"))["ready"]


def test_it_stops_when_it_is_told_to(serving):
    serve, _ = serving
    process = serve("--http", "127.0.0.1:0", "--agi", "127.0.0.1:0")
    assert "agi://127.0.0.1:" in process.told
    assert process.told.endswith("Ready.\n")
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0


def test_a_decision_that_was_given_is_kept_when_the_process_is_killed(serving):
    serve, home = serving
    process = serve("--http", "127.0.0.1:0")
    given = [get(process.address, line(f"r{n}")).split()[0] for n in range(3)]
    os.kill(process.pid, signal.SIGKILL)
    with world.open_store(home) as store:
        assert [each.told["decision"] for each in store.book.of_kind("decision")] == given


def test_it_opens_when_something_is_broken_and_says_what(serving):
    serve, home = serving
    (home / "gate.key").unlink()
    process = serve("--http", "127.0.0.1:0")
    assert "NOT READY: keys" in process.told
    assert process.told.endswith("No call is allowed until this is mended.\n")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--http", "0.0.0.0:0"], "nobody has a key yet"),
        (["--http", "nonsense"], "no address to listen on"),
        (["--http", "127.0.0.1:99999"], "no address to listen on"),
        (["--agi", "192.0.2.1:1"], "nobody has a key yet"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_in_a_sentence(home, options, says):
    done = subprocess.run(
        [sys.executable, "-m", "ringfence", "gate", "serve", "--home", str(home), *options],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert says in done.stderr


def test_on_a_full_disk_what_is_allowed_is_in_the_ledger(serving):
    """The store's file may grow no more, as on a disk that is full: what still fits is decided, then nothing is."""
    resource = pytest.importorskip("resource", reason="only Linux limits another process's files")
    serve, home = serving
    process = serve("--http", "127.0.0.1:0")
    size = (home / "store.sqlite3").stat().st_size
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, size))
    given = []
    for place in range(100):
        path = line(f"r{place}").replace(FREE.replace(" ", ""), ON_LIST[1 + place // 3].replace(" ", ""))
        given.append(answered(process.address, path))
        if given[-1] != "allow":
            break
    assert given[-1] == "block GATE_NOT_READY\n"
    with world.open_store(home) as store:
        kept = [each.told["decision"] for each in store.book.of_kind("decision")]
    assert kept.count("allow") == len(given) - 1


def answered(address, path):
    try:
        return "allow" if get(address, path).startswith("allow ") else "refused by a rule"
    except urllib.error.HTTPError as error:
        return error.read().decode()
