"""Policy documents of the Terraform, read as they stand: what they allow, by tags."""

from collections.abc import Iterable, Iterator
from typing import Any

from tools import hcl
from tools.build_package import ROOT

TERRAFORM = ROOT / "terraform"
TAGS = ("Project", "Environment")
OWN = {"Project": "ai-chef", "Environment": "dev"}
PRODS = {"Project": "ai-chef", "Environment": "prod"}


def statements(file: str, document: str) -> Iterator[dict[str, Any]]:
    """Yield the statements of a policy document, those of dynamic blocks too."""
    for block in hcl.read(TERRAFORM / file)["data"]:
        found = block.get("aws_iam_policy_document", {}).get(document)
        if found:
            yield from found["statement"]
            for dynamic in found.get("dynamic", []):
                yield from dynamic.get("statement", {}).get("content", [])


def allows(
    given: Iterable[dict[str, Any]],
    action: str,
    tags: dict[str, str],
    request: dict[str, str] | None = None,
) -> bool:
    """Tell whether statements allow dev an action on what its tags alone tell apart.

    Parameters
    ----------
    tags
        Those that the resource has; none at its creation.
    request
        Those that the request brings.
    """
    context = {f"aws:ResourceTag/{name}": value for name, value in tags.items()} | {
        f"aws:RequestTag/{name}": value for name, value in (request or {}).items()
    }
    return any(
        all(_met(condition, context) for condition in conditions(statement))
        for statement in given
        if action in statement["actions"]
    )


def conditions(statement: dict[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield test, variable and values of a statement's conditions on each tag of dev."""
    for dynamic in statement.get("dynamic", []):
        condition = dynamic["condition"]
        assert condition["for_each"] == "${local.tags}"
        (content,) = condition["content"]
        for name in TAGS:
            variable = content["variable"].replace("${condition.key}", name)
            values = [value.replace("${condition.value}", OWN[name]) for value in content["values"]]
            yield content["test"], variable, values


def _met(condition: tuple[str, str, list[str]], context: dict[str, str]) -> bool:
    test, variable, values = condition
    if test == "Null":
        return (variable not in context) is (values == ["true"])
    assert test == "StringEquals"
    return context.get(variable) in values
