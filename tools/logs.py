"""Print the recent log events of one function, oldest first.

Usage: python -m tools.logs ENV FN [--minutes N]
"""

import argparse
import sys
import time
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from tools.aws import client
from tools.build_package import lambda_packages
from tools.local_aws.__main__ import required
from tools.local_aws.server import LocalAwsError
from tools.terraform import ENVIRONMENTS


def events(logs: Any, group: str, since: float) -> list[dict[str, Any]]:
    """Return the events of `group` since `since` (epoch seconds), oldest first."""
    pages = logs.get_paginator("filter_log_events").paginate(
        logGroupName=group, startTime=int(since * 1000)
    )
    found = [event for page in pages for event in page["events"]]
    return sorted(found, key=lambda event: (event["timestamp"], event.get("ingestionTime", 0)))


def main() -> int:
    """Print them; return the exit code."""
    parser = argparse.ArgumentParser(prog="logs", description="Recent log events of a function.")
    parser.add_argument("env", choices=ENVIRONMENTS)
    parser.add_argument("function", choices=lambda_packages())
    parser.add_argument("--minutes", type=int, default=60)
    options = parser.parse_args()
    group = f"/aws/lambda/ai-chef-{options.function}-{options.env}"
    try:
        logs = client("logs", required().url if options.env == "local" else None)
        for event in events(logs, group, time.time() - options.minutes * 60):
            at = datetime.fromtimestamp(event["timestamp"] / 1000, UTC)
            print(f"{at:%Y-%m-%dT%H:%M:%SZ}  {event['message'].rstrip()}")
    except (BotoCoreError, ClientError, LocalAwsError) as error:
        print(f"logs: {group} cannot be read: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
