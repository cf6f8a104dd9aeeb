"""The state bucket of an environment."""

import pytest

from ai_chef_testing.stack.deployed import client
from tools.build_package import ROOT
from tools.deploy.bootstrap import create_state_bucket
from tools.deploy.terraform import ENVIRONMENTS, backend
from tools.local_aws import server

BUCKET = "ai-chef-terraform-state-test"


def test_the_bucket_is_versioned_encrypted_and_private_and_made_once(
    local_aws: server.Endpoint,
) -> None:
    assert create_state_bucket(BUCKET, server.REGION, local_aws.url)
    assert not create_state_bucket(BUCKET, server.REGION, local_aws.url)

    s3 = client("s3", local_aws.url)
    assert s3.get_bucket_versioning(Bucket=BUCKET)["Status"] == "Enabled"
    rules = s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rules[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"
    access = s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"]
    assert all(access.values())


@pytest.mark.parametrize("env", ENVIRONMENTS)
def test_every_environment_keeps_its_state_in_a_locked_bucket_of_its_own(env: str) -> None:
    named = backend(env)

    assert named["bucket"].endswith(f"-{env}")
    assert named["key"] == f"ai-chef/{env}.tfstate"
    text = (ROOT / "terraform" / "envs" / f"{env}.s3.tfbackend").read_text("utf-8")
    assert "use_lockfile = true" in text
    assert "encrypt      = true" in text
