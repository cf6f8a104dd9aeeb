"""The digest tells a reviewer what a plan does, loudest first, and fits into a comment."""

import json
import random
from typing import Any

import pytest

from tests.plan.plans import allow, plan, policy, resource
from tools.deploy.plan.changes import masked_plan
from tools.deploy.plan.digest import COMMENT_LIMIT, digest

TABLE = 'module.tables.aws_dynamodb_table.this["sessions"]'
RECIPE = 'module.functions["recipe"]'
SESSIONS = "arn:aws:dynamodb:ap-northeast-2:123456789012:table/ai-chef-sessions-dev"


def rendered(*resources: dict[str, Any], text: str = "the plan", **more: Any) -> str:
    return digest("dev", masked_plan(plan(*resources, **more)), text)


BOUNDARY = "arn:aws:iam::000000000000:policy/b"


def function(actions: list[str], before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    base = {"function_name": "ai-chef-recipe-dev", "handler": "ai_chef_recipe.handler.handler"}
    return resource(
        f"{RECIPE}.aws_lambda_function.this", "aws_lambda_function", actions,
        base | before if before else None, base | after if after else None,
    )  # fmt: skip


def role(before: str | None, after: str | None, **more: Any) -> dict[str, Any]:
    who = {"role": "ai-chef-recipe-dev"}
    return resource(
        f"{RECIPE}.aws_iam_role_policy.this", "aws_iam_role_policy", ["update"],
        who | {"policy": before}, who | ({"policy": after} if after else {}), **more,
    )  # fmt: skip


def machine(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return resource(
        "module.workflow.terraform_data.definition_preview", "terraform_data", ["update"],
        {"input": before}, {"input": after},
    )  # fmt: skip


def task(following: str, **more: Any) -> dict[str, Any]:
    return {"Type": "Task", "Next": following, "TimeoutSeconds": 20, **more}


def test_nothing_to_do_is_one_line() -> None:
    same = resource(TABLE, "aws_dynamodb_table", ["no-op"], {"name": "t"}, {"name": "t"})

    assert rendered(same).startswith("## Plan for `dev`\n\nNo changes.\n")


def test_a_table_that_is_replaced_stands_loud_above_everything() -> None:
    text = rendered(
        function(["update"], {"timeout": 30}, {"timeout": 60}),
        resource(
            TABLE, "aws_dynamodb_table", ["delete", "create"],
            {"name": "ai-chef-sessions-dev", "hash_key": "sessionId"},
            {"name": "ai-chef-sessions-dev", "hash_key": "id"}, replace_paths=[["hash_key"]],
        ),
    )  # fmt: skip

    assert "`hash_key` sessionId → id" in text
    assert "every item in it is lost" in text
    assert text.index("DATA WOULD BE LOST") < text.index("### Behaviour")


@pytest.mark.parametrize("kind", ["aws_dynamodb_table", "aws_kms_key", "aws_cloudwatch_log_group"])
def test_what_is_destroyed_with_its_contents_is_told_loud(kind: str) -> None:
    text = rendered(resource(f"{kind}.this", kind, ["delete"], {"name": "kept"}, None))

    assert "DATA WOULD BE LOST" in text
    assert "**kept** is DESTROYED" in text or "is DESTROYED" in text


def test_a_function_without_data_can_go_quietly() -> None:
    assert "DATA WOULD BE LOST" not in rendered(function(["delete"], {"timeout": 30}, {}))


def test_changed_code_names_the_files_and_what_became_of_them() -> None:
    package = resource(
        f"{RECIPE}.terraform_data.package", "terraform_data", ["delete", "create"],
        {"input": {"packages/recipe/src/book.py": "1", "packages/recipe/src/old.py": "1"}},
        {"input": {"packages/recipe/src/book.py": "2", "packages/food/src/new.py": "1"}},
    )  # fmt: skip

    text = rendered(
        package, function(["update"], {"source_code_hash": "a"}, {"source_code_hash": "b"})
    )

    assert (
        "**ai-chef-recipe-dev** runs other code: `packages/food/src/new.py (new)`, "
        "`packages/recipe/src/book.py`, `packages/recipe/src/old.py (gone)`"
    ) in text


def test_settings_and_variables_of_a_function_are_told_before_and_after() -> None:
    text = rendered(
        function(
            ["update"],
            {"timeout": 30, "environment": [{"variables": {"RECIPE_SOURCE": "book"}}]},
            {"timeout": 60, "environment": [{"variables": {"RECIPE_SOURCE": "bedrock"}}]},
        )
    )

    assert "time limit (seconds): `30` → `60`" in text
    assert "variable `RECIPE_SOURCE`: `book` → `bedrock`" in text


def test_steps_are_told_when_added_removed_rewired_retried_or_given_other_time() -> None:
    retry = [{"ErrorEquals": ["A"], "MaxAttempts": 3, "IntervalSeconds": 2}]
    before = {"StartAt": "One", "States": {
        "One": task("Two", Retry=retry), "Two": task("Old"), "Old": task("End"),
    }}  # fmt: skip
    after = {"StartAt": "One", "States": {
        "One": task("New", Retry=[{**retry[0], "MaxAttempts": 5}], TimeoutSeconds=40),
        "Two": task("Old"),
        "New": task("Two"),
    }}  # fmt: skip

    text = rendered(machine(before, after))

    for line in (
        "step **New** added (Task), next: Two",
        "step **Old** removed",
        "step **One** re-wired: Two → New",
        "step **One** time limit (seconds): `20` → `40`",
        "step **One** retries: 3 x from 2 s on 1 errors → 5 x from 2 s on 1 errors",
    ):
        assert f"- {line}\n" in text
    assert "step **Two**" not in text


def test_a_permission_that_is_gained_is_flagged_and_one_that_is_lost_is_told() -> None:
    text = rendered(
        role(
            policy(allow(["dynamodb:GetItem", "dynamodb:PutItem"], SESSIONS)),
            policy(allow(["dynamodb:GetItem", "dynamodb:DeleteItem"], SESSIONS)),
        )
    )

    gained = "`dynamodb:DeleteItem` on `dynamodb table/ai-chef-sessions-dev`"
    assert f"- ⚠ WIDENS: **ai-chef-recipe-dev** gains {gained}" in text
    assert "- **ai-chef-recipe-dev** loses `dynamodb:PutItem`" in text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (allow("s3:GetObject", "b"), allow("s3:*", "b")),
        (allow("s3:GetObject", "b"), allow("s3:GetObject", "*")),
        (allow("s3:GetObject", "b", Condition={"Bool": {"x": "true"}}), allow("s3:GetObject", "b")),
        ({"Effect": "Deny", "Action": "s3:GetObject", "Resource": "b"}, None),
        (None, {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "b"}),
    ],
)
def test_every_way_of_widening_is_flagged(before: Any, after: Any) -> None:
    text = rendered(
        role(*(policy(*([statement] if statement else [])) for statement in (before, after)))
    )

    assert "⚠ WIDENS" in text


def test_narrowing_is_not_flagged() -> None:
    text = rendered(role(policy(allow("s3:*", "*")), policy(allow("s3:GetObject", "b"))))

    assert "loses `s3:*` on `*` (wildcard)" in text
    assert text.count("WIDENS") == 1  # the finer action is new in words, and is shown


def test_a_policy_that_is_known_later_is_compared_by_the_actions_of_its_source() -> None:
    source = resource(
        f"{RECIPE}.data.aws_iam_policy_document.this", "aws_iam_policy_document", ["read"], None,
        {"statement": [{"actions": ["dynamodb:GetItem", "dynamodb:Scan"], "resources": None}]},
    )  # fmt: skip
    source["module_address"] = RECIPE

    text = rendered(
        source,
        role(policy(allow("dynamodb:GetItem", SESSIONS)), None, unknown={"policy": True}),
    )

    assert "gains `dynamodb:Scan` on `(resources known after apply)`" in text
    assert "dynamodb:GetItem" not in text.split("### Permissions")[1].split("###")[0]


def test_a_new_version_of_a_function_keeps_its_invoker_without_a_word() -> None:
    permission = {"principal": "events.amazonaws.com", "function_name": "ai-chef-orchestrator-dev"}
    same = resource(
        "aws_lambda_permission.this", "aws_lambda_permission", ["create", "delete"],
        permission | {"qualifier": "1"}, permission | {"qualifier": "2"},
    )  # fmt: skip

    assert "### Permissions" not in rendered(same)
    new = resource(
        "aws_lambda_permission.this", "aws_lambda_permission", ["create"], None, permission
    )
    assert "⚠ WIDENS: `events.amazonaws.com` may invoke **ai-chef-orchestrator-dev**" in rendered(
        new
    )


@pytest.mark.parametrize(
    ("before", "after", "told_as"),
    [
        (BOUNDARY, None, "⚠ WIDENS: **ai-chef-recipe-dev** is bounded by no policy any more"),
        (BOUNDARY, f"{BOUNDARY}-2", "⚠ WIDENS: **ai-chef-recipe-dev** is bounded by `iam policy/b-2`,"),
        (None, BOUNDARY, "- **ai-chef-recipe-dev** is bounded by `iam policy/b`\n"),
    ],
)  # fmt: skip
def test_a_boundary_that_goes_or_changes_widens(
    before: str | None, after: str | None, told_as: str
) -> None:
    name = {"name": "ai-chef-recipe-dev"}
    text = rendered(resource(
        f"{RECIPE}.aws_iam_role.this", "aws_iam_role", ["update"],
        name | {"permissions_boundary": before}, name | {"permissions_boundary": after},
    ))  # fmt: skip

    assert told_as in text


def test_more_memory_costs_more_per_thousand_sessions() -> None:
    text = rendered(function(["update"], {"memory_size": 512}, {"memory_size": 1024}))

    assert "### Cost: +0.00" in text
    assert "+0.0000 US dollars" not in text


def test_snapshots_are_named_and_paid_for_by_the_month() -> None:
    off = {"memory_size": 512, "snap_start": []}
    on = {"memory_size": 512, "snap_start": [{"apply_on": "PublishedVersions"}]}

    text = rendered(function(["update"], off, on))

    assert "starts from a snapshot: no → yes" in text
    assert "+2.4155 per month" in text


def test_an_alarm_costs_by_the_month() -> None:
    text = rendered(resource("aws_cloudwatch_metric_alarm.a", "aws_cloudwatch_metric_alarm", ["create"],
                         None, {"alarm_name": "a"}))  # fmt: skip

    assert "+0.1000 per month" in text


def test_the_model_costs_its_custom_metrics_by_the_month() -> None:
    def with_source(source: str) -> dict[str, Any]:
        return {"environment": [{"variables": {"RECIPE_SOURCE": source}}]}

    text = rendered(function(["update"], with_source("book"), with_source("bedrock")))

    assert "+2.1000 per month" in text  # seven metrics of models at 0.30


def test_what_only_moves_in_the_configuration_is_told_by_both_addresses() -> None:
    moved = resource("aws_sqs_queue.dlq", "aws_sqs_queue", ["no-op"], {"name": "q"}, {"name": "q"})

    text = rendered(moved | {"previous_address": "aws_sqs_queue.undelivered"})

    assert "1 to move" in text
    assert "- `aws_sqs_queue.undelivered` → `aws_sqs_queue.dlq`" in text
    assert "### Everything" not in text


def test_what_is_imported_is_told_with_what_it_is_at_aws() -> None:
    imported = resource(
        "aws_s3_bucket.state", "aws_s3_bucket", ["update"], {"tags": {}}, {"tags": {"a": "b"}}
    )
    imported["change"]["importing"] = {"id": "somebodys-bucket"}

    text = rendered(imported)

    assert "1 to import, 1 to change" in text
    assert "- `aws_s3_bucket.state` is imported: `somebodys-bucket`" in text


CONFIGURED = {"root_module": {"module_calls": {"a": {"module": {"resources": [
    {"address": "aws_sqs_queue.q", "expressions": {"delay": {}, "policy": {}}},
]}}}}}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [
        ({"delay": 0}, {"delay": 9}, True),
        ({"delay": None}, {"delay": 9}, True),
        ({"size": 5}, {"size": 6}, True),
        ({"tags": None}, {"tags": {}}, False),
        ({"rules": [{"a": "b", "period": None}]}, {"rules": [{"a": "b", "period": 0}]}, False),
        ({"delay": 9}, {"delay": 0}, True),
        ({"policy": ""}, {"policy": None}, False),
        ({"rules": [{"a": None}]}, {"rules": [{"a": []}]}, False),
        ({"inline_policy": []}, {"inline_policy": [{"name": "of another resource"}]}, False),
    ],
)
def test_what_somebody_changed_outside_of_terraform_is_told_and_what_aws_fills_in_is_not(
    before: dict[str, Any], after: dict[str, Any], is_told: bool
) -> None:
    address = 'module.a["x"].aws_sqs_queue.q'
    drifted = resource(address, "aws_sqs_queue", ["update"], before, after)

    text = rendered(resource_drift=[drifted], configuration=CONFIGURED)

    assert ("### Changed outside of Terraform" in text) is is_told
    assert (f"`{address}`: `{next(iter(before))}`" in text) is is_told


@pytest.mark.parametrize(
    ("names", "title"),
    [
        ([], "## No drift in `dev`"),
        (["q"], "## Drift in `dev`: 1 resource was changed outside of Terraform"),
        (["q", "r"], "## Drift in `dev`: 2 resources were changed outside of Terraform"),
    ],
)
def test_the_first_line_of_a_look_for_drift_tells_whether_there_is_any(
    names: list[str], title: str
) -> None:
    gone = [
        resource(f"aws_sqs_queue.{name}", "aws_sqs_queue", ["delete"], {"name": name}, None)
        for name in names
    ]

    text = digest("dev", masked_plan(plan(resource_drift=gone)), "the plan", is_drift=True)

    assert text.splitlines()[0] == title


def test_what_somebody_deleted_is_told() -> None:
    gone = resource("aws_sqs_queue.q", "aws_sqs_queue", ["delete"], {"name": "q"}, None)

    assert "`-` `aws_sqs_queue.q`" in rendered(resource_drift=[gone])


@pytest.mark.parametrize("lines", [10, 5_000])
def test_a_long_plan_is_cut_visibly_below_the_limit_of_a_comment(lines: int) -> None:
    full = "\n".join(f"  + line {number} 가" for number in range(lines))

    text = rendered(function(["update"], {"timeout": 1}, {"timeout": 2}), text=full)

    assert len(text) <= COMMENT_LIMIT
    assert ("CUT:" in text) == (lines == 5_000)
    if lines == 5_000:
        shown = text.count("  + line ")
        assert f"CUT: {lines - shown} of {lines} lines" in text


def test_a_digest_that_is_too_long_itself_is_cut_too() -> None:
    many = [
        resource(f"aws_thing.number_{number}_{'x' * 60}", "aws_thing", ["create"], None, {})
        for number in range(2_000)
    ]

    text = rendered(*many)

    assert len(text) <= COMMENT_LIMIT
    assert "lines of this digest are left out" in text


def test_a_plan_cannot_break_out_of_its_fence() -> None:
    text = rendered(text="a\n````\n# loud\n```")

    fence = text.split("<details>")[1].split("text\n")[0].split("\n")[-1]
    assert fence == "`" * 5


def test_the_same_plan_gives_the_same_bytes_in_whatever_order_it_is_told() -> None:
    resources = [
        role(policy(allow(["a:B", "c:D"], ["x", "y"])), policy(allow(["e:F"], ["x", "z"]))),
        function(["update"], {"timeout": 1}, {"timeout": 2}),
        resource(TABLE, "aws_dynamodb_table", ["delete"], {"name": "t"}, None),
    ]
    first = rendered(*resources)
    for seed in range(5):
        shuffled = json.loads(json.dumps(resources))
        random.Random(seed).shuffle(shuffled)  # noqa: S311 - an order, no secret
        assert rendered(*shuffled) == first
