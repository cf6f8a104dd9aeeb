import json
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import (
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
)
from botocore.validate import ParamValidator

from ai_chef_common.contracts.profile import Profile
from ai_chef_common.contracts.recipe import Recipe
from ai_chef_common.errors import (
    AiChefError,
    RecipeModelAccessDenied,
    RecipeModelMisconfigured,
    RecipeModelThrottled,
    RecipeModelTimedOut,
    RecipeRefused,
    RecipeRejected,
    RecipeSourceUnavailable,
    TransientError,
)
from ai_chef_recipe.gate.verdict import Violation
from ai_chef_recipe.generation import generate_recipe
from ai_chef_recipe.sources.bedrock.model import Model, Usage, converse_request
from ai_chef_recipe.sources.bedrock.prompt import PROMPT_VERSION, TOOL_NAME
from ai_chef_recipe.sources.bedrock.source import BedrockSource
from ai_chef_testing.factories import CARROTS
from ai_chef_testing.plugin import FrozenClock

MODEL = Model("maker.model-v1:0", repair_rounds=2)

GOOD = CARROTS
WITH_PEANUTS = GOOD | {"steps": ["당근을 볶고 땅콩을 뿌린다."]}
TALK = {"output": {"message": {"content": [{"text": "도와드릴 수 없습니다."}]}}}


def handed_in(draft: dict[str, Any], **more: Any) -> dict[str, Any]:
    use = {"toolUseId": "1", "name": TOOL_NAME, "input": draft}
    return {
        "output": {"message": {"role": "assistant", "content": [{"toolUse": use}]}},
        "stopReason": "tool_use",
        "usage": {"inputTokens": 900, "outputTokens": 300},
    } | more


class FakeModel:
    """Answers one scripted reply after another, and keeps the requests."""

    def __init__(self, *replies: dict[str, Any] | Exception) -> None:
        self.replies: Iterator[dict[str, Any] | Exception] = iter(replies)
        self.requests: list[dict[str, Any]] = []

    def converse(self, **request: Any) -> dict[str, Any]:
        self.requests.append(request)
        reply = next(self.replies)
        if isinstance(reply, Exception):
            raise reply
        return reply


def cooked(
    fake: FakeModel,
    profile: Profile,
    *,
    model: Model = MODEL,
    metered: Callable[[Usage], None] = lambda usage: None,
    refused: Callable[[tuple[Violation, ...]], None] = lambda violations: None,
) -> Recipe:
    source = BedrockSource(model, lambda: fake.converse, metered, FrozenClock())
    return generate_recipe(source, profile, "seed", refused)


def test_a_draft_that_passes_is_the_recipe_with_its_source(wishes: Callable[..., Profile]) -> None:
    recipe = cooked(FakeModel(handed_in(GOOD)), wishes())

    assert recipe.name == "당근볶음"
    assert recipe.source.to_json() == {
        "kind": "bedrock",
        "id": "maker.model-v1:0",
        "generatedAt": "2026-01-31T09:00:00.000Z",
        "promptVersion": PROMPT_VERSION,
    }


def test_the_request_is_one_that_bedrock_accepts(wishes: Callable[..., Profile]) -> None:
    fake = FakeModel(handed_in(GOOD))
    guarded = Model("m", 2, guardrail_id="guard1", guardrail_version="3")

    cooked(fake, wishes(), model=guarded)

    (request,) = fake.requests
    assert_valid(request)
    assert request["toolConfig"]["toolChoice"] == {"tool": {"name": TOOL_NAME}}
    assert request["guardrailConfig"] == {
        "guardrailIdentifier": "guard1",
        "guardrailVersion": "3",
    }


def assert_valid(request: dict[str, Any]) -> None:
    client = boto3.client("bedrock-runtime", region_name="ap-northeast-2")
    shape = client.meta.service_model.operation_model("Converse").input_shape
    assert not ParamValidator().validate(request, shape).has_errors()


@pytest.mark.parametrize(
    ("parameters", "sent"),
    [
        ({}, None),
        ({"temperature": 0.0}, {"temperature": 0.0}),
        ({"top_p": 0.9, "max_tokens": 2000}, {"topP": 0.9, "maxTokens": 2000}),
    ],
)
def test_inference_parameters_are_sent_only_if_they_are_set(
    parameters: dict[str, Any], sent: dict[str, Any] | None
) -> None:
    request = converse_request(Model("maker.model", 2, **parameters), "…")

    assert request.get("inferenceConfig") == sent
    assert_valid(request)


def test_what_every_request_begins_with_is_cached_where_the_model_can(
    wishes: Callable[..., Profile],
) -> None:
    caching = Model("maker.model", 2, prompt_caching=True)
    fake = FakeModel(handed_in(WITH_PEANUTS), handed_in(GOOD))

    cooked(fake, wishes(allergies=["땅콩"]), model=caching)

    first, repair = fake.requests
    assert first["system"][-1] == {"cachePoint": {"type": "default"}}
    assert_valid(first)
    assert (first["system"], first["toolConfig"]) == (repair["system"], repair["toolConfig"])
    assert "cachePoint" not in str(converse_request(MODEL, "…"))


def test_structured_output_hands_a_draft_in_without_a_tool(
    wishes: Callable[..., Profile],
) -> None:
    text = {"text": json.dumps(GOOD, ensure_ascii=False)}
    reply = {"output": {"message": {"content": [text]}}, "stopReason": "end_turn"}
    fake = FakeModel(reply)

    recipe = cooked(fake, wishes(), model=Model("m", 2, output="json_schema"))

    (request,) = fake.requests
    assert_valid(request)
    assert recipe.name == "당근볶음"
    assert "toolConfig" not in request
    assert TOOL_NAME not in request["system"][0]["text"]


def test_a_refused_draft_goes_back_with_the_facts_against_it(
    wishes: Callable[..., Profile],
) -> None:
    fake = FakeModel(handed_in(WITH_PEANUTS), handed_in(GOOD))
    refused: list[tuple[Violation, ...]] = []

    recipe = cooked(fake, wishes(allergies=["땅콩"]), refused=refused.append)

    assert recipe.steps == ["당근을 볶는다."]
    repair = fake.requests[1]["messages"][0]["content"][0]["text"]
    assert refused[0][0].fact in repair
    assert "땅콩을 뿌린다" in repair


def test_after_two_repairs_the_recipe_is_rejected_by_rule_without_health_data(
    wishes: Callable[..., Profile],
) -> None:
    fake = FakeModel(*[handed_in(WITH_PEANUTS)] * 9)

    with pytest.raises(RecipeRejected) as caught:
        cooked(fake, wishes(allergies=["땅콩"]))

    assert len(fake.requests) == 3
    assert caught.value.rules == ("allergies",)
    assert "땅콩" not in str(caught.value)


def test_an_answer_that_is_no_recipe_is_repaired_like_any_other(
    wishes: Callable[..., Profile],
) -> None:
    fake = FakeModel(TALK, handed_in(GOOD, stopReason="max_tokens"), handed_in(GOOD))

    assert cooked(fake, wishes()).name == "당근볶음"


def test_a_model_that_only_talks_refuses(wishes: Callable[..., Profile]) -> None:
    with pytest.raises(RecipeRefused):
        cooked(FakeModel(TALK, TALK, TALK), wishes())


def test_a_guardrail_refuses_at_once(wishes: Callable[..., Profile]) -> None:
    fake = FakeModel(handed_in(GOOD, stopReason="guardrail_intervened"), handed_in(GOOD))

    with pytest.raises(RecipeRefused):
        cooked(fake, wishes())
    assert len(fake.requests) == 1


def test_every_call_is_metered_also_one_whose_draft_is_refused(
    wishes: Callable[..., Profile],
) -> None:
    used: list[Usage] = []

    cooked(
        FakeModel(handed_in(WITH_PEANUTS), handed_in(GOOD)),
        wishes(allergies=["땅콩"]),
        metered=used.append,
    )

    assert used == [Usage(900, 300), Usage(900, 300)]


def error(code: str, status: int) -> ClientError:
    message = "messages.0: {'allergies': ['땅콩']} is not allowed"
    response: Any = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(response, "Converse")


@pytest.mark.parametrize(
    ("raised", "named"),
    [
        (error("ThrottlingException", 429), RecipeModelThrottled),
        (error("ServiceQuotaExceededException", 400), RecipeModelThrottled),
        (error("ModelTimeoutException", 408), RecipeModelTimedOut),
        (ReadTimeoutError(endpoint_url="x"), RecipeModelTimedOut),
        (error("InternalServerException", 500), RecipeSourceUnavailable),
        (error("ModelNotReadyException", 429), RecipeSourceUnavailable),
        (error("SomethingNew", 503), RecipeSourceUnavailable),
        (EndpointConnectionError(endpoint_url="x"), RecipeSourceUnavailable),
        (error("AccessDeniedException", 403), RecipeModelAccessDenied),
        (NoCredentialsError(), RecipeModelAccessDenied),
        (error("ResourceNotFoundException", 404), RecipeModelMisconfigured),
        (error("ValidationException", 400), RecipeModelMisconfigured),
        (error("SomethingNew", 400), RecipeModelMisconfigured),
    ],
)
def test_each_failure_has_its_name_says_what_to_do_and_quotes_nothing(
    wishes: Callable[..., Profile], raised: Exception, named: type[AiChefError]
) -> None:
    with pytest.raises(named) as caught:
        cooked(FakeModel(raised), wishes(allergies=["땅콩"]))

    assert MODEL.id in str(caught.value)
    assert "땅콩" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_only_failures_that_may_pass_by_themselves_are_retried() -> None:
    transient = {RecipeModelThrottled, RecipeModelTimedOut, RecipeSourceUnavailable}

    assert all(issubclass(named, TransientError) for named in transient)
    assert not issubclass(RecipeModelAccessDenied, TransientError)
    assert not issubclass(RecipeModelMisconfigured, TransientError)
