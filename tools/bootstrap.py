"""Create the bucket that holds an environment's Terraform state: versioned, encrypted, private.

Usage: python -m tools.bootstrap ENV

Safe to run again: what stands already is left as it is. Locking is S3's own (``use_lockfile``).
"""

import argparse
import sys

from botocore.exceptions import ClientError

from tools.aws import client
from tools.local_aws.__main__ import required
from tools.local_aws.server import LocalAwsError
from tools.terraform import ENVIRONMENTS, text_values

PRIVATE = {
    "BlockPublicAcls": True,
    "IgnorePublicAcls": True,
    "BlockPublicPolicy": True,
    "RestrictPublicBuckets": True,
}


def backend(env: str) -> dict[str, str]:
    """Return bucket and region from ``terraform/envs/<env>.s3.tfbackend``."""
    return text_values(f"{env}.s3.tfbackend")


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


def main() -> int:
    """Create the bucket of the environment named; return the exit code."""
    parser = argparse.ArgumentParser(prog="bootstrap", description="Create the state bucket.")
    parser.add_argument("env", choices=ENVIRONMENTS)
    env = parser.parse_args().env
    named = backend(env)
    try:
        endpoint_url = required().url if env == "local" else None
        created = create_state_bucket(named["bucket"], named["region"], endpoint_url)
    except (ClientError, LocalAwsError) as error:
        print(f"bootstrap: {named['bucket']}: {error}", file=sys.stderr)
        return 1
    print(f"state bucket {named['bucket']} {'created' if created else 'stands'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
