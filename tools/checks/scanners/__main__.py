"""Run the scanners from an environment of their own; say what each looked at and found.

Usage: python -m tools.checks.scanners [terraform] [workflows] [secrets] [dependencies]

Without names all of them run. None needs the network but ``dependencies``, whose database of known
vulnerabilities may be out of reach: it then says that nothing was audited, and fails only where
``REQUIRE_AUDIT`` is set, as in CI at GitHub.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tools import environments
from tools.build_package import ROOT
from tools.checks.lock import locks

LOCK = ROOT / "tools" / "checks" / "scanners" / "requirements.txt"
SECRETS_LOCK = ROOT / "tools" / "checks" / "secrets" / "requirements.txt"
"""Apart: checkov brings a fork of detect-secrets whose modules have the same names."""

WORKFLOWS = ROOT / ".github" / "workflows"


def run(programs: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a scanner in the repository; its output is captured."""
    # checkov asks its maker for texts of its guidelines otherwise.
    variables = os.environ | {"BC_SKIP_MAPPING": "TRUE"}
    return subprocess.run(
        [str(programs / name), *arguments],
        cwd=ROOT, env=variables, capture_output=True, text=True, check=False,
    )  # fmt: skip


def terraform(programs: Path) -> bool:
    """Review ``terraform/`` with checkov, its defaults being those of prod."""
    done = run(
        programs, "checkov", "--directory", "terraform", "--framework", "terraform",
        "--compact", "--quiet", "--output", "json",
    )  # fmt: skip
    try:
        report = json.loads(done.stdout)
    except json.JSONDecodeError:
        print(done.stdout + done.stderr, file=sys.stderr)
        return False
    summary = report["summary"]
    print(
        f"terraform: {summary['passed']} checks passed, {summary['failed']} failed, "
        f"{summary['skipped']} skipped with a reason (checkov {summary['checkov_version']})"
    )
    for check in report["results"]["failed_checks"]:
        print(f"  {check['check_id']} {check['resource']}: {check['check_name']}", file=sys.stderr)
    return bool(summary["failed"] == 0 and summary["passed"] > 0 and not summary["parsing_errors"])


def workflows(programs: Path) -> bool:
    """Review ``.github/workflows`` with actionlint and zizmor."""
    files = sorted(str(file.relative_to(ROOT)) for file in WORKFLOWS.glob("*.yml"))
    passed = True
    for name, arguments in (
        ("actionlint", []),
        ("zizmor", ["--offline", "--no-progress", "--persona", "pedantic"]),
    ):
        done = run(programs, name, *arguments, *files)
        if done.returncode:
            passed = False
            print(done.stdout + done.stderr, file=sys.stderr)
        print(
            f"workflows: {len(files)} files, {name} {'passed' if not done.returncode else 'failed'}"
        )
    return passed and bool(files)


def secrets(_: Path) -> bool:
    """Look for secrets in every tracked file with detect-secrets, from an environment of its own."""
    programs = environments.install("secret_scanner", SECRETS_LOCK)
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    files = [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    done = run(programs, "detect-secrets-hook", *files)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
    print(f"secrets: {len(files)} files, {'none found' if not done.returncode else 'see above'}")
    return done.returncode == 0


def dependencies(programs: Path) -> bool:
    """Look every locked package up in the database of known vulnerabilities."""
    audited, unknown, vulnerable = 0, 0, []
    for lock in sorted(locks()):
        done = run(
            programs, "pip-audit", "--requirement", lock, "--disable-pip", "--require-hashes",
            "--format", "json", "--progress-spinner", "off",
        )  # fmt: skip
        report = json.loads(done.stdout) if done.stdout.startswith("{") else {"dependencies": []}
        for package in report["dependencies"]:
            if "skip_reason" in package:
                unknown += 1
                continue
            audited += 1
            vulnerable += [f"{lock}: {package['name']} {package['version']}: {vulnerability['id']}"
                           for vulnerability in package["vulns"]]  # fmt: skip
    for line in vulnerable:
        print(f"  {line}", file=sys.stderr)
    if not audited:
        print("dependencies: NOT AUDITED, the database cannot be reached from here")
        return not os.environ.get("REQUIRE_AUDIT")
    print(f"dependencies: {audited} audited, {unknown} unknown, {len(vulnerable)} vulnerabilities")
    return not vulnerable


SCANNERS: dict[str, Callable[[Path], bool]] = {
    "terraform": terraform,
    "workflows": workflows,
    "secrets": secrets,
    "dependencies": dependencies,
}


def main() -> int:
    """Run those named, or all; return the exit code."""
    named = sys.argv[1:] or list(SCANNERS)
    if unknown := set(named) - set(SCANNERS):
        print(f"scanners: unknown: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    programs = environments.install("scanners", LOCK)
    passed = [SCANNERS[name](programs) for name in named]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
