"""Each scanner finds what it is there for."""

import subprocess
from pathlib import Path

import pytest

from tools import environments
from tools.build_package import ROOT
from tools.checks.scanners import __main__ as scanners


@pytest.fixture(scope="module")
def programs() -> Path:
    return environments.install("scanners", scanners.LOCK)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty repository that is reviewed for this one."""
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    monkeypatch.setattr(scanners, "ROOT", tmp_path)
    monkeypatch.setattr(scanners, "WORKFLOWS", tmp_path / ".github" / "workflows")
    return tmp_path


def test_terraform_that_leaves_a_bucket_open_is_refused(programs: Path, folder: Path) -> None:
    (folder / "terraform").mkdir()
    (folder / "terraform" / "main.tf").write_text('resource "aws_s3_bucket" "open" {}\n')

    assert not scanners.terraform(programs)


def workflow(folder: Path, *changes: tuple[str, str]) -> None:
    """Put the plan workflow there, changed."""
    scanners.WORKFLOWS.mkdir(parents=True)
    text = (ROOT / ".github" / "workflows" / "plan.yml").read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (scanners.WORKFLOWS / "plan.yml").write_text(text, "utf-8")


def test_the_plan_workflow_as_it_is_passes(programs: Path, folder: Path) -> None:
    workflow(folder)

    assert scanners.workflows(programs)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683", "actions/checkout@v4"),
        ("run: make plan ENV=\"$ENVIRONMENT\"", "run: make plan ENV=${{ github.head_ref }}"),
        ("runs-on: ubuntu-24.04", "runs-on: ubuntu-12.04"),
        ("permissions: {}", "permissions: write-all"),
        ("  pull_request:", "  pull_request_target:"),
        ("github.event.pull_request.number", "github.nummer"),
    ],
)  # fmt: skip
def test_a_workflow_that_is_unsafe_or_wrong_is_refused(
    programs: Path, folder: Path, before: str, after: str
) -> None:
    workflow(folder, (before, after))

    assert not scanners.workflows(programs)


def test_a_secret_in_a_tracked_file_is_found(programs: Path, folder: Path) -> None:
    key = "AKIA" + "QYLPMN5HHHFPZAM2"
    (folder / "settings.py").write_text(f'aws_key = "{key}"\n')
    subprocess.run(["git", "add", "."], cwd=folder, check=True)

    assert not scanners.secrets(programs)


@pytest.mark.parametrize(("demanded", "passes"), [("", True), ("1", False)])
def test_an_audit_without_its_database_says_so_and_fails_only_where_it_is_demanded(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    demanded: str,
    passes: bool,
) -> None:
    monkeypatch.setenv("REQUIRE_AUDIT", demanded)
    unreachable = folder / "pip-audit"
    unreachable.write_text(
        '#!/bin/sh\necho \'{"dependencies": [{"name": "boto3", "skip_reason": "not found"}]}\'\n'
    )
    unreachable.chmod(0o755)

    assert scanners.dependencies(folder) is passes
    assert "NOT AUDITED" in capsys.readouterr().out


def test_a_known_vulnerability_fails_the_audit(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = folder / "pip-audit"
    found.write_text(
        "#!/bin/sh\n"
        'echo \'{"dependencies": [{"name": "boto3", "version": "1", "vulns": [{"id": "CVE-1"}]}]}\'\n'
    )
    found.chmod(0o755)

    assert not scanners.dependencies(folder)
    assert "boto3 1: CVE-1" in capsys.readouterr().err


def test_every_skipped_check_gives_its_reason_in_place() -> None:
    skips = [
        line.strip()
        for file in (ROOT / "terraform").rglob("*.tf")
        for line in file.read_text("utf-8").splitlines()
        if "checkov:skip" in line
    ]

    assert skips
    for skip in skips:
        reason = skip.split(":", 2)[2].strip() if skip.count(":") >= 2 else ""
        assert len(reason) > 20, skip
