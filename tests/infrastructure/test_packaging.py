"""A zip is the same from every clone, holds what it needs and nothing of the machine."""

import hashlib
import marshal
import os
import shutil
import subprocess
import sys
import zipfile
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

import pytest

from ai_chef_testing.plugin import AWS_ENVIRONMENT, LAMBDA_ENVIRONMENT
from ai_chef_testing.repository import copy_repository
from ai_chef_testing.stack.deployed import Deployed
from tools import build_package
from tools.build_package import (
    BuildError,
    build,
    find_uv,
    lambda_packages,
    source_digest,
)
from tools.deploy.terraform import host_architecture
from tools.shared_zips import shared_zip

PYTHON_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.mark.stack
def test_a_clone_elsewhere_under_another_umask_builds_the_same_bytes(tmp_path: Path) -> None:
    copy = copy_repository(tmp_path / "a folder with another name")
    previous = os.umask(0o077)
    try:
        done = subprocess.run(
            [sys.executable, "tools/build_package.py", "--all", "--architecture", host_architecture()],
            cwd=copy, env=os.environ | {"UV": find_uv()}, capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        os.umask(previous)
    assert done.returncode == 0, done.stderr

    ours = {path.name: sha256(path) for path in map(shared_zip, lambda_packages())}
    assert {path.name: sha256(path) for path in (copy / "dist").glob("*.zip")} == ours
    assert len(ours) == len(lambda_packages())


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_terraform_and_the_builder_compute_the_same_digest(deployed: Deployed) -> None:
    for package, function in deployed.outputs["functions"].items():
        assert function["digest"] == source_digest(package, PYTHON_VERSION, host_architecture())


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("packages/recipe/src/ai_chef_recipe/handler.py", {"recipe"}),
        ("packages/recipe/src/ai_chef_recipe/new_module.py", {"recipe"}),
        ("packages/price/requirements.txt", {"price"}),
        ("packages/food/src/ai_chef_food/data/ingredients.csv", set(lambda_packages())),
        ("tools/build_package.py", set(lambda_packages())),
        ("packages/recipe/tests/test_book.py", set()),
        ("packages/recipe/src/ai_chef_recipe/__pycache__/handler.cpython-313.pyc", set()),
    ],
)
def test_a_change_changes_the_digests_of_those_that_ship_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: str, expected: set[str]
) -> None:
    monkeypatch.setattr(build_package, "ROOT", copy_repository(tmp_path))
    before = {name: source_digest(name, PYTHON_VERSION, "arm64") for name in lambda_packages()}
    file = tmp_path / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes((file.read_bytes() if file.exists() else b"") + b"\n")

    after = {name: source_digest(name, PYTHON_VERSION, "arm64") for name in lambda_packages()}

    assert {name for name in before if before[name] != after[name]} == expected


def test_the_architecture_and_the_python_version_are_part_of_the_digest() -> None:
    digests = {
        source_digest("recipe", version, architecture)
        for version in ("3.13", "3.14")
        for architecture in ("arm64", "x86_64")
    }

    assert len(digests) == 4


def test_sources_that_changed_since_the_plan_are_not_built() -> None:
    with pytest.raises(BuildError, match="plan again"):
        build("recipe", PYTHON_VERSION, "arm64", "0" * 64)


@pytest.mark.parametrize("package", lambda_packages())
def test_a_zip_imports_in_a_clean_interpreter(package: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(shared_zip(package)) as archive:
        archive.extractall(tmp_path)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); "
        f"import ai_chef_{package}.handler; ai_chef_{package}.handler.handler"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code],
        env=LAMBDA_ENVIRONMENT | AWS_ENVIRONMENT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("package", lambda_packages())
def test_a_zip_holds_nothing_of_the_machine_that_built_it(package: str) -> None:
    with zipfile.ZipFile(shared_zip(package)) as archive:
        entries = archive.infolist()
        content = b"".join(archive.read(entry) for entry in entries if entry.file_size < 1_000_000)

    names = [entry.filename for entry in entries]
    assert names == sorted(names)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}
    unwanted = (
        "RECORD",
        "direct_url.json",
        "INSTALLER",
        "REQUESTED",
        "uv_cache.json",
        ".lock",
    )
    assert not [name for name in names if name.endswith(unwanted)]
    assert str(Path.cwd()).encode() not in content


@pytest.mark.parametrize("package", lambda_packages())
def test_every_module_ships_bytecode_that_the_runtime_takes_without_looking_at_its_source(
    package: str,
) -> None:
    unchecked_hash = (1).to_bytes(4, "little")
    with zipfile.ZipFile(shared_zip(package)) as archive:
        names = set(archive.namelist())
        modules = [name for name in names if name.endswith(".py")]
        compiled = {name: archive.read(bytecode_of(name)) for name in modules}

    assert modules
    for name, content in compiled.items():
        assert content[:8] == MAGIC_NUMBER + unchecked_hash, name
        assert marshal.loads(content[16:]).co_filename == f"/var/task/{name}"  # noqa: S302


def bytecode_of(module: str) -> str:
    return cache_from_source(module, optimization="")


def test_a_build_that_fails_leaves_no_zip(tmp_path: Path) -> None:
    copy = copy_repository(tmp_path / "copy")
    lock = copy / "packages/combine/requirements.txt"
    lock.write_text("no-such-distribution==1 --hash=sha256:" + "0" * 64 + "\n")

    done = subprocess.run(
        [sys.executable, "tools/build_package.py", "combine"],
        cwd=copy, env=os.environ | {"UV": find_uv()}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "could not install the lock of combine" in done.stderr
    assert not list((copy / "dist").glob("*.zip"))
    shutil.rmtree(copy)
