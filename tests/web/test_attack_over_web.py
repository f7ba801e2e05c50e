"""The attack harness over the web path: each answer and text goes through the pages, as a browser sends it.

The product's rehearsal hands records in itself; this one holds whole interviews by requests instead: signed campaign,
the gate's leave, a page for each question, keys sent twice where the connection dropped. Every file of the home (the
store with its sessions, limits and gate among them), the logs and the memory are then attacked as always.
"""

import re
from types import SimpleNamespace

import pytest

from ringfence.answers import kept
from ringfence.answers.attack import run as harness
from ringfence.answers.attack import surface
from ringfence.answers.attack.attackers import ATTACKERS
from ringfence.answers.attack.real import Rehearsal, area_of, plan_for
from ringfence.answers.attack.world import AGES, AREAS, band, made
from ringfence.answers.interview import questionnaire
from ringfence.answers.memory import clear
from ringfence.store import open_store
from ringfence.web import logs
from ringfence.web.pages import interview as pages
from ringfence.web.pages import interview_desk as desks
from ringfence.web.roles import Role

from .campaign_signed import CARD, SCRIPT, noon, sign_with
from .conftest import use
from .test_interview import Agent

CALLS, K, SEED = 200, 10, 11
MORE = """
4. Which of these would you choose?
   a / b

5. Which card do you hold?
   {marks}

6. What else would you like to tell us? (WRITE IN)

If you would rather"""
LIST = '\n[[lists]]\nfile = "people.csv"\nkind = "own"\n'
pytestmark = pytest.mark.slow


class OverWeb(Rehearsal):
    """A rehearsal whose interviews are held in the browser."""

    def __init__(self, world, folder, seed):
        super().__init__(world, folder, seed)
        self._clients, self.call = {}, None
        emit, form = self.lines.emit, logs.Lines()

        def both(record):
            emit(record)
            self.lines.lines.append(form.format(record))

        self.lines.emit = both

    def _hand_in(self, store, step):
        terms = plan_for(self.world)
        kept.open_answers(self.home, self.name, terms).close()
        self._watch.look(0)
        self._watch.seen.clear()  # the script, with every mark that can be chosen, is no answer
        for call, record in zip(self.world.calls, self.world.records, strict=True):
            self._moment, self.call = call.id, call
            self._interview(call, record)
            self._look()
            step((self._moment + 1) / len(self.world.calls))
        self._moment += 1
        with desks.open_answers(self.home, self.name, on_left=self._left_by_hand(store)) as keeping:
            keeping.release(rest=True)
        self._look()
        self._copy()

    def _interview(self, call, record):
        agent = self._clients[call.interviewer]
        agent.begin(f"call {call.id}", f"+{call.number}")
        assert "calling from" in agent.page, agent.page
        told = {
            "q1": "yes", "q2": "satisfied" if record.closed["q1"] == "1" else "dissatisfied",
            "q3": "18_to_34" if record.closed["q2"] == "1" else "35_to_54",
            "vote": record.closed["vote"], "mark": record.closed["mark"],
            "said": record.texts.get("said", ""),
        }  # fmt: skip
        while "Next call" not in agent.page:
            asked = re.search(r'name="question" value="(\w+)"', agent.page)[1]
            agent.say(told.get(asked, "read"))
            if call.retried:
                agent.to(agent.sent)
        assert "1.1 Complete interview" in agent.page, agent.page

    def _left_by_hand(self, store):
        def left(told):
            self.note()
            desks._Kept(store, SimpleNamespace(campaign=SimpleNamespace(campaign=SimpleNamespace(id=self.name))))._left(
                told
            )

        return left

    def note(self):
        self._note_batch()


def campaign(rehearsal, folder):
    """The campaign of the world, signed: its script asks for the mark, and its list knows the bands of each number."""
    marks = " / ".join(sorted(record.closed["mark"] for record in rehearsal.world.records))  # in no order of calls
    script = SCRIPT.replace("\nIf you would rather", MORE.format(marks=marks))
    people = {call.number: f"+{call.number},{area_of(call)},{band(call.age)}" for call in rehearsal.world.calls}

    def fit(sheet):
        text = questionnaire.dumps(sheet)
        for old, new in (("q4", "vote"), ("q5", "mark"), ("q6", "said")):
            text = text.replace(f"- id: {old}\n", f"- id: {new}\n")
        text = text.replace("- id: said\n", "- id: said\n  required: false\n")
        text = text[: text.index("\ndoubts:")] + "\nwave: w\nbands:\n"
        return text + "".join(f"  {name}: {list(values)}\n" for name, values in (("area", AREAS), ("age", AGES)))

    files = {"people.csv": "phone,area,age\n" + "\n".join(people.values()) + "\n"}
    sign_with(rehearsal.home, folder, rehearsal.name, card=CARD + LIST, script=script, files=files, fit=fit)


@pytest.fixture
def rehearsal(web, tmp_path, monkeypatch):
    from django.test import Client

    from ringfence.web.accounts.models import Person
    from ringfence.web.database import bring_up_to_date

    with pytest.MonkeyPatch.context() as patch:
        world = made(CALLS, K, SEED)
        found = OverWeb(world, tmp_path, SEED)
        use(found.home, patch)
        open_store(found.home).close()
        bring_up_to_date()
        for name in sorted({call.interviewer for call in world.calls}):
            client = Client()
            person = Person.objects.add(name, Role.AGENT, None)
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            found._clients[name] = Agent(client, found.name)
        monkeypatch.setattr(desks, "now", noon)
        monkeypatch.setattr(pages, "secrets", SimpleNamespace(token_hex=lambda _: found.call.once))
        campaign(found, tmp_path / "campaign")
        left = desks._Kept._left
        monkeypatch.setattr(desks._Kept, "_left", lambda self, told: (found.note(), left(self, told)))
        yield found
        clear(found.memory.parent)
        found.clean_server()
        from django.db import connections

        connections["default"].close()
    use(web, monkeypatch)


def attacked(rehearsal, tmp_path):
    """As the harness does it: every attacker on what is left, under luck, and on its careless store, over it."""
    found = rehearsal.run(lambda _: None)
    world, asked = rehearsal.world, [each for each in ATTACKERS if not each.server]
    doubt = harness.DOUBT / (len(asked) + 1)
    results = [harness._result(each, found, world, tmp_path, doubt) for each in asked]
    return [*results, harness._unanimity(found, world, tmp_path)], found


def test_nothing_is_found_in_what_the_pages_leave(rehearsal, tmp_path):
    results, found = attacked(rehearsal, tmp_path)
    assert [each.attacker for each in results if not each.passed] == []
    assert [each.attacker for each in results if not each.control_succeeded] == []
    assert all(each.calls for each in results), [each.attacker for each in results if not each.calls]
    assert len(found.groups) > CALLS // (4 * K)
    unknown = {each for each in surface.kept(rehearsal) - surface.attacked() if not each.startswith("log:")}
    assert unknown == set(), "what the pages keep of answers that nobody attacks; log lines have their attacker"
    assert not [mark for mark in rehearsal.world.truth if mark in found.logs]
    arrived = {mark for group in found.groups if group.kind == "closed" for mark in group.marks}
    assert len(arrived) == CALLS, "it is not for want of answers that nothing is found"


def test_answers_in_a_log_line_and_in_a_file_are_noticed(rehearsal, tmp_path, monkeypatch):
    """The control: with faults planted in the pages, a log line, and a file as a crash report would leave it."""
    done = pages._done

    def careless(request, *told):
        said = request.POST.get("value", "")
        logs.log.info("answer", extra={"told": {"value": said}})
        (rehearsal.home / "answers").mkdir(exist_ok=True)
        with (rehearsal.home / "answers" / "last.txt").open("a") as file:
            file.write(f"{said}\n")
        return done(request, *told)

    monkeypatch.setattr(pages, "_done", careless)
    results, _ = attacked(rehearsal, tmp_path)
    failed = {each.attacker for each in results if not each.passed}
    assert "logs" in failed
    assert failed - {"logs"}
    assert "file:answers/last.txt" in surface.kept(rehearsal) - surface.attacked()
