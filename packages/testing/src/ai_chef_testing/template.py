"""The workflow as tests read it: rendered by Terraform, with the functions' keys for their ARNs."""

import json
import subprocess
import sys
from functools import cache
from typing import Any

from ai_chef_testing.repository import ROOT


def definition() -> dict[str, Any]:
    """Return the definition, a new one at each call; every time limit is a stand-in."""
    parsed: dict[str, Any] = json.loads(_rendered())
    return parsed


@cache
def _rendered() -> str:
    # The program that lints the definition renders it, so that there is one way of rendering.
    program = [sys.executable, "-m", "tools.checks.lint_asl", "--print"]
    return subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True).stdout


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
