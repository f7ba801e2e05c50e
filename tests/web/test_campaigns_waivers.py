"""What may stand of a script's findings: by name and reason, in the ledger first, and never what the law asks."""

import re
from datetime import date
from pathlib import Path

import pytest

from ringfence.scripts.waivers import Waiver, dumps, load
from ringfence.store import open_store
from ringfence.web.roles import Role

from .neath import looked_into, neath, words

WAIVERS = "/campaigns/neath-2017/waivers/"
WAIVE = "/campaigns/neath-2017/waive/"


def marks(page, code):
    return re.findall(rf'id="f-([0-9a-f-]+)"[^>]*>\s*<h3[^>]*><a [^>]*>{code}</a>', page)


def overrides(home):
    with open_store(home) as store:
        return [each.told for each in store.book.of_kind("override") if each.told.get("campaign") == "neath-2017"]


def test_a_finding_is_let_stand_by_name_and_taken_back(desk, officer):
    draft = neath(officer)
    page = words(officer, WAIVERS)
    assert "contested: held, not allowed" in page
    (mark, *_) = marks(page, "DM102")
    before = len(overrides(desk))
    told = {"finding": mark, "reason": "She is the ballot paper's own wording.", "until": "2099-06-08"}
    page = officer.post(WAIVE, told, follow=True).content.decode()
    assert "She is the ballot paper&#x27;s own wording." in page
    (waiver,) = load(draft.files / "waivers.toml")
    assert (waiver.code, waiver.by, waiver.until.isoformat()) == ("DM102", "compliance_officer", "2099-06-08")
    assert waiver.section_hash.startswith("sha256:")
    assert overrides(desk)[before]["reason"] == told["reason"]
    looked_into(draft)
    assert "Let stand" in words(officer, "/campaigns/neath-2017/report/", part="script")
    officer.post(WAIVE, {"finding": mark, "what": "take-back"})
    assert not (draft.files / "waivers.toml").exists()
    assert draft.report() is None, "what was found with the waiver is not shown without it"
    assert len(overrides(desk)) == before + 2


REFUSED = [
    ({"reason": "  "}, "needs a reason"),
    ({"reason": "x", "until": "soon"}, "is no day"),
    ({"reason": "x", "until": "2001-01-01"}, "before it begins"),
    ({"reason": "x", "finding": "0123456789abcdef"}, "no such finding"),
]


def test_what_cannot_count_is_refused_and_nothing_is_kept(desk, officer):
    draft = neath(officer)
    page = words(officer, WAIVERS)
    (mark, *_), (duty,) = marks(page, "DM102"), marks(page, "MRS-SEP")
    assert "nobody may waive it" in page
    before = len(overrides(desk))
    for told, says in [*REFUSED, ({"reason": "I think so", "finding": duty}, "nobody may waive it")]:
        answer = officer.post(WAIVE, {"finding": mark, **told})
        assert (answer.status_code, says in answer.content.decode()) == (400, True), told
    assert not (draft.files / "waivers.toml").exists()
    assert len(overrides(desk)) == before


def test_whoever_contests_it_does_not_sign(desk, officer, as_):
    draft = neath(officer)
    page = words(officer, WAIVERS)
    for mark in re.findall(r'name="finding" value="([0-9a-f-]+)"', page):
        officer.post(WAIVE, {"finding": mark, "reason": "The agency shows that it is neutral."})
    looked_into(draft)
    assert "Hold" in words(officer, "/campaigns/neath-2017/report/")
    sheet = words(officer, "/campaigns/neath-2017/sign/")
    assert "somebody else has to sign" in sheet
    other = as_(Role.MANAGER)
    holding = re.findall(r'name="why-([^"]+)"', words(other, "/campaigns/neath-2017/sign/"))
    assert "script" in holding
    told = {f"why-{rule}": "read, for a test" for rule in holding}
    assert officer.post("/campaigns/neath-2017/sign/", told).status_code == 400
    assert other.post("/campaigns/neath-2017/sign/", told).status_code == 302
    with open_store(desk) as store:
        (*_, entry) = store.book.of_kind("script-approved")
    assert {each["by"] for each in entry.told["waivers"]} == {"compliance_officer"}


def test_an_auditor_reads_them_and_can_let_nothing_stand(desk, officer, as_):
    neath(officer)
    page = words(as_(Role.AUDITOR), WAIVERS)
    assert "Nobody let it stand" in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]


@pytest.mark.parametrize("reason", ['He said "no"', "a\\b", "tab\there \x7f", "£ ünïcode ✓", "line'''\"\"\""])
def test_what_is_written_is_read_again(tmp_path, reason):
    made = Waiver("DM101", reason, "S. Carter", date(2026, 11, 1), "p", text="two words")
    (tmp_path / "waivers.toml").write_text(dumps([made, made]), encoding="utf-8")
    assert [each.reason for each in load(Path(tmp_path) / "waivers.toml")] == [reason.strip()] * 2
