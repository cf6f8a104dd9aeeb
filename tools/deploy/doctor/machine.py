"""What this machine must have: programs, and locks that are fresh."""

import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator

from tools.build_package import ROOT, BuildError, find_uv, python_version
from tools.deploy.doctor.finding import Finding, well, wrong
from tools.deploy.terraform import TerraformError, find_mirror, find_terraform


def programs() -> Iterator[Finding]:
    """Check Python, Terraform, uv and Node.js."""
    wanted = python_version()
    found = f"{sys.version_info.major}.{sys.version_info.minor}"
    if found == wanted:
        yield well("python", f"{platform.python_version()}")
    else:
        yield wrong("python", f"{found}, not {wanted}", f"install Python {wanted}, `make clean`")
    try:
        yield well("terraform", find_terraform())
    except TerraformError as error:
        yield wrong("terraform", "not usable", str(error))
    try:
        yield well("uv", find_uv())
    except BuildError as error:
        yield wrong("uv", "not found", str(error))
    mirror = find_mirror()
    yield well("provider", f"mirror {mirror}" if mirror else "from the registry")
    if node := shutil.which("node"):
        yield well("node", node)
    else:
        yield wrong("node", "not found", "install Node.js: `make lint` needs it")


def locks() -> Finding:
    """Check that every lock matches its pyproject.toml."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.checks.lock", "--check"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode == 0:
        return well("locks", "fresh")
    stale = " ".join(line for line in done.stderr.splitlines() if line.startswith("stale"))
    return wrong("locks", stale or "cannot be checked", "run `make lock`, and commit the locks")
