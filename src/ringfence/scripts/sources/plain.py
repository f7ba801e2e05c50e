"""Bytes of a text file -> its text: UTF-8, UTF-16 or Windows-1252, line by line where they are mixed."""

from ringfence.scripts.sources.as_read import AsRead
from ringfence.scripts.sources.characters import clean, controls, without_controls
from ringfence.scripts.sources.refusals import WAY_OUT, ScriptEmpty, ScriptNotText

UTF16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
STRAY = 200  # one control character in so many is a slip; more is a binary file
MARKUP = ("<!doctype html", "<html", "<?xml", "mime-version:")


def read(data: bytes, name: str) -> AsRead:
    """The text in `data`, with a remark on anything that was guessed."""
    text, remarks = decode(data, name)
    return AsRead(text, remarks=remarks)


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text in `data` and what was guessed; refused when it is no text at all."""
    text, remark = _characters(data, name)
    text = clean(text)
    if text[:400].lstrip().lower().startswith(MARKUP):
        raise ScriptNotText(f"{name}: this is a web page or XML, not plain text. Open it in Word. {WAY_OUT}")
    remarks = [remark] if remark else []
    if stray := controls(text):
        text = _without_stray(text, stray, name)
        remarks.append(f"{len(stray)} control character{'s' * (len(stray) > 1)} read as blanks.")
    if not text.strip():
        raise ScriptEmpty(f"{name}: nothing to read, the file is empty. Check that the script was saved.")
    return text, tuple(remarks)


def _characters(data: bytes, name: str) -> tuple[str, str]:
    """The characters, and a remark when they are not UTF-8."""
    for mark, encoding in UTF16:
        if data.startswith(mark):
            return _utf16(data[2:], encoding), "Read as UTF-16 (“Unicode” in Notepad)."
    if encoding := _unmarked_utf16(data):
        return _utf16(data, encoding), "Read as UTF-16, though it does not say so."
    if b"\x00" in data:
        line = data.count(b"\n", 0, data.index(b"\x00")) + 1
        raise ScriptNotText(f"{name}, line {line}: holds NUL bytes, so it is not plain text. {WAY_OUT}")
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return _mixed(data)


def _utf16(data: bytes, encoding: str) -> str:
    return data[: len(data) // 2 * 2].decode(encoding, errors="replace")


def _unmarked_utf16(data: bytes) -> str:
    """The byte order, when every other byte of the start is NUL and the rest is not."""
    even, odd = data[0:400:2], data[1:400:2]
    if len(odd) < 8:
        return ""
    if odd.count(0) > 0.8 * len(odd) and even.count(0) == 0:
        return "utf-16-le"
    return "utf-16-be" if even.count(0) > 0.8 * len(even) and odd.count(0) == 0 else ""


def _mixed(data: bytes) -> tuple[str, str]:
    """Each line in UTF-8 where it is that, else in Windows-1252, as Word and Excel once wrote."""
    lines, other = [], 0
    wide = 0
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8"))
            wide += not line.isascii()
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", errors="replace"))
            other = other or number
    how = f"mixed encodings: from line {other} on, some lines are" if wide else f"not UTF-8 from line {other} on,"
    return "\n".join(lines), f"{how.capitalize()} read as Windows-1252; check accents, pounds and quotation marks."


def _without_stray(text: str, stray: list[int], name: str) -> str:
    if len(stray) * STRAY > len(text):
        line = text.count("\n", 0, stray[0]) + 1
        raise ScriptNotText(f"{name}, line {line}: holds control characters, so it is not plain text. {WAY_OUT}")
    return without_controls(text)
