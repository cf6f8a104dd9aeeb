"""Every log line of a deployed system."""

from ai_chef_testing.stack.deployed import Deployed


def log_lines(deployed: Deployed) -> list[str]:
    """Return the messages of all events in all log groups."""
    logs = deployed.client("logs")
    groups = [group["logGroupName"] for group in logs.describe_log_groups()["logGroups"]]
    pages = (
        page
        for group in groups
        for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group)
    )
    return [event["message"] for page in pages for event in page["events"]]
