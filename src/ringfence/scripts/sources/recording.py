"""A recorded message -> its words, by whatever transcriber is installed; without one, how to add one.

A transcriber is any package with an entry point in the group `ringfence.transcribers`: a callable that is given the
path and returns the text, one utterance a line.

    [project.entry-points."ringfence.transcribers"]
    house = "our_package:transcribe"
"""

from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from ringfence.scripts.sources.as_read import AsRead
from ringfence.scripts.sources.characters import clean, without_controls
from ringfence.scripts.sources.refusals import ScriptEmpty, ScriptRecording

GROUP = "ringfence.transcribers"
SUFFIXES = frozenset(
    [".wav", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".flac", ".aac", ".wma", ".amr", ".aiff", ".aif", ".au", ".gsm"]
)
SIGNATURES = (b"ID3", b"OggS", b"fLaC", b"FORM", b".snd", b"#!AMR", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")


def is_recording(path: Path, start: bytes) -> bool:
    """True for sound, by its name or its first bytes."""
    wave = start[:4] == b"RIFF" and start[8:12] == b"WAVE"
    mp4 = start[4:8] == b"ftyp"
    return path.suffix.lower() in SUFFIXES or wave or mp4 or start.startswith(SIGNATURES)


def read(path: Path) -> AsRead:
    """The words of a recording, as the installed transcriber heard them."""
    found = sorted(entry_points(group=GROUP), key=lambda each: each.name)
    if not found:
        raise ScriptRecording(
            f"{path}: a recording, and no transcriber is installed. Write down what it says, word for word, in a text "
            f"file and check that; or install a package that offers an entry point in the group {GROUP} "
            f"(a callable that is given the path and returns the text)."
        )
    text = clean(without_controls(_heard(found[0], path).replace("\r\n", "\n")))
    if not text.strip():
        raise ScriptEmpty(f"{path}: the transcriber {found[0].name} heard no words. Listen to it and write them down.")
    more = f" Others installed: {', '.join(each.name for each in found[1:])}." if found[1:] else ""
    return AsRead(
        text,
        remarks=(f"Written down by the transcriber {found[0].name}; what it misheard is judged as heard.{more}",),
    )


def _heard(transcriber: EntryPoint, path: Path) -> str:
    try:
        text = transcriber.load()(path)
    except Exception as error:
        raise ScriptRecording(
            f"{path}: the transcriber {transcriber.name} failed ({type(error).__name__}: {error}). "
            f"Mend it, or write down what the recording says in a text file and check that."
        ) from error
    if not isinstance(text, str):
        raise ScriptRecording(
            f"{path}: the transcriber {transcriber.name} returned {type(text).__name__}, not text. "
            f"Write down what the recording says in a text file and check that."
        )
    return text
