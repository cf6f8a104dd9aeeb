"""Create the bucket that holds an environment's Terraform state: versioned, encrypted, private.

Usage: python -m tools.bootstrap ENV

Safe to run again: what stands already is left as it is. Locking is S3's own (``use_lockfile``).
"""

import argparse
import re
import sys

import boto3
from botocore.exceptions import ClientError

from tools.build_package import ROOT
from tools.local_aws.__main__ import running
from tools.local_aws.server import LocalAwsError
from tools.terraform import ENVIRONMENTS

PRIVATE = {
    "BlockPublicAcls": True,
    "IgnorePublicAcls": True,
    "BlockPublicPolicy": True,
    "RestrictPublicBuckets": True,
}


def backend(env: str) -> dict[str, str]:
    """Return bucket and region from ``terraform/envs/<env>.s3.tfbackend``."""
    text = (ROOT / "terraform" / "envs" / f"{env}.s3.tfbackend").read_text("utf-8")
    return dict(re.findall(r'^(\w+)\s*=\s*"([^"]*)"', text, re.MULTILINE))


def create_state_bucket(bucket: str, region: str, endpoint_url: str | None = None) -> bool:
    """Create the bucket unless it is ours already; return whether it was created.

    Raises
    ------
    botocore.exceptions.ClientError
        The name is taken by another account, or a permission is missing.
    """
    session = boto3.Session("test", "test") if endpoint_url else boto3.Session()
    client = session.client("s3", region_name=region, endpoint_url=endpoint_url)
    created = True
    try:
        client.create_bucket(
            Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": region}
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "BucketAlreadyOwnedByYou":
            raise
        created = False
    client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    client.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=PRIVATE)
    client.put_bucket_encryption(
        Bucket=bucket,
        ServerSideEncryptionConfiguration={
            "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]
        },
    )
    return created


def main() -> int:
    """Create the bucket of the environment named; return the exit code."""
    parser = argparse.ArgumentParser(prog="bootstrap", description="Create the state bucket.")
    parser.add_argument("env", choices=ENVIRONMENTS)
    env = parser.parse_args().env
    named = backend(env)
    endpoint = running() if env == "local" else None
    try:
        if env == "local" and endpoint is None:
            raise LocalAwsError("the local AWS does not run: start it with `make up`")
        created = create_state_bucket(
            named["bucket"], named["region"], endpoint.url if endpoint else None
        )
    except (ClientError, LocalAwsError) as error:
        print(f"bootstrap: {named['bucket']}: {error}", file=sys.stderr)
        return 1
    print(f"state bucket {named['bucket']} {'created' if created else 'stands'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
