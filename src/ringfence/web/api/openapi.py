"""The OpenAPI document, made of the table of routes and of the types that they take and answer."""

from functools import cache
from typing import Any

import msgspec

import ringfence
from ringfence.client.answers import Problem
from ringfence.web.api import again, limits
from ringfence.web.api.door import IDEMPOTENCY
from ringfence.web.api.problems import MEDIA, TITLES
from ringfence.web.api.reading import BYTES, JSON
from ringfence.web.api.scopes import IN_THE_NAME_OF, Scope
from ringfence.web.api.table import Incoming, Outgoing, Route, routes

REF = "#/components/schemas/{name}"
ABOUT = """The campaign desk, casework, objections and the ledger for programs. A key is sent as a bearer token and has
scopes; every error is a problem document (RFC 9457) whose `type` ends in a stable code. Telephone numbers are sent in
bodies, never in addresses. Whether one call may be made now is the gate's to say, which has an API of its own."""
PARTS = {
    "rule": "the id of a rule: PECR-21",
    "ruling": "the id of a published outcome",
    "code": "the code of a check: DM101",
    "campaign": "the id of a campaign",
    "objection": "the id of an objection, from its receipt",
    "decision": "the id of a decision of the gate",
    "case": "the number of a case: 2026-000001",
    "file": "the name of a file of the campaign: list.csv",
    "finding": "the mark of a finding, from the findings of the campaign",
    "result": "callable.csv, excluded.csv, report.html or report.json",
    "letter": "acknowledgement, outcome, why, information, preliminary, enforcement or reply",
    "entry": "the place of an entry in the ledger, from 0",
    "name": "the name of a webhook",
}


FILES = (Incoming, Outgoing)


@cache
def document() -> dict[str, Any]:
    """The document."""
    every = routes()
    types = {each for route in every for each in (route.query, route.asks, route.answers)} - {None, *FILES}
    schemas, components = _schemas((*types, Problem))
    paths: dict[str, dict[str, Any]] = {}
    for each in every:
        paths.setdefault(f"/api/v1/{each.path}", {})[each.method.lower()] = _operation(each, schemas, components)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Ringfence", "version": ringfence.__version__, "description": ABOUT},
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
        "x-scopes": {scope.value: scope.words for scope in Scope},
    }


def _schemas(types: tuple[Any, ...]) -> tuple[dict[Any, Any], dict[str, Any]]:
    """The schema of each type, and what they refer to; a comment beside a field is not in it, a docstring is."""
    found, components = msgspec.json.schema_components(types, ref_template=REF)
    return dict(zip(types, found, strict=True)), components


def _operation(route: Route, schemas: dict[Any, Any], components: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.says,
        "tags": [route.path.partition("/")[0]],
        "parameters": [*map(_part, route.parameters), *_query(route, components), *([_AGAIN] if route.changes else [])],
        "security": [] if route.scope is None else [{"key": []}],
        "responses": _answers(route, schemas),
    }
    if route.scope is not None:
        made["x-scope"] = route.scope.value
        for_whom = ", and a key that is made for a person" if route.scope in IN_THE_NAME_OF else ""
        made["description"] = f"Needs the scope `{route.scope}`{for_whom}."
    if route.asks is not None:
        made["requestBody"] = {"required": True, "content": _content(route.asks, schemas)}
    return made


def _content(kind: Any, schemas: dict[Any, Any]) -> dict[str, Any]:
    """A body: a file as it is, or JSON."""
    return {BYTES: {"schema": {"type": "string", "format": "binary"}}} if kind in FILES else {
        JSON: {"schema": schemas[kind]}
    }  # fmt: skip


_AGAIN = {
    "name": IDEMPOTENCY,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": again.LONGEST},
    "description": f"Your own name for this request. Sent again under it, it is done once and answered as before, for "
    f"{again.KEPT.days} days; for another request it is refused with 422.",
}


def _part(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}, "description": PARTS[name]}


def _query(route: Route, components: dict[str, Any]) -> list[dict[str, Any]]:
    if route.query is None:
        return []
    fields = components[route.query.__name__]["properties"]
    return [{"name": name, "in": "query", "required": False, "schema": schema} for name, schema in fields.items()]


def _answers(route: Route, schemas: dict[Any, Any]) -> dict[str, Any]:
    body = {} if route.answers is None else {"content": _content(route.answers, schemas)}
    statuses = [400, 500, 503]
    if route.scope is not None:
        statuses += [401, 403, 429]
    statuses += [404] if route.parameters or route.query else []
    statuses += [411, 413, 415] if route.asks is not None else []
    statuses += [409] if route.changes or route.method != "GET" or route.secret else []
    statuses += [422] if route.changes else []
    statuses += [404] if route.method == "POST" else []
    headers = {} if route.scope is None else {
        name: {"schema": {"type": "string"}, "description": f"at most {limits.MOST} requests in {limits.WINDOW} s"}
        for name in ("RateLimit", "RateLimit-Policy")
    }  # fmt: skip
    told = {str(route.status): {"description": route.says, "headers": headers, **body}}
    problem = {MEDIA: {"schema": {"$ref": REF.format(name="Problem")}}}
    told |= {str(each): {"description": TITLES[each], "content": problem} for each in sorted({*statuses})}
    return told
