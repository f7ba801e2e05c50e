"""The HTTP door as an OpenAPI document, made of the types that are read and sent."""

from functools import cache
from typing import Any

import msgspec

import ringfence
from ringfence.gate import wire

_JSON, _TEXT, _PROBLEM = "application/json", "text/plain", "application/problem+json"
_IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": wire.LONGEST},
    "description": "Your own name for this: the same again is answered as before, and nothing is done twice.",
}
_ANY_LENGTH = {**_IDEMPOTENCY, "schema": {"type": "string"}}
_QUERY = {
    "campaign": "id of a signed campaign",
    "called": "the number to be called, in plain digits",
    "shown": "the number that the person called will see",
    "reference": "your own name of this attempt",
    "withheld": "true if the number is hidden",
    "appointment": "true if the person asked for this time",
}


@cache
def document() -> dict[str, Any]:
    """The document."""
    types = (
        wire.AskDecision, wire.Decided, wire.Objects, wire.Objected, wire.Outcome, wire.Redeem, wire.Redeemed,
        wire.Problem,
    )  # fmt: skip
    _, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Ringfence gate",
            "version": ringfence.__version__,
            "description": "May this call be made, now? Dial the number in the answer if and only if `decision` is "
            "`allow`; anything else, no answer included, means that the call is not made.",
        },
        "paths": {
            "/v1/decisions": {"post": _post("Decide one call", "AskDecision", "Decided", 200, key=_IDEMPOTENCY)},
            "/v1/decide": {"get": _decide()},
            "/v1/objections": {"post": _post("Record an objection", "Objects", "Objected", 201, key=_ANY_LENGTH)},
            "/v1/outcomes": {"post": _post("Note what became of a call", "Outcome", None, 201)},
            "/v1/permits/redeem": {"post": _post("Use up a permit", "Redeem", "Redeemed", 200)},
            "/metrics": {"get": _get("Figures for Prometheus", _TEXT, (200,))},
            "/healthz": {"get": _get("Whether it answers", _TEXT, (200,))},
            "/readyz": {"get": _get("Whether any call could be allowed now", _JSON, (200, 503))},
            "/openapi.json": {"get": _get("This document", _JSON, (200,))},
        },
        "components": {
            "schemas": components,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"key": []}],
    }


def text() -> str:
    """The document to be read: as it is kept in docs/gate-openapi.json."""
    return msgspec.json.format(msgspec.json.encode(document()), indent=2).decode() + "\n"


def _post(
    summary: str, asks: str, answers: str | None, status: int, *, key: dict[str, Any] | None = None
) -> dict[str, Any]:
    content = {_JSON: {"schema": _ref(answers) if answers else {"type": "object"}}}
    return {
        "summary": summary,
        "operationId": summary.lower().replace(" ", "-"),
        "parameters": [key] if key else [],
        "requestBody": {"required": True, "content": {_JSON: {"schema": _ref(asks)}}},
        "responses": {str(status): {"description": summary, "content": content}, **_problems()},
    }


def _decide() -> dict[str, Any]:
    parameters = [
        {
            "name": name,
            "in": "query",
            "required": name in ("campaign", "called"),
            "schema": {"type": "string", "maxLength": wire.LONGEST},
            "description": says,
        }
        for name, says in _QUERY.items()
    ]
    line = {"description": "`allow +44...`, or `block` or `hold` and the reasons", "content": {_TEXT: {}}}
    statuses = ("200", "400", "401", "403", "503")
    return {"summary": "Decide one call, in one line", "operationId": "decide-in-one-line", "parameters": parameters,
            "responses": dict.fromkeys(statuses, line)}  # fmt: skip


def _get(summary: str, form: str, statuses: tuple[int, ...]) -> dict[str, Any]:
    answers = {str(each): {"description": summary, "content": {form: {}}} for each in statuses}
    return {"summary": summary, "operationId": summary.lower().replace(" ", "-"), "security": [], "responses": answers}


def _problems() -> dict[str, Any]:
    content = {_PROBLEM: {"schema": _ref("Problem")}}
    said = {400: "cannot be used", 401: "no key", 403: "not yours", 409: "said before, otherwise", 413: "too long",
            415: "not JSON", 503: "nobody could judge: not to be dialled, or not on file"}  # fmt: skip
    return {str(status): {"description": words, "content": content} for status, words in said.items()}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
