"""A root module, applied by pytest-terraform's runner onto a local AWS."""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pytest_terraform.tf import TerraformRunner

from ai_chef_testing.repository import LOCAL_BACKEND
from ai_chef_testing.stack.deployed import Deployed


class TerraformFailed(Exception):
    """A command of Terraform failed; its output is the message."""


@dataclass(frozen=True)
class Applied:
    """What was applied: the root module, what Terraform needs to reach it, and what it made."""

    root: Path
    variables: Mapping[str, str]
    state: Path
    deployed: Deployed

    def terraform(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Terraform in the root module; its output and exit code are the caller's to read."""
        return subprocess.run(
            ["terraform", *arguments], cwd=self.root, env=self.variables, capture_output=True,
            text=True, check=False,
        )  # fmt: skip


class _Runner(TerraformRunner):  # type: ignore[misc]
    """The runner with variables of its own.

    pytest-terraform gives every runner the environment of this process. Stacks differ in theirs, and
    patching `os.environ` around each of them would let one reach the AWS of another. So this one
    method is overridden, and nothing else of its internals is touched.
    """

    def __init__(self, work: Path, root: Path, variables: Mapping[str, str]) -> None:
        state = work / "terraform.tfstate"
        data = str(work / "data")
        super().__init__(data, str(state), module_dir=str(root), tf_bin="terraform")
        self.variables = {**variables, "TF_DATA_DIR": data, "TF_IN_AUTOMATION": "1"}

    def _run_cmd(self, args: Sequence[str], output: bool = False) -> bytes:
        done = subprocess.run(
            args, cwd=self.module_dir, env=self.variables, capture_output=True, check=False
        )
        if done.returncode:
            raise TerraformFailed((done.stdout + done.stderr).decode())
        return done.stdout


def apply(
    root: Path, work: Path, endpoint_url: str, variables: Mapping[str, str], files: Sequence[str]
) -> Applied:
    """Apply the root module `root` with its state in a file; return what came of it.

    Parameters
    ----------
    work
        Folder for what Terraform keeps beside the module, the state included.
    variables
        The environment of Terraform: how it reaches the local AWS at `endpoint_url`.
    files
        Files of variables, as paths from `root`.

    Raises
    ------
    TerraformFailed
        A command failed.
    """
    (root / "backend_override.tf").write_text(LOCAL_BACKEND)
    work.mkdir(parents=True, exist_ok=True)
    options = " ".join(f"-var-file={file}" for file in files)
    given = {**variables, "TF_CLI_ARGS_plan": options, "TF_CLI_ARGS_destroy": options}
    runner = _Runner(work, root, given)
    runner.init()
    outputs = {name: output["value"] for name, output in runner.apply().outputs.items()}
    return Applied(root, runner.variables, Path(runner.state_path), Deployed(endpoint_url, outputs))
