"""Broken files, each with the clear error or the hold it must give; and nothing half-written left behind."""

import zipfile
from io import BytesIO

import pytest

from ringfence.cli import run


def zip_bomb() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 50_000_000)
    return packed.getvalue()


BROKEN = [
    ("contacts.csv", b"", ["contacts.csv", "empty"]),
    ("contacts.csv", b"id,phone\n", ["contacts.csv"]),
    ("contacts.csv", b"id,name\n1,x\n2,y\n", ["contacts.csv", "id", "name"]),
    ("contacts.csv", "id,phone\n1,01632 960001\n".encode("utf-16"), ["contacts.csv", "UTF-16"]),
    ("contacts.csv", b"id,phone\n1,01632\x00960001\n", ["contacts.csv", "NUL", "2"]),
    ("contacts.csv", b"id,phone\n1," + b"9" * 31_000_000 + b"\n", ["contacts.csv", "2"]),
    ("contacts.csv", b'id,phone\n1,01632 960001\n2,"01632 960002\n3,01632 960003\n', ["contacts.csv", "quote", "3"]),
    ("contacts.csv", b"PK\x03\x04" + b"0" * 100, ["contacts.csv"]),
    ("script.md", zip_bomb(), ["script.md", "zip"]),
    ("script.md", b"", ["script.md", "empty"]),
    ("script.md", b"Hello\x00there", ["script.md"]),
    ("script.md", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), ["script.md", "password"]),
    ("script.md", b"RIFF\x00\x00\x00\x00WAVE", ["script.md", "transcriber"]),
    ("tps.csv", b"number\n01632960002\nabc\n", ["tps.csv", "row 2"]),
    ("objections.csv", b"number\nnot a number\n", ["objections.csv", "row 1"]),
]


@pytest.mark.parametrize(("name", "data", "words"), BROKEN, ids=lambda value: str(value)[:30])
def test_a_broken_file_is_an_error_that_names_it_and_leaves_nothing(campaign, capsys, name, data, words):
    campaign.write(name, data)
    assert run(["preflight", str(campaign.folder)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Error: ")
    assert "Traceback" not in said
    assert "960001" not in said
    for word in words:
        assert word in said
    assert campaign.left_behind() == []


JUDGED = """[[judgements]]
rule = "{}"
answer = "ok"
by = "A"
on = 2026-02-25
reason = "x"
"""
CARDS = [
    ("purpose = ", "purpos = ", ["line 4", "purpose"]),
    ('"research"\nmode', '"reserch"\nmode', ["line 4", "research"]),
    ("2026-03-02", "2026-02-30", ["line 7"]),
    ("field_until = 2026-03-20", "field_until = 2026-02-01", ["line 8"]),
    ('"script.md"', '"skript.md"', ["line 6", "script.md"]),
    ('"tps.csv"', '"tsp.csv"', ["tps.csv"]),
    ('file = "objections.csv"', 'file = "objections.csv"\n\n' + JUDGED.format("PECR-99"), ["no rule"]),
    ("[instigator]", "[instigater]", ["line 12", "instigator"]),
]


@pytest.mark.parametrize(("old", "new", "words"), CARDS, ids=lambda value: str(value)[:30])
def test_a_card_with_a_slip_names_the_line_and_the_nearest_word(campaign, capsys, old, new, words):
    campaign.card(old, new)
    assert run(["preflight", str(campaign.folder)]) == 1
    said = capsys.readouterr().err
    assert "campaign.toml" in said
    for word in words:
        assert word in said
    assert campaign.left_behind() == []


def test_a_missing_register_holds_a_marketing_campaign(campaign):
    campaign.card('purpose = "research"', 'purpose = "fundraising"')
    campaign.card('[[registers]]\nkind = "tps"\nfile = "tps.csv"\nas_of = 2026-02-20\n', "")
    campaign.write("script.md", "Hello, I'm calling from Example Charity. Would you give ten pounds a month to help?\n")
    assert run(["preflight", str(campaign.folder)]) == 3


def test_no_campaign_there(tmp_path, capsys):
    assert run(["preflight", str(tmp_path / "nowhere")]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_a_failed_run_takes_an_earlier_go_back(campaign):
    assert run(["preflight", str(campaign.folder)]) == 0
    campaign.write("contacts.csv", b"")
    assert run(["preflight", str(campaign.folder)]) == 1
    assert campaign.left_behind() == ["excluded.csv", "excluded.csv-metadata.json", "report.html", "report.json"]


def test_an_input_is_never_written_over(campaign, capsys):
    inside = campaign.folder / "out"
    inside.mkdir()
    (inside / "callable.csv").write_text("phone\n01632 960001\n")
    campaign.card('file = "contacts.csv"', 'file = "out/callable.csv"')
    assert run(["preflight", str(campaign.folder)]) == 1
    assert (inside / "callable.csv").read_text() == "phone\n01632 960001\n"
    card = str(campaign.folder / "campaign.toml")
    tps = str(campaign.folder / "tps.csv")
    assert run(["list", "screen", tps, "--campaign", card, "-o", tps]) == 1
    assert "input" in capsys.readouterr().err
