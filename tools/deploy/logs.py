"""Follow the logs of one function, or of all of them, in time order; of one session if asked.

Usage: python -m tools.deploy.logs ENV [FN] [--session SESSION] [--minutes N] [--follow | --no-follow]

At a terminal it goes on until Ctrl-C; elsewhere it prints what there is and ends.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from ai_chef_common.contracts.base import is_session_id
from tools.build_package import lambda_packages
from tools.deploy.aws import client_of
from tools.deploy.terraform import ENVIRONMENTS
from tools.local_aws.server import LocalAwsError

POLL_SECONDS = 2
LATE_SECONDS = 10
"""Events reach CloudWatch late and out of order: each look goes back so far again."""

Event = dict[str, Any]


class Groups:
    """Log groups that are read as one.

    Parameters
    ----------
    session_id
        Only lines of this session; None for all.
    """

    def __init__(self, logs: Any, groups: dict[str, str], session_id: str | None) -> None:
        self._logs = logs
        self._groups = groups
        self._pattern = {"filterPattern": f'"{session_id}"'} if session_id else {}
        self._seen: set[tuple[str, str]] = set()

    def events(self, since: float) -> list[Event]:
        """Return what was not returned before, from `since` (epoch seconds) on, oldest first.

        Each event also has ``function``, the key of its group.
        """
        found = [
            event | {"function": function}
            for function, group in self._groups.items()
            for event in self._group(group, since)
            if (function, _id(event)) not in self._seen
        ]
        self._seen |= {(event["function"], _id(event)) for event in found}
        return sorted(found, key=lambda event: (event["timestamp"], event.get("ingestionTime", 0)))

    def _group(self, group: str, since: float) -> Iterator[Event]:
        pages = self._logs.get_paginator("filter_log_events").paginate(
            logGroupName=group, startTime=int(since * 1000), **self._pattern
        )
        for page in pages:
            yield from page["events"]


def _id(event: Event) -> str:
    """Return what tells the event apart; the local AWS gives none."""
    return str(event.get("eventId") or f"{event['timestamp']} {event['message']}")


def line(event: Event) -> str:
    """Return an event as one line: time, function, message."""
    at = datetime.fromtimestamp(event["timestamp"] / 1000, UTC)
    stamp = f"{at:%Y-%m-%dT%H:%M:%S}.{event['timestamp'] % 1000:03}Z"
    return f"{stamp}  {event['function']:<12}  {event['message'].rstrip()}"


def follow(groups: Groups, since: float) -> Iterator[Event]:
    """Yield events as they come, without end."""
    while True:
        looked_at = time.time()
        yield from groups.events(since)
        since = max(since, looked_at - LATE_SECONDS)
        time.sleep(POLL_SECONDS)


def main() -> int:
    """Print them; return the exit code."""
    parser = argparse.ArgumentParser(prog="logs", description="Logs of functions and sessions.")
    parser.add_argument("env", choices=ENVIRONMENTS)
    parser.add_argument("function", choices=lambda_packages(), nargs="?")
    parser.add_argument("--session")
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument(
        "--follow", action=argparse.BooleanOptionalAction, default=sys.stdout.isatty()
    )
    options = parser.parse_args()
    if options.session and not is_session_id(options.session):
        parser.error(f"a session id is letters, digits, _ and -: {options.session}")
    functions = [options.function] if options.function else lambda_packages()
    named = {name: f"/aws/lambda/ai-chef-{name}-{options.env}" for name in functions}
    since = time.time() - options.minutes * 60
    try:
        groups = Groups(client_of("logs", options.env), named, options.session)
        for event in follow(groups, since) if options.follow else groups.events(since):
            print(line(event), flush=True)
    except KeyboardInterrupt:
        return 0
    except (BotoCoreError, ClientError, LocalAwsError) as error:
        print(f"logs: {', '.join(named.values())} cannot be read: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
