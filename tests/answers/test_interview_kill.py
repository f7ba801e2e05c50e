"""Interviewers at their desks, and the desks killed at random moments: nothing is lost or doubled, no objection ever.

The client holds the interview and puts its last verb again when nobody replied, as a browser or a terminal does.
"""

import contextlib
import random
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from ringfence.answers.interview.flow import Interview
from ringfence.answers.kept import open_answers
from ringfence.preferences.scopes import EVERYONE
from ringfence.store import open_store

from .sheets import ANSWERS, TEXT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="answers wait in Linux's memory folder")
SERVER = Path(__file__).with_name("desk_server.py")
ORDER = list(ANSWERS)


class Client:
    """One interviewer: a desk of his own, started again whenever it dies."""

    def __init__(self, home, sheet, name, chance, kill_in):
        self.home, self.sheet, self.name, self.chance = home, sheet, name, chance
        self.kill_in, self.died, self.child = kill_in, 0, None
        self.objected, self.completed = [], []

    def start(self):
        self.child = subprocess.Popen(
            [sys.executable, str(SERVER), str(self.home), str(self.sheet)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip
        assert self.child.stdout.readline() == "ready\n"

    def put(self, verb, number, interview=None, question="", value="", kind=None):
        """The reply to a verb, put again for as long as the desk dies over it."""
        call = {"id": f"{self.name}-{number}", "number": number, "interviewer": self.name}
        line = msgspec.json.encode(
            {"verb": verb, "call": call, "interview": interview, "question": question, "value": value}
        ).decode()
        while True:
            if self.child is None:
                self.start()
            if self.chance.random() < self.kill_in:  # somewhere between before it is heard and after it is answered
                threading.Timer(self.chance.uniform(0, 0.012), self.child.kill).start()
            try:
                self.child.stdin.write(line + "\n")
                self.child.stdin.flush()
                told = self.child.stdout.readline()
            except BrokenPipeError:
                told = ""
            if told.endswith("\n"):
                return msgspec.json.decode(told, type=kind) if kind else msgspec.json.decode(told)
            self.died += 1
            self.stop()

    def stop(self):
        if self.child:
            self.child.kill()
            with contextlib.suppress(BrokenPipeError):
                self.child.stdin.close()
            self.child.stdout.close()
            self.child.wait()
            self.child = None

    def interview(self, number):
        interview = self.put("begin", number, value=f"{number:032x}", kind=Interview)
        stops_at = self.chance.choice([*ORDER, None, None, None, None])
        for name in ORDER:
            if name == stops_at and self.chance.random() < 0.3:
                self.put("object", number, value="leave me alone")
                self.objected.append(number)
                interview = self.put("end", number, interview, value="2.12", kind=Interview)
                break
            value = {"age": str(20 + number % 60), "why": f"because {number % 100_000} " + "x" * (number % 7)}.get(
                name, ANSWERS[name]
            )
            interview = self.put("answer", number, interview, name, value, kind=Interview)
        if self.put("finish", number, interview):
            self.completed.append(number)


@pytest.mark.parametrize(
    ("interviewers", "each", "kill_in"), [(4, 12, 0.02), pytest.param(20, 100, 0.004, marks=pytest.mark.slow)]
)
def test_killed_at_random_nothing_is_lost_or_doubled(tmp_path, home, interviewers, each, kill_in):
    sheet = tmp_path / "questionnaire.yaml"
    sheet.write_text(TEXT.partition("quotas:")[0])
    open_store(home).close()
    clients = [
        Client(home, sheet, f"i{number}", random.Random(f"{interviewers} {number}"), kill_in)
        for number in range(interviewers)
    ]

    def work(place, client):
        for number in range(each):
            client.interview(441632960000 + 1000 * place + number)
        client.stop()

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    completed = {number for client in clients for number in client.completed}
    objected = {number for client in clients for number in client.objected}
    assert sum(client.died for client in clients) > 2, "nobody was killed: this shows nothing"
    assert len(completed) + len(objected) == interviewers * each
    with open_store(home) as store:
        assert objected == set(store.suppressions({EVERYONE.key}).tolist())
        outcomes = Counter(record.code for record in store.call_records("outcome"))
    assert outcomes == {"1.1": len(completed), "2.12": len(objected)}
    with open_answers(home, "spring") as kept:
        kept.release(rest=True)
        left, texts = kept.waiting(), [text for _, text in kept.texts()]
        answers = len(list(kept.released()))
    killed = sum(client.died for client in clients)
    print(f"{killed} kills; {len(completed)} interviews: {answers} released, {left} wait; {len(objected)} objections")
    assert answers + left == len(completed), "an answer is lost or doubled"
    assert len(texts) == len(set(texts))
    assert {int(text.split()[1]) for text in texts} <= {number % 100_000 for number in completed}
