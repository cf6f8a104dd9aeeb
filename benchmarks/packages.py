"""Size of each zip, beside what `pip install -t` and zipping would give."""

import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Line
from tools.build_package import (
    ROOT,
    build,
    find_uv,
    lambda_packages,
    python_version,
    workspace_dependencies,
)
from tools.deploy.terraform import host_architecture

LIMIT_MB = 8
BYTES_PER_MB = 1_000_000


def lines() -> Iterator[Line]:
    """Yield the size of each zip in MB (10^6 bytes)."""
    with tempfile.TemporaryDirectory() as work:
        for package in lambda_packages():
            built = build(package, python_version(), host_architecture(), None)
            naive = _naive(package, Path(work) / package)
            yield Line(
                f"zip of {package}", built.stat().st_size / BYTES_PER_MB, "MB",
                "pip install -t, zipped", naive.stat().st_size / BYTES_PER_MB, LIMIT_MB,
            )  # fmt: skip


def _naive(package: str, folder: Path) -> Path:
    lock = ROOT / "packages" / package / "requirements.txt"
    subprocess.run(
        [find_uv(), "pip", "install", "--quiet", "--requirement", str(lock),
         "--target", str(folder), "--python-version", python_version()],
        check=True,
    )  # fmt: skip
    sources = [
        ROOT / "packages" / name / "src" for name in (package, *workspace_dependencies(package))
    ]
    zipped = folder.with_suffix(".zip")
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for root in (folder, *sources):
            for file in sorted(root.rglob("*")):
                if file.is_file() and "__pycache__" not in file.parts:
                    archive.write(file, file.relative_to(root))
    return zipped
