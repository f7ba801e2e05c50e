"""Why a script cannot be read: each names the file and the place, says the reason and the way out."""

from ringfence.errors import RingfenceError

WAY_OUT = "Save the script as Word (.docx), Excel (.xlsx), plain text or Markdown and try again."


class ScriptTooLarge(RingfenceError):
    code = "script-too-large"


class ScriptNotText(RingfenceError):
    code = "script-not-text"


class ScriptEmpty(RingfenceError):
    code = "script-empty"


class ScriptLocked(RingfenceError):
    """Behind a password."""

    code = "script-locked"


class ScriptOldFormat(RingfenceError):
    """A binary .doc or .xls of before 2007."""

    code = "script-old-format"


class ScriptDamaged(RingfenceError):
    """Cut short, or not put together as its format says."""

    code = "script-damaged"


class ScriptSuspect(RingfenceError):
    """Built to harm its reader: it unpacks to far more than it holds, or pulls in other files."""

    code = "script-suspect"


class ScriptOtherLanguage(RingfenceError):
    """Nothing in it is English, and the checks read no other language."""

    code = "script-other-language"


class ScriptRecording(RingfenceError):
    """Sound, with nothing installed that writes down what is said."""

    code = "script-recording"
