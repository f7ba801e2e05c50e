"""Pages for anybody: what they answer is the same whatever is on file; an objection holds before it is confirmed."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from ringfence.preferences.events import Event, instant
from ringfence.preferences.scopes import EVERYONE
from ringfence.store import open_store
from ringfence.web.pages import public_asking as asking
from ringfence.web.roles import Role

KNOWN, UNKNOWN = "01632 960301", "01632 960302"


@pytest.fixture(autouse=True)
def fresh(web):
    from ringfence.web.accounts.models import Use

    Use.objects.all().delete()
    for file in (web / asking.FOLDER).glob("*"):
        file.unlink()


@pytest.fixture
def known(web):
    """A number with something on file."""
    at = instant(datetime.now(UTC))
    with open_store(web) as store:
        store.append(
            [Event(id="known", kind="objection", number=441632960301, at="2026-01-05",
                   recorded_at="2026-01-05T10:00:00.000000Z",
                   channel="phone", said="stop", scope=EVERYONE)]
        )  # fmt: skip
    return at


def plain(answer):
    """A page without what is random for every visitor."""
    return re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"', "", answer.content.decode())


def asked(client, number):
    answer = client.post("/ask/", {"number": number, "about": "Tuesday at six"})
    assert answer.status_code == 302
    return answer["location"]


def test_the_answer_is_the_same_whatever_is_on_file(client, known):
    pages = set()
    for number in (KNOWN, UNKNOWN):
        where = asked(client, number)
        pages.add(plain(client.get(where)))
        pages.add(plain(client.get(where.replace(where.split("/")[2], "0123456789abcdef"))))
    assert len(pages) == 1
    wrong = {plain(client.post(asked(client, number), {"code": "00000000"})) for number in (KNOWN, UNKNOWN)}
    assert len(wrong) == 1


def test_nothing_is_told_before_the_code_was_read_out_and_typed(client, web, as_, known):
    where = asked(client, KNOWN)
    (waiting,) = asking.every(web, datetime.now(UTC))
    code = asking.code(waiting)
    assert "What we hold" not in client.post(where, {"code": code}).content.decode()  # nobody has read it out yet
    officer = as_(Role.COMPLAINTS)
    assert code in officer.get("/asked/").content.decode()
    officer.post("/asked/", {"reference": waiting.reference})
    answer = client.post(where, {"code": f"{code[:4]} {code[4:]}"})
    assert "What we hold" in answer.content.decode()
    assert "objection" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_five_wrong_codes_end_the_question(client, web, as_):
    where = asked(client, KNOWN)
    (waiting,) = asking.every(web, datetime.now(UTC))
    asking.pass_on(web, waiting.reference, "A. Khan", datetime.now(UTC))
    for _ in range(asking.TRIES):
        client.post(where, {"code": "1"})
    assert "What we hold" not in client.post(where, {"code": asking.code(waiting)}).content.decode()


def test_a_question_is_forgotten_after_its_time(client, web):
    asked(client, KNOWN)
    assert list(asking.every(web, datetime.now(UTC) + asking.LIVES + timedelta(days=1))) == []
    assert not list((web / asking.FOLDER).glob("*"))


def test_nobody_can_have_a_number_rung_again_and_again(client, web):
    for _ in range(4):
        asked(client, KNOWN)
    assert len(asking.waiting(web, datetime.now(UTC))) == 1


@pytest.mark.parametrize("written", ["", "hello", "0", "999", "01632 96030", "<b>"])
def test_what_is_no_number_is_refused(client, written):
    for where in ("/ask/", "/object/"):
        answer = client.post(where, {"number": written, "about": "x", "once": "a"})
        assert "There is a problem" in answer.content.decode()


def test_an_objection_is_on_file_before_its_receipt_and_once(client, web):
    told = {"number": "01632 960310", "words": "", "once": "0f" * 16}
    for _ in range(2):
        assert client.post("/object/", told)["location"] == "/receipt/"
    with open_store(web) as store:
        (found,) = store.objections(441632960310)
    shown = client.get("/receipt/").content.decode()
    assert found.id[:12] in shown
    assert "01632960310" not in shown
    assert found.channel == "web"


def test_the_receipt_of_an_objection_tells_nothing_of_an_earlier_one(client, known):
    pages = []
    for number in ("01632 960301", "01632 960309"):
        client.post("/object/", {"number": number, "once": "ab" * 16})
        shown = client.get("/receipt/").content.decode()
        pages.append(re.sub(r"<dd>.*?</dd>", "", shown))
    assert pages[0] == pages[1]


def test_a_complaint_becomes_a_case_and_the_wish_in_it_an_objection(client, web, as_):
    told = {
        "number": "01632 960320", "called_at": "5/11/2026 18:30", "organisation": "Example Party",
        "channel": "recorded", "objects": "yes",
        "words": "A recorded voice asked for my vote.", "nation": "WLS", "name": "Sam Example",
    }  # fmt: skip
    assert client.post("/complain/", told)["location"] == "/receipt/"
    shown = client.get("/receipt/").content.decode()
    case = re.search(r"\d{4}-\d{6}", shown)[0]
    with open_store(web) as store:
        assert store.objections(441632960320)
        (event,) = store.cases.events(case)
    assert event.personal["name"] == "Sam Example"
    assert "Sam Example" in as_(Role.COMPLAINTS).get(f"/cases/{case}/").content.decode()


def test_too_often_is_told(client):
    answers = [client.post("/ask/", {"number": KNOWN, "about": "x"}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]


def test_a_receipt_is_for_whoever_has_it(client, people):
    from django.test import Client

    client.post("/object/", {"number": "01632 960311", "once": "cd" * 16})
    assert "No receipt" in Client().get("/receipt/").content.decode()


def test_whoever_asks_second_about_a_number_can_use_the_code_too(client, web, as_, known):
    """Somebody else asked first, or the first page was lost: the number is rung once, and both can type the code."""
    first, second = asked(client, KNOWN), asked(client, KNOWN)
    (waiting,) = asking.waiting(web, datetime.now(UTC))
    officer = as_(Role.COMPLAINTS)
    shown = officer.get("/asked/").content.decode()
    assert shown.count(asking.code(waiting)) == 1
    for where in (first, second):
        assert "What we hold" not in client.post(where, {"code": asking.code(waiting)}).content.decode()
    officer.post("/asked/", {"reference": waiting.reference})
    assert asking.waiting(web, datetime.now(UTC)) == ()
    for where in (first, second):
        assert "What we hold" in client.post(where, {"code": asking.code(waiting)}).content.decode()


def test_the_code_of_one_number_opens_no_other(client, web):
    here, there = asked(client, KNOWN), asked(client, UNKNOWN)
    codes = {each.number: asking.code(each) for each in asking.waiting(web, datetime.now(UTC))}
    for each in asking.waiting(web, datetime.now(UTC)):
        asking.pass_on(web, each.reference, "A. Khan", datetime.now(UTC))
    assert "What we hold" not in client.post(there, {"code": codes[441632960301]}).content.decode()
    assert "What we hold" not in client.post(here, {"code": codes[441632960302]}).content.decode()


@pytest.mark.parametrize("typed", ["\u0661\u0662\u0663", "\uff11" * 8, "\u00b2", "x", "-", "12\u200b34"])
def test_signs_that_are_no_plain_digits_are_a_wrong_code(client, typed):
    answer = client.post(asked(client, KNOWN), {"code": typed})
    assert answer.status_code == 200
    assert "That is not the code" in answer.content.decode()


def test_an_objection_sent_again_after_it_was_lifted_holds_again(client, web):
    told = {"number": "01632 960312", "words": "", "once": "1e" * 16}
    client.post("/object/", told)
    with open_store(web) as store:
        (found,) = store.objections(441632960312)
        at = instant(datetime.now(UTC))
        store.append(
            [
                Event(
                    id="lifted", kind="lifting", number=441632960312, at=at, recorded_at=at, about=found.id, said="ring"
                )
            ]
        )
        assert store.objections(441632960312) == ()
    assert client.post("/object/", told)["location"] == "/receipt/"
    with open_store(web) as store:
        (again,) = store.objections(441632960312)
    assert again.id[:12] in client.get("/receipt/").content.decode()


def test_a_receipt_tells_the_moment_that_is_on_file(client, web):
    told = {"number": "01632 960313", "words": "", "once": "2e" * 16}
    for _ in range(2):
        client.post("/object/", told)
        with open_store(web) as store:
            (found,) = store.objections(441632960313)
        assert client.session["receipt"]["at"] == found.at


def test_a_complaint_sent_again_after_its_wish_was_lifted_holds_again(client, web):
    told = {"number": "01632 960330", "objects": "yes", "nation": "ENG", "words": "stop", "once": "3e" * 16}
    client.post("/complain/", told)
    with open_store(web) as store:
        (found,) = store.objections(441632960330)
        at = instant(datetime.now(UTC))
        lifting = Event(
            id="lift-330", kind="lifting", number=found.number, at=at, recorded_at=at, about=found.id, said="ring"
        )
        store.append([lifting])
        assert store.objections(441632960330) == ()
    client.post("/complain/", told)
    assert "It stops" in client.get("/receipt/").content.decode()
    with open_store(web) as store:
        assert len(store.objections(441632960330)) == 1, "what the receipt says is so"


def test_a_complaint_tells_nothing_of_another_like_it(client, web):
    """The same words from somebody else open a case of their own; the same form sent twice does not."""
    told = {"number": "01632 960331", "nation": "ENG"}
    cases = []
    for once in ("4e" * 16, "4e" * 16, "5e" * 16, ""):
        client.post("/complain/", told | {"once": once})
        cases.append(client.session["receipt"]["id"])
    assert cases[0] == cases[1]
    assert len(set(cases)) == 3
