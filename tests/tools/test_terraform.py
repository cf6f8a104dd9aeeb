"""Finding Terraform and its providers, and saying plainly what is missing."""

import os
import stat
from pathlib import Path

import pytest

from tools.deploy import terraform
from tools.deploy.terraform import TerraformError


def pretend_terraform(folder: Path, version: str) -> None:
    program = folder / "terraform"
    program.write_text(f'#!/bin/sh\necho \'{{"terraform_version": "{version}"}}\'\n')
    program.chmod(program.stat().st_mode | stat.S_IEXEC)


@pytest.mark.parametrize("version", ["1.10.5", "0.15.0"])
def test_a_terraform_that_is_too_old_is_told_by_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    pretend_terraform(tmp_path, version)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    with pytest.raises(TerraformError, match=rf"{version} is too old: install 1\.11\.0"):
        terraform.find_terraform()


def test_a_terraform_that_is_new_enough_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_terraform(tmp_path, "1.12.0")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    assert terraform.find_terraform() == str(tmp_path / "terraform")


def test_a_missing_terraform_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(TerraformError, match="not installed"):
        terraform.find_terraform()


def test_a_mirror_that_has_the_provider_is_named_in_a_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror = tmp_path / "anything"
    (mirror / terraform.MIRRORED_PROVIDER).mkdir(parents=True)
    monkeypatch.setattr(terraform, "MIRROR_PLACES", (str(tmp_path / "*"),))
    monkeypatch.setattr(terraform, "ROOT", tmp_path)
    monkeypatch.delenv("TF_CLI_CONFIG_FILE", raising=False)

    named = terraform.cli_config()

    assert str(mirror) in Path(named["TF_CLI_CONFIG_FILE"]).read_text("utf-8")


def test_a_configuration_that_another_process_reads_is_never_there_by_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror = tmp_path / "mirror"
    (mirror / terraform.MIRRORED_PROVIDER).mkdir(parents=True)
    monkeypatch.setattr(terraform, "MIRROR_PLACES", (str(mirror),))
    monkeypatch.setattr(terraform, "ROOT", tmp_path)
    monkeypatch.delenv("TF_CLI_CONFIG_FILE", raising=False)
    config = Path(terraform.cli_config()["TF_CLI_CONFIG_FILE"])
    written = config.stat()

    terraform.cli_config()
    assert config.stat().st_ino == written.st_ino
    assert config.stat().st_mtime_ns == written.st_mtime_ns

    config.write_text("of another mirror", "utf-8")
    with config.open(encoding="utf-8") as reader:
        terraform.cli_config()
        assert reader.read() == "of another mirror"
    assert str(mirror) in config.read_text("utf-8")
    assert [path.name for path in config.parent.iterdir()] == [config.name]


def test_without_a_mirror_the_registry_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setattr(terraform, "MIRROR_PLACES", (str(tmp_path / "*"),))
    monkeypatch.delenv("TF_CLI_CONFIG_FILE", raising=False)

    assert terraform.cli_config() == {}


def test_a_configuration_of_the_users_own_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.tfrc"
    own.write_text("")
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(own))

    assert terraform.cli_config() == {}
    assert terraform.base_environment()["TF_CLI_CONFIG_FILE"] == str(own)


def test_a_configuration_that_does_not_exist_is_not_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(tmp_path / "nowhere"))

    assert "TF_CLI_CONFIG_FILE" not in terraform.base_environment()


@pytest.mark.parametrize("env", terraform.ENVIRONMENTS)
def test_every_environment_has_an_architecture(env: str) -> None:
    assert terraform.architecture(env) in ("arm64", "x86_64")


def test_an_environment_without_an_architecture_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "envs").mkdir()
    (tmp_path / "envs" / "dev.tfvars").write_text('environment = "dev"\n')
    monkeypatch.setattr(terraform, "TERRAFORM_FOLDER", tmp_path)

    with pytest.raises(TerraformError, match=r"envs/dev\.tfvars"):
        terraform.architecture("dev")
