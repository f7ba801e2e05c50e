"""Two versions beside each other, and what may be taken away: counts on screen, numbers only by name and purpose."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ringfence.store import open_store
from ringfence.web.drafts import begin
from ringfence.web.roles import Role
from ringfence.web.script_compared import _pieces, _rows

from .neath import NEATH, looked_into, neath, words


def test_a_script_section_by_section(desk, officer):
    neath(officer)
    officer.post("/campaigns/neath-2017/files/", {"files": [SimpleUploadedFile("script.md", cleaned())]})
    page = words(officer, "/campaigns/neath-2017/files/script.md/changes/")
    assert re.search(r'was on <span class="tag block">block</span> and is on <span class="tag (hold|allow)">', page)
    assert page.count("Taken out: ") == 5, "the two sections and what is asked in them"
    assert "less grave" in page


def cleaned():
    return (NEATH / "script-cleaned.md").read_bytes()


def test_pieces_make_both_versions_again():
    old, new = "How likely are you to vote?", "How likely is it that you vote?"
    pieces = list(_pieces(old, new))
    assert "".join(text for mark, text in pieces if mark != "ins") == old
    assert "".join(text for mark, text in pieces if mark != "del") == new


def test_no_section_is_lost_between_two_versions():
    from datetime import date

    from ringfence.scripts import check

    read = [(NEATH / name).read_text() for name in ("script.md", "script-cleaned.md")]
    old, new = (check(text, facts={"mode": "live"}, on=date(2017, 5, 1)).sections for text in read)
    rows = list(_rows(old, new))
    assert [row.old.id for row in rows if row.old] == [each.id for each in old]
    assert [row.new.id for row in rows if row.new] == [each.id for each in new]


def test_a_list_by_change_and_reason_without_a_number(desk, officer):
    draft = neath(officer)
    looked_into(draft)
    assert "no two checks" in words(officer, "/campaigns/neath-2017/changes/")
    held = next(line for line in (draft.out / "excluded.csv").read_text().splitlines() if ",hold," in line)
    number = re.search(r"\+44\d+", held).group()
    objections = (NEATH / "objections.csv").read_text().rstrip("\n")
    cells = ["2017-04-20" if "on" in name else number for name in objections.splitlines()[0].split(",")]
    draft.put("objections.csv", [f"{objections}\n{','.join(cells)}\n".encode()])
    looked_into(draft)
    page = words(officer, "/campaigns/neath-2017/changes/")
    assert "Were held, are blocked: 1" in page
    assert "OBJECTION_ON_FILE" in page
    assert "rows on file, now" in page
    assert number not in page
    assert number[3:] not in page
    looked_into(draft)
    assert "Were held, are blocked: 1" in words(officer, "/campaigns/neath-2017/changes/"), (
        "the same again is no change"
    )


def test_the_pack_of_a_signed_campaign_is_in_the_ledger_first(desk, officer, as_):
    draft = neath(officer)
    begin(desk, "never-signed", "[campaign]\n")
    assert officer.post("/campaigns/never-signed/pack/", {"purpose": "audit"}).status_code == 400
    draft.put("script.md", [cleaned()])
    sheet = words(officer, "/campaigns/neath-2017/sign/")
    told = {f"why-{rule}": "for a test" for rule in re.findall(r'name="why-([^"]+)"', sheet)}
    assert officer.post("/campaigns/neath-2017/sign/", told).status_code == 302
    assert "Campaign pack" in words(officer, "/campaigns/neath-2017/")
    assert officer.post("/campaigns/neath-2017/pack/").status_code == 400, "no purpose"
    answer = officer.post("/campaigns/neath-2017/pack/", {"purpose": "annual audit"})
    assert answer.status_code == 200
    assert "evidence.pdf" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    with open_store(desk) as store:
        (*_, entry) = store.book.of_kind("export")
    assert (entry.told["what"], entry.told["purpose"]) == ("campaign pack: neath-2017", "annual audit")
    since = words(officer, "/campaigns/neath-2017/files/script.md/changes/", since="signed")
    assert "No section changed" in since
    for role in (Role.AGENT, Role.AUDITOR, Role.ADMINISTRATOR, Role.COMPLAINTS):
        assert as_(role).post("/campaigns/neath-2017/pack/", {"purpose": "x"}).status_code == 403


def test_nothing_leaves_without_a_purpose(desk, officer):
    looked_into(neath(officer))
    answer = officer.post("/campaigns/neath-2017/files/excluded.csv/download/", {"purpose": " "})
    assert answer.status_code == 400


def test_a_script_is_changed_on_the_screen_and_not_over_somebody_elses_change(desk, officer):
    draft = neath(officer)
    address = "/campaigns/neath-2017/files/script.md/edit/"
    seen = re.search(r'name="seen" value="(\d+)"', words(officer, address)).group(1)
    text = cleaned().decode().replace("\n", "\r\n")
    assert officer.post(address, {"seen": seen, "text": text}).status_code == 302
    assert (draft.files / "script.md").read_bytes() == cleaned()
    assert officer.post(address, {"seen": seen, "text": "mine"}).status_code == 400
    assert (draft.files / "script.md").read_bytes() == cleaned()


@pytest.mark.parametrize("name", ["contacts.csv", "campaign.toml", "none.md"])
def test_only_scripts_that_are_text_are_edited(desk, officer, name):
    neath(officer)
    assert officer.get(f"/campaigns/neath-2017/files/{name}/edit/").status_code == 404
