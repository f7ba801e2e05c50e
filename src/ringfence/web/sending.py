"""How a code reaches the number that it proves: a person of the office, or a program that `web.toml` names.

A code is passed on after the page has answered, so that how long that takes tells nobody anything. What fails is left
to the office, in whose list the question then waits; the log says that it failed, and to nobody which number it was.
"""

import hashlib
import hmac
import json
import logging
import os
import smtplib
import ssl
import sys
import urllib.request
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from threading import Thread

from ringfence.numbers import masked
from ringfence.web.own import SMTP_PASSWORD, WEBHOOK_SECRET, Codes

SECONDS = 10  # for a server that does not answer
log = logging.getLogger("ringfence.web")
Sender = Callable[[int, str], None]  # returns when the code was handed over, else raises


def sender(told: Codes) -> Sender | None:
    """What passes codes on; None where a person of the office does."""
    senders: dict[str, Callable[[Codes, int, str], None]] = {
        "console": _console, "file": _file, "smtp": _smtp, "webhook": _webhook,
    }  # fmt: skip
    chosen = senders.get(told.by)
    return (lambda number, code: chosen(told, number, code)) if chosen else None


def later(work: Callable[[], None]) -> None:
    """Does it while the page is answered; if the process ends before, the question still waits in the office's list."""
    Thread(target=work, name="ringfence-code", daemon=True).start()


def words(code: str) -> str:
    """What is sent."""
    return (
        f"{code[:4]} {code[4:]} is the code for a question about calls to this number. "
        "If you asked nothing, you need do nothing: without the code nobody is told anything."
    )


def _console(_told: Codes, number: int, code: str) -> None:
    sys.stderr.write(f"code for +{masked(str(number))}: {code}\n")


def _file(told: Codes, number: int, code: str) -> None:
    """A line for another program to read, which should empty the file."""
    line = json.dumps({"number": f"+{number}", "code": code, "text": words(code)}) + "\n"
    handle = os.open(Path(told.file), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def _smtp(told: Codes, number: int, code: str) -> None:
    """A message to a mail-to-text gateway, or to the office."""
    message = EmailMessage()
    message["From"], message["To"] = told.sender, told.to.replace("{number}", str(number))
    message["Subject"] = "Code"
    message.set_content(words(code))
    with smtplib.SMTP(told.host, told.port, timeout=SECONDS) as server:
        if told.starttls:
            server.starttls(context=ssl.create_default_context())
        if told.user:
            server.login(told.user, os.environ.get(SMTP_PASSWORD, ""))
        server.send_message(message)


def _webhook(told: Codes, number: int, code: str) -> None:
    """JSON, with `Ringfence-Signature: sha256=...` over the body by the secret that both know."""
    body = json.dumps({"number": f"+{number}", "code": code, "text": words(code)}).encode()
    signed = hmac.new(os.environ.get(WEBHOOK_SECRET, "").encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "Ringfence-Signature": f"sha256={signed}"}
    request = urllib.request.Request(told.url, body, headers, method="POST")  # noqa: S310 - own() took https only
    with urllib.request.build_opener(_Stay).open(request, timeout=SECONDS) as answer:
        answer.read(1)


class _Stay(urllib.request.HTTPRedirectHandler):
    """A code goes where it was told to, and is not sent on."""

    def redirect_request(self, *_told: object) -> None:
        return None
