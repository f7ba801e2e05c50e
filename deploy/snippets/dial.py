"""Ask the gate, then have a carrier with a REST interface call the number in the answer.

python3 dial.py NUMBER SHOWN [REFERENCE]

GATE, CAMPAIGN, GATE_KEY: the gate, the signed campaign, the key of `ringfence gate client`. CARRIER: who connects.
"""

import json
import os
import re
import sys
import urllib.parse
import urllib.request
import uuid

GATE = os.environ.get("GATE", "http://127.0.0.1:8700")
CARRIER = os.environ.get("CARRIER", "https://api.carrier.example/Calls")
PATIENCE = float(os.environ.get("GATE_PATIENCE", "2"))  # seconds for the gate; after that the call is not made


def permitted(called: str, shown: str, reference: str) -> str | None:
    """The number that may be dialled now, or None: then nothing is dialled."""
    asked = {"campaign": os.environ.get("CAMPAIGN", "spring"), "called": called, "shown": shown}
    headers = {"Content-Type": "application/json", "Idempotency-Key": reference}
    if key := os.environ.get("GATE_KEY"):
        headers["Authorization"] = f"Bearer {key}"
    request = urllib.request.Request(f"{GATE}/v1/decisions", json.dumps(asked).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            told = json.load(answer)
    except (OSError, ValueError):  # no answer, an error, a time-out, no JSON: not dialled
        return None
    number = told.get("number")
    if told.get("decision") == "allow" and isinstance(number, str) and re.fullmatch(r"\+[1-9][0-9]{7,14}", number):
        return number
    return None


def connect(number: str, shown: str) -> None:
    """Has the carrier call the number."""
    form = urllib.parse.urlencode({"To": number, "From": shown}).encode()
    with urllib.request.urlopen(CARRIER, form, timeout=10) as answer:
        answer.read()


if __name__ == "__main__":
    called, shown, *rest = sys.argv[1:]
    number = permitted(called, shown, rest[0] if rest else uuid.uuid4().hex)
    if number is None:
        sys.exit("not dialled")
    connect(number, shown)  # the number in the answer, not `called`
