"""Interviews in the browser: the gate's leave, objections in the middle, nothing lost, doubled or tied to a call."""

import re
import secrets
from html import unescape

import pytest

from ringfence.answers.kept import folder_name, open_answers
from ringfence.answers.memory import memory_folder
from ringfence.store import open_store
from ringfence.web.roles import Role

from .campaign_signed import noon, sign

NUMBER = "07700 900555"


@pytest.fixture
def campaign(web, tmp_path, monkeypatch):
    """Signed; and the clock of the desk stands at noon of a working day, for calls are asked about."""
    monkeypatch.setattr("ringfence.web.pages.interview_desk.now", noon)
    with open_store(web) as store, store.gate.transaction():  # what other tests decided later than noon goes
        store._database.write("DELETE FROM ringfence_gate_decision", [()])
    name = f"residents-{secrets.token_hex(4)}"
    sign(web, tmp_path / "residents", name)
    return name


def field(page, name):
    return unescape(re.search(rf'name="{name}" value="([^"]*)"', page)[1])


class Agent:
    """What a browser does: it sends back what the page holds."""

    def __init__(self, client, campaign):
        self.client, self.where = client, f"/interview/{campaign}/"

    def begin(self, call="c1", number=NUMBER):
        return self.to({"what": "begin", "call": call, "number": number})

    def to(self, told):
        self.sent = told
        self.answer = self.client.post(self.where, told)
        self.page = self.answer.content.decode()
        return self.page

    def key(self, what, **more):
        return self.to({"what": what, "held": field(self.page, "held"), "leave": field(self.page, "leave")} | more)

    def say(self, value="read"):
        return self.key("answer", question=field(self.page, "question"), value=value)

    def whole(self):
        """Answers until the call is over, each question with its first choice."""
        for _ in range(30):
            if "Next call" in self.page:
                return self.page
            choice = re.search(r'type="(?:radio|checkbox)" name="value" value="([^"]*)"', self.page)
            self.say(choice[1] if choice else "read")
        raise AssertionError(self.page)


@pytest.fixture
def agent(as_, campaign):
    return Agent(as_(Role.AGENT), campaign)


def test_who_calls_comes_first_and_the_keys_are_on_every_screen(agent):
    page = agent.begin()
    assert "calling from Example Research" in page, page
    for _ in range(3):
        assert "Asked not to be called again" in page
        assert "Put the complaint on file" in page
        choice = re.search(r'type="radio" name="value" value="([^"]*)"', page)
        page = agent.say(choice[1] if choice else "read")


def test_an_objection_in_the_middle_is_on_file_and_the_next_call_is_refused(agent, web):
    number = "07700 900556"
    agent.begin("o1", number)
    agent.say()
    assert "is on file" in agent.key("object")
    assert "is on file" in agent.to(agent.sent)  # sent twice
    with open_store(web) as store:
        (found,) = store.objections(447700900556)
    assert (found.channel, found.recorded_by) == ("phone", "agent")
    agent.say()
    assert "Do not call" in agent.begin("o2", number)
    assert "held" not in agent.page


def test_a_complaint_is_on_file(agent, web):
    agent.begin("k1")
    assert "complaint is on file" in agent.key("complain", words="this is the third time")
    with open_store(web) as store:
        assert [each.said for each in store.call_records("complaint")][-1] == "this is the third time"


def test_a_dropped_connection_neither_loses_nor_doubles(agent, web, campaign):
    agent.begin("d1")
    page = agent.whole()
    assert "1.1 Complete interview" in page
    assert "nothing was doubled" in agent.to(agent.sent)
    with open_answers(web, campaign) as kept:
        assert kept.waiting() == 1


def test_answers_are_in_memory_and_nowhere_else(agent, web, campaign, caplog):
    """Every file of the home, the sessions among them: none has the token or an answer of an interview."""
    caplog.set_level("DEBUG")
    agent.begin("s1")
    held = field(agent.page, "held")
    once = re.search(r'"once":"(\w+)"', held)[1]
    agent.whole()
    said = [f"{each}" for each in (once, '"q2"', "Dissatisfied", "35 to 54")]
    for file in web.rglob("*"):
        if file.is_file() and "campaigns" not in file.parts:
            content = file.read_bytes()
            assert not [each for each in said if each.encode() in content], file
    assert not [each for each in said if each in caplog.text]
    spool = memory_folder(web) / folder_name(campaign)
    assert any(file.is_file() for file in spool.rglob("*"))
    from django.contrib.sessions.models import Session

    assert not [each for row in Session.objects.all() for each in said if each in str(row.get_decoded())]


def test_broken_off_keeps_nothing(agent, web, campaign):
    agent.begin("b1")
    agent.say()
    assert "No answers are kept" in agent.key("end", outcome="2.12")
    from ringfence.answers.kept import plan_of

    assert plan_of(web, campaign) is None


def test_a_leave_cannot_be_made_up_or_passed_on(agent, as_, campaign):
    agent.begin("f1")
    held = field(agent.page, "held")
    for leave in ("", "x", field(agent.page, "leave") + "x"):
        assert agent.client.post(agent.where, {"what": "object", "held": held, "leave": leave}).status_code == 400
    assert (
        agent.client.post(agent.where, {"what": "answer", "held": "{", "leave": field(agent.page, "leave")}).status_code
        == 400
    )


def test_no_page_of_an_agent_lists_a_number(as_, campaign):
    client = as_(Role.AGENT)
    for where in ("/interview/", f"/interview/{campaign}/", "/"):
        assert not re.search(r"\+?44\d{9}|0\d{4} ?\d{6}", client.get(where).content.decode())


def test_a_changed_script_is_not_read_out(agent, tmp_path):
    file = tmp_path / "residents" / "script.md"
    file.write_text(file.read_text().replace("buses", "trams"))
    assert agent.client.get(agent.where).status_code == 400
