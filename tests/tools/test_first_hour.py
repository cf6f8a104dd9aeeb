"""A machine that lacks something, a word that is mistyped: one sentence that says what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import ClientError

from ai_chef_testing.make import make
from ai_chef_testing.repository import ROOT
from tools.deploy import terraform
from tools.deploy.login import login_refusal
from tools.deploy.plan import __main__ as plan
from tools.deploy.plan import saved
from tools.deploy.terraform import TerraformError

LOCKED = """\
╷
│ Error: Error acquiring the state lock
│
│ Error message: operation error S3: PutObject, https response error StatusCode: 412
│ Lock Info:
│   ID:        0e6c9e2b-1d1e-4a7e-9c3f-0f6f3c1d2e4b
│   Path:      ai-chef-terraform-state-dev/ai-chef/dev.tfstate
│   Operation: OperationTypeApply
│   Who:       someone@laptop
│   Version:   1.11.4
│   Created:   2026-01-31 09:00:00.123456789 +0000 UTC
│   Info:
"""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("test", "PKG=nosuch"), "PKG=nosuch is no package: choose one of api cli combine common"),
        (("plan", "ENV=nosuch"), "ENV=nosuch is no environment: choose one of dev local prod"),
        (("run", "ENV="), "choose one of dev local prod"),
        (("up", ".FEATURES="), "install GNU make 4 (macOS: brew install make), and run gmake"),
    ],
)
def test_what_make_does_not_know_is_answered_with_what_there_is(
    arguments: tuple[str, ...], sentence: str
) -> None:
    done = make(ROOT, *arguments)

    assert done.returncode != 0
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_shells_startup_file_is_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENV", "/home/someone/.shrc")

    assert make(ROOT, "help").returncode == 0


@pytest.mark.parametrize("named", [None, "/nowhere/of_terraforms_own"])
def test_make_is_silent_about_a_configuration_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch, named: str | None
) -> None:
    monkeypatch.delenv("TF_CLI_CONFIG_FILE", raising=False)
    if named:
        monkeypatch.setenv("TF_CLI_CONFIG_FILE", named)

    assert make(ROOT, "help").stderr == ""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Return a folder with what `tools/install.sh` needs of the repository, and a bare ``bin``."""
    for name in ("tools/install.sh", ".python-version"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "bin").mkdir()
    for program in ("bash", "dirname", "ln", "mkdir", "readlink", "rm", "touch"):
        (tmp_path / "bin" / program).symlink_to(str(shutil.which(program)))
    return tmp_path


def pretend(machine: Path, program: str, script: str) -> None:
    """Put a program onto a machine's path."""
    file = machine / "bin" / program
    file.write_text(f"#!/bin/bash\n{script}\n")
    file.chmod(0o755)


def install(machine: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(machine / "tools" / "install.sh"), *arguments],
        env={"PATH": str(machine / "bin"), "UV": str(machine / "bin" / "uv"), "LANG": "C.UTF-8"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def must_stop(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("install: ")
    assert last.endswith("then run this again")
    for word in words:
        assert word in last


def test_a_machine_without_python_and_uv(machine: Path) -> None:
    done = install(machine)

    must_stop(done, "neither uv nor Python", "install Python 3.13", "brew install python@3.13")
    assert len(done.stderr.splitlines()) == 1


def test_a_machine_whose_python_makes_no_virtual_environments(machine: Path) -> None:
    pretend(machine, "python3", '[[ $1 == --version ]] || { echo "ensurepip is missing"; exit 1; }')

    must_stop(install(machine), "apt install python3-venv")


def test_a_machine_without_python_3_13_that_cannot_download_it(machine: Path) -> None:
    pretend(machine, "uv", 'echo "error: dns error" >&2; exit 2')

    done = install(machine)

    must_stop(done, "Python 3.13 is missing", "apt install python3.13", "uv python install 3.13")
    assert "dns error" not in done.stderr


def test_a_machine_without_python_3_13_downloads_it(machine: Path) -> None:
    pretend(machine, "uv", 'echo "$*" >> calls; [[ $2 != find ]]')
    (machine / ".venv").mkdir()
    (machine / "packages" / "one").mkdir(parents=True)

    done = install(machine)

    assert done.returncode == 0, done.stderr
    calls = (machine / "calls").read_text()
    assert "python install --quiet 3.13" in calls
    assert "--editable packages/one" in calls
    assert (machine / ".venv" / "installed").exists()


def test_only_one_make_installs_at_a_time(machine: Path) -> None:
    pretend(machine, "uv", "exit 0")
    lock = machine / ".local" / "installing"
    lock.parent.mkdir()
    lock.symlink_to(str(os.getpid()))

    must_stop(install(machine, "uv"), f"another make installs here (process {os.getpid()})")

    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    lock.unlink()
    lock.symlink_to(str(ended.pid))  # died without tidying up
    assert install(machine, "uv").returncode == 0
    assert not lock.is_symlink()


@pytest.fixture
def without_login(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))


@pytest.mark.usefixtures("without_login")
@pytest.mark.parametrize("env", ["dev", "prod"])
def test_without_a_login_nothing_slow_begins(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], env: str
) -> None:
    def slow(*_: object) -> int:
        pytest.fail("began something slow")

    for module in (terraform, plan):
        for name in ("build_packages", "init"):
            monkeypatch.setattr(module, name, slow)

    for program, command in ((terraform, "apply"), (plan, "save"), (plan, "drift")):
        monkeypatch.setattr("sys.argv", ["program", command, env])
        assert program.main() == 1
        (sentence,) = capsys.readouterr().err.splitlines()
        assert f"AWS cannot be reached for {env}: Unable to locate credentials" in sentence
        assert "log in (`aws sso login`), or set AWS_PROFILE, then run this again" in sentence


@pytest.mark.usefixtures("without_login")
def test_without_a_plan_apply_says_so_before_it_asks_for_a_login(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(saved, "ROOT", tmp_path)
    monkeypatch.setattr("sys.argv", ["plan", "apply", "dev"])

    assert plan.main() == 1
    said = capsys.readouterr().err
    assert said == "plan: there is no saved plan for dev: run `make plan ENV=dev`\n"


@pytest.mark.usefixtures("without_login")
def test_a_refused_login_and_a_missing_network_are_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Refusing:
        def get_caller_identity(self) -> None:
            raise ClientError({"Error": {"Code": "ExpiredToken"}}, "GetCallerIdentity")

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    assert "check the network" in str(login_refusal("ap-northeast-2"))

    monkeypatch.setattr(boto3.Session, "client", lambda *_, **__: Refusing())
    assert "refused (ExpiredToken): log in" in str(login_refusal("ap-northeast-2"))


def test_a_lock_of_the_state_names_its_holder_and_what_to_do() -> None:
    terraform.raise_if_locked("Error: something else")

    with pytest.raises(TerraformError) as raised:
        terraform.raise_if_locked(LOCKED)

    assert str(raised.value) == (
        "another deploy or plan is at work here (someone@laptop since 2026-01-31 09:00:00): wait until "
        "it has ended, then run this again; if it died, "
        "`terraform force-unlock 0e6c9e2b-1d1e-4a7e-9c3f-0f6f3c1d2e4b`"
    )
