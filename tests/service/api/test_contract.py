"""The contract holds for whatever a client sends: documented statuses and types, documents as described, no fault."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings, strategies
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from r2pgraph.queries import catalogue

Server = Any
EXAMPLES = 3

CHECKED = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]


@pytest.fixture(scope="session")
def contract(api: Server) -> Any:  # noqa: ANN401 - of a library without types
    """Return the contract as the server hands it out."""
    schema = schemathesis.openapi.from_dict(api.send("GET", "/openapi.json").json)
    schema.config.update(base_url=api.address.removesuffix("/sparql"))
    return schema


def test_the_contract_is_an_openapi_document(api: Server) -> None:
    """Every schema in it is one of JSON Schema 2020-12, as OpenAPI 3.1 wants."""
    document = api.send("GET", "/openapi.json").json
    schemas = list(document["components"]["schemas"].values())
    schemas += [each["schema"] for path in document["paths"].values() for each in path["get"]["parameters"]]

    for schema in schemas:
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    "address", ["/api/queries", "/openapi.json", *(f"/api/queries/{name}" for name in catalogue())]
)
def test_whatever_is_sent_is_answered_by_the_contract(address: str, contract: Any) -> None:  # noqa: ANN401
    """Values that fit and values that do not, in every format."""
    operation = contract[address]["GET"]

    @given(case=strategies.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)))
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def hold(case: Any) -> None:  # noqa: ANN401 - of a library
        case.call_and_validate(checks=CHECKED, timeout=60)

    hold()
