"""Casework through the API: from a complaint to the pack, in a person's name; and cases page by page."""

import io
import zipfile

import pytest

from ringfence.client import Client, Forbidden, Refused, asked
from ringfence.store import open_store
from ringfence.web.accounts.models import Person
from ringfence.web.api.scopes import Scope
from ringfence.web.roles import Role

from .conftest import PASSWORD
from .live_api import answering

WORKS = (Scope.CASES, Scope.COMPLAINING, Scope.CASEWORK, Scope.PAPERS)
TOLD = asked.Complaint(
    number="01632 960401", called_at="2026-11-02T18:30", organisation="Example Party", channel="recorded",
    permission=False, objects=True, name="A. Person", contact="1 Other Street", words="It rang at tea.", via="letter",
)  # fmt: skip


def person(name, role=Role.COMPLAINTS):
    return Person.objects.filter(name=name).first() or Person.objects.add(name, role, PASSWORD)


def refused(code, ask, *said, **more):
    with pytest.raises(Refused) as error:
        ask(*said, **more)
    assert error.value.code == code, error.value


def test_from_complaint_to_pack_through_the_api_alone(web, api, tmp_path):
    (web / "office.toml").write_text('name = "Example Office"\naddress = ["1 Example Street"]\n')
    mine = api(*WORKS, name="casework", person=person("first")).key
    other = api(*WORKS, name="reader", person=person("second")).key
    with answering() as url, Client(url, mine) as asking, Client(url, other) as colleague:
        case = asking.complain(TOLD).case
        refused("case-unusable", asking.decide, case, "breach", "too early")
        assert "calls found" in asking.search(case).says
        fact = asked.Fact(name="consent_automated", value="no", reasons="they say so")
        said = asking.state_fact(case, fact, name="fact")
        assert asking.state_fact(case, fact, name="fact") == said, "sent again, it is on file once"
        refused("case-unusable", asking.state_fact, case, asked.Fact(name="no_such_fact", value="no"))
        refused("case-unusable", asking.state_fact, case, asked.Fact(name="listed", value="no", settles=True))
        assert "Assessed" in asking.assess(case).says
        assert "PECR-19" in str(asking.case(case).assessment)
        asking.decide(case, "breach", "no consent was shown")
        refused("case-unusable", asking.second, case, agrees=True)
        assert "stands" in colleague.second(case, agrees=True).says
        refused("case-unusable", asking.note, case, asked.Step(kind="decided"))
        assert asking.note(case, asked.Step(kind="noted", note="rang back")).state
        told = asking.case(case)
        steps = [(each["kind"], each["by"]) for each in told.history]
        letter = asking.letter(case, "acknowledgement")
        assert not letter.gaps, letter.gaps
        asking.take_draft(case, "acknowledgement", tmp_path / "draft.pdf")
        for _ in range(2):
            asking.approve(case, letter, tmp_path / "letter.pdf", name="approve")
        asking.take_case_pack(case, "for the file", tmp_path / "case.zip")
        refused("nothing-there", asking.letter, "2026-999999", "outcome")
        refused("grounds-unusable", asking.letter, case, "nothing")
    assert [each for each in steps if each[0] == "fact"] == [("fact", "first")]
    assert ("seconded", "second") in steps
    assert {(tmp_path / each).read_bytes()[:5] for each in ("draft.pdf", "letter.pdf")} == {b"%PDF-"}
    assert (tmp_path / "draft.pdf").read_bytes() != (tmp_path / "letter.pdf").read_bytes()
    with zipfile.ZipFile(io.BytesIO((tmp_path / "case.zip").read_bytes())) as pack:
        assert "case/case.html" in pack.namelist()
    with open_store(web) as store:
        events = store.cases.events(case)
        exports = [each.told for each in store.book.of_kind("export")]
        notices = [each.told for each in store.book.of_kind("notice")]
    (stated,) = (each for each in events if each.kind == "fact")
    assert (stated.by, stated.details["through"]) == ("first", "API key casework")
    assert [(each["by"], each["document"]) for each in notices if each["case"] == case] == [
        ("first", "acknowledgement")
    ]
    papers = [(each["what"], each["by"]) for each in exports if each["by"] == "API key casework"]
    assert papers == [("draft of a letter: acknowledgement", "API key casework")] * 2 + [
        ("case pack", "API key casework")
    ]


def test_who_reads_cases_reads_no_names_and_takes_no_step(web, api):
    case = (
        api(Scope.COMPLAINING, name="form")
        .ask("cases", {"words": "who reads", "number": "01632 960402"})
        .json()["case"]
    )
    with answering() as url, Client(url, api(Scope.CASES, name="reads").key) as asking:
        assert asking.case(case).case == case
        for ask, said in ((asking.assess, ()), (asking.letter, ("outcome",))):
            with pytest.raises(Forbidden):
                ask(case, *said)


def test_cases_come_page_by_page_the_latest_first(web, api):
    client = api(Scope.CASES, Scope.COMPLAINING, Scope.CASEWORK)
    made = []
    for place in range(7):
        body = {"words": f"page {place}", "organisation": "Paged" if place % 2 else "Others"}
        made.append(client.ask("cases", body).json()["case"])
    assert client.ask(f"cases/{made[3]}/steps", {"kind": "closed", "note": "nothing in it"}).status_code == 201

    def every(query):
        found, cursor, pages = [], "", 0
        while cursor is not None:
            page = client.ask(f"cases?limit=2&{query}cursor={cursor}").json()
            found, cursor, pages = [*found, *(each["case"] for each in page["items"])], page["next"], pages + 1
            assert pages < 200
        return [each for each in found if each in made]

    assert every("closed=true&") == made[::-1]
    assert every("") == [each for each in made[::-1] if each != made[3]]
    assert every("about=paged&") == [made[5], made[1]]
    assert every("about=paged&closed=true&") == [made[5], made[3], made[1]]
    assert every("closed=true&state=closed&") == [made[3]]
    assert client.ask("cases?cursor=eCc=").json()["type"] == "urn:ringfence:cursor-unreadable"
