"""The contract tells of submissions where they are taken in, and holds for whatever a client sends."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings, strategies
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from r2pgraph import receiving

Served = Any
EXAMPLES = 3

CHECKED = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
OPERATIONS = [
    ("/api/submissions", "GET"),
    ("/api/submissions", "POST"),
    ("/api/submissions/{number}", "GET"),
    ("/api/submissions/{number}/withdrawal", "POST"),
]


@pytest.fixture(scope="module")
def document(served: Served) -> Any:  # noqa: ANN401 - JSON
    """Return the contract as the server hands it out."""
    return served.server.send("GET", "/openapi.json").json


def test_the_contract_tells_of_submissions(document: Any) -> None:  # noqa: ANN401 - JSON
    """Every address, with a schema for what it answers."""
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    told = {(path, method.upper()) for path, item in document["paths"].items() for method in item}

    assert set(OPERATIONS) <= told
    assert {"type": "http", "scheme": "bearer"} == document["components"]["securitySchemes"]["token"]


@pytest.mark.parametrize(("address", "method"), OPERATIONS)
@pytest.mark.parametrize("has_token", [True, False])
def test_whatever_is_sent_is_answered_by_the_contract(
    address: str,
    method: str,
    has_token: bool,  # noqa: FBT001 - a case
    served: Served,
    document: Any,  # noqa: ANN401 - a fixture
) -> None:
    """With a token that may only check and without one; nothing comes onto the record by it."""
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=f"http://127.0.0.1:{served.server.port}")
    operation = schema[address][method]
    head = {"Authorization": f"Bearer {served.checker if has_token else 'none'}"}
    before = receiving.log(served.home)

    @given(case=strategies.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)))
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def hold(case: Any) -> None:  # noqa: ANN401 - of a library
        case.call_and_validate(checks=CHECKED, timeout=60, headers=head)

    hold()
    assert before == receiving.log(served.home)
