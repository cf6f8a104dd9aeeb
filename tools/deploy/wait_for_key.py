"""Wait until a new key may be used: its tags take minutes to count for permissions.

Usage: python -m tools.deploy.wait_for_key KEY_ARN

Terraform runs it after it has made a key. It asks without doing anything (KMS's dry run).
"""

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from tools.deploy.aws import client

SECONDS = 420
"""AWS says that tags count within five minutes; two more for a slow clock."""

PAUSE_SECONDS = 10
ALLOWED = "DryRunOperationException"
REFUSED = ("AccessDeniedException", "AccessDenied")


class NotUsableError(Exception):
    """The key may still not be used."""


def wait(
    kms: Any,
    key_arn: str,
    *,
    pause: Callable[[float], None] = time.sleep,
    tries: int = SECONDS // PAUSE_SECONDS,
) -> None:
    """Return once data may be encrypted with the key.

    Raises
    ------
    NotUsableError
        It was refused to the end; tells what to do.
    botocore.exceptions.ClientError
        KMS failed otherwise.
    """
    for _ in range(tries):
        try:
            kms.generate_data_key(KeyId=key_arn, KeySpec="AES_256", DryRun=True)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code == ALLOWED:
                return
            if code not in REFUSED:
                raise
            pause(PAUSE_SECONDS)
        else:
            return
    raise NotUsableError(
        f"{key_arn} may not be used after {tries * PAUSE_SECONDS} s: does the role that deploys have "
        "kms:GenerateDataKey on keys with the tags of this environment? Then apply again"
    )


def main() -> int:
    """Wait for the key named; return the exit code."""
    parser = argparse.ArgumentParser(prog="wait_for_key", description="Wait for a key.")
    parser.add_argument("key_arn")
    key_arn: str = parser.parse_args().key_arn
    try:
        wait(client("kms", region=key_arn.split(":")[3]), key_arn)
    except (BotoCoreError, ClientError, NotUsableError) as error:
        print(f"wait_for_key: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
