"""Bytes of a script file -> its text, or a refusal that says the way out.

Line ends become a single newline and a byte-order mark is dropped; every offset in this package counts
characters of the text returned here.
"""

from pathlib import Path

from ringfence.errors import RingfenceError

MAX_BYTES = 2_000_000  # the longest real scripts are under 100 kB; beyond this it is some other file

# First bytes of files that people rename to .md or drop in by mistake.
SIGNATURES = (
    (b"PK\x03\x04", "a zip archive or a Word document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
SUFFIXES = {".md", ".markdown", ".txt", ".text", ""}
WAY_OUT = "Save the script as plain text or Markdown in UTF-8 and try again."


class ScriptTooLarge(RingfenceError):
    code = "script-too-large"


class ScriptNotText(RingfenceError):
    code = "script-not-text"


class ScriptWrongEncoding(RingfenceError):
    code = "script-wrong-encoding"


class ScriptEmpty(RingfenceError):
    code = "script-empty"


def read(path: Path) -> str:
    """Text of the script at `path`; never reads more than the size limit."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ScriptNotText(f"{path}: cannot be read ({error.strerror}). Check the path and try again.") from error
    if path.suffix.lower() not in SUFFIXES:
        raise ScriptNotText(f"{path}: a {path.suffix} file cannot be read as a script yet. {WAY_OUT}")
    return decode(data, str(path))


def decode(data: bytes, name: str = "script") -> str:
    """Text of the script in `data`; `name` is what a refusal calls it."""
    _refuse_other_files(data, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ScriptWrongEncoding(f"{name}, line {line}: not UTF-8 text. {WAY_OUT}") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_control_characters(text, name)
    if not text.strip():
        raise ScriptEmpty(f"{name}: nothing to read, the file is empty. Check that the script was saved.")
    return text


def _refuse_other_files(data: bytes, name: str) -> None:
    if len(data) > MAX_BYTES:
        raise ScriptTooLarge(f"{name}: larger than {MAX_BYTES:,} bytes, too long for a call script. {WAY_OUT}")
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise ScriptNotText(f"{name}: this is {what}, whatever its name says. {WAY_OUT}")
    if data.startswith(UTF16_MARKS):
        raise ScriptWrongEncoding(f"{name}: saved as UTF-16 (“Unicode” in Notepad). {WAY_OUT}")
    if b"\x00" in data:
        line = data.count(b"\n", 0, data.index(b"\x00")) + 1
        raise ScriptNotText(f"{name}, line {line}: holds NUL bytes, so it is not plain text. {WAY_OUT}")


def _refuse_control_characters(text: str, name: str) -> None:
    """Refuse a binary file that happens to decode: text has tabs and line ends, no other control characters."""
    for number, line in enumerate(text.split("\n"), 1):
        if any(ord(mark) < 32 and mark not in "\t\f\v" for mark in line):
            raise ScriptNotText(f"{name}, line {number}: holds control characters, so it is not plain text. {WAY_OUT}")
