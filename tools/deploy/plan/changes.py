"""What a plan in Terraform's JSON says, with every sensitive value masked."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MASK = "(sensitive)"

_TIMES = ("timestamp",)
"""Differ between two plans of the same change."""


class Action(StrEnum):
    """What happens to a resource."""

    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DESTROY = "destroy"
    READ = "read"
    NONE = "none"
    FORGET = "forget"


@dataclass(frozen=True)
class Change:
    """One resource of the plan; `before` and `after` are masked and hold no unknown values.

    ``replaced_by``: attributes whose change cannot be made in place. ``moved_from``: its address before,
    if only that changes; ``imported``: what it is at AWS, if Terraform takes over what stands there.
    """

    address: str
    module: str
    type: str
    action: Action
    before: dict[str, Any]
    after: dict[str, Any]
    unknown: dict[str, Any]
    replaced_by: tuple[str, ...] = ()
    moved_from: str = ""
    imported: str = ""

    @property
    def changed(self) -> tuple[str, ...]:
        """Names of the attributes that differ or may differ, in order of the alphabet."""
        names = sorted({*self.before, *self.after, *self.unknown})
        return tuple(
            name
            for name in names
            if self.unknown.get(name) is True or self.before.get(name) != self.after.get(name)
        )

    def name(self) -> str:
        """Return the deployed name where the resource has one, or else its address."""
        for attribute in ("function_name", "alarm_name", "dashboard_name", "name", "bucket"):
            value = self.after.get(attribute) or self.before.get(attribute)
            if isinstance(value, str):
                return value
        return self.address


def masked(value: Any, sensitive: Any) -> Any:
    """Return `value` with what `sensitive`, of the same shape, marks as True replaced."""
    if sensitive is True:
        return MASK
    if isinstance(value, dict) and isinstance(sensitive, dict):
        return {key: masked(element, sensitive.get(key)) for key, element in value.items()}
    if isinstance(value, list) and isinstance(sensitive, list):
        marks = [*sensitive, *([None] * len(value))]
        return [masked(element, mark) for element, mark in zip(value, marks, strict=False)]
    return value


def masked_plan(plan: dict[str, Any]) -> dict[str, Any]:
    """Return the whole plan without times and without any value that Terraform calls sensitive."""
    result = {key: value for key, value in plan.items() if key not in _TIMES}
    if "relevant_attributes" in result:  # listed in another order each time
        result["relevant_attributes"] = sorted(result["relevant_attributes"], key=json.dumps)
    for section in ("resource_changes", "resource_drift"):
        if section in result:
            result[section] = [
                resource | {"change": _masked_change(resource["change"])}
                for resource in result[section]
            ]
    if "output_changes" in result:
        result["output_changes"] = {
            name: _masked_change(change) for name, change in result["output_changes"].items()
        }
    declared = plan.get("configuration", {}).get("root_module", {}).get("variables", {})
    result["variables"] = {
        name: {"value": MASK} if declared.get(name, {}).get("sensitive") else value
        for name, value in plan.get("variables", {}).items()
    }
    for section, path in (("planned_values", ()), ("prior_state", ("values",))):
        values = result.get(section)
        for part in path:
            values = values.get(part) if values else None
        if values:
            _mask_values(values)
    return result


def changes(plan: dict[str, Any], section: str = "resource_changes") -> list[Change]:
    """Return the resources of a section, managed ones and data sources, in order of address."""
    found = [_change(resource) for resource in plan.get(section, [])]
    return sorted(found, key=lambda change: change.address)


def variables_of(function: dict[str, Any]) -> dict[str, str]:
    """Return the environment variables among a function's attributes."""
    blocks = function.get("environment")
    return (blocks[0].get("variables") or {}) if isinstance(blocks, list) and blocks else {}


def _change(resource: dict[str, Any]) -> Change:
    change = _masked_change(resource["change"])
    unknown = change.get("after_unknown")
    return Change(
        address=resource["address"],
        module=resource.get("module_address", ""),
        type=resource["type"],
        action=_action(change["actions"]),
        before=change["before"] or {},
        after=change["after"] or {},
        unknown=unknown if isinstance(unknown, dict) else {},
        replaced_by=tuple(
            ".".join(str(part) for part in path) for path in change.get("replace_paths") or []
        ),
        moved_from=resource.get("previous_address", ""),
        imported=str((change.get("importing") or {}).get("id", "")),
    )


def _action(actions: list[str]) -> Action:
    if set(actions) == {"create", "delete"}:
        return Action.REPLACE
    names = {"no-op": Action.NONE, "delete": Action.DESTROY}
    return names.get(actions[0]) or Action(actions[0])


def _masked_change(change: dict[str, Any]) -> dict[str, Any]:
    return change | {
        "before": masked(change.get("before"), change.get("before_sensitive")),
        "after": masked(change.get("after"), change.get("after_sensitive")),
    }


def _mask_values(values: dict[str, Any]) -> None:
    """Mask outputs and resources of a ``values`` representation in place, modules included."""
    for output in values.get("outputs", {}).values():
        if output.get("sensitive"):
            output["value"] = MASK
    modules = [values["root_module"]] if "root_module" in values else []
    while modules:
        module = modules.pop()
        modules.extend(module.get("child_modules", []))
        for resource in module.get("resources", []):
            resource["values"] = masked(resource["values"], resource.get("sensitive_values"))
