"""Requests that Schemathesis makes up from the gate's OpenAPI document, allowed by it and not, against the HTTP door.

503 is an answer here: nobody could judge, and the call is not made. What must never come is a 500, an answer in a form
that the document does not name, or an allow that was not asked for.
"""

import os
from collections import Counter

import pytest
import schemathesis
import setups
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode, checks

from ringfence.gate import http, openapi
from ringfence.gate.clients import LOCAL
from ringfence.gate.conformance import people, sandbox
from ringfence.gate.desk import Desk
from ringfence.gate.metrics import Metrics

EXAMPLES = int(os.environ.get("RINGFENCE_EXAMPLES", "200"))  # for each path and method
PATHS = [(path, method) for path, verbs in openapi.document()["paths"].items() for method in verbs]
FAIR = [
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.status_code_conformance,
    checks.negative_data_rejection,
    checks.unsupported_method,
]


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    made = sandbox.make(tmp_path_factory.mktemp("sandbox") / "s", setups.clock())
    with Desk(made.home) as desk:
        yield http.app(desk, Metrics(), keyed, setups.clock)


def keyed(request):
    """Whoever sends a key is let in: whether it is a good one, other tests try."""
    return LOCAL if request.headers.get("authorization") else None


KNOWN = {"campaign": people.CAMPAIGN, "called": people.LISTED, "number": people.OBJECTED, "channel": "agent"}


def likely(case, turn):
    """One in three is about a campaign and a number that there are, so that more is reached than the refusals."""
    for part in (case.body, case.query):
        if turn % 3 == 0 and isinstance(part, dict):
            part |= {name: value for name, value in KNOWN.items() if isinstance(part.get(name), str)}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # other people's warnings, about requests that are meant to be odd
@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize(("path", "method"), PATHS)
def test_made_up_requests_are_answered_as_the_document_says(app, path, method, mode, capsys):
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    operation, statuses = schema[path][method.upper()], Counter()
    if mode is GenerationMode.NEGATIVE and not operation.query and not operation.body:
        pytest.skip("takes nothing that could be wrong")

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy(generation_mode=mode))
    def tried(case):
        likely(case, statuses.total())
        answer = case.call_and_validate(checks=FAIR)
        statuses[answer.status_code] += 1
        assert answer.status_code != 500
        assert '"decision":"allow"' not in answer.text
        assert not answer.text.startswith("allow")

    tried()
    with capsys.disabled():
        print(
            f"\n  {method.upper()} {path}, {mode.value}: {statuses.total()} requests, {dict(sorted(statuses.items()))}"
        )
    assert statuses
