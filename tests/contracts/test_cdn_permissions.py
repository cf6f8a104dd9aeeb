"""What plan and deploy may do with CloudFront and its WAF: all that ``modules/cdn`` needs, and nothing
of another environment where AWS can tell them apart."""

from typing import Any

import pytest

from tests.contracts.policies import OWN, PRODS, TERRAFORM, allows, statements
from tools import hcl

FILE = "bootstrap/cdn.tf"

READS = {
    "aws_wafv2_web_acl": {"wafv2:GetWebACL", "wafv2:ListTagsForResource"},
    "aws_cloudfront_cache_policy": {"cloudfront:GetCachePolicy"},
    "aws_cloudfront_origin_request_policy": {"cloudfront:GetOriginRequestPolicy"},
    "aws_cloudfront_distribution": {
        "cloudfront:GetDistribution", "cloudfront:ListTagsForResource",
    },
}  # fmt: skip
WRITES = {
    "aws_wafv2_web_acl": {
        "wafv2:CreateWebACL", "wafv2:UpdateWebACL", "wafv2:DeleteWebACL", "wafv2:TagResource",
        "wafv2:UntagResource",
    },
    "aws_cloudfront_cache_policy": {
        "cloudfront:CreateCachePolicy", "cloudfront:UpdateCachePolicy",
        "cloudfront:DeleteCachePolicy",
    },
    "aws_cloudfront_origin_request_policy": {
        "cloudfront:CreateOriginRequestPolicy", "cloudfront:UpdateOriginRequestPolicy",
        "cloudfront:DeleteOriginRequestPolicy",
    },
    "aws_cloudfront_distribution": {
        "cloudfront:CreateDistribution", "cloudfront:UpdateDistribution",
        "cloudfront:DeleteDistribution", "cloudfront:TagResource", "cloudfront:UntagResource",
    },
}  # fmt: skip
"""The operations by which Terraform's provider makes, changes and reads each kind of resource."""

UNSCOPED = {
    "cloudfront:CreateDistribution", "cloudfront:CreateCachePolicy",
    "cloudfront:CreateOriginRequestPolicy",
}  # fmt: skip
"""AWS knows no resource for these (Service Authorization Reference, Amazon CloudFront)."""


def actions(document: str) -> set[str]:
    return {action for item in statements(FILE, document) for action in item["actions"]}


def resources(document: str, action: str) -> list[Any]:
    return [item["resources"] for item in statements(FILE, document) if action in item["actions"]]


def test_a_deploy_may_do_what_the_module_needs_and_no_more() -> None:
    made = {
        kind
        for block in hcl.read(TERRAFORM / "modules" / "cdn" / "main.tf")["resource"]
        for kind in block
    }

    assert made == set(READS) == set(WRITES)
    assert actions("cdn_read") == set().union(*READS.values())
    assert actions("cdn_write") == set().union(*WRITES.values())


def test_only_what_aws_cannot_name_is_allowed_on_any_resource() -> None:
    for document in ("cdn_read", "cdn_write"):
        for action in actions(document):
            assert (["*"] in resources(document, action)) is (action in UNSCOPED), action


def test_the_web_acl_is_the_environments_by_its_name() -> None:
    (local,) = (block for block in hcl.read(TERRAFORM / FILE)["locals"] if "cdn_arns" in block)
    web_acl = local["cdn_arns"]["web_acl"]

    assert web_acl.endswith(":global/webacl/${local.service_name}/*")
    for action in WRITES["aws_wafv2_web_acl"]:
        for named in resources("cdn_write", action):
            assert set(named) <= {"${local.cdn_arns.web_acl}", "${local.cdn_arns.managed_rules}"}


@pytest.mark.parametrize(
    "action",
    ["cloudfront:UpdateDistribution", "cloudfront:DeleteDistribution", "cloudfront:UntagResource"],
)
def test_a_deploy_may_change_the_distribution_of_its_own_environment_and_of_no_other(
    action: str,
) -> None:
    given = list(statements(FILE, "cdn_write"))

    assert allows(given, action, OWN)
    assert not allows(given, action, PRODS)
    assert not allows(given, action, {})


def test_a_distribution_is_made_with_the_environments_tags_and_none_is_taken_over() -> None:
    given = list(statements(FILE, "cdn_write"))

    for action in ("cloudfront:CreateDistribution", "cloudfront:TagResource"):
        assert allows(given, action, {}, OWN)
        assert not allows(given, action, {}, PRODS)
        assert not allows(given, action, {})
    assert not allows(given, "cloudfront:TagResource", PRODS, OWN)
    assert not allows(given, "cloudfront:TagResource", {"Environment": "prod"}, OWN)
