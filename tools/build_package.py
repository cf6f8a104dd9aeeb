"""Build the zip of a Lambda package, byte for byte the same from the same sources.

Usage: build_package.py PACKAGE [--python-version V] [--architecture A] [--digest D]
       build_package.py --all   [--python-version V] [--architecture A]

Writes ``dist/<package>-<digest>.zip``. The digest covers everything that the zip is made from and
is computed here exactly as ``terraform/modules/lambda_function/package.tf`` does; given
``--digest``, a difference means that the sources changed since the plan, and nothing is built.

Needs no third-party module: Terraform runs it with any Python 3.11+. It needs ``uv`` (``$UV``, on
PATH, or where the Makefile installs it).
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EARLIEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
FILE_MODE = 0o644 << 16
PLATFORMS = {"arm64": "aarch64-manylinux_2_28", "x86_64": "x86_64-manylinux_2_28"}
BUILDER = "tools/build_package.py"

BOTOCORE_SERVICES = frozenset({"bedrock-runtime", "dynamodb", "secretsmanager", "stepfunctions"})
"""Service models that the Lambdas call; the other 400 are most of botocore's size."""

POWERTOOLS = "aws_lambda_powertools"
POWERTOOLS_UTILITIES = frozenset({"__init__.py", "data_classes", "jmespath_utils", "typing"})
"""What the Lambdas, and what they import of Powertools, use of its utilities."""

RUNTIME_FOLDER = "/var/task"
"""Where Lambda unpacks the zip: the place that bytecode names in tracebacks."""

LEFT_OUT = re.compile(
    r"(^|/)(__pycache__|tests?)(/|$)"
    r"|\.(pyc|pyi|pth)$|(^|/)py\.typed$"
    r"|\.dist-info/(?!METADATA$|entry_points\.txt$|licenses/|LICENSE|NOTICE)"
    r"|^(bin/|\.lock$)|uv_cache\.json$"
    r"|^aws_lambda_powertools/event_handler/openapi/swagger_ui/"
    r"|^pydantic/(v1/|mypy\.py$|_hypothesis)"
    r"|^anyio/|^dateutil/zoneinfo/dateutil-zoneinfo\.tar\.gz$"
)
"""Not needed at run time, or different from machine to machine (installer records, bytecode).

httpx and httpcore use anyio for asynchronous clients only, and go without it; dateutil's own time zones
are for machines that have none, and we use UTC.
"""


class BuildError(Exception):
    """What went wrong and what to do about it."""


def workspace_dependencies(package: str) -> list[str]:
    """Return the workspace packages that `package` declares, by folder name, in sorted order."""
    project = tomllib.loads((ROOT / "packages" / package / "pyproject.toml").read_text("utf-8"))
    declared = project["project"].get("dependencies", [])
    return sorted(name.removeprefix("ai-chef-") for name in declared if name.startswith("ai-chef-"))


def python_version() -> str:
    """Return the Python version of the project, from ``.python-version``."""
    return (ROOT / ".python-version").read_text("utf-8").strip()


def lambda_packages() -> list[str]:
    """Return the packages that are Lambdas: those with a runtime lock."""
    return sorted(lock.parent.name for lock in (ROOT / "packages").glob("*/requirements.txt"))


def source_files(package: str) -> list[str]:
    """Return every file that the zip is made from, as sorted paths from the repository."""
    found = {f"packages/{package}/requirements.txt", BUILDER}
    for folder in (package, *workspace_dependencies(package)):
        for file in (ROOT / "packages" / folder / "src").rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                found.add(file.relative_to(ROOT).as_posix())
    return sorted(found, key=lambda path: path.encode())


def source_digest(package: str, python_version: str, architecture: str) -> str:
    """Return the hex SHA-256 that names the zip, as the Terraform module computes it."""
    lines = [f"python {python_version}", f"architecture {architecture}"]
    for path in source_files(package):
        content = hashlib.sha256((ROOT / path).read_bytes()).hexdigest()
        lines.append(f"{path} {content}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def find_uv() -> str:
    """Return the path of uv.

    Raises
    ------
    BuildError
        It is nowhere; ``make`` installs it.
    """
    candidates = [os.environ.get("UV"), shutil.which("uv"), str(ROOT / ".local/uv/bin/uv")]
    for candidate in candidates:
        if candidate and shutil.which(candidate):
            return candidate
    raise BuildError("uv is not installed: run `make install` once")


def install_dependencies(
    package: str, target: Path, python_version: str, architecture: str
) -> None:
    """Install the hashed runtime lock into `target`, for the Lambda's platform.

    Raises
    ------
    BuildError
        uv failed; its own words are in the message.
    """
    run = subprocess.run(
        [
            find_uv(), "pip", "install", "--quiet", "--no-deps", "--require-hashes",
            "--only-binary", ":all:", "--no-compile-bytecode", "--link-mode", "copy",
            "--target", str(target),
            "--python-version", python_version,
            "--python-platform", PLATFORMS[architecture],
            "--requirement", f"packages/{package}/requirements.txt",
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode:
        raise BuildError(f"uv could not install the lock of {package}:\n{run.stderr.strip()}")


def shipped(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield (name in the zip, file) for everything below `folder` that is needed at run time."""
    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and not LEFT_OUT.search(name) and not _is_unused(name):
            yield name, file


def _is_unused(name: str) -> bool:
    parts = name.split("/")
    if parts[:2] == ["botocore", "data"] and len(parts) > 3:
        return parts[2] not in BOTOCORE_SERVICES
    if parts[:2] == [POWERTOOLS, "utilities"]:
        return parts[2] not in POWERTOOLS_UTILITIES
    return False


def _routes_http(sources: Path) -> bool:
    """Tell whether a package uses the event handler of Powertools, a fifth of its size."""
    return any(
        f"{POWERTOOLS}.event_handler" in file.read_text("utf-8") for file in sources.rglob("*.py")
    )


def build(package: str, python_version: str, architecture: str, expected: str | None) -> Path:
    """Build the zip unless it stands already, and return its path.

    Raises
    ------
    BuildError
        The sources differ from those of the plan, or a dependency cannot be installed.
    """
    digest = source_digest(package, python_version, architecture)
    if expected and expected != digest:
        raise BuildError(
            f"the sources of {package} are not those that were planned "
            f"(planned {expected[:12]}, now {digest[:12]}): plan again"
        )
    zip_path = ROOT / "dist" / f"{package}-{digest}.zip"
    if zip_path.exists():
        return zip_path
    zip_path.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=zip_path.parent, prefix=f".{package}-") as work:
        target = Path(work) / "target"
        install_dependencies(package, target, python_version, architecture)
        sources = [ROOT / "packages" / name / "src" for name in workspace_dependencies(package)]
        contents = Path(work) / "contents"
        for folder in (target, *sources, ROOT / "packages" / package / "src"):
            for name, file in shipped(folder):
                copied = contents / name
                copied.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copied)
        if not _routes_http(ROOT / "packages" / package / "src"):
            shutil.rmtree(contents / POWERTOOLS / "event_handler")
        compile_bytecode(contents, python_version)
        unfinished = Path(work) / "package.zip"
        write_zip(unfinished, contents)
        unfinished.replace(zip_path)
    return zip_path


def find_python(version: str) -> str:
    """Return the path of a Python of `version` (``3.13``), installed by uv where there is none.

    Raises
    ------
    BuildError
        It is nowhere, and uv cannot install it.
    """
    if version == f"{sys.version_info.major}.{sys.version_info.minor}":
        return sys.executable
    find = [find_uv(), "python", "find", version]
    done = subprocess.run(find, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        install = [find_uv(), "python", "install", "--quiet", version]
        subprocess.run(install, cwd=ROOT, capture_output=True, check=False)
        done = subprocess.run(find, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(f"bytecode needs Python {version}: {done.stderr.strip()}")
    return done.stdout.strip()


def compile_bytecode(folder: Path, python_version: str) -> None:
    """Compile every module below `folder` as the runtime would, so that a cold start need not.

    Nothing of time or place is in the bytecode: it is never checked against its source, and names
    files by where Lambda has them.

    Raises
    ------
    BuildError
        There is no such Python, or a module cannot be compiled.
    """
    done = subprocess.run(
        [find_python(python_version), "-m", "compileall", "-q", "-j", "1",
         "--invalidation-mode", "unchecked-hash", "-s", str(folder), "-p", RUNTIME_FOLDER,
         str(folder)],
        env={"PYTHONHASHSEED": "0", "PATH": os.environ.get("PATH", "")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise BuildError(f"bytecode could not be compiled:\n{done.stdout}{done.stderr}")


def write_zip(path: Path, folder: Path) -> None:
    """Write the files below `folder` with sorted names, fixed times and modes."""
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*")}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(name for name, file in files.items() if file.is_file()):
            entry = zipfile.ZipInfo(name, EARLIEST_ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = FILE_MODE
            archive.writestr(entry, files[name].read_bytes(), compresslevel=9)


def main(arguments: list[str] | None = None) -> int:
    """Build what the command line names; return the exit code."""
    parser = argparse.ArgumentParser(description="Build the zip of a Lambda package.")
    parser.add_argument("package", nargs="?", choices=lambda_packages())
    parser.add_argument("--all", action="store_true", help="build every Lambda package")
    parser.add_argument("--python-version", default=python_version())
    parser.add_argument("--architecture", default="arm64", choices=sorted(PLATFORMS))
    parser.add_argument("--digest", help="refuse to build anything but this")
    options = parser.parse_args(arguments)
    if options.all == bool(options.package):
        parser.error("name one package, or --all")
    try:
        for package in lambda_packages() if options.all else [options.package]:
            built = build(package, options.python_version, options.architecture, options.digest)
            print(f"{built.stat().st_size:>10,} bytes  {built.relative_to(ROOT)}")
    except BuildError as error:
        print(f"build_package: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
