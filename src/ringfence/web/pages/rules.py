"""One rule of law or one check of the script: what it says, on whose authority, and what was decided of the like."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import groupby, pairwise
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ringfence.calendar import british
from ringfence.rulebook import RULES
from ringfence.rulings.loading import shipped
from ringfence.scripts.checks import CHECKS
from ringfence.scripts.findings import Check
from ringfence.web.roles import READS_CAMPAIGNS
from ringfence.web.table import page

MOST = 6  # published outcomes shown beside a rule, the newest first
LONG = 90  # characters of a quoted line that was broken because it was full
CAUTION = "What is on record, and no prediction: decisions not to act are seldom published."


@page("rules/<str:rule>/", roles=READS_CAMPAIGNS)
def rule(request: HttpRequest, rule: str) -> HttpResponse:
    """The rule in each of its versions, or the page of the check; and published outcomes."""
    versions = [each for each in RULES if each.id == rule]
    if versions:
        provision = versions[-1].provision
        told: dict[str, Any] = {
            "id": rule,
            "versions": versions,
            "outcomes": _of_provision(provision),
            "caution": CAUTION,
        }
        told["several"] = sum(provision in each for each in _contravened()) if provision else 0
        return render(request, "rule.html", told)
    check = next((each for each in CHECKS if each.code == rule.upper()), None)
    if check is None:
        raise Http404
    told = {"check": check, "blocks": list(_blocks(check.page)), "cites": _cites(check), "caution": CAUTION}
    return render(request, "check_page.html", told | {"outcomes": _of_claims() if _promotes(check) else []})


def _promotes(check: Check) -> bool:
    """Whether a check is about words that promote: outcomes about claims of research bear on it."""
    return check.code.startswith("DM")


def _cites(check: Check) -> list[tuple[str, bool]]:
    """Each authority, and whether it is a rule with a page here."""
    known = {each.id for each in RULES}
    return [(each, each in known) for each in check.cites]


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """The page of a check in blocks: headings, quotations line by line, paragraphs."""
    for kind, lines in groupby(text.splitlines(), _kind):
        if kind == "heading":
            yield from ((kind, line[3:]) for line in lines)
        elif kind == "quote":
            yield kind, _unwrapped([line.removeprefix(">").removeprefix(" ") for line in lines])
        elif kind:
            yield kind, " ".join(" ".join(lines).split())


def _unwrapped(lines: list[str]) -> str:
    """Quoted words as paragraphs: a line that was broken for its length goes on, a short one stands for itself."""
    text = ""
    for before, line in pairwise(["", *lines]):
        text += (" " if len(before) > LONG and line else "\n") + line
    return text.strip()


def _kind(line: str) -> str:
    """What a line belongs to; blank lines to nothing."""
    if not line.strip():
        return ""
    return "heading" if line.startswith("## ") else "quote" if line.startswith(">") else "words"


@cache
def _contravened() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(str, each.get("regulations_contravened") or ())) for each in shipped("public"))


@cache
def _of_provision(provision: str) -> list[dict[str, Any]]:
    """The newest outcomes in which this provision was found to be contravened."""
    found = [
        each
        for each, broken in zip(shipped("public"), _contravened(), strict=True)
        if provision and provision in broken
    ]
    return [_outcome(each) for each in sorted(found, key=_when, reverse=True)[:MOST]]


@cache
def _of_claims() -> list[dict[str, Any]]:
    """The outcomes in which a caller said that it was research or service, and somebody looked."""
    found = [each for each in shipped("public") if (each.get("facts") or {}).get("purpose_claimed")]
    return [_outcome(each) for each in sorted(found, key=_when, reverse=True)]


def _when(entry: Any) -> str:
    """The day of an outcome, or of the end of the calls that it was about; empty if neither is on file."""
    return str(entry.get("date") or (entry.get("period") or {}).get("to") or "")


def _in_words(written: str) -> str:
    """A day, a month or a year as people write it."""
    parts = written.split("-")
    if len(parts) == 3:
        return british(date.fromisoformat(written))
    return f"{date(2000, int(parts[1]), 1):%B} {parts[0]}" if len(parts) == 2 else written


def _outcome(entry: Any) -> dict[str, Any]:
    found = (entry.get("findings") or {}).get("purpose_found")
    return {
        "who": str(entry.get("organisation", "")).replace("not named in the source", "Not named in the source"),
        "date": _in_words(_when(entry)),
        "outcome": ", ".join(str(each).replace("_", " ") for each in entry.get("outcome", ())),
        "claimed": (entry.get("facts") or {}).get("purpose_claimed", ""),
        "found": str(found).replace("_", " ") if found else "",
        "summary": entry.get("summary", ""),
    }
