"""Prepare an environment: the bucket for its state, the boundary of its roles, GitHub's roles.

Usage: python -m tools.deploy.bootstrap ENV [--github OWNER/NAME] [-- terraform options]

The bucket is created bare where it does not stand; then ``terraform/bootstrap`` takes it over, and
keeps its own state in it. Safe to run again. The local AWS gets the bucket alone: it has no pull
requests, and nobody to keep in bounds. Locking is S3's own (``use_lockfile``).
"""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from tools.deploy.aws import client
from tools.deploy.terraform import (
    ENVIRONMENTS,
    TERRAFORM_FOLDER,
    TerraformError,
    backend,
    captured,
    data_folder,
    environment,
    run,
    split,
)
from tools.local_aws.checkout import required
from tools.local_aws.server import LocalAwsError

BOOTSTRAP_FOLDER = TERRAFORM_FOLDER / "bootstrap"
BOOTSTRAP_KEY = "ai-chef/bootstrap-{env}.tfstate"
GITHUB_TOKENS = "token.actions.githubusercontent.com"

PRIVATE = {
    "BlockPublicAcls": True,
    "IgnorePublicAcls": True,
    "BlockPublicPolicy": True,
    "RestrictPublicBuckets": True,
}


def create_state_bucket(bucket: str, region: str, endpoint_url: str | None = None) -> bool:
    """Create the bucket unless it is ours already; return whether it was created.

    Raises
    ------
    botocore.exceptions.ClientError
        The name is taken by another account, or a permission is missing.
    """
    s3 = client("s3", endpoint_url, region=region)
    created = True
    try:
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": region})
    except ClientError as error:
        if error.response["Error"]["Code"] != "BucketAlreadyOwnedByYou":
            raise
        created = False
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=PRIVATE)
    s3.put_bucket_encryption(
        Bucket=bucket,
        ServerSideEncryptionConfiguration={
            "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]
        },
    )
    return created


def provider_arn(iam: Any) -> str:
    """Return the ARN of the account's provider for GitHub's tokens; empty if it has none."""
    providers = iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]
    found = [
        provider["Arn"] for provider in providers if provider["Arn"].endswith(f"/{GITHUB_TOKENS}")
    ]
    return found[0] if found else ""


def apply_roles(
    env: str, github: str, variables: dict[str, str], iam: Any, options: Sequence[str]
) -> int:
    """Apply ``terraform/bootstrap`` for `env`; return Terraform's exit code.

    Parameters
    ----------
    github
        Repository as owner/name whose workflows may plan and deploy; empty for none.
    variables
        Environment variables with which Terraform runs.
    options
        Further options of ``terraform apply``.
    """
    named = backend(env)
    prepared = run(
        ["init", "-input=false", "-no-color", "-reconfigure", "-lockfile=readonly",
         f"-backend-config={TERRAFORM_FOLDER}/envs/{env}.s3.tfbackend",
         f"-backend-config=key={BOOTSTRAP_KEY.format(env=env)}"],
        variables, quiet=True, folder=BOOTSTRAP_FOLDER,
    )  # fmt: skip
    if prepared:
        return prepared
    # One environment of an account makes the provider, the others use it.
    provider = ("state", "list", "aws_iam_openid_connect_provider.github")
    ours = captured(provider, variables, BOOTSTRAP_FOLDER).stdout
    values = {
        "environment": env,
        "region": named["region"],
        "state_bucket": named["bucket"],
        "github_repository": github,
        "oidc_provider_arn": "" if ours else provider_arn(iam),
    }
    return run(
        ["apply", *(f"-var={name}={value}" for name, value in values.items()), *options],
        variables,
        folder=BOOTSTRAP_FOLDER,
    )


def main() -> int:
    """Prepare the environment named; return the exit code."""
    parser = argparse.ArgumentParser(prog="bootstrap", description="Prepare an environment.")
    parser.add_argument("env", choices=ENVIRONMENTS)
    parser.add_argument("--github", default="", metavar="OWNER/NAME")
    own, options = split(sys.argv[1:])
    asked = parser.parse_args(own)
    named = backend(asked.env)
    try:
        is_local = asked.env == "local"
        variables = {} if is_local else environment(asked.env)
        endpoint_url = required().url if is_local else None
        created = create_state_bucket(named["bucket"], named["region"], endpoint_url)
        print(f"state bucket {named['bucket']} {'created' if created else 'stands'}")
        if is_local:
            return 0
        variables["TF_DATA_DIR"] = data_folder(f"bootstrap-{asked.env}")
        return apply_roles(asked.env, asked.github, variables, client("iam"), options)
    except (BotoCoreError, ClientError, LocalAwsError, TerraformError) as error:
        print(f"bootstrap: {named['bucket']}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
