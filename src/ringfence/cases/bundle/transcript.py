"""A transcript of a call -> what the caller's side said: from subtitles, or lines that begin with a speaker.

Whether a speaker is the caller's side is told by the label. With other labels, or none, everything is taken as said by
the caller, which can only find too much.
"""

import re
from dataclasses import dataclass

CALLER = (
    "agent",
    "caller",
    "interviewer",
    "operator",
    "canvasser",
    "adviser",
    "advisor",
    "representative",
    "bot",
    "message",
)
CALLED = ("respondent", "customer", "person", "householder", "voter", "subscriber", "client", "callee", "called")
_SPEAKER = re.compile(
    r"^\s*(?:\[?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\]?\s+)?([A-Za-z][A-Za-z ]{0,30}?)(?: ?\d+)?\s*:\s+(\S.*)$"
)
_VOICE = re.compile(r"^<v(?:\.[^ >]*)? ([^>]+)>(.*?)(?:</v>)?$")
_TIMES = re.compile(r"^\s*(?:\d+\s*$|(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d+ --> )|^(?:WEBVTT|NOTE|STYLE|Kind:|Language:)")
LEAST = 3  # lines with a speaker that make a text a transcript


@dataclass(frozen=True, slots=True)
class Transcript:
    """What the caller's side said, and how that was told."""

    said: str
    lines: int
    how: str


def is_transcript(text: str) -> bool:
    """Whether a text is a transcript: subtitles, or several lines of which speakers of both sides say something."""
    if text.lstrip("\ufeff").startswith("WEBVTT") or " --> " in text:
        return True
    labels = [label for label, _ in _spoken(text) if label]
    known = {_side(label) for label in labels}
    return len(labels) >= LEAST and {"caller", "called"} <= known


def read(text: str) -> Transcript:
    """The caller's side of a transcript."""
    spoken = list(_spoken(text))
    known = [side for label, _ in spoken if (side := _side(label))]
    if "caller" in known:
        said = [words for label, words in spoken if _side(label) == "caller"]
        how = "the lines of the caller's side, by their labels"
    elif "called" in known:
        said = [words for label, words in spoken if _side(label) != "called"]
        how = "every line but those of the person called"
    else:
        said = [words for _, words in spoken]
        how = "every line, for none says who speaks"
    return Transcript("\n\n".join(said), len(said), how)


def _spoken(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in text.lstrip("\ufeff").splitlines():
        if not line.strip() or _TIMES.match(line):
            continue
        if voice := _VOICE.match(line.strip()):
            found.append((voice[1], voice[2].strip()))
        elif speaker := _SPEAKER.match(line):
            found.append((speaker[1], speaker[2].strip()))
        elif found and found[-1][0]:
            label, words = found[-1]
            found[-1] = (label, f"{words} {line.strip()}")  # a speaker's next line
        else:
            found.append(("", line.strip()))
    return found


def _side(label: str) -> str:
    word = label.strip().casefold()
    if word in CALLER:
        return "caller"
    return "called" if word in CALLED else ""
