"""`make plan` shows what a change does, `make apply` does exactly that, `make drift` finds others' hands."""

import json
import re
from pathlib import Path

import pytest

from ai_chef_testing.make import make
from ai_chef_testing.stack.deployed import client
from tests.deployment.conftest import Change, replacing, rewriting
from tools.local_aws import server

CODE = "packages/recipe/src/ai_chef_recipe/generation.py"
FUNCTIONS = "terraform/functions.tf"
TABLES = "terraform/modules/tables/main.tf"
WORKFLOW = "terraform/workflow.asl.json.tftpl"


def plan(clone: Path) -> str:
    done = make(clone, "plan")
    assert done.returncode == 0, done.stdout + done.stderr
    return (clone / ".local" / "plan" / "local" / "plan.md").read_text("utf-8")


@pytest.fixture(scope="module")
def digest(clone: Path) -> str:
    """Return the digest of four changes at once; the files are put back."""
    edits = {
        FUNCTIONS: ('actions   = ["dynamodb:GetItem"]',
                    'actions   = ["dynamodb:GetItem", "dynamodb:Scan"]'),
        TABLES: ('prices   = { hash_key = "ingredient" }', 'prices   = { hash_key = "id" }'),
        WORKFLOW: (
            '"Default": "GenerateRecipe"\n    },',
            '"Default": "Breathe"\n    },\n'
            '    "Breathe": {"Type": "Pass", "Next": "GenerateRecipe"},',
        ),
    }  # fmt: skip
    with rewriting(clone) as change:
        change(CODE, lambda text: text + "\n")
        for name, (old, new) in edits.items():
            change(name, replacing(old, new))
        return plan(clone)


def test_code_of_one_package_is_told_by_function_and_file(digest: str) -> None:
    assert f"- **ai-chef-recipe-local** runs other code: `{CODE}`\n" in digest
    assert digest.count("runs other code") == 1


def test_a_permission_more_is_flagged_and_nothing_else_is(digest: str) -> None:
    gained = "gains `dynamodb:Scan` on `dynamodb table/ai-chef-results-local`"

    assert f"- ⚠ WIDENS: **ai-chef-recipe-local** {gained}\n" in digest
    assert digest.count("WIDENS") == 1


def test_another_key_of_a_table_is_loud_and_at_the_top(digest: str) -> None:
    assert "**ai-chef-prices-local** is REPLACED (`hash_key` ingredient → id)" in digest
    assert digest.index("DATA WOULD BE LOST") < digest.index("### Behaviour")


def test_a_step_more_is_told_though_its_functions_version_is_not_known_yet(digest: str) -> None:
    rewired = "ReuseRecipe, GenerateRecipe → ReuseRecipe, Breathe"

    assert "- step **Breathe** added (Pass), next: GenerateRecipe\n" in digest
    assert f"- step **ChooseRecipe** re-wired: {rewired}" in digest
    assert "### Cost: +0.0271 US dollars per 1,000 sessions" in digest


def test_the_sections_stand_in_the_order_of_what_matters(digest: str) -> None:
    titles = re.findall(r"^### (\w+)", digest, re.MULTILINE)

    assert titles == ["Behaviour", "Permissions", "Everything", "Cost"], digest[:3000]


def test_the_same_plan_is_the_same_bytes(clone: Path, changed: Change) -> None:
    changed(CODE, lambda text: text + "\n")
    folder = clone / ".local" / "plan" / "local"

    first = plan(clone), (folder / "plan.json").read_bytes()
    second = plan(clone), (folder / "plan.json").read_bytes()

    assert first == second


def test_a_saved_plan_is_applied_once_and_only_while_nothing_has_changed(
    clone: Path, deploying: Change
) -> None:
    deploying(CODE, lambda text: text + "\n")
    digest = plan(clone)
    deploying(CODE, lambda text: text + "\n")

    other_sources = make(clone, "apply")

    assert other_sources.returncode != 0
    assert "stale" in other_sources.stderr
    assert "make plan ENV=local" in other_sources.stderr

    (clone / CODE).write_text((clone / CODE).read_text("utf-8")[:-1], "utf-8")
    applied = make(clone, "apply")
    assert applied.returncode == 0, applied.stdout + applied.stderr
    assert "Apply complete!" in applied.stdout
    assert "to change" in digest
    assert "No changes." in plan(clone)

    other_state = make(clone, "apply")
    assert other_state.returncode == 0, other_state.stderr  # an empty plan of the same state

    deploying(CODE, lambda text: text + "\n")
    plan(clone)
    make(clone, "deploy")
    overtaken = make(clone, "apply")
    assert overtaken.returncode != 0
    assert "Saved plan is stale" in overtaken.stderr


def test_drift_is_silent_without_and_tells_what_someone_changed(
    clone: Path, endpoint: server.Endpoint
) -> None:
    quiet = make(clone, "drift")
    assert quiet.returncode == 0, quiet.stdout + quiet.stderr
    assert quiet.stdout.splitlines()[0] == "## No drift in `local`"

    logs = client("logs", endpoint.url)
    group = "/aws/lambda/ai-chef-price-local"
    logs.put_retention_policy(logGroupName=group, retentionInDays=365)
    try:
        loud = make(clone, "drift")
        assert loud.returncode != 0
        first = "## Drift in `local`: 1 resource was changed outside of Terraform"
        assert loud.stdout.splitlines()[0] == first
        assert "### Changed outside of Terraform" in loud.stdout
        assert "retention_in_days" in loud.stdout
    finally:
        logs.put_retention_policy(logGroupName=group, retentionInDays=1)


def test_a_plan_that_cannot_be_made_leaves_none_to_apply(clone: Path, changed: Change) -> None:
    plan(clone)
    changed(TABLES, lambda text: text.replace("each.value.hash_key", "each.value.nothing"))

    failed = make(clone, "plan")
    applied = make(clone, "apply")

    assert failed.returncode != 0
    assert applied.returncode != 0
    assert "there is no saved plan" in applied.stderr


def test_no_secret_or_health_data_is_in_what_is_written(clone: Path, changed: Change) -> None:
    changed(CODE, lambda text: text + "\n")
    plan(clone)

    folder = clone / ".local" / "plan" / "local"
    assert sorted(file.name for file in folder.iterdir()) == [
        "about.json", "plan.json", "plan.md", "plan.tfplan",
    ]  # fmt: skip
    document = json.loads((folder / "plan.json").read_text("utf-8"))
    variables = [
        change["change"]["after"]["environment"]
        for change in document["resource_changes"]
        if change["type"] == "aws_lambda_function"
    ]
    assert variables
    for word in ("clientSecret", "healthConditions", "allergies"):
        assert word not in (folder / "plan.md").read_text("utf-8")
