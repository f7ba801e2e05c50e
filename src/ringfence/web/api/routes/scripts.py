"""The check of a script; nothing of it is kept."""

import msgspec

from ringfence.calendar import local_day
from ringfence.client import answers, asked
from ringfence.scripts.checking import NothingSpoken, check
from ringfence.scripts.checks import explain
from ringfence.scripts.report import as_data
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import MIB, Asking, route


@route("POST", "script-checks", scope=Scope.SCRIPTS, asks=asked.Script, answers=answers.ScriptChecked, most=2 * MIB)
def script_check(asking: Asking, said: asked.Script) -> answers.ScriptChecked:
    """What each section of a script is, with what was found and what to say instead."""
    facts = {name: value for name, value in (("mode", said.mode), ("purpose", said.purpose)) if value}
    report = check(said.text, facts=facts, on=said.on or local_day(asking.now))
    if not report.sections:
        raise NothingSpoken("Nothing here is read aloud, only notes, headings or blanks. Send the script itself.")
    return msgspec.convert(as_data(said.name, report), answers.ScriptChecked)


@route("GET", "script-checks/{code}", scope=Scope.SCRIPTS, answers=answers.CheckPage)
def script_check_page(_asking: Asking, code: str) -> answers.CheckPage:
    """The page of one check: what it finds, why it matters, what to say instead."""
    return answers.CheckPage(code=code.upper(), page=explain(code))
