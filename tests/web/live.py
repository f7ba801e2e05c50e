"""The web application behind a socket: in this process, which is quick, or in its own, as users start it."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class Threads(ThreadingMixIn, WSGIServer):
    """A thread for each request, none left behind."""

    daemon_threads = False


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
def served(home, patience=60.0):
    """The address where `ringfence serve` answers for this home."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name != "RINGFENCE_DATABASE_URL"}
    command = [sys.executable, "-m", "ringfence", "serve", "--port", str(port), "--home", str(home)]
    with open(os.path.join(home, "serve.log"), "wb") as log:  # noqa: PTH118, PTH123 - any folder, as text
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    url, until = f"http://127.0.0.1:{port}", time.monotonic() + patience
    try:
        while True:
            try:
                with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
                    assert answer.status == 200
                break
            except OSError:
                assert process.poll() is None, "it ended"
                assert time.monotonic() < until, "it does not answer"
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(30)


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
