"""Bytes to text: what is read, what is guessed and told, and what is refused with a way out."""

import time
from datetime import date

import pytest

from ringfence.errors import RingfenceError
from ringfence.scripts.checking import check_file
from ringfence.scripts.intake import LONGEST, MAX_BYTES, read, read_bytes
from ringfence.scripts.sources import refusals as no

ON = date(2026, 11, 21)
READ = [
    (b"Hello", "Hello"),
    ("Hello – it’s me, £5".encode(), "Hello – it’s me, £5"),
    (b"\xef\xbb\xbfHello", "Hello"),  # the byte-order mark of Windows editors
    (b"Hello\r\nGoodbye\r\n", "Hello\nGoodbye\n"),
    (b"Hello\rGoodbye", "Hello\nGoodbye"),  # old Macs
    (b"Hello\tthere\f", "Hello\tthere\f"),
    ("Siân, Łukasz, 你好 🙂".encode(), "Siân, Łukasz, 你好 🙂"),
    ("v\u200bo\u00adt\u2060e for\u2003us".encode(), "vote for us"),  # what no reader sees parts no word
    ("a re\u2011count".encode(), "a re-count"),
    (b"PK is not always a zip", "PK is not always a zip"),
]
GUESSED = [
    ("Hello, Siân".encode("utf-16"), "Hello, Siân", "UTF-16"),
    ("Hello, who is that?".encode("utf-16-le"), "Hello, who is that?", "UTF-16"),
    ("Hello, who is that?".encode("utf-16-be"), "Hello, who is that?", "UTF-16"),
    ("Hello\nSiân’s £5".encode("cp1252"), "Hello\nSiân’s £5", "from line 2"),
    ("Siân\n".encode() + "Siân £5".encode("cp1252"), "Siân\nSiân £5", "Mixed encodings: from line 2"),
    (b"Hello there. " * 20 + b"\x1a", "Hello there. " * 20 + " ", "1 control character"),
]
REFUSED = [
    (b"", no.ScriptEmpty, "empty"),
    (b" \n\t\n", no.ScriptEmpty, "empty"),
    ("\u200b\ufeff".encode(), no.ScriptEmpty, "empty"),
    (b"Hello\n\nGood\x00bye", no.ScriptNotText, "line 3"),
    (b"Hello\n\x07", no.ScriptNotText, "line 2"),
    (b"%PDF-1.7 ...", no.ScriptNotText, "PDF"),
    (b"{\\rtf1 Hello}", no.ScriptNotText, "rich text"),
    (b"\x1f\x8b\x08 gzip", no.ScriptNotText, "compressed"),
    (b"<!DOCTYPE html><p>Hello", no.ScriptNotText, "web page"),
    (b"<?xml version='1.0'?><w:wordDocument/>", no.ScriptNotText, "XML"),
    (b"\xd0\xcf\x11\xe0 " + "WordDocument".encode("utf-16-le"), no.ScriptOldFormat, r"\.doc"),
    (b"\xd0\xcf\x11\xe0 " + "Workbook".encode("utf-16-le"), no.ScriptOldFormat, r"\.xls"),
    (b"\xd0\xcf\x11\xe0 " + "EncryptedPackage".encode("utf-16-le"), no.ScriptLocked, "password"),
    (b"PK\x05\x06" + b"\0" * 18, no.ScriptNotText, "zip archive"),
    (b"PK\x03\x04 cut short", no.ScriptDamaged, "cut short"),
    (b"a" * (MAX_BYTES + 1), no.ScriptTooLarge, "too long"),
]


@pytest.mark.parametrize(("data", "text"), READ)
def test_read(data, text):
    found = read_bytes(data, "calls.md")
    assert found.text == text
    assert found.notes == ()


@pytest.mark.parametrize(("data", "text", "says"), GUESSED, ids=[says for _, _, says in GUESSED])
def test_what_is_guessed_is_told(data, text, says):
    found = read_bytes(data, "calls.md")
    assert found.text == text
    assert says in " ".join(found.notes)


@pytest.mark.parametrize(("data", "error", "says"), REFUSED, ids=[says for _, _, says in REFUSED])
def test_refused_with_the_name_and_a_way_out(data, error, says):
    with pytest.raises(error, match=says) as caught:
        read_bytes(data, "calls.md")
    assert isinstance(caught.value, RingfenceError)
    assert "calls.md" in str(caught.value)
    assert any(way in str(caught.value) for way in ("Save the script", "save it", "Check that", "Ask who"))


def test_a_file_is_read_by_its_path(tmp_path):
    (tmp_path / "script.md").write_bytes(b"Hello")
    assert read(tmp_path / "script.md").text == "Hello"


OTHER = [
    ("script.docx", b"plain text under a Word name", no.ScriptDamaged),
    ("script.pdf", b"plain text under a PDF name", no.ScriptNotText),
    ("script.odt", b"plain text", no.ScriptNotText),
    ("~$script.docx", b"\x04Sam   ", no.ScriptNotText),
]


@pytest.mark.parametrize(("name", "data", "error"), OTHER, ids=[name for name, _, _ in OTHER])
def test_other_files_are_refused_by_name(tmp_path, name, data, error):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error):
        read(tmp_path / name)


@pytest.mark.parametrize("name", ["missing.md", "."])
def test_what_is_not_there_is_refused(tmp_path, name):
    with pytest.raises(no.ScriptNotText):
        read(tmp_path / name)


def test_no_more_than_the_limit_is_read(tmp_path):
    with (tmp_path / "script.txt").open("wb") as file:
        file.truncate(5_000_000_000)  # sparse: five gigabytes that take no room
    with pytest.raises(no.ScriptTooLarge):
        read(tmp_path / "script.txt")


def test_the_source_of_plain_text_is_its_lines():
    found = read_bytes(b"Hello.\n\nHow old\nare you?\n", "calls.md")
    assert found.source(0, 6) == "line 1"
    assert found.source(8, 23) == "lines 3 to 4"


def test_ten_megabytes_are_judged_in_part_and_never_allowed(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("Hello, I'm Sam from Lorimer Research with a survey.\n\n" + "How old are you?\n\n" * 550_000)
    begun = time.monotonic()
    report = check_file(path, facts={"mode": "live"}, on=ON)
    assert time.monotonic() - begun < 60  # some seconds on a quiet machine
    assert report.decision == "hold"
    assert f"first {LONGEST:,}" in report.unread[0].message
    assert report.sections[-1].end <= LONGEST
    assert len(report.text) > 9_000_000


WELSH = "Ydych chi'n credu bod y cyngor yn gwneud gwaith da yn eich ardal chi?"


def test_what_is_not_english_is_never_allowed(tmp_path):
    path = tmp_path / "welsh.txt"
    path.write_text(f"Hello, I'm Siân from Lorimer Research with a survey.\n\nHow old are you?\n\n{WELSH}\n")
    report = check_file(path, facts={"mode": "live"}, on=ON)
    assert report.decision == "hold"
    assert "judge s3" in report.unread[0].message
    assert report.unread[0].source == "line 5"
