"""A script's report as SARIF 2.1.0, for editors and code hosts.

A waiver is a suppression: accepted when it settles the finding, under review while the script is still held. Known
points are `unchanged` against the baseline. A duty of the whole script is a result without a region.
"""

import json
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import ringfence
from ringfence.rule import Rule
from ringfence.scripts.checking import ScriptReport
from ringfence.scripts.checks import CHECKS
from ringfence.scripts.findings import Check
from ringfence.scripts.review import Review, Told, reviewed

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(reports: Iterable[tuple[str, ScriptReport | Review]]) -> str:
    """One run over several files."""
    reviews = [(file, reviewed(report)) for file, report in reports]
    results = [_result(file, told, review) for file, review in reviews for told in review.told if told.shown]
    duties = {told.point.code: told.point.duty.rule for _, each in reviews for told in each.told if told.point.duty}
    driver = {
        "name": "Ringfence",
        "semanticVersion": ringfence.__version__,
        "rules": [*map(_check, CHECKS), *map(_duty, duties.values())],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(file, review) for file, review in reviews],
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def uri(file: str) -> str:
    """A file's address: relative as it was given, or whole."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _artifact(file: str, review: Review) -> dict[str, Any]:
    """The file with the decision on it and the hash of its text, which is not that of its bytes."""
    about = {"decision": review.decision, "overall": review.report.overall, "textHash": review.text_hash}
    return {"location": {"uri": uri(file)}, "properties": about}


def _check(check: Check) -> dict[str, Any]:
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": check.message},
        "help": {"text": check.page.strip(), "markdown": check.page.strip()},
        "properties": {"cites": list(check.cites)},
    }


def _duty(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "duty",
        "shortDescription": {"text": rule.says},
        "help": {"text": rule.cure or rule.says},
        "properties": {"cites": [rule.cites]},
    }


def _result(file: str, told: Told, review: Review) -> dict[str, Any]:
    point = told.point
    place: dict[str, Any] = {"artifactLocation": {"uri": uri(file)}}
    if point.section:
        place["region"] = _region(told, review.report.text)
    result: dict[str, Any] = {
        "ruleId": point.code,
        "level": point.level,
        "message": {"text": _message(told)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"ringfence/v1": point.fingerprint},
    }
    if told.known is not None:
        result["baselineState"] = "unchanged" if told.known else "new"
    if told.waiver:
        result["suppressions"] = [_suppression(told)]
    return result


def _message(told: Told) -> str:
    point = told.point
    fix = point.finding.fix if point.finding else point.duty.rule.cure if point.duty else ""
    return f"{point.message.removesuffix('.')}. {fix}".strip()


def _suppression(told: Told) -> dict[str, Any]:
    waiver = told.waiver
    assert waiver is not None
    said = {"by": waiver.by, "on": waiver.on.isoformat(), "until": waiver.until and waiver.until.isoformat()}
    return {
        "kind": "external",
        "status": "accepted" if told.effect in ("settled", "noted") else "underReview",
        "justification": waiver.reason,
        "properties": {**{name: value for name, value in said.items() if value}, "effect": told.effect},
    }


def _region(told: Told, text: str) -> dict[str, Any]:
    point = told.point
    return {
        **_place("start", text, point.start),
        **_place("end", text, point.end),
        "charOffset": point.start,
        "charLength": point.end - point.start,
        "snippet": {"text": point.words},
    }


def _place(which: str, text: str, offset: int) -> dict[str, int]:
    return {f"{which}Line": text.count("\n", 0, offset) + 1, f"{which}Column": offset - text.rfind("\n", 0, offset)}
