"""The OpenAPI document is true: schemathesis sends what it allows, and what it does not."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ai_chef_testing.stack.deployed import Deployed
from tests.api.conftest import PROFILE, bearer

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
REQUESTS_EACH = 8
OPERATIONS = {
    "startSession", "repriceSession", "sessionState", "sessionResult", "forgetSession",
    "options", "lookUpIngredient",
}  # fmt: skip


@pytest.fixture(scope="module")
def schema(deployed: Deployed) -> Any:
    return schemathesis.openapi.from_url(f"{deployed.api_url}/openapi.json")


def operation(schema: Any, name: str) -> Any:
    for result in schema.get_all_operations():
        found = result.ok()
        if found.definition.raw.get("operationId") == name:
            return found
    raise LookupError(name)


def test_the_document_describes_every_operation_and_is_openapi_3_1(api: httpx.Client) -> None:
    document = api.get("openapi.json").json()

    described = {
        operation["operationId"]
        for operations in document["paths"].values()
        for operation in operations.values()
    }
    assert document["openapi"].startswith("3.1")
    assert described == OPERATIONS


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_what_the_document_allows_and_forbids_is_answered_as_it_says(
    schema: Any, deployed: Deployed, started: Callable[..., dict[str, Any]], name: str
) -> None:
    session = started()
    allowed, forbidden = (
        operation(schema, name).as_strategy(
            generation_mode=getattr(schemathesis.GenerationMode, mode)
        )
        for mode in ("POSITIVE", "NEGATIVE")
    )

    @settings(
        max_examples=REQUESTS_EACH,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(case=st.one_of(allowed, forbidden))
    def conforms(case: Any) -> None:
        case.headers["Authorization"] = bearer(session)["Authorization"]
        answer = case.call(base_url=deployed.api_url)
        case.validate_response(answer, checks=CHECKS)

    conforms()


def test_the_checks_would_notice_a_document_that_is_not_true(
    schema: Any, deployed: Deployed
) -> None:
    case = operation(schema, "startSession").Case(
        body={"profile": PROFILE}, media_type="application/json"
    )
    answer = case.call(base_url=deployed.api_url)
    case.validate_response(answer, checks=CHECKS)
    del answer.headers["content-type"]

    with pytest.raises(FailureGroup, match="Schemathesis found 1 distinct failure"):
        case.validate_response(answer, checks=CHECKS)
