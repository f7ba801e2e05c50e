"""Take the gate's objections: WEBHOOK_SECRET=whsec_... python3 webhook.py 8790"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

KEY = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))
TOO_OLD = 300  # seconds: a message that somebody recorded and sends again later is refused
seen: set[str] = set()  # in production: a table with a unique column


def genuine(message_id: str, stamp: str, signatures: str, body: bytes) -> bool:
    """Whether the gate sent this, and lately."""
    if not stamp.isdecimal() or abs(time.time() - int(stamp)) > TOO_OLD:
        return False
    made = hmac.new(KEY, b".".join((message_id.encode(), stamp.encode(), body)), hashlib.sha256).digest()
    expected = "v1," + base64.b64encode(made).decode()
    return any(hmac.compare_digest(expected.encode(), each.encode()) for each in signatures.split())


class Hook(BaseHTTPRequestHandler):
    """Answers 204 only when the objection is kept: any other answer, and the gate sends it again."""

    def do_POST(self) -> None:
        """One message."""
        message_id, stamp = self.headers.get("webhook-id", ""), self.headers.get("webhook-timestamp", "")
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if not genuine(message_id, stamp, self.headers.get("webhook-signature", ""), body):
            self.answer(401)
            return
        if message_id not in seen:  # the same message may come twice
            told = json.loads(body)
            print(told["type"], told["number"], flush=True)  # here: stop calling this number
            seen.add(message_id)
        self.answer(204)

    def answer(self, status: int) -> None:
        """An answer without a body."""
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: request lines do not belong in a log."""


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(sys.argv[1])), Hook).serve_forever()
