"""The workflow template as tests read it: rendered with placeholder names, without Terraform."""

import json
import re
from typing import Any

from ai_chef_testing.repository import ROOT

TEMPLATE = ROOT / "terraform" / "workflow.asl.json.tftpl"


def definition() -> dict[str, Any]:
    """Return the definition with every ``functions.x`` as ``x`` and every other value as 60."""

    def placeholder(match: re.Match[str]) -> str:
        name = match[1]
        return name.removeprefix("functions.") if name.startswith("functions.") else "60"

    rendered = re.sub(r"\$\{([\w.]+)\}", placeholder, TEMPLATE.read_text("utf-8"))
    parsed: dict[str, Any] = json.loads(rendered)
    return parsed


def resolve(template: Any, state_input: dict[str, Any], context: dict[str, Any]) -> Any:
    """Fill a payload template in: keys that end in ``.$`` take a path of the input or context."""
    if not isinstance(template, dict):
        return template
    filled = {}
    for key, value in template.items():
        if key.endswith(".$"):
            source = context if value.startswith("$$.") else state_input
            filled[key.removesuffix(".$")] = _follow(value, source)
        else:
            filled[key] = resolve(value, state_input, context)
    return filled


def _follow(path: str, source: Any) -> Any:
    for part in path.lstrip("$").strip(".").split("."):
        source = source[part] if part else source
    return source
