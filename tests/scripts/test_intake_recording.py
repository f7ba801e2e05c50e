"""Recorded messages: without a transcriber the way out, with one its words."""

import sys
from datetime import date

import pytest

from ringfence.scripts.checking import check_file
from ringfence.scripts.intake import read
from ringfence.scripts.sources import refusals as no

WAVE = b"RIFF\x24\x00\x00\x00WAVEfmt "
SOUNDS = [
    ("call.wav", WAVE), ("call.mp3", b"ID3\x04"), ("call.m4a", b"\x00\x00\x00\x20ftypM4A "), ("call.ogg", b"OggS"),
    ("call.flac", b"fLaC"), ("call.md", WAVE), ("call.txt", b"\x00\x00\x00\x20ftypM4A "),
]  # fmt: skip


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Installs packages that offer transcribers, as pip would lay them down."""

    def add(name, body):
        (tmp_path / f"{name}.py").write_text(body)
        info = tmp_path / f"{name}-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        (info / "entry_points.txt").write_text(f"[ringfence.transcribers]\n{name} = {name}:transcribe\n")

    monkeypatch.syspath_prepend(tmp_path)
    yield add
    for name in ("hears", "other", "fails", "odd", "silent"):
        sys.modules.pop(name, None)


@pytest.mark.parametrize(("name", "data"), SOUNDS)
def test_without_a_transcriber_it_says_how_to_add_one(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(no.ScriptRecording, match=r"ringfence\.transcribers") as caught:
        read(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)
    assert "Write down" in str(caught.value)


def test_a_transcriber_is_used_and_told(tmp_path, install):
    install(
        "hears",
        "def transcribe(path):\n    return f'Hello, this is {path.stem}.\\r\\n\\r\\nVote Harbour on Thursday.'\n",
    )
    install("other", "")
    (tmp_path / "Liz.wav").write_bytes(WAVE)
    report = check_file(tmp_path / "Liz.wav", facts={"mode": "recorded"}, on=date(2026, 11, 21))
    assert [section.text for section in report.sections] == ["Hello, this is Liz.", "Vote Harbour on Thursday."]
    assert "transcriber hears" in report.notes[0]
    assert "other" in report.notes[0]


FAULTY = [
    ("fails", "def transcribe(path):\n    raise OSError('no model')\n", no.ScriptRecording, "no model"),
    ("odd", "def transcribe(path):\n    return None\n", no.ScriptRecording, "NoneType"),
    ("odd", "", no.ScriptRecording, "transcribe"),
    ("silent", "def transcribe(path):\n    return ' '\n", no.ScriptEmpty, "heard no words"),
]


@pytest.mark.parametrize(("name", "body", "error", "says"), FAULTY, ids=["fails", "odd", "not there", "silent"])
def test_a_transcriber_that_fails_is_named(tmp_path, install, name, body, error, says):
    install(name, body)
    (tmp_path / "call.wav").write_bytes(WAVE)
    with pytest.raises(error, match=says):
        read(tmp_path / "call.wav")
