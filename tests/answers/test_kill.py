"""kill -9 at random moments: what was confirmed is there in the end, once, whoever hands it in again."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from ringfence.answers.kept import open_answers

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")

KEEPS = """
import sys
from pathlib import Path
from ringfence.answers.kept import open_answers
from ringfence.answers.record import Record
home, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
with open_answers(home, "spring") as keeping:
    print("ready", flush=True)
    for number in range(first, last):
        keeping.keep(Record(once=f"interview {number:08}", interviewer=f"i{number % 7}", wave="wave 1",
            closed={"n": str(number)}, texts={"q9": f"text {number}"} if number % 3 == 0 else {}))
        print(number, flush=True)
"""


def interviewer(home, first, last):
    command = [sys.executable, "-c", KEEPS, str(home), str(first), str(last)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "ready\n"
    return child


def confirmed(child):
    with child:
        told = child.stdout.read().splitlines()
    return {int(line) for line in told if line.isdigit()}


@pytest.mark.parametrize("rounds", [3, pytest.param(15, marks=pytest.mark.slow)])
def test_what_was_confirmed_is_there_once(base, home, small, rounds):
    chance = random.Random(rounds)
    open_answers(home, "spring", small()).close()
    told = set()
    for each in range(rounds):
        first = each * 200
        desks = [interviewer(home, first + 100 * desk, first + 100 * desk + 100) for desk in range(2)]
        time.sleep(chance.uniform(0.02, 0.3))
        for desk in desks:
            desk.send_signal(signal.SIGKILL)
        told |= set().union(*map(confirmed, desks))
        again = [interviewer(home, first + 100 * desk, first + 100 * desk + 50) for desk in range(2)]
        told |= set().union(*map(confirmed, again))  # the lines come back: all is handed in again, and more
    assert told, "nothing was confirmed: this shows nothing"
    with open_answers(home, "spring") as keeping:
        keeping.release(rest=True)
        found = Counter(int(each.closed["n"]) for each in keeping.released())
        texts = Counter(keeping.texts("q9"))
        assert keeping.waiting() == 0
    assert set(found.values()) == {1}
    assert told <= found.keys()
    assert set(texts.values()) == {1}
    assert {("q9", f"text {number}") for number in told if number % 3 == 0} <= texts.keys()
