"""Lint the workflow as Terraform renders it, with two linters: statelint and asl-validator.

Usage: python -m tools.checks.lint_asl

The template is rendered by Terraform itself, with stand-in ARNs; asl-validator comes from npm, by
its lock file, into ``.local/``.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.build_package import ROOT, lambda_packages
from tools.deploy.terraform import TerraformError, base_environment, find_terraform

TEMPLATE = ROOT / "terraform" / "workflow.asl.json.tftpl"
ACCOUNT_OF_AN_EXAMPLE = "123456789012"
VALIDATOR_SOURCE = ROOT / "tools" / "checks" / "asl_validator"
VALIDATOR = ROOT / ".local" / "asl_validator"


def render() -> str:
    """Return the definition that Terraform renders from the template."""
    arn = f"arn:aws:lambda:ap-northeast-2:{ACCOUNT_OF_AN_EXAMPLE}:function:ai-chef-"
    values = {
        "functions": {name: f"{arn}{name}-dev:1" for name in lambda_packages()},
        "task_timeouts": dict.fromkeys(lambda_packages(), 60),
        "timeout_seconds": 300,
    }
    expression = f"jsonencode(templatefile({json.dumps(str(TEMPLATE))}, {json.dumps(values)}))"
    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run(
            [find_terraform(), "console"],
            input=expression,
            cwd=empty,
            env=base_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise TerraformError(f"the template cannot be rendered:\n{done.stderr}")
    text: str = json.loads(json.loads(done.stdout.strip()))
    return text


def install_validator() -> Path:
    """Install asl-validator by its lock file, once; return its program."""
    program = VALIDATOR / "node_modules" / ".bin" / "asl-validator"
    lock = "package-lock.json"
    installed = VALIDATOR / lock
    if program.exists() and installed.read_bytes() == (VALIDATOR_SOURCE / lock).read_bytes():
        return program
    VALIDATOR.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", lock):
        shutil.copyfile(VALIDATOR_SOURCE / name, VALIDATOR / name)
    subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=VALIDATOR, check=True)
    return program


def lint(definition: str) -> int:
    """Run both linters on `definition`; return 0 if neither finds anything."""
    with tempfile.TemporaryDirectory() as work:
        file = Path(work) / "workflow.asl.json"
        file.write_text(definition, "utf-8")
        linters = (["statelint", str(file)], [str(install_validator()), "--json-path", str(file)])
        return max(subprocess.run(linter, check=False).returncode for linter in linters)


def main() -> int:
    """Lint the template; return the exit code."""
    try:
        return lint(render())
    except TerraformError as error:
        print(f"lint_asl: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
