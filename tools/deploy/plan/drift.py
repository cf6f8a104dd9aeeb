"""What was changed outside of Terraform, without what AWS only fills in.

A first look after a deploy finds attributes that AWS has set by itself, and empty lists where the
state has nothing. Neither is anybody's change: an attribute counts when it held something, or when
the configuration sets it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tools.deploy.plan.changes import Action, Change, changes


def drifted(plan: dict[str, Any]) -> list[Change]:
    """Return the resources that differ from the state, with the attributes that somebody changed."""
    configured = dict(_configured(plan.get("configuration", {}).get("root_module", {}), ""))
    found = []
    for change in changes(plan, "resource_drift"):
        if change.action is Action.NONE:
            continue
        if change.action is Action.DESTROY:
            found.append(change)
            continue
        ours = configured.get(_without_keys(change.address), frozenset())
        differing = [
            name
            for name in change.changed
            if _filled(change.before.get(name)) != _filled(change.after.get(name))
            and (name in ours or _filled(change.before.get(name)) is not None)
        ]
        if differing:
            before, after = (
                {name: side.get(name) for name in differing}
                for side in (change.before, change.after)
            )
            found.append(replace(change, before=before, after=after, unknown={}))
    return found


def _configured(module: dict[str, Any], prefix: str) -> Iterator[tuple[str, frozenset[str]]]:
    for resource in module.get("resources", []):
        yield f"{prefix}{resource['address']}", frozenset(resource.get("expressions", {}))
    for name, call in module.get("module_calls", {}).items():
        yield from _configured(call.get("module", {}), f"{prefix}module.{name}.")


def _without_keys(address: str) -> str:
    """Return an address without the keys of ``count`` and ``for_each``."""
    return re.sub(r"\[[^\]]*\]", "", address)


def _filled(value: Any) -> Any:
    """Return `value` without what is empty in it; None if nothing is left.

    Zero and False count as empty too: providers write them where the state has nothing.
    """
    if isinstance(value, dict):
        kept = {
            key: inner for key, element in value.items() if (inner := _filled(element)) is not None
        }
        return kept or None
    if isinstance(value, list):
        return [inner for element in value if (inner := _filled(element)) is not None] or None
    return value or None
