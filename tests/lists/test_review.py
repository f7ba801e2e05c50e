"""A form is signed and read back: only that of this summary, unaltered, and never over an objection."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from ringfence.cli import run
from ringfence.lists import review
from ringfence.lists.review import ReviewRefused, fingerprint, write
from ringfence.lists.signatures import read_signed

TODAY = date(2026, 11, 22)
SUMMARY = {
    "on": "2026-11-21",
    "rows": 900,
    "numbers": 900,
    "decisions": {"allow": 500, "hold": 300, "block": 100},
    "rules_version": "abc",
    "registers": [],
    "situations": [
        {"id": "11487730e5", "count": 500, "decision": "allow", "reasons": [], "facts": {},
         "in_words": ["on no register"], "rules": []},
        {"id": "c93642bcfc", "count": 300, "decision": "hold", "reasons": ["PROVENANCE_MISSING"], "facts": {},
         "in_words": ["not known; whether", "<b>bold</b>, “quoted”"],
         "rules": [{"rule": "CONS-5", "cites": "reg 19(2)(a)", "decision": "hold", "question": "Is it?", "cure": "x"}]},
        {"id": "0012345678", "count": 100, "decision": "block", "reasons": ["OBJECTION_ON_FILE"], "facts": {},
         "in_words": ["someone on this line has objected to calls"], "rules": []},
    ],
}  # fmt: skip


@pytest.fixture
def summary(tmp_path):
    file = tmp_path / "summary.json"
    file.write_text(json.dumps(SUMMARY))
    return file


def signed_csv(file, *, delimiter=",", encoding="utf-8-sig", **changes):
    """The form as a spreadsheet gives it back, every situation signed; `changes` are cells of the last row."""
    write(SUMMARY, file)
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
    for row in rows:
        row.update(looked_at="x", name="André Officer", date="21/11/2026", remark="=2 checked; fine")
    rows[-1].update(changes)
    with file.open("w", newline="", encoding=encoding) as out:
        writer = csv.DictWriter(out, rows[0].keys(), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return file


def signed_markdown(file):
    write(SUMMARY, file)
    text = file.read_text().replace("- [ ]", "- [X]").replace("- Name:", "- Name: A. Officer")
    file.write_text(text.replace("- Date:", "- Date: 21 November 2026"))
    return file


@pytest.mark.parametrize(
    "given",
    [{}, {"delimiter": ";"}, {"encoding": "cp1252"}, {"delimiter": "\t"}],
    ids=["as written", ";", "1252", "tab"],
)
def test_a_signed_spreadsheet_is_read_back(tmp_path, given):
    found = read_signed(signed_csv(tmp_path / "r.csv", **given), SUMMARY, TODAY)
    assert not found.open
    assert [each.situation for each in found.signatures] == [each["id"] for each in SUMMARY["situations"]]
    assert {(each.name, each.on) for each in found.signatures} == {("André Officer", date(2026, 11, 21))}


def test_a_signed_text_is_read_back(tmp_path):
    found = read_signed(signed_markdown(tmp_path / "r.md"), SUMMARY, TODAY)
    assert (len(found.signatures), found.open) == (3, {})
    assert found.signatures[0].name == "A. Officer"


@pytest.mark.parametrize("name", ["r.csv", "r.md"])
def test_a_form_nobody_signed_is_open_throughout(tmp_path, name):
    write(SUMMARY, tmp_path / name)
    found = read_signed(tmp_path / name, SUMMARY, TODAY)
    assert not found.signatures
    assert set(found.open.values()) == {"not ticked"}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"looked_at": ""}, "not ticked"),
        ({"name": " "}, "no name"),
        ({"date": ""}, "no date"),
        ({"looked_at": "no"}, "not"),
    ],
)
def test_what_is_half_signed_is_open(tmp_path, changes, why):
    found = read_signed(signed_csv(tmp_path / "r.csv", **changes), SUMMARY, TODAY)
    assert list(found.open) == ["0012345678"]
    assert why in found.open["0012345678"]


REFUSED = {
    "an objection lifted": ({"decision": "allow"}, "No signature lifts an objection"),
    "fewer numbers": ({"numbers": "99"}, "the screening says block, 100 numbers"),
    "another summary": ({"summary": "0" * 64}, "of another screening"),
    "a situation renamed": ({"situation": "s-ffff"}, "situation 0012345678 is missing"),
    "a situation twice": ({"situation": "s-c93642bcfc"}, "stands there twice"),
    "an odd tick": ({"looked_at": "perhaps"}, "ticked with “perhaps”"),
    "an odd day": ({"date": "yesterday"}, "dated “yesterday”"),
    "a day to come": ({"date": "2026-11-23"}, "a day that has not come"),
}


@pytest.mark.parametrize(("changes", "said"), REFUSED.values(), ids=REFUSED)
def test_a_form_that_was_changed_is_refused(tmp_path, changes, said):
    with pytest.raises(ReviewRefused) as refused:
        read_signed(signed_csv(tmp_path / "r.csv", **changes), SUMMARY, TODAY)
    assert said in str(refused.value)


def test_a_verdict_changed_in_the_text_is_refused(tmp_path):
    file = signed_markdown(tmp_path / "r.md")
    file.write_text(file.read_text().replace("300 numbers, hold", "300 numbers, allow"))
    with pytest.raises(ReviewRefused, match="A signature changes no verdict"):
        read_signed(file, SUMMARY, TODAY)
    file.write_text(file.read_text().partition("## 3.")[0])
    with pytest.raises(ReviewRefused):
        read_signed(file, SUMMARY, TODAY)


def test_the_hash_is_of_the_content_not_of_the_layout():
    assert fingerprint(json.loads(json.dumps(SUMMARY, indent=3, sort_keys=True))) == fingerprint(SUMMARY)
    assert fingerprint({**SUMMARY, "numbers": 901}) != fingerprint(SUMMARY)


def test_the_page_escapes_what_it_shows_and_cannot_hold_signatures(tmp_path):
    write(SUMMARY, tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text()
    assert "<b>bold</b>" not in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert "Nothing signed here lifts it." in page
    assert "http" not in page
    with pytest.raises(ReviewRefused, match="a page cannot hold signatures"):
        read_signed(tmp_path / "r.html", SUMMARY, TODAY)


def test_the_command_writes_checks_and_refuses(summary, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("ringfence.cli.list_review.today", lambda: TODAY)
    form = tmp_path / "r.csv"
    assert run(["list", "review", str(summary), "-o", str(form)]) == 0
    assert run(["list", "review", str(summary), "--signed", str(form)]) == 3
    assert "0 of 3 situations are signed" in capsys.readouterr().out
    signed_csv(form)
    assert run(["list", "review", str(summary), "--signed", str(form)]) == 0
    assert "André Officer, 21 November 2026: =2 checked; fine" in capsys.readouterr().out
    assert run(["list", "review", str(summary), "--signed", str(form), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["open"] == {}
    for broken in (["-o", "r.pdf"], ["--signed", "none.csv"], ["-o", "no/r.csv"], [], ["-o", str(summary)]):
        assert run(["list", "review", str(summary), *broken]) == 1
    assert run(["list", "review", str(form), "-o", str(tmp_path / "x.md")]) == 1


CHROMIUM = Path("/usr/bin/chromium")


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium: python3 run.py system")
def test_the_page_is_signed_in_a_browser_and_read_back(tmp_path):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    write(SUMMARY, tmp_path / "r.html")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto((tmp_path / "r.html").as_uri())
        assert Axe().run(page).violations_count == 0
        for place in (1, 2, 3):
            page.check(f"#t{place}")
            page.fill(f"#n{place}", 'A. "Q" Officer')
            page.fill(f"#d{place}", "2026-11-21")
        page.fill("#r2", "line; two, three")
        with page.expect_download() as download:
            page.click("button")
        download.value.save_as(tmp_path / "signed.csv")
        browser.close()
    found = read_signed(tmp_path / "signed.csv", SUMMARY, TODAY)
    assert not found.open
    assert (found.signatures[1].name, found.signatures[1].remark) == ('A. "Q" Officer', "line; two, three")


def test_every_column_of_the_form_is_written(tmp_path):
    write(SUMMARY, tmp_path / "r.csv")
    assert (tmp_path / "r.csv").read_text("utf-8-sig").splitlines()[0] == ",".join(review.COLUMNS)
