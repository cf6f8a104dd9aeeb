"""How the Terraform is written, in every file of it: the root module, its modules and bootstrap."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.build_package import ROOT

TERRAFORM = ROOT / "terraform"
FILES = sorted(file for file in TERRAFORM.rglob("*.tf") if ".terraform" not in file.parts)
FOLDERS = sorted({file.parent for file in FILES})
STANDARD_FILES = {"main.tf", "variables.tf", "outputs.tf", "versions.tf"}
KEY_POLICY_REASON = re.compile(r"checkov:skip=CKV_AWS_356: \S")
"""Why the whole of a policy document names the resource *, as the scanner is given it too."""


def named(path: Path) -> str:
    return str(path.relative_to(TERRAFORM))


def without_comments(text: str) -> str:
    return re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)


def blocks(text: str, kind: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of every ``variable`` or ``output`` of a formatted file."""
    yield from re.findall(rf'^{kind} "(\w+)" \{{\n(.*?)^\}}$', text, re.M | re.S)


def wildcards(text: str) -> Iterator[str]:
    """Yield each list of a policy that holds a wildcard without need, or without its reason.

    An action is never a wildcard. The resource * needs a comment right above its statement, or a
    reason for the whole document. Anybody is a principal only where something is denied.
    """
    for found in re.finditer(
        r"\b(?:not_)?(actions|resources|identifiers)\s*=\s*\[(.*?)\]", text, re.S
    ):
        kind, listed = found[1], re.findall(r'"([^"]*)"', found[2])
        lines = text[: found.start()].splitlines()
        opening = _opening(lines)
        if kind == "actions" and any("*" in action for action in listed):
            yield found[0]
        if kind == "resources" and "*" in listed:
            commented = lines[opening - 1].lstrip().startswith("#")
            top = max(index for index, line in enumerate(lines) if re.match(r"\w", line))
            if not (commented or KEY_POLICY_REASON.search("\n".join(lines[top:]))):
                yield found[0]
        if kind == "identifiers" and "*" in listed:
            statement = _opening(lines[:opening])
            if not any('effect    = "Deny"' in line for line in lines[statement:]):
                yield found[0]


def _opening(lines: list[str]) -> int:
    """Return the index of the line that opens the block in which `lines` end."""
    depth = 0
    for index in range(len(lines) - 1, -1, -1):
        depth += lines[index].count("}") - lines[index].count("{")
        if depth < 0:
            return index
    raise ValueError("the lines end outside of every block")


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_every_module_has_the_standard_files(folder: Path) -> None:
    assert {file.name for file in folder.glob("*.tf")} >= STANDARD_FILES


@pytest.mark.parametrize("file", FILES, ids=named)
def test_no_permission_is_wider_than_it_has_a_reason_to_be(file: Path) -> None:
    assert list(wildcards(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "statement",
    [
        'actions   = ["dynamodb:*"]\n    resources = [local.arn]',
        'actions   = [\n      "sqs:SendMessage",\n      "sqs:Get*",\n    ]\n    resources = [local.arn]',
        'actions   = ["xray:PutTraceSegments"]\n    resources = ["*"]',
        'actions   = ["xray:PutTraceSegments"]\n    resources = [local.arn, "*"]',
        'not_actions = ["iam:*"]\n    resources = [local.arn]',
        'principals {\n      identifiers = ["*"]\n    }',
    ],
)
def test_a_wildcard_without_a_reason_is_found(statement: str) -> None:
    document = (
        f'data "aws_iam_policy_document" "d" {{\n\n  statement {{\n    {statement}\n  }}\n}}\n'
    )

    assert len(list(wildcards(document))) == 1


def test_bootstrap_and_modules_are_looked_into() -> None:
    assert {named(folder) for folder in FOLDERS} >= {".", "bootstrap", "modules/workflow"}
    searched = [file for file in FILES if re.search(r"\bactions\s*=", file.read_text("utf-8"))]
    assert {"bootstrap/permissions.tf", "functions.tf", "modules/workflow/iam.tf"} <= set(
        map(named, searched)
    )


@pytest.mark.parametrize("file", FILES, ids=named)
def test_every_variable_and_output_is_described(file: Path) -> None:
    text = file.read_text("utf-8")
    undescribed = [
        name
        for kind in ("variable", "output")
        for name, body in blocks(text, kind)
        if not re.search(r'^  description = "[A-Z].+\."$', body, re.MULTILINE)
    ]

    assert undescribed == []


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_every_number_that_is_given_has_bounds(folder: Path) -> None:
    unbounded = []
    for variable, body in blocks((folder / "variables.tf").read_text("utf-8"), "variable"):
        declared = body.split("default ", 1)[0].split("validation {", 1)[0]
        if not re.search(r"\bnumber\b", declared.split("type", 1)[1]):
            continue
        conditions = " ".join(re.findall(r"condition\s*=(.*?)error_message", body, re.S))
        fields = re.findall(r"\b(?!type\b)(\w+)\s*=\s*(?:optional\()?number\b", declared)
        wanted = [rf"\.{field}\b" for field in fields] or [rf"\bvar\.{variable}\b"]
        unbounded += [f"{variable}: {look}" for look in wanted if not re.search(look, conditions)]

    assert unbounded == []


@pytest.mark.parametrize("file", FILES, ids=named)
def test_names_are_composed_in_one_file_and_given_to_modules(file: Path) -> None:
    composed = re.findall(r"ai-chef-\S*", without_comments(file.read_text("utf-8")))

    assert composed == [] or file.name == "names.tf"


@pytest.mark.parametrize("file", FILES, ids=named)
def test_the_account_is_looked_up_in_one_file(file: Path) -> None:
    looked_up = re.search(
        r'^data "aws_(caller_identity|partition|region)"', file.read_text("utf-8"), re.MULTILINE
    )

    assert looked_up is None or file.name == "data.tf"
