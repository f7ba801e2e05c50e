"""Do the tests notice when the SIP door is wrong? Plants one-line faults in a copy, one at a time, and runs its tests.

Run: .venv/bin/python bench/plant_sip_faults.py [WORD ...]       (some three minutes; exit code 1 if a fault goes unnoticed)
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
TESTS = [f"tests/gate/sip/test_{name}.py" for name in ("dialogue", "heard", "torture", "trunks", "server")]
FAULTS = [
    ("a lost 0 is put back", "uri.py", "|44[1-9][0-9]{8,9}", "|[1-9][0-9]{8,11}"),
    ("digits of any script", "uri.py", "[1-9][0-9]{8,9}|44", "\\d{9,10}|44"),
    ("parameters beside the number are dropped", "uri.py", "if extra and not (", "if False and not ("),
    ("headers in the address are dropped", "uri.py", "if uri.headers:", "if False:"),
    ("a password is dropped", "uri.py", "if matched[3]:", "if False:"),
    ("escapes stay as they are", "uri.py", 'unquote(matched[2], errors="surrogateescape")', "matched[2]"),
    ("To may name anybody", "heard.py", "if digits[-9:] != called[-9:] or not digits.isascii():", "if False:"),
    ("Privacy is not looked at", "heard.py", "withheld=private(request) or hidden", "withheld=hidden"),
    ("From anonymous is shown", "heard.py", "withheld=private(request) or hidden", "withheld=private(request)"),
    ("an unknown Privacy is none", "heard.py", "if unknown := wanted - HIDES - LEAVES:", "if unknown := set():"),
    ("two asserted numbers are one", "heard.py", "if len({number[-9:] for number in found}) > 1:", "if False:"),
    ("two headers are one", "message.py", "if len(values) > 1:", "if False:"),
    ("a lone LF ends a line", "message.py", "if _CONTROL.search(head):", "if False:"),
    ("less than Content-Length will do", "message.py", "if length > len(request.body):", "if False:"),
    ("any branch will do", "fields.py", "not via.branch.lower().startswith(COOKIE) or ", ""),
    ("a parameter twice is once", "fields.py", "if name in found:\n            raise", "if False:\n            raise"),
    ("CSeq may name another method", "fields.py", "if cseq[2] != request.method:", "if False:"),
    ("any request under a known branch is a repetition", "dialogue.py", "if known.print != print_:", "if False:"),
    ("a merged request is new", "dialogue.py", "elif self.transactions.merged(about.request):", "elif False:"),
    ("a call under way is asked about", "dialogue.py", "elif about.to_tag:", "elif False:"),
    ("503 is sent to an INVITE", "dialogue.py", "and status not in TO_INVITE:", "and False:"),
    ("an unknown extension is let be", "heard.py", "sorted(wanted - OF_THE_CALL)", "sorted(set())"),
    ("anybody cancels", "dialogue.py", "if not found or found.request[:3] != about.request[:3]:", "if not found:"),
    ("strangers may ask", "trunks.py", "if transport in t.transports and any(address in net for net in t.sources)", ""),
    ("the first trunk is meant", "trunks.py", "if len(found) == 1 else None", "if found else None"),
    ("others may read the key", "trunks.py", "if mode & 0o077:", "if False:"),
    ("a hold is leave to call", "answers.py", "if decision.allowed:", "if decision.permit or decision.decision == 'hold':"),
    ("no verdict is a refusal", "answers.py", "if decision.verdict:", "if True:"),
    ("a decision on another call will do", "answers.py", "(decision.reference, decision.campaign) != (call.reference, call.campaign)", "False"),
    ("late answers are sent", "asking.py", "if self._transaction.answer is not None:", "if False:"),
    ("nothing is too many", "asking.py", "len(self._tasks) >= self._most_waiting", "False"),
    ("a fault lets the error out", "asking.py", "except Exception as error:", "except KeyError as error:"),
    ("the nonce is not in the ticket", "ticket.py", "(number, str(until), asked, str(cseq), call_id)", "(number, str(until), '', str(cseq), call_id)"),
    ("a proof is good again", "digest.py", "if count <= self._counts.get(nonce, 0):", "if False:"),
    ("an old challenge is good", "digest.py", "0 <= now - int(at) <= LIFE and ", ""),
    ("the password is not compared", "digest.py", 'hmac.compare_digest(expected, told.get("response", ""))', "True"),
    ("a proof for another address", "digest.py", 'if not (fresh and named and told.get("uri") == request.uri):', "if not (fresh and named):"),
    ("answers go where Via says", "returning.py", "return source.host, about.via.port or PORT", "return about.via.host, about.via.port or PORT"),
    ("a stream may have two lengths", "framing.py", "if len(lengths) != 1:", "if not lengths:"),
    ("a gate that is silent is well", "health.py", "self._wrong = type(error).__name__", "self._wrong = ''"),
]  # fmt: skip


def noticed(folder: Path, file: str, old: str, new: str) -> bool:
    """Whether the tests fail with this fault in place."""
    path = folder / "src" / "ringfence" / "gate" / "sip" / file
    sound = path.read_text()
    if old not in sound:
        sys.exit(f"{file} no longer holds {old!r}: mend bench/plant_sip_faults.py")
    path.write_text(sound.replace(old, new, 1))
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *TESTS]
    try:
        run = subprocess.run(
            command, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder / "src")}, capture_output=True, check=False
        )
        return run.returncode == 1
    finally:
        path.write_text(sound)


def main(words: list[str]) -> int:
    missed, faults = [], [each for each in FAULTS if not words or any(word in each[0] for word in words)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("src", "tests", "pyproject.toml"):
            source = ROOT / part
            shutil.copytree(source, folder / part) if source.is_dir() else shutil.copy(source, folder / part)
        for says, file, old, new in faults:
            seen = noticed(folder, file, old, new)
            print(f"{'noticed' if seen else 'MISSED '}  {says}", flush=True)
            missed += [] if seen else [says]
    print(f"{len(faults) - len(missed)} of {len(faults)} faults planted in the SIP door noticed", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
