"""The README's plain commands, as somebody would paste them into one shell."""

import os
import re
import subprocess
from pathlib import Path

from ai_chef_testing.make import make, own_environment
from ai_chef_testing.repository import ROOT
from tests.deployment.conftest import rewriting
from tools import environments

LOCK = Path(__file__).with_name("requirements.txt")
CHANGED = "packages/price/src/ai_chef_price/handler.py"


def blocks() -> list[str]:
    """Return the commands of the README's section: the variables, AWS, an update, Terraform."""
    readme = (ROOT / "README.md").read_text("utf-8")
    section = readme.split("## With the AWS CLI", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"```sh\n(.*?)```", section, re.DOTALL)


def pasted(clone: Path, *commands: str) -> str:
    """Run commands in one shell of the clone, with the AWS CLI on its path; return what they print.

    The CLI of PyPI is version 1, which has no ``logs tail``: it reads the same events.
    """
    script = re.sub(
        r"aws logs tail (\S+) --since \S+",
        r"aws logs filter-log-events --log-group-name \1",
        "".join(commands),
    )
    path = f"{environments.install('aws-cli', LOCK)}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=clone, env=own_environment() | {"PATH": path, "AWS_PAGER": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_plain_terraform_plans_the_same_zips_as_make(clone: Path) -> None:
    variables, *_, terraform = blocks()

    plan = pasted(clone, variables, terraform)

    assert "No changes." in plan, plan


def test_the_aws_cli_starts_and_watches_a_session(clone: Path) -> None:
    variables, watching, *_ = blocks()
    start, _, rest = watching.partition("aws dynamodb")
    finished = (
        "until aws dynamodb get-item --table-name ai-chef-sessions-local "
        """--key '{"sessionId": {"S": "sess_by_hand"}}' | grep -q finished; do sleep 1; done\n"""
    )

    shown = pasted(clone, variables, start, finished, f"aws dynamodb{rest}")

    assert '"executionArn"' in shown
    assert '"finished"' in shown
    assert "step finished" in shown


def test_the_aws_cli_updates_one_lambda_and_the_workflow_and_drift_tells(clone: Path) -> None:
    variables, watching, updating, _ = blocks()
    machine = watching.split("aws stepfunctions start-execution", 1)[0]
    with rewriting(clone) as change:
        change(CHANGED, lambda text: text + "\n")
        updated = pasted(clone, variables, machine, updating)
        ran = make(clone, "run")
        drift = make(clone, "drift").stdout
    deployed = make(clone, "deploy")

    assert '"updateDate"' in updated
    assert ran.returncode == 0, ran.stdout + ran.stderr
    readme = (ROOT / "README.md").read_text("utf-8")
    assert drift.splitlines()[0].removeprefix("## ") in readme
    assert 'module.functions["price"].aws_lambda_function.this' in drift
    assert "module.workflow.aws_sfn_state_machine.this" in drift
    assert deployed.returncode == 0, deployed.stdout + deployed.stderr
    assert make(clone, "drift").stdout.startswith("## No drift")
