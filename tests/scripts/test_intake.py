"""Bytes to text: what is read, and what is refused with a way out."""

import io
import zipfile

import pytest

from ringfence.errors import RingfenceError
from ringfence.scripts.intake import (
    MAX_BYTES,
    ScriptEmpty,
    ScriptNotText,
    ScriptTooLarge,
    ScriptWrongEncoding,
    decode,
    read,
)

READ = [
    (b"Hello", "Hello"),
    ("Hello – it’s me, £5".encode(), "Hello – it’s me, £5"),
    (b"\xef\xbb\xbfHello", "Hello"),  # the byte-order mark of Windows editors
    (b"Hello\r\nGoodbye\r\n", "Hello\nGoodbye\n"),
    (b"Hello\rGoodbye", "Hello\nGoodbye"),  # old Macs
    (b"Hello\tthere\f", "Hello\tthere\f"),
    ("Siân, Łukasz, 你好 🙂".encode(), "Siân, Łukasz, 你好 🙂"),
]


@pytest.mark.parametrize(("data", "text"), READ)
def test_read(data, text):
    assert decode(data) == text


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 10_000_000)  # small outside, large inside
    return file.getvalue()


REFUSED = [
    (b"", ScriptEmpty, "empty"),
    (b" \n\t\n", ScriptEmpty, "empty"),
    ("Hello".encode("utf-16"), ScriptWrongEncoding, "UTF-16"),
    ("Hello".encode("utf-16-be"), ScriptNotText, "NUL"),
    ("Siân".encode("latin-1"), ScriptWrongEncoding, "line 1"),
    (b"Hello\n\nGood\x00bye", ScriptNotText, "line 3"),
    (b"Hello\n\x07", ScriptNotText, "line 2"),
    (zipped(), ScriptNotText, "Word document"),
    (b"%PDF-1.7 ...", ScriptNotText, "PDF"),
    (b"{\\rtf1 Hello}", ScriptNotText, "rich text"),
    (b"\xd0\xcf\x11\xe0 old Word", ScriptNotText, "old Word"),
    (b"\x1f\x8b\x08 gzip", ScriptNotText, "compressed"),
    (b"a" * (MAX_BYTES + 1), ScriptTooLarge, "too long"),
]


@pytest.mark.parametrize(("data", "error", "says"), REFUSED, ids=[says for _, _, says in REFUSED])
def test_refused_with_the_name_and_a_way_out(data, error, says):
    with pytest.raises(error, match=says) as caught:
        decode(data, "calls.md")
    assert isinstance(caught.value, RingfenceError)
    assert "calls.md" in str(caught.value)
    assert "Save the script" in str(caught.value) or error is ScriptEmpty


def test_a_file_is_read_by_its_path(tmp_path):
    (tmp_path / "script.md").write_bytes(b"Hello")
    assert read(tmp_path / "script.md") == "Hello"


@pytest.mark.parametrize("name", ["script.docx", "script.pdf", "missing.md", "."])
def test_other_files_are_refused_by_path(tmp_path, name):
    (tmp_path / "script.docx").write_bytes(b"plain text under a Word name")
    (tmp_path / "script.pdf").write_bytes(b"plain text under a PDF name")
    with pytest.raises(ScriptNotText):
        read(tmp_path / name)


def test_no_more_than_the_limit_is_read(tmp_path):
    with (tmp_path / "script.txt").open("wb") as file:
        file.truncate(5_000_000_000)  # sparse: five gigabytes that take no room
    with pytest.raises(ScriptTooLarge):
        read(tmp_path / "script.txt")
