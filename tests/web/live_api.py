"""The web application behind a socket: in this process, which is quick, or in its own, as users start it."""

import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from . import live


class Threads(ThreadingMixIn, WSGIServer):
    """A thread for each request, none left behind."""

    daemon_threads = False

    def process_request_thread(self, request, client_address):
        from django.db import connections

        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()  # the thread's own, which nobody else can close


class Quiet(WSGIRequestHandler):
    """Keeps what it would log."""

    lines: list[str] = []  # noqa: RUF012 - of the test

    def log_message(self, form, *values):
        self.lines.append(form % values)


@contextmanager
def answering():
    """The address where the application of this process answers."""
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", 0, get_wsgi_application(), Threads, Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def served(home):
    """The address where `ringfence serve` answers for this home."""
    with live.served(Path(home), Path(home)) as found:
        yield f"http://127.0.0.1:{found.port}"


def key(home, *scopes):
    """A key of these scopes, made as users make one."""
    command = [
        sys.executable,
        "-m",
        "ringfence",
        "api-key",
        "add",
        "test",
        "--until",
        "2099-12-31",
        "--home",
        str(home),
    ]
    made = subprocess.run(
        [*command, *(word for each in scopes for word in ("--scope", each))], capture_output=True, text=True, check=True
    )
    return made.stdout.splitlines()[1]


SOMEBODY = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from ringfence.web.settings import configure

home = Path(sys.argv[1])
configure(home, https=False)
from ringfence.store import open_store
from ringfence.web.database import bring_up_to_date

open_store(home).close()
bring_up_to_date()
from ringfence.web.accounts.models import Person
from ringfence.web.api import keys
from ringfence.web.api.scopes import Scope
from ringfence.web.roles import Role

person = Person.objects.add("officer", Role.OFFICER, None)
print(keys.make("test", list(Scope), date(2099, 12, 31), "A. Khan", datetime.now(UTC), (), "officer"))
keys.take_on("test", person, datetime.now(UTC))
"""


def key_for_somebody(home):
    """A key of every scope, made for an officer who has taken it on."""
    made = subprocess.run([sys.executable, "-c", SOMEBODY, str(home)], capture_output=True, text=True, check=True)
    return made.stdout.strip()
