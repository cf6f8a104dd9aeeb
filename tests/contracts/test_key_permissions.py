"""Who may do what with the customer-managed key: as each service's own page says, and to no key or API
of another environment. Neither has a name: their tags decide."""

import pytest

from tests.contracts.policies import OWN, PRODS, allows, conditions, statements

DEPLOY = ("bootstrap/keys_and_apis.tf", "keys_and_apis")
"""What a deploy may do with keys and APIs."""

BY_PAGE = {
    # DynamoDB Developer Guide, "Encryption at rest usage notes", customer managed keys.
    "dynamodb": {
        "kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo",
    },
    # CloudWatch Logs User Guide, "Encrypt log data": Encrypt*, Decrypt*, ReEncrypt*, GenerateDataKey*,
    # Describe*.
    "logs": {
        "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo",
    },
    # SNS and SQS Developer Guides, "Key management": from alarms and from EventBridge.
    "topics and queues": {"kms:Decrypt", "kms:GenerateDataKey"},
    # Lambda Developer Guide, "Securing environment variables": who makes the function.
    "lambda": {"kms:CreateGrant", "kms:Decrypt", "kms:Encrypt"},
    # Secrets Manager User Guide, "Permissions for the KMS key".
    "secretsmanager": {"kms:Decrypt", "kms:GenerateDataKey"},
}  # fmt: skip


def actions(file: str, document: str, *sids: str) -> set[str]:
    """Return the actions on keys that the statements of these ids allow."""
    chosen = [item for item in statements(file, document) if item["sid"] in sids]
    assert {statement["sid"] for statement in chosen} == set(sids)
    return {
        action
        for statement in chosen
        for action in statement["actions"]
        if action.startswith("kms:")
    }


def test_functions_may_use_the_key_as_dynamodb_and_their_other_services_ask() -> None:
    given = actions("modules/lambda_function/iam.tf", "this", "UseKey", "LetDynamoDBUseKey")

    assert given == BY_PAGE["dynamodb"] | BY_PAGE["secretsmanager"]


def test_grants_are_for_dynamodb_alone() -> None:
    (statement,) = [
        statement
        for statement in statements("modules/lambda_function/iam.tf", "this")
        if "kms:CreateGrant" in statement["actions"]
    ]

    conditions = {
        condition["variable"]: condition["values"] for condition in statement["condition"]
    }
    assert conditions == {
        "kms:ViaService": ["dynamodb.*.amazonaws.com"],
        "kms:GrantIsForAWSResource": ["true"],
    }


@pytest.mark.parametrize(
    ("sid", "page"), [("LogGroups", "logs"), ("AlarmsAndUndeliveredEvents", "topics and queues")]
)
def test_a_service_may_use_the_key_as_its_page_says(sid: str, page: str) -> None:
    assert actions("encryption.tf", "key", sid) == BY_PAGE[page]


def test_the_account_may_decide_on_all_that_roles_are_given() -> None:
    decided = actions("encryption.tf", "key", "AccountDecidesByItsPolicies")
    by_policies = BY_PAGE["dynamodb"] | actions(*DEPLOY, "WriteKeysAndApis")

    assert by_policies - {"kms:CreateKey"} <= decided


def test_a_deploy_may_use_the_key_for_what_it_encrypts() -> None:
    written = actions(*DEPLOY, "WriteKeysAndApis")
    seen = actions("bootstrap/permissions.tf", "read", "ReadKeys")

    for page in ("dynamodb", "lambda", "secretsmanager", "topics and queues"):
        assert BY_PAGE[page] <= written | seen


def allowed(action: str, tags: dict[str, str], request: dict[str, str] | None = None) -> bool:
    """Tell whether the deploy role of dev may do this to a key or an API."""
    by_tags = [item for item in statements(*DEPLOY) if item["sid"] != "NameKeys"]
    return allows(by_tags, action, tags, request)


DESTRUCTIVE = ("kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:UntagResource", "kms:Decrypt")


@pytest.mark.parametrize("action", DESTRUCTIVE)
def test_a_deploy_may_change_the_key_of_its_own_environment_and_of_no_other(action: str) -> None:
    assert allowed(action, OWN)
    assert not allowed(action, PRODS)
    assert not allowed(action, {"Project": "ai-chef"})
    assert not allowed(action, {"Environment": "dev"})
    assert not allowed(action, {})


def test_a_deploy_may_make_a_key_and_an_api_with_its_tags_and_no_other() -> None:
    for action in ("kms:CreateKey", "kms:TagResource", "apigateway:POST", "apigateway:TagResource"):
        assert allowed(action, {}, OWN)
        assert not allowed(action, {}, PRODS)
        assert not allowed(action, {})


@pytest.mark.parametrize("action", ["kms:TagResource", "apigateway:TagResource", "apigateway:POST"])
def test_a_deploy_cannot_make_what_is_of_another_environment_its_own_by_a_tag(action: str) -> None:
    assert not allowed(action, PRODS, OWN)
    assert not allowed(action, {"Environment": "prod"}, OWN)
    assert allowed(action, OWN, OWN)


@pytest.mark.parametrize("action", ["apigateway:DELETE", "apigateway:PATCH", "apigateway:POST"])
def test_a_deploy_may_change_the_api_of_its_own_environment_and_of_no_other(action: str) -> None:
    assert allowed(action, OWN)
    assert not allowed(action, PRODS)
    assert not allowed(action, {})


def test_what_is_asked_of_a_key_right_after_its_creation_needs_no_tags() -> None:
    # They take minutes to count; the rest waits (tools/deploy/wait_for_key.py).
    assert allowed("kms:EnableKeyRotation", {})
    at_once = {"kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus"}
    (reading,) = [
        statement
        for statement in statements("bootstrap/permissions.tf", "read")
        if statement["sid"] == "ReadKeys"
    ]
    assert at_once <= set(reading["actions"])
    assert "condition" not in reading


def test_roles_are_bounded_to_the_key_of_their_environment() -> None:
    (bounded,) = [
        statement
        for statement in statements("bootstrap/boundary.tf", "boundary")
        if statement["sid"] == "OwnKey"
    ]

    variables = {variable: values for _, variable, values in conditions(bounded)}
    assert variables == {
        "aws:ResourceTag/Project": ["ai-chef"],
        "aws:ResourceTag/Environment": ["dev"],
    }
