"""A desk as a program of its own, spoken to in lines of JSON: what a test kills."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from ringfence.answers.interview import flow
from ringfence.answers.interview.desk import Call, Desk
from ringfence.answers.interview.flow import Interview
from ringfence.answers.interview.questionnaire import load
from ringfence.answers.kept import Plan, open_answers
from ringfence.store import open_store

NOW = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)


class Asked(msgspec.Struct):
    verb: str
    call: dict
    interview: Interview | None = None
    question: str = ""
    value: str = ""


def reply(desk, asked):
    call = Call(**asked.call)
    if asked.verb == "begin":
        return desk.begin(call, asked.value)
    if asked.verb == "answer":
        return desk.answer(asked.interview, asked.question, asked.value)
    if asked.verb == "end":
        return flow.end(asked.interview, asked.value)
    if asked.verb == "object":
        return desk.object(call, asked.value, NOW).id
    return desk.finish(asked.interview, call, NOW).kept


def main(home, sheet):
    plan = Plan(k=10, interviewers=2, others=2, simulated=True)
    with open_store(home) as store, open_answers(home, "spring", plan) as kept:
        desk = Desk(load(sheet), store, kept)
        print("ready", flush=True)
        for line in sys.stdin:
            print(msgspec.json.encode(reply(desk, msgspec.json.decode(line, type=Asked))).decode(), flush=True)


main(Path(sys.argv[1]), Path(sys.argv[2]))
