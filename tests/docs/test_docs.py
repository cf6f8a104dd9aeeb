"""What the documents say is so."""

import json
import re
from pathlib import Path

import pytest

from ai_chef_api.documentation import document
from ai_chef_api.handler import app
from ai_chef_api.problems import Refusal
from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.execution import ExecutionInput
from ai_chef_common.contracts.profile import Profile
from ai_chef_common.errors import named_errors
from ai_chef_common.sessions.phases import Phase
from ai_chef_recipe.gate.verdict import GateRule
from ai_chef_testing.make import make
from ai_chef_testing.repository import tracked_files
from tools import hcl, profile_reference
from tools.build_package import ROOT

README = (ROOT / "README.md").read_text("utf-8")
SESSIONS = (ROOT / "docs" / "sessions.md").read_text("utf-8")
RECIPES = (ROOT / "docs" / "recipes.md").read_text("utf-8")
PRICES = (ROOT / "docs" / "prices.md").read_text("utf-8")
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text("utf-8")
SECURITY = (ROOT / "docs" / "security.md").read_text("utf-8")
DOCUMENTS = "".join(
    (ROOT / name).read_text("utf-8")
    for name in tracked_files()
    if name.suffix == ".md"
    and name.parts[0] in {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs"}
)
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def rows(text: str, heading: str) -> list[list[str]]:
    """Return the cells of the first table below `heading`, without its two head lines."""
    section = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_table_of_phases_is_the_code() -> None:
    assert rows(SESSIONS, "Phases") == [
        [phase, phase.status, str(phase.progress), phase.written_by] for phase in Phase
    ]


def test_the_table_of_the_gates_rules_is_the_code() -> None:
    assert [row[0] for row in rows(RECIPES, "The gate")] == [f"`{rule.value}`" for rule in GateRule]


def test_every_error_code_of_the_documents_exists() -> None:
    codes = re.findall(r"`(\w+)`", " ".join(row[0] for row in rows(SESSIONS, "Errors")))

    assert codes
    assert set(codes) <= set(named_errors())


def test_the_runbook_has_a_row_for_every_error_code_and_no_other() -> None:
    codes = [row[0].strip("`") for row in rows(RUNBOOK, "Error codes")]

    assert sorted(codes) == sorted(named_errors())


def test_every_link_within_the_runbook_leads_somewhere() -> None:
    sections = set(re.findall(r"^#+ (\S+)$", RUNBOOK, re.MULTILINE))

    assert set(re.findall(r"\(#([\w-]+)\)", RUNBOOK)) <= sections


def test_the_figures_of_security_are_those_of_the_settings() -> None:
    figures = re.findall(r"\((?=dev)dev (\d+), prod (\d+)\)", SECURITY)
    settings = [hcl.read(ROOT / "terraform" / "envs" / f"{env}.tfvars") for env in ("dev", "prod")]

    assert figures == [
        tuple(str(setting[name]) for setting in settings)
        for name in ("session_ttl_days", "log_retention_days")
    ]


def test_the_documented_input_is_valid() -> None:
    block = SESSIONS.split("```json\n", 1)[1].split("```", 1)[0]

    assert parse(ExecutionInput, json.loads(block))


def test_the_documented_poll_is_python() -> None:
    block = SESSIONS.split("```python\n", 1)[1].split("```", 1)[0]

    compile(block, "docs/sessions.md", "exec")


@pytest.mark.parametrize(
    "file", sorted((ROOT / "examples").glob("*.json")), ids=lambda file: file.name
)
def test_every_example_is_a_valid_profile(file: Path) -> None:
    assert parse(Profile, json.loads(file.read_text("utf-8")))


def test_every_make_target_of_the_documents_exists() -> None:
    used = set(re.findall(r"(?:^|`)make ([a-z-]+)", DOCUMENTS, re.MULTILINE))
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))

    assert used
    assert used <= targets


def test_every_path_of_the_documents_exists() -> None:
    named = re.findall(
        r"`((?:packages|terraform|tools|tests|examples|docs|\.github)/[\w./-]+)`",
        DOCUMENTS,
    )

    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("a limit of a diet", "low_sodium,sodium_mg,max"),
        ("which errors of a step are retried, and how often", "MaxAttempts"),
        ("the phases of a session, and their progress", "class Phase(StrEnum)"),
        ("what answers when Naver is down", "fallback"),
        ("what the comment on a pull request's plan is made of", "COMMENT_LIMIT"),
    ],
)
def test_the_table_of_the_readme_leads_to_it_in_one_guess(question: str, holds: str) -> None:
    (place,) = [row[1] for row in rows(README, "Where things are") if row[0] == question]
    file = re.findall(r"`([^`]+)`", place)[0]

    assert holds in (ROOT / file).read_text("utf-8")


def test_make_alone_lists_every_target() -> None:
    listed = make(ROOT).stdout
    phony = re.findall(r"^\.PHONY: (\S+)$", MAKEFILE, re.MULTILINE)

    assert {line.split()[0] for line in listed.splitlines()} == set(phony)


def test_no_file_holds_a_package_address_or_a_path_of_a_machine() -> None:
    hosts = ["pythonhosted" + ".org", "pypi" + ".org", "registry.npmjs" + ".org"]
    found = [
        (str(name), host)
        for name in tracked_files()
        for host in [*hosts, str(ROOT)]
        if host in (ROOT / name).read_text("utf-8", errors="ignore")
    ]
    assert found == []


def test_the_table_of_refusals_is_the_code() -> None:
    api = (ROOT / "docs" / "api.md").read_text("utf-8")
    known = {(str(int(cause.status)), f"`{cause.__name__}`") for cause in Refusal.__subclasses__()}

    assert {(row[0], row[1]) for row in rows(api, "Refusals")} == known


def test_the_table_of_routes_is_the_code() -> None:
    api = (ROOT / "docs" / "api.md").read_text("utf-8").split("\n## ", 1)[0]
    documented = set(re.findall(r"^\| `(\w+ /[^`?]*)", api, re.MULTILINE))
    described = {
        f"{method.upper()} {path.replace('{session_id}', '{id}')}"
        for path, operations in json.loads(document(app))["paths"].items()
        for method in operations
    }

    assert documented == described | {"GET /", "GET /openapi.json"}


def test_the_reference_of_a_profile_is_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["profile_reference", "--check"])

    assert profile_reference.main() == 0


def test_the_profile_of_the_reference_is_valid() -> None:
    text = (ROOT / "docs" / "profile.md").read_text("utf-8")
    block = text.split("```json\n", 1)[1].split("```", 1)[0]

    assert parse(Profile, json.loads(block))
