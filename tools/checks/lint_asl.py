"""Lint the workflow as Terraform renders it, with two linters: statelint and asl-validator.

Usage: python -m tools.checks.lint_asl [--print]

With --print, only prints the definition, with the functions' keys for their ARNs.

The template is rendered by Terraform itself, with the Retry and Catch lists of the root module and
stand-in ARNs; asl-validator comes from npm, by its lock file, into ``.local/``.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tools.build_package import ROOT, lambda_packages
from tools.deploy.terraform import TerraformError, base_environment, find_terraform

TEMPLATE = ROOT / "terraform" / "workflow.asl.json.tftpl"
RETRIES = ROOT / "terraform" / "retries.tf"
ACCOUNT_OF_AN_EXAMPLE = "123456789012"
VALIDATOR_SOURCE = ROOT / "tools" / "checks" / "asl_validator"
VALIDATOR = ROOT / ".local" / "asl_validator"


def render(
    functions: Mapping[str, str] | None = None,
    task_timeouts: Mapping[str, int] | None = None,
    timeout_seconds: int = 300,
) -> str:
    """Return the definition that Terraform renders from the template and ``retries.tf``.

    Parameters
    ----------
    functions
        ARN by function; None for stand-in ARNs.
    task_timeouts
        Seconds of a task by function; None for 60.
    timeout_seconds
        Seconds of a whole execution.

    Raises
    ------
    TerraformError
        The template or the lists cannot be evaluated.
    """
    arn = f"arn:aws:lambda:ap-northeast-2:{ACCOUNT_OF_AN_EXAMPLE}:function:ai-chef-"
    values = {
        "functions": functions or {name: f"{arn}{name}-dev:1" for name in lambda_packages()},
        "task_timeouts": task_timeouts or dict.fromkeys(lambda_packages(), 60),
        "timeout_seconds": timeout_seconds,
    }
    lists = "{ retries = local.retries, catchers = local.catchers }"
    template = json.dumps(str(TEMPLATE))
    # retries.tf needs neither provider nor variable, so that it is a root module by itself.
    with tempfile.TemporaryDirectory() as root:
        shutil.copy(RETRIES, root)
        done = subprocess.run(
            [find_terraform(), "console"],
            input=f"jsonencode(templatefile({template}, merge({json.dumps(values)}, {lists})))",
            cwd=root,
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


def with_decimal_points(definition: str) -> str:
    """Write each BackoffRate with a decimal point, without which statelint takes it for no number.

    Terraform writes 2.0 as 2; in JSON both are the same number.
    """
    return re.sub(r'("BackoffRate":\s*\d+)(?=\s*[,}])', r"\1.0", definition)


def lint(definition: str) -> int:
    """Run both linters on `definition`; return 0 if neither finds anything."""
    with tempfile.TemporaryDirectory() as work:
        file = Path(work) / "workflow.asl.json"
        file.write_text(with_decimal_points(definition), "utf-8")
        linters = (["statelint", str(file)], [str(install_validator()), "--json-path", str(file)])
        return max(subprocess.run(linter, check=False).returncode for linter in linters)


def main() -> int:
    """Lint the template, or print what it renders to; return the exit code."""
    parser = argparse.ArgumentParser(prog="lint_asl", description="Lint the workflow.")
    parser.add_argument("--print", action="store_true", help="print the definition only")
    only_print = parser.parse_args().print
    try:
        if only_print:
            print(render({name: name for name in lambda_packages()}))
            return 0
        return lint(render())
    except TerraformError as error:
        print(f"lint_asl: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
