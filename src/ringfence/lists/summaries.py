"""A screening's summary in JSON: read back, refused if it is none, and two of them compared."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ringfence.calendar import british
from ringfence.errors import RingfenceError
from ringfence.lists.screen import Screening

NEEDED = ("on", "numbers", "decisions", "situations", "registers")
FILES = {"objections": "objections", "consents": "consents", "history": "calls made"}


class SummaryUnusable(RingfenceError):
    """A file that is no summary of a screening."""

    code = "summary-unusable"


def made(screening: Screening, rules_version: str) -> dict[str, Any]:
    """The summary of a screening, each situation with the rules that stand against it."""
    summary = screening.summary()
    for told, situation in zip(summary["situations"], screening.situations, strict=True):
        told["rules"] = [
            {
                "rule": answer.rule.id,
                "cites": answer.rule.cites,
                "decision": answer.decision,
                "question": answer.question,
                "cure": answer.rule.cure,
            }
            for answer in situation.verdict.against
        ]
    return {**summary, "rules_version": rules_version}


def read(file: Path) -> dict[str, Any]:
    """The summary in a file."""
    way_out = "Name the file that `ringfence list screen --summary` wrote."
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SummaryUnusable(f"{file}: cannot be read ({error.strerror}). {way_out}") from None
    except ValueError:
        raise SummaryUnusable(f"{file}: not JSON. {way_out}") from None
    missing = [name for name in NEEDED if not isinstance(found, dict) or name not in found]
    if missing:
        raise SummaryUnusable(f"{file}: no summary of a screening, {', '.join(missing)} missing. {way_out}")
    return dict(found)


def causes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """What differs between what two screens stood on: the day, the rules, the registers, what was on file."""
    if old["on"] != new["on"]:
        yield f"the law and the age of listings of another day: {_day(old['on'])}, now {_day(new['on'])}"
    if old.get("rules_version") != new.get("rules_version"):
        yield f"the rules changed: version {old.get('rules_version')}, now {new.get('rules_version')}"
    yield from _registers(old, new)
    for name, words in FILES.items():
        yield from _file(words, old.get(name), new.get(name))


def _registers(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    before = {each["kind"]: each for each in old["registers"]}
    after = {each["kind"]: each for each in new["registers"]}
    for kind in sorted({*before, *after}):
        was, now = before.get(kind), after.get(kind)
        if was is None or now is None:
            yield f"the {kind.upper()} was {'not looked at before' if was is None else 'not looked at this time'}"
        elif was.get("sha256") != now.get("sha256"):
            yield (
                f"another {kind.upper()} file: {was['rows']:,} rows drawn on {_day(was['as_of'])}, "
                f"now {now['rows']:,} drawn on {_day(now['as_of'])}"
            )


def _file(words: str, was: dict[str, Any] | None, now: dict[str, Any] | None) -> Iterator[str]:
    if (was is None) != (now is None):
        yield f"the {words} were {'not looked at before' if was is None else 'not looked at this time'}"
    elif was and now and was.get("rows") != now.get("rows"):
        yield f"{words}: {was['rows']:,} rows on file, now {now['rows']:,}"


def _day(written: str | None) -> str:
    return british(date.fromisoformat(written)) if written else "a day not known"
