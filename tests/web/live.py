"""`ringfence serve` as people run it: a process of its own, answered over loopback."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from html import unescape
from urllib.parse import urlencode


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Served:
    """A running application: its address, its process, and what it wrote."""

    def __init__(self, port, process, home, log):
        self.port, self.process, self.home, self._log = port, process, home, log

    def log(self):
        return self._log.read_text()

    def get(self, path, **headers):
        return self.ask("GET", path, headers=headers)

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer, answer.read().decode(errors="replace")
        finally:
            connection.close()


class Visitor:
    """A browser without scripts: keeps cookies, sends forms with what they hold."""

    def __init__(self, served):
        self.served, self.cookies = served, {}

    def ask(self, method, path, body=None, **headers):
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer, page = self.served.ask(method, path, body, {"Cookie": cookie, **headers})
        for each in answer.msg.get_all("Set-Cookie") or []:
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer, page

    def send(self, path, **told):
        """The form of this page, filled in."""
        _, page = self.ask("GET", path)
        held = {
            name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
        }
        body = urlencode(held | told)
        return self.ask("POST", path, body, **{"Content-Type": "application/x-www-form-urlencoded"})


@contextmanager
def served(home, folder, *more, **environment):
    """Serves this home until left; its log goes to a file of the folder."""
    port, log = free_port(), folder / f"log-{home.name}.txt"
    command = [sys.executable, "-m", "ringfence", "serve", "--port", str(port), "--home", str(home), *more]
    env = {**os.environ, **environment}
    with log.open("w") as sink:
        process = subprocess.Popen(command, env=env, stdout=sink, stderr=sink)
    found = Served(port, process, home, log)
    try:
        until = time.monotonic() + 90
        while True:
            try:
                if found.get("/healthz")[0].status in {200, 301, 400, 503}:
                    break
            except OSError:
                pass
            assert process.poll() is None, found.log()
            assert time.monotonic() < until, found.log()
            time.sleep(0.2)
        yield found
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
