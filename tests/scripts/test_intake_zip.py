"""Archives built to harm, cut short or locked: refused at once, with the reason, whatever they unpack to."""

import io
import struct
import time
import zipfile

import pytest

from ringfence.scripts.intake import read_bytes
from ringfence.scripts.sources import refusals as no
from ringfence.scripts.sources.zipguard import MAX_ENTRIES

BOMB = b"<w:document/>" + b" " * 60_000_000


def sound(office):
    return office.word(office.p("Hello, I'm Sam from Lorimer Research."))


def lying(data):
    """The archive with every declared size set to ten bytes."""
    out = bytearray(data)
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = out.find(mark)
        while place >= 0:
            out[place + at : place + at + 4] = struct.pack("<I", 10)
            place = out.find(mark, place + 4)
    return bytes(out)


def locked(data):
    """The archive with every entry marked as encrypted."""
    out = bytearray(data)
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = out.find(mark)
        while place >= 0:
            out[place + at] |= 1
            place = out.find(mark, place + 4)
    return bytes(out)


def twice(office):
    file = io.BytesIO(sound(office))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return file.getvalue()


DOCTYPE = '<!DOCTYPE w [<!ENTITY a "{}"><!ENTITY b SYSTEM "file:///etc/passwd">]><w:document>&a;&b;</w:document>'

HARMFUL = [
    ("bomb", lambda office: office.zipped({"word/document.xml": BOMB}), no.ScriptSuspect, "unpacks to 60,000,013"),
    ("many parts", lambda office: office.zipped({f"word/{n}": "" for n in range(MAX_ENTRIES + 1)}),
     no.ScriptSuspect, "parts"),
    ("bomb that lies", lambda office: lying(office.zipped({"word/document.xml": BOMB})), no.ScriptDamaged, "document"),
    ("the same part twice", twice, no.ScriptSuspect, "same name"),
    ("entities", lambda office: office.zipped({"word/document.xml": DOCTYPE.format("x")}),
     no.ScriptSuspect, "document type"),
    ("entities in UTF-16", lambda office: office.zipped(
        {"word/document.xml": ('<?xml version="1.0" encoding="UTF-16"?>' + DOCTYPE.format("x")).encode("utf-16")}
    ), no.ScriptSuspect, "document type"),
    ("locked zip", lambda office: locked(sound(office)), no.ScriptLocked, "password"),
    ("cut in half", lambda office: sound(office)[:400], no.ScriptDamaged, "cut short"),
    ("end missing", lambda office: sound(office)[:-10], no.ScriptDamaged, "cut short"),
    ("no document", lambda office: office.zipped({"word/styles.xml": "<a/>"}), no.ScriptDamaged, "word/document.xml"),
    ("no workbook", lambda office: office.zipped({"xl/styles.xml": "<a/>"}), no.ScriptDamaged, "xl/workbook.xml"),
    ("not XML", lambda office: office.zipped({"word/document.xml": "Hello"}), no.ScriptDamaged, "well-formed"),
    ("unknown encoding", lambda office: office.zipped(
        {"word/document.xml": '<?xml version="1.0" encoding="klingon"?><w/>'}), no.ScriptDamaged, "well-formed"),
    ("deep", lambda office: office.word("<w:tbl><w:tr><w:tc>" * 20_000 + "</w:tc></w:tr></w:tbl>" * 20_000),
     no.ScriptDamaged, "nested"),
    ("OpenDocument", lambda office: office.zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
     no.ScriptNotText, "OpenDocument"),
    ("slides", lambda office: office.zipped({"ppt/presentation.xml": "<a/>"}), no.ScriptNotText, "presentation"),
    ("nothing in it", lambda office: office.word(""), no.ScriptEmpty, "no words"),
]  # fmt: skip


@pytest.mark.parametrize(("build", "error", "says"), [case[1:] for case in HARMFUL], ids=[case[0] for case in HARMFUL])
def test_refused_at_once(office, build, error, says):
    data = build(office)
    begun = time.monotonic()
    with pytest.raises(error, match=says) as caught:
        read_bytes(data, "calls.docx")
    assert "calls.docx" in str(caught.value)
    assert time.monotonic() - begun < 5


def test_any_cut_of_a_document_is_refused_or_read_never_a_crash(office):
    data = sound(office)
    for end in range(4, len(data), 7):
        with pytest.raises((no.ScriptDamaged, no.ScriptNotText)):
            read_bytes(data[:end], "calls.docx")


def test_a_word_document_is_known_by_its_bytes_not_its_name(office):
    assert read_bytes(sound(office), "calls.md").text == "Hello, I'm Sam from Lorimer Research.\n"


def test_what_stands_outside_the_archive_is_never_fetched(office):
    rels = (
        '<Relationships xmlns="x"><Relationship Id="a" Type="x/comments" TargetMode="External" '
        'Target="http://127.0.0.1:9/x.xml"/><Relationship Id="b" Type="x/styles" '
        'Target="../../../etc/passwd"/></Relationships>'
    )
    data = office.zipped(
        {
            "word/document.xml": "<d><body><p><r><t>Hello there.</t></r></p></body></d>",
            "word/_rels/document.xml.rels": rels,
        }
    )
    assert read_bytes(data, "calls.docx").text == "Hello there.\n"


def test_small_parts_that_ask_for_much_are_refused(office):
    rels = (
        '<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/>'
        '<Relationship Id="b" Type="x/sharedStrings" Target="t.xml"/></Relationships>'
    )
    cell = '<row><c t="s"><v>0</v></c></row>'
    parts = {
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": rels,
        "xl/t.xml": f"<sst><si><t>{'a ' * 400_000}</t></si></sst>",
        "xl/s.xml": f"<worksheet><sheetData>{cell * 20_000}</sheetData></worksheet>",
    }
    with pytest.raises(no.ScriptTooLarge, match=r"calls\.xlsx.*characters"):
        read_bytes(office.zipped(parts), "calls.xlsx")
