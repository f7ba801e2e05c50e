"""Casework in the browser: from a complaint to the pack, and who may do what."""

import io
import re
import zipfile

import pytest

from ringfence.store import open_store
from ringfence.web.roles import Role

TOLD = {
    "via": "letter", "number": "01632 960401", "called_at": "2/11/2026 18:30", "organisation": "Example Party",
    "channel": "recorded", "permission": "no", "nation": "ENG", "objects": "yes",
}  # fmt: skip


@pytest.fixture
def officer(as_):
    return as_(Role.COMPLAINTS)


@pytest.fixture
def case(officer, request):
    answer = officer.post("/cases/open/", TOLD | {"words": f"for {request.node.name}", "number": "01632 960401"})
    return answer["location"].split("/")[2]


def step(client, case, what, **more):
    return client.post(f"/cases/{case}/step/", {"what": what} | more, follow=True).content.decode()


def test_from_complaint_to_pack(officer, case, web):
    (web / "office.toml").write_text('name = "Example Office", address = ["1 Example Street"]\n'.replace(", ", "\n"))
    page = officer.get(f"/cases/{case}/").content.decode()
    assert "our target" in page or "What is due" in page
    assert "01632960401" not in page
    assert "calls found" in step(officer, case, "find")
    page = step(officer, case, "assess")
    assert "Assessment of" in page
    assert "PECR-19" in page
    page = step(officer, case, "decide", outcome="breach", reasons="no consent was shown")
    assert "no consent was shown" in page
    letter = officer.get(f"/cases/{case}/letters/outcome/")
    assert letter.status_code == 200, letter.content.decode()
    assert officer.get(f"/cases/{case}/letters/acknowledgement/?form=pdf").content[:5] == b"%PDF-"
    pack = officer.post(f"/cases/{case}/pack/", {"purpose": "a test"})
    names = zipfile.ZipFile(io.BytesIO(pack.content)).namelist()
    assert "evidence.pdf" in names
    assert "case/case.html" in names
    with open_store(web) as store:
        (*_, entry) = store.book.of_kind("export")
    assert (entry.told["what"], entry.told["by"], entry.told["purpose"]) == (
        "case pack",
        "complaints_officer",
        "a test",
    )


def test_a_pack_without_a_purpose_does_not_leave(officer, case):
    assert officer.post(f"/cases/{case}/pack/", {"purpose": " "}).status_code == 400


def test_nothing_is_decided_before_it_was_assessed_nor_without_reasons(officer, case):
    assert "nothing to decide on" in step(officer, case, "decide", outcome="breach", reasons="x")
    assert "without reasons" in step(officer, case, "decide", outcome="breach", reasons=" ")


def test_a_second_reader_is_another_person(officer, as_, case):
    step(officer, case, "assess")
    step(officer, case, "decide", outcome="not_proven", reasons="no call is on record")
    assert "somebody else has to read it" in step(officer, case, "second", agrees="yes")
    assert "The decision stands" in step(as_(Role.OFFICER), case, "second", agrees="yes")


def test_facts_are_stated_and_bad_ones_refused(officer, case):
    assert "On file: consent_automated" in step(officer, case, "fact", name="consent_automated", value="no")
    assert "notice error" in step(officer, case, "fact", name="no_such_fact", value="no")


def test_the_same_complaint_is_one_case(officer, case, request):
    again = officer.post("/cases/open/", TOLD | {"words": f"for {request.node.name}"})
    assert again["location"] == f"/cases/{case}/"


def test_what_cannot_be_read_is_said_and_nothing_opened(officer):
    for bad in ({"number": "12"}, {"called_at": "yesterday"}, {"received_at": "2999-01-01"}):
        page = officer.post("/cases/open/", TOLD | bad)
        assert page.status_code == 200
        assert "There is a problem" in page.content.decode()


def test_an_auditor_reads_and_finds_nothing_to_press(as_, case):
    page = as_(Role.AUDITOR).get(f"/cases/{case}/").content.decode()
    assert re.findall(r'action="([^"]*)"', page) == ["/sign-out/"]


def test_pages_are_small_and_nothing_hostile_runs(officer, as_):
    told = TOLD | {"organisation": "<script>x()</script>", "words": "<img src=x onerror=x()>", "name": "{{ 7 }}"}
    where = officer.post("/cases/open/", told)["location"]
    step(officer, where.split("/")[2], "assess")
    for each in (where, "/cases/", "/even-handed/story/"):
        answer = officer.get(each)
        assert len(answer.content) < 100_000, each
        assert "<script>x" not in answer.content.decode()
        assert "<img src=x" not in answer.content.decode()


def test_even_handedness_has_its_charts_and_its_caution(officer):
    page = officer.get("/even-handed/").content.decode()
    assert "<svg" in page
    assert "<style" not in page
    assert officer.get("/even-handed/?cases=1").status_code == 200
