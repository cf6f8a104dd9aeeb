"""Plans as Terraform writes them in JSON, as small as a test needs them."""

import json
from typing import Any


def resource(
    address: str,
    kind: str,
    actions: list[str],
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    **more: Any,
) -> dict[str, Any]:
    """Return one entry of ``resource_changes``."""
    module = address.rsplit(f".{kind}", 1)[0] if f".{kind}" in address else ""
    return {
        "address": address,
        "module_address": module,
        "mode": "managed",
        "type": kind,
        "name": "this",
        "change": {
            "actions": actions,
            "before": before,
            "after": after,
            "after_unknown": more.get("unknown", {}),
            "before_sensitive": more.get("before_sensitive", {}),
            "after_sensitive": more.get("after_sensitive", {}),
            **({"replace_paths": more["replace_paths"]} if "replace_paths" in more else {}),
        },
    }


def plan(*resources: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a plan with these resources."""
    return {
        "format_version": "1.2",
        "timestamp": "2026-01-31T09:00:00Z",
        "resource_changes": list(resources),
        **more,
    }


def policy(*statements: dict[str, Any]) -> str:
    """Return a policy document."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(actions: Any, resources: Any, **more: Any) -> dict[str, Any]:
    """Return a statement that allows."""
    return {"Effect": "Allow", "Action": actions, "Resource": resources, **more}
