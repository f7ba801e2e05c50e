"""Characters that no reader sees, and those that look like others: cleaned away, so that words are words."""

import re

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_INVISIBLE |= dict.fromkeys(range(0x2066, 0x206A))
_ALIKE = {
    **dict.fromkeys(map(ord, "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"), " "),
    ord("\u2010"): "-",
    ord("\u2011"): "-",  # Word's hyphen that does not break
    ord("\u2028"): "\n",
    ord("\u2029"): "\n",
    ord("\u0085"): "\n",
}
_CLEAN = {**_INVISIBLE, **_ALIKE}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # all but tab, line end, vertical tab and form feed
ODD = re.compile(f"[{''.join(map(chr, _CLEAN))}]")


def clean(text: str) -> str:
    """The text without invisible characters, line ends as single newlines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_CLEAN) if ODD.search(text) else text


def controls(text: str) -> list[int]:
    """The places of control characters."""
    return [match.start() for match in _CONTROL.finditer(text)]


def without_controls(text: str) -> str:
    return _CONTROL.sub(" ", text)


def bracketed(note: str) -> list[str]:
    """A note as lines in square brackets, each short enough to be known as a note."""
    note = note.strip()
    if note[:1] == "[" and note.find("]") == len(note) - 1:
        note = note[1:-1]
    words = note.translate({ord("["): "(", ord("]"): ")"}).split()
    lines: list[str] = []
    for word in (part for each in words for part in _pieces(each)):
        if lines and len(lines[-1]) + len(word) < LONGEST_NOTE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [f"[{line}]" for line in lines]


LONGEST_NOTE = 180  # characters: words.py takes up to 200 in brackets for a note


def _pieces(word: str) -> list[str]:
    return [word[at : at + LONGEST_NOTE - 1] for at in range(0, len(word), LONGEST_NOTE - 1)]
