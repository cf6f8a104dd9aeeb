"""The rendered definition of the workflow and the code agree: names, payloads, retries, order."""

import copy
from typing import Any

import pytest

from ai_chef_combine.requests import CombineResultsRequest, PricingResult, RecipeResult
from ai_chef_common.contracts.base import Contract, parse
from ai_chef_common.errors import PermanentError, TransientError, WorkflowFailed, named_errors
from ai_chef_common.sessions.model import FailOutcome
from ai_chef_orchestrator.handler import FailureMarked
from ai_chef_orchestrator.requests import MarkFailedRequest, OpenSessionRequest, SessionOpened
from ai_chef_price.requests import FetchPricesRequest
from ai_chef_recipe.requests import GenerateRecipeRequest
from ai_chef_testing.template import definition, resolve

STEPS = ("OrchestrateSession", "GenerateRecipe", "FetchPrices", "CombineResults")
LAMBDA_SERVICE_ERRORS = {
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
}
CONTEXT: dict[str, Any] = {
    "Execution": {
        "Id": "arn:aws:states:ap-northeast-2:123456789012:execution:ai-chef-workflow-dev:x",
        "StartTime": "2026-01-31T09:00:00.000Z",
    },
    "State": {"RetryCount": 0},
}


def tasks() -> dict[str, dict[str, Any]]:
    return {
        name: state for name, state in definition()["States"].items() if state["Type"] == "Task"
    }


def payload(state: str, state_input: dict[str, Any], given: dict[str, Any]) -> Any:
    context = copy.deepcopy(CONTEXT)
    context["Execution"]["Input"] = given
    return resolve(tasks()[state]["Parameters"]["Payload"], state_input, context)


def selected(state: str, body: Any) -> Any:
    selector = tasks()[state]["ResultSelector"]
    return resolve(selector, {"Payload": {"statusCode": 200, "body": body}}, CONTEXT)


def test_the_steps_stand_in_the_order_of_the_plan() -> None:
    states = definition()["States"]

    assert definition()["StartAt"] == STEPS[0]
    assert [states[step].get("Next") for step in STEPS] == ["ChooseRecipe", *STEPS[2:], None]
    assert states["ChooseRecipe"]["Default"] == "GenerateRecipe"
    assert set(states) == {
        *STEPS, "ChooseRecipe", "ReuseRecipe",
        "MarkSessionFailed", "WorkflowFailed", "SessionNotMarked",
    }  # fmt: skip


def test_a_recipe_to_price_anew_takes_the_short_path_with_the_same_function() -> None:
    states = definition()["States"]
    (choice,) = states["ChooseRecipe"]["Choices"]

    assert choice == {"Variable": "$.repriceOf", "IsPresent": True, "Next": "ReuseRecipe"}
    for name in ("Resource", "ResultSelector", "ResultPath", "Catch", "Next"):
        assert states["ReuseRecipe"][name] == states["GenerateRecipe"][name]
    parameters = [states[name]["Parameters"] for name in ("ReuseRecipe", "GenerateRecipe")]
    assert parameters[0]["FunctionName"] == parameters[1]["FunctionName"]


def test_each_steps_output_is_the_next_steps_valid_payload(
    profile: dict[str, Any], recipe: dict[str, Any]
) -> None:
    given = {"sessionId": "sess_abc123", "profile": profile}
    state = dict(given)
    pricing = [{"name": "아보카도", "price": 3500, "shop": "네이버쇼핑"}]

    parse(OpenSessionRequest, payload("OrchestrateSession", state, given))
    state["sessionResult"] = selected("OrchestrateSession", given)
    parse(SessionOpened, state["sessionResult"])
    parse(GenerateRecipeRequest, payload("GenerateRecipe", state, given))
    again = state | {"repriceOf": "sess_earlier"}
    parse(GenerateRecipeRequest, payload("ReuseRecipe", again, given))
    state["recipeResult"] = selected("GenerateRecipe", recipe)
    parse(RecipeResult, state["recipeResult"])
    parse(FetchPricesRequest, payload("FetchPrices", state, given))
    state["pricingResult"] = selected("FetchPrices", pricing)
    parse(PricingResult, state["pricingResult"])
    parse(CombineResultsRequest, payload("CombineResults", state, given))
    state["error"] = {"Error": "NoRecipeFits", "Cause": "{}"}
    parse(MarkFailedRequest, payload("MarkSessionFailed", state, given))


@pytest.mark.parametrize(
    ("state", "model", "path"),
    [
        ("GenerateRecipe", RecipeResult, "$.recipeResult"),
        ("FetchPrices", PricingResult, "$.pricingResult"),
    ],
)
def test_results_land_where_the_plan_says(state: str, model: type[Contract], path: str) -> None:
    task = tasks()[state]

    assert task["ResultPath"] == path
    assert {key.removesuffix(".$") for key in task["ResultSelector"]} == set(model.model_fields)


def test_every_retried_name_of_ours_is_a_transient_error() -> None:
    for task in tasks().values():
        for retrier in task["Retry"]:
            ours = set(retrier["ErrorEquals"]) - LAMBDA_SERVICE_ERRORS
            assert all(issubclass(named_errors()[name], TransientError) for name in ours)


def test_every_transient_error_is_retried_somewhere_and_no_permanent_one() -> None:
    retried = {
        name
        for task in tasks().values()
        for retrier in task["Retry"]
        for name in retrier["ErrorEquals"]
    }
    errors = named_errors()

    assert {name for name, error in errors.items() if issubclass(error, TransientError)} <= retried
    assert (
        not {name for name, error in errors.items() if issubclass(error, PermanentError)} & retried
    )


def test_every_task_retries_the_lambda_services_own_errors_with_backoff_and_jitter() -> None:
    for name, task in tasks().items():
        (retrier,) = task["Retry"]
        assert set(retrier["ErrorEquals"]) >= LAMBDA_SERVICE_ERRORS, name
        assert (retrier["IntervalSeconds"], retrier["BackoffRate"]) == (2, 2.0)
        assert retrier["JitterStrategy"] == "FULL"
        assert retrier["MaxAttempts"] >= 3


def test_every_error_of_every_step_reaches_mark_session_failed() -> None:
    for step in (*STEPS, "ReuseRecipe"):
        catchers = tasks()[step]["Catch"]
        # States.ALL must stand alone, and does not hold the other.
        assert [catcher["ErrorEquals"] for catcher in catchers] == [
            ["States.DataLimitExceeded"],
            ["States.ALL"],
        ]
        assert {catcher["Next"] for catcher in catchers} == {"MarkSessionFailed"}
        assert {catcher["ResultPath"] for catcher in catchers} == {"$.error"}


def test_the_workflow_fails_with_the_code_that_marking_returns_and_the_original_cause() -> None:
    states = definition()["States"]
    body = FailureMarked(outcome=FailOutcome.RECORDED, code="StepTimedOut").model_dump(mode="json")

    assert selected("MarkSessionFailed", body) == {"code": "StepTimedOut"}
    assert states["MarkSessionFailed"]["ResultPath"] == "$.failure"
    assert states["MarkSessionFailed"]["Next"] == "WorkflowFailed"
    assert states["WorkflowFailed"] == {
        "Type": "Fail",
        "ErrorPath": "$.failure.code",
        "CausePath": "$.error.Cause",
    }


def test_where_marking_fails_the_workflow_ends_by_a_code_of_ours_with_the_caught_name() -> None:
    states = definition()["States"]

    (catcher,) = states["MarkSessionFailed"]["Catch"]
    assert catcher["ErrorEquals"] == ["States.ALL"]
    assert (catcher["Next"], catcher["ResultPath"]) == ("SessionNotMarked", "$.markError")
    assert states["SessionNotMarked"] == {
        "Type": "Fail",
        "Error": WorkflowFailed.code(),
        "CausePath": "$.error.Error",
    }


def test_every_task_and_the_machine_have_a_time_limit() -> None:
    assert "TimeoutSeconds" in definition()
    assert all("TimeoutSeconds" in task for task in tasks().values())


def test_no_database_call_stands_in_the_state_machine() -> None:
    assert {task["Resource"] for task in tasks().values()} == {"arn:aws:states:::lambda:invoke"}
